"""F01 虚假住院: batches of stays on paper, without care."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.chance import runs
from features.settlement.province.checks import Checks
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.institutions import Role
from features.settlement.province.lines import bill
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.new_stays import new_stays
from features.settlement.province.schemes.scheme import Scheme
from features.settlement.province.schemes.shelf import adrgs, charged
from features.settlement.province.schemes.unseen import unseen
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together

_BATCH = 6  # patients of a batch, on average
_TEMPLATE = 7  # items of its common bill


@dataclass(frozen=True)
class ShamStay(Scheme):
    """Who: small private hospitals and their brokers. In together, out together, the same bill.

    Bed, rounds and a few cheap tests; no drugs on most days. Care: the careful change amounts from
    patient to patient and bill some infusions.
    """

    id: ClassVar[str] = "F01"
    zh: ClassVar[str] = "虚假住院"
    en: ClassVar[str] = "sham admission"
    usual: ClassVar[float] = 0.00043
    roles: ClassVar[tuple[Role, ...]] = (Role.PRIVATE, Role.REHABILITATION, Role.TOWNSHIP)
    hosts: ClassVar[float] = 0.10
    personal: ClassVar[bool] = True

    def bend_visits(self, cast: Cast, visits: Visits) -> Visits:
        """Add the batches: one host, one week, one disease."""
        rng = cast.rng
        batches = max(1, round(cast.wanted / (_BATCH * 0.85)))
        institution, last = cast.openings(batches, Kind.INPATIENT)
        owner, _ = runs(rng.integers(_BATCH - 2, _BATCH + 3, batches))
        pretext = adrgs("IU2", "FV2", "GW1", "BR2", "FR4")[rng.integers(0, 5, batches)]
        days = rng.integers(6, 11, batches)
        late = rng.random(len(owner)) < 0.25 * cast.care[institution[owner]]
        made = new_stays(
            cast, visits, pretext[owner], days[owner], least_age=58,
            at=(institution[owner], last[owner] + late),
        )  # fmt: skip
        return together(visits, made.changed(intensity=np.full(made.count, 0.8)))

    def bend_lines(self, cast: Cast, visits: Visits, diagnosed: Diagnoses, bills: Bills) -> None:
        """Replace treatment by the batch's bill."""
        rng, catalogue = cast.rng, cast.world.catalogue
        stay = np.flatnonzero(visits.mark == cast.mark).astype(np.int64)
        ward = charged(catalogue, "01", "02", "07")
        care = cast.care[visits.institution[stay]]
        given = bills.of(stay, ~ward)
        hidden = care[np.searchsorted(stay, bills.lines.visit[given])]
        bills.drop(given[rng.random(len(given)) > 0.25 * hidden])
        cheap = np.array(
            [n for n, i in enumerate(catalogue.items) if (i.charge in {"04", "05"} and i.use in "ai"
             and i.price < 70 and i.systems == "*") or i.name in {"C反应蛋白测定", "心电监测"}],
            dtype=np.int64,
        )  # fmt: skip
        batch = visits.institution[stay] * 40_009 + visits.pathway[stay]
        for slot in range(_TEMPLATE):
            item = cheap[(batch * (slot + 3) * 31 + slot * 7) % len(cheap)]
            amount = 1 + (batch * (slot + 5)) % 4
            vary = np.where(rng.random(len(stay)) < care, rng.integers(-1, 2, len(stay)), 0)
            bills.add(bill(rng, cast.world, visits, stay, item,
                           np.maximum(1.0, amount + vary), cast.mark))  # fmt: skip

    def bend_checks(self, cast: Cast, visits: Visits, checked: Checks) -> Checks:
        """Let rounds find empty beds."""
        return unseen(cast, visits, checked, admission=0.5, rounds=0.85)
