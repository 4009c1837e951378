"""The doctors of each institution, and which of them sees a visit."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole, stream
from features.settlement.province.conditions import programmes, stays, visits
from features.settlement.province.geography import Geography
from features.settlement.province.institutions import Institutions
from features.settlement.province.order import Order


@dataclass(frozen=True)
class Doctors:
    """The doctors; those of institution h are `first[h]` up to `first[h] + many[h]`."""

    code: list[str]
    institution: Whole
    first: Whole
    many: Whole

    def seeing(self, rng: np.random.Generator, institution: Whole, department: Whole) -> Whole:
        """A doctor of the institution for each visit; a department is seen by a few of them."""
        many = self.many[institution]
        team = np.maximum(1, np.minimum(4, many // 4))
        turn = (department * 3 + np.floor(rng.random(len(institution)) ** 1.5 * team)) % many
        return self.first[institution] + turn.astype(np.int64)


def doctors(order: Order, geography: Geography, institutions: Institutions) -> Doctors:
    """The doctors of all institutions; more where more is done."""
    rng = stream(order.seed, "doctors")
    many = np.clip(np.rint(2 + institutions.size * 1.1), 2, 400).astype(np.int64)
    institution = np.repeat(np.arange(institutions.count, dtype=np.int64), many)
    serial = rng.permutation(900_000)[: len(institution)] + 100_000
    areas = [geography.codes[area] for area in institutions.area]
    code = [f"D{areas[h]}{serial[n]:06d}" for n, h in enumerate(institution)]
    return Doctors(code, institution, np.cumsum(many) - many, many)


def departments() -> list[str]:
    """The departments of the province, in a fixed order."""
    named = [stay.department for stay in stays()]
    named += [visit.department for visit in visits()]
    named += [programme.department for programme in programmes()]
    return sorted({*named, "A02"})
