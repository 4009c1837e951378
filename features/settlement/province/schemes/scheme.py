"""What a scheme is: an id of the taxonomy, a usual share of claims, and what it bends."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import Lines
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
    """A scheme, played in three acts: visits, diagnoses, lines. An act left out bends nothing.

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
