"""What a scheme is: an id of the taxonomy, a usual share of claims, and what it bends."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from features.settlement.province.bills import Bills
from features.settlement.province.checks import Checks
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
from features.settlement.province.papers import Papers
from features.settlement.province.scans import Scans
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.signing import Signing
from features.settlement.province.visits import Visits

HOSPITALS = (Role.GENERAL, Role.TCM, Role.PRIVATE, Role.TOWNSHIP, Role.REHABILITATION)
CLINICS = (Role.CLINIC, Role.TOWNSHIP, Role.PRIVATE)


class Basis(StrEnum):
    """What the fund loses by a claim of a scheme."""

    WHOLE = "whole"  # everything the fund paid for the claim
    LINES = "lines"  # the fund's part of the unlawful amounts of lines
    GROUP = "group"  # what the case was paid above what its records support
    NOTED = "noted"  # what the scheme itself notes, where the claim cannot show it
    NONE = "none"  # nothing by any claim: only the institution shows it


@dataclass(frozen=True)
class Scheme:
    """A scheme, played in acts: visits, diagnoses, papers, lines, then scans and checks.

    An act left out bends nothing.

    Attributes:
        id: violation of the taxonomy (domain brief C).
        zh, en: its name.
        basis: what the fund loses.
        usual: claims planted as a share of all, at dial 1.
        intent: whether it is done to defraud.
        roles: institutions that may play it.
        hosts: share of those institutions that do.
        rush: how much stronger it is in November and December, when quotas lapse.
        personal: whether the insured person takes part knowingly.
    """

    id: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    basis: ClassVar[Basis] = Basis.WHOLE
    usual: ClassVar[float]
    intent: ClassVar[bool] = True
    roles: ClassVar[tuple[Role, ...]] = HOSPITALS
    hosts: ClassVar[float] = 0.10
    rush: ClassVar[float] = 1.0
    personal: ClassVar[bool] = False

    def bend_signing(self, cast: Cast, signed: Signing) -> Signing:
        """The sign-ups with family doctors as the scheme leaves them, before the first visit."""
        del cast
        return signed

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """The visits with those of the scheme."""
        del cast
        return visits

    def bend_diagnoses(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills
    ) -> Diagnoses:
        """The diagnoses as the scheme writes them."""
        del cast, visits, bills
        return diagnosed

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """The papers as the scheme writes them."""
        del cast, visits, diagnosed, bills
        return papers

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Drop, change and add lines of the bills."""
        del cast, visits, diagnosed, bills

    def bend_scans(self, cast: Cast, visits: Visits, billed: Lines, scanned: Scans) -> Scans:
        """The scans of traceability codes as the scheme leaves them.

        They are made honestly from the final lines: what a scheme planted has the scans of honest
        care until its own act takes them away or repeats them. `scanned.visit` and `scanned.line`
        are places in `visits` and `billed`, -1 for stock and purchases. A bent or added scan bears
        `cast.mark`.
        """
        del cast, visits, billed
        return scanned

    def bend_checks(self, cast: Cast, visits: Visits, checked: Checks) -> Checks:
        """The identity checks as the scheme leaves them; `checked.visit` is a place in `visits`.

        A bent or added check bears `cast.mark`.
        """
        del cast, visits
        return checked
