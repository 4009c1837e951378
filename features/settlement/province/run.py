"""`fundwatch province` in one call: make an order, write data and truth, say what came out."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from features.errors import BadInput, Conflict
from features.settlement.province.block import Summary, blocks, truth_part
from features.settlement.province.export.write import Written, forget_parts, join_truth
from features.settlement.province.geography import BLOCKS
from features.settlement.province.merged import figures_of, schemes_of, tables_of
from features.settlement.province.order import Order
from features.settlement.province.province import Progress
from features.settlement.province.report import Figure
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.workers import made_blocks, usual_workers


@dataclass(frozen=True)
class ProvinceReport:
    """What was written and what it looks like."""

    folder: Path
    order: Order
    tables: list[Written]
    figures: list[Figure]
    schemes: Summary

    def as_json(self) -> dict[str, object]:
        """The report for `--json`."""
        return {
            "folder": str(self.folder),
            "claims": self.order.claims,
            "months": self.order.month_names(),
            "seed": self.order.seed,
            "blocks": len(blocks(self.order)),
            "tables": [asdict(table) for table in self.tables],
            "figures": [asdict(figure) for figure in self.figures],
            "schemes": self.schemes,
        }


def steps(order: Order) -> int:
    """How many steps `run` will announce."""
    return (order.months + 7) * len(blocks(order))


def run(order: Order, folder: Path, step: Progress, workers: int | None = None) -> ProvinceReport:
    """Make the province of an order and write it to `folder/data` and `folder/truth`.

    The bytes are the same however many worker processes share the blocks; None leaves the number
    to the machine.

    Raises:
        BadInput: fewer than 1,000 claims, no month, more blocks than there are city codes for, or a
            dial of no scheme or below zero.
        Conflict: the folder holds files that are not of a province.
    """
    orders = blocks(order)
    if order.claims < 1_000 or order.months < 1 or len(orders) > BLOCKS:
        most = BLOCKS * order.block_claims
        raise BadInput(
            f"A province of {order.claims} claims over {order.months} months cannot be made",
            f"1,000 to {most:,} claims and at least one month",
            "Ask for another size, for example --claims 20000 --months 12",
        )
    _check_dials(order)
    _clear(folder / "data")
    forget_parts(folder / "truth")
    several = usual_workers(len(orders)) if workers is None else workers
    made = list(made_blocks(orders, folder, step, several))
    join_truth([truth_part(folder, one) for one in orders], folder / "truth")
    summary = schemes_of(made)
    text = json.dumps({"seed": order.seed, "schemes": summary}, ensure_ascii=False, indent=2)
    (folder / "truth" / "schemes.json").write_text(text + "\n", encoding="utf-8")
    return ProvinceReport(folder, order, tables_of(made), figures_of(made), summary)


def _check_dials(order: Order) -> None:
    known = [scheme.id for scheme in SCHEMES]
    wrong = [name for name, value in order.dials.items() if name not in known or value < 0]
    if wrong:
        raise BadInput(
            f"No such dial: {', '.join(wrong)}",
            f"A scheme and a strength of zero or more; the schemes are {', '.join(known)}",
            "Write --dial U02=2 for twice as much, --dial U02=0 for none",
        )


def _clear(folder: Path) -> None:
    """Remove the Parquet files of an earlier run; other files are not ours to touch."""
    if not folder.exists():
        return
    foreign = [p.name for p in folder.iterdir() if p.suffix != ".parquet"]
    if foreign:
        raise Conflict(
            f"The folder {folder.name} holds files that no province wrote",
            "An empty folder, or one with an earlier province",
            "Name another folder with --out",
        )
    for path in folder.iterdir():
        path.unlink()
