"""What is honestly billed alone: parts of a laboratory panel, small procedures of outpatients."""

import numpy as np

from features.settlement.province.chance import stream
from features.settlement.province.conditions import visits as reasons
from features.settlement.province.lines import Lines, bill
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

PANELS: dict[str, tuple[str, ...]] = {
    "肝功能十一项": ("谷丙转氨酶测定", "谷草转氨酶测定", "总胆红素测定", "血清白蛋白测定"),
    "肾功能五项": ("血清肌酐测定", "血清尿素测定", "血清尿酸测定"),
    "电解质六项": ("血清钾测定", "血清钠测定"),
}
SMALL_PROCEDURES = ("局部麻醉",)
# Wounds, sprains, skin and joints: where a small procedure under local anaesthesia is usual.
SMALL_REASONS = ("T14.100", "S93.400", "L20.900", "M17.900", "M54.500", "E04.100")
_OPERATED = {"T14.100": 0.22, "S93.400": 0.03, "L20.900": 0.03, "M17.900": 0.06, "M54.500": 0.04,
             "E04.100": 0.03}  # fmt: skip
_FOLLOWED = 0.045  # of stays have one value followed by a test of its own


def single_tests(world: World, visits: Visits) -> Lines:
    """Lines of single tests on some stays, which follow one value over the days."""
    rng = stream(world.order.seed, "single tests")
    stay = np.flatnonzero(visits.of_kind(Kind.INPATIENT) & (rng.random(visits.count) < _FOLLOWED))
    parts = world.catalogue.named(*(part for listed in PANELS.values() for part in listed))
    item = parts[rng.integers(0, len(parts), len(stay))]
    times = rng.integers(1, 3, len(stay)).astype(np.float64)
    return bill(rng, world, visits, stay.astype(np.int64), item, times)


def small_procedures(world: World, visits: Visits) -> Lines:
    """Lines of small procedures on some outpatient visits."""
    rng = stream(world.order.seed, "small procedures")
    chance = np.array([_OPERATED.get(r.code, 0.0) for r in reasons()])
    seen = visits.of_kind(Kind.OUTPATIENT)
    reason = np.where(seen, visits.pathway - world.pathways.of_kind[Kind.OUTPATIENT], 0)
    done = np.flatnonzero(seen & (rng.random(visits.count) < chance[reason])).astype(np.int64)
    item = world.catalogue.named(*SMALL_PROCEDURES)[np.zeros(len(done), dtype=np.int64)]
    return bill(rng, world, visits, done, item, np.ones(len(done)))
