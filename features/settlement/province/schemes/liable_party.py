"""F14 重复享受待遇: the fund pays for an injury that another party has paid already."""

from dataclasses import dataclass
from typing import ClassVar

from features.settlement.province.bills import Bills
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.papers import Papers, injured
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import HOSPITALS, Scheme
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY, Visits


@dataclass(frozen=True)
class LiableParty(Scheme):
    """Who: people hurt on the road or at work, and a desk that settles with the fund all the same.

    The register of the accident names a liable third party. Care: where nobody wrote it down, no
    data can show it; what is planted here was written down.
    """

    id: ClassVar[str] = "F14"
    zh: ClassVar[str] = "重复享受待遇"
    en: ClassVar[str] = "double benefits"
    usual: ClassVar[float] = 0.0002
    roles: ClassVar[tuple[Role, ...]] = HOSPITALS
    hosts: ClassVar[float] = 0.16
    personal: ClassVar[bool] = True

    def bend_papers(
        self, cast: Cast, visits: Visits, diagnosed: Diagnoses, papers: Papers, bills: Bills
    ) -> Papers:
        """Name a liable party at injuries that the fund pays."""
        del diagnosed, bills
        able = injured(cast.world, visits) & (visits.mark == NOBODY) & ~papers.liable
        stay = visits.of_kind(Kind.INPATIENT)
        hurt = cast.choose(visits, able & stay, 0.6)
        papers = papers.at(hurt, cast.mark, liable=True)
        seen = cast.choose(visits, able & ~stay, 0.4)
        return papers.at(seen, cast.mark, liable=True)
