"""What a scheme is: an id of the taxonomy, a usual share of claims, and what it bends."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from features.settlement.province.checks import Checks
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
from features.settlement.province.scans import Scans
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.visits import Visits

HOSPITALS = (Role.GENERAL, Role.TCM, Role.PRIVATE, Role.TOWNSHIP, Role.REHABILITATION)


class Basis(StrEnum):
    """What the fund loses by a claim of a scheme."""

    WHOLE = "whole"  # everything the fund paid for the claim
    LINES = "lines"  # the fund's part of the unlawful amounts of lines
    GROUP = "group"  # what the case was paid above its true group


@dataclass(frozen=True)
class Scheme:
    """A scheme, played in acts: visits, diagnoses, lines; then scans of drugs, checks of identity.

    An act left out bends nothing. Scans and checks are made honestly from the bent visits and lines
    before they are bent: a visit that a scheme planted has the scans and checks of an honest one
    until its own act takes them away, repeats them or lets them fail.

    Attributes:
        id: violation of the taxonomy (domain brief C).
        zh, en: its name.
        basis: what the fund loses.
        usual: claims planted as a share of all, at dial 1.
        intent: whether it is done to defraud.
        roles: institutions that may play it.
        hosts: share of those institutions that do.
    """

    id: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    basis: ClassVar[Basis] = Basis.WHOLE
    usual: ClassVar[float]
    intent: ClassVar[bool] = True
    roles: ClassVar[tuple[Role, ...]] = HOSPITALS
    hosts: ClassVar[float] = 0.10

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """The visits with those of the scheme."""
        del cast
        return visits

    def bend_diagnoses(self, cast: Cast, visits: Visits, diagnosed: Diagnoses) -> Diagnoses:
        """The diagnoses as the scheme writes them."""
        del cast, visits
        return diagnosed

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, billed: Lines) -> Lines:
        """The lines as the scheme bills them."""
        del cast, visits, diagnosed
        return billed

    def bend_scans(self, cast: Cast, visits: Visits, billed: Lines, scanned: Scans) -> Scans:
        """The scans of traceability codes as the scheme leaves them.

        `scanned.visit` and `scanned.line` are places in `visits` and `billed`, -1 for stock and
        purchases. A bent or added scan bears `cast.mark`.
        """
        del cast, visits, billed
        return scanned

    def bend_checks(self, cast: Cast, visits: Visits, checked: Checks) -> Checks:
        """The identity checks as the scheme leaves them; `checked.visit` is a place in `visits`.

        A bent or added check bears `cast.mark`.
        """
        del cast, visits
        return checked
