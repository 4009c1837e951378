"""`fundwatch province` in one call: make an order, write data and truth, say what came out."""

from dataclasses import asdict, dataclass
from pathlib import Path

from features.errors import BadInput, Conflict
from features.settlement.province.export.write import Written, write_data, write_truth
from features.settlement.province.order import Order
from features.settlement.province.province import Progress, make
from features.settlement.province.report import Figure, figures
from features.settlement.province.schemes import SCHEMES


@dataclass(frozen=True)
class ProvinceReport:
    """What was written and what it looks like."""

    folder: Path
    order: Order
    tables: list[Written]
    figures: list[Figure]
    schemes: list[dict[str, str | int | float | bool]]

    def as_json(self) -> dict[str, object]:
        """The report for `--json`."""
        return {
            "folder": str(self.folder),
            "claims": self.order.claims,
            "months": self.order.month_names(),
            "seed": self.order.seed,
            "tables": [asdict(table) for table in self.tables],
            "figures": [asdict(figure) for figure in self.figures],
            "schemes": self.schemes,
        }


def steps(order: Order) -> int:
    """How many steps `run` will announce."""
    return order.months + 7


def run(order: Order, folder: Path, step: Progress) -> ProvinceReport:
    """Make the province of an order and write it to `folder/data` and `folder/truth`.

    Raises:
        BadInput: fewer than 1,000 claims, no month, or a dial of no scheme or below zero.
        Conflict: the folder holds files that are not of a province.
    """
    if order.claims < 1_000 or order.months < 1:
        raise BadInput(
            f"A province of {order.claims} claims over {order.months} months cannot be made",
            "At least 1,000 claims and one month",
            "Ask for more, for example --claims 20000 --months 12",
        )
    _check_dials(order)
    _clear(folder / "data")
    province = make(order, step)
    tables = write_data(province, folder / "data", step)
    step("truth")
    schemes = write_truth(province, folder / "truth")
    return ProvinceReport(folder, order, tables, figures(province), schemes)


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
