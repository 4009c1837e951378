"""Blocks of a large province: groups of prefectures made one by one, so that memory is bounded.

Every block is a province of its own under a seed of its own: its areas, institutions, doctors and
people occur in no other, and so do its numbers. Work grows with the blocks and memory does not.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from features.settlement.province.export.tables import shown
from features.settlement.province.export.write import Written, write_data, write_truth
from features.settlement.province.order import Order
from features.settlement.province.province import Progress, make
from features.settlement.province.report import Figure, figures
from features.settlement.province.truth import planted

Summary = list[dict[str, str | int | float | bool]]


@dataclass(frozen=True)
class BlockReport:
    """What a block wrote: its tables, its figures, and a summary of its schemes."""

    order: Order
    tables: list[Written]
    figures: list[Figure]
    schemes: Summary


def blocks(order: Order) -> list[Order]:
    """The orders of the blocks, of about the same size; a small order is its own block."""
    count = -(-order.claims // order.block_claims)
    if count <= 1:
        return [order]
    edges = np.linspace(0, order.claims, count + 1).round().astype(int)
    return [
        replace(
            order,
            claims=int(edges[n + 1] - edges[n]),
            seed=int(np.random.SeedSequence([order.seed, n]).generate_state(2, np.uint64)[0]),
            block=n,
        )
        for n in range(count)
    ]


def truth_part(folder: Path, order: Order) -> Path:
    """Where the truth of a block lies until all blocks are made."""
    return folder / "truth" / f"b{order.block + 1:02d}"


def make_block(order: Order, folder: Path, step: Progress, *, alone: bool) -> BlockReport:
    """Make one block and write its files; a block that is not alone marks them as its own."""
    province = make(order, step)
    export = shown(province)
    suffix = "" if alone else f"-b{order.block + 1:02d}"
    tables = write_data(export, folder / "data", step, suffix)
    step("truth")
    write_truth(export, truth_part(folder, order))
    return BlockReport(order, tables, figures(province), planted(province.truth, province.visits))
