"""Panels of the laboratory, their parts, and the parts that are honestly billed alone."""

import numpy as np

from features.settlement.province.chance import stream
from features.settlement.province.lines import Lines, bill
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

PANELS: dict[str, tuple[str, ...]] = {
    "肝功能十一项": ("谷丙转氨酶测定", "谷草转氨酶测定", "总胆红素测定", "血清白蛋白测定"),
    "肾功能五项": ("血清肌酐测定", "血清尿素测定", "血清尿酸测定"),
    "电解质六项": ("血清钾测定", "血清钠测定"),
}
_FOLLOWED = 0.045  # of stays have one value followed by a test of its own


def single_tests(world: World, visits: Visits) -> Lines:
    """Lines of single tests on some stays, which follow one value over the days."""
    rng = stream(world.order.seed, "single tests")
    stay = np.flatnonzero(visits.of_kind(Kind.INPATIENT) & (rng.random(visits.count) < _FOLLOWED))
    parts = world.catalogue.named(*(part for listed in PANELS.values() for part in listed))
    item = parts[rng.integers(0, len(parts), len(stay))]
    return bill(
        rng, world, visits, stay.astype(np.int64), item, 1.0 + rng.integers(0, 2, len(stay))
    )
