"""How well the risk groups find what is planted in a province, beside a naive rule: precision, recall.

    python -m tests.groups.judge [CLAIMS] [MONTHS] [SEED]

makes a province, loads it, runs every model at every month's end and compares the suspected members of
all groups with the truth of the province, which no model ever reads. "Own" are the schemes that a model
looks for, "any" all of them: a member of another scheme is no false accusation.
"""

import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from features.database import leave
from features.groups.model import CORE, Model
from features.groups.models import MODELS
from features.groups.run import run
from features.groups.store import Store
from features.groups.visits import Span, visits
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.order import Order
from features.settlement.province.run import run as make_province
from tests.groups.naive import NAIVE


@dataclass(frozen=True)
class Judged:
    """How many settlements were suspected and planted, and how many of them are both."""

    suspected: int
    planted: int
    own: int
    any_scheme: int

    @property
    def precision(self) -> float:
        """Of the suspected, those of the model's own schemes."""
        return self.own / self.suspected if self.suspected else 0.0

    @property
    def precision_any(self) -> float:
        """Of the suspected, those of any scheme."""
        return self.any_scheme / self.suspected if self.suspected else 0.0

    @property
    def recall(self) -> float:
        """Of the planted, those that were suspected."""
        return self.own / self.planted if self.planted else 0.0


def judged(con: duckdb.DuckDBPyConnection, suspected: str, schemes: tuple[str, ...]) -> Judged:
    """Compare a query of settlements with the view `truth`."""
    listed = ", ".join(f"'{scheme}'" for scheme in schemes)
    planted = (
        f"SELECT setl_id FROM truth SEMI JOIN visit USING (setl_id) WHERE scheme IN ({listed})"
    )
    row = con.execute(
        f"""WITH s(setl_id) AS (SELECT DISTINCT * FROM ({suspected}))
        SELECT (SELECT count(*) FROM s), (SELECT count(DISTINCT setl_id) FROM ({planted})),
          (SELECT count(*) FROM s WHERE setl_id IN ({planted})),
          (SELECT count(*) FROM s WHERE setl_id IN (SELECT setl_id FROM truth))"""
    ).fetchone()
    assert row is not None
    return Judged(*map(int, row))


def found_by(store: Store, model: Model) -> str:
    """The suspected settlements of all months of a model, as a query."""
    places = [store.place(model.name, month) for month in store.months(model.name)]
    files = ", ".join(f"'{place}/members.parquet'" for place in places)
    return f"SELECT setl_id FROM read_parquet([{files}]) WHERE role = '{CORE}'"


def judge(settings: Settings, truth: Path, months: list[str]) -> dict[str, dict[str, Judged]]:
    """Run every model for these months, and judge it and its naive rule."""
    for month in months:
        run(settings, month)
    store = Store(settings)
    with duckdb.connect() as con:
        Lake.open(settings).attach(con)
        span = Span.of(months[-1], 31 * len(months) + 31)
        con.execute(f"CREATE TEMP TABLE visit AS {visits(span)}").fetchall()
        con.execute(f"CREATE VIEW truth AS SELECT * FROM '{truth}/claims.parquet'").fetchall()
        return {
            name: {
                "model": judged(con, found_by(store, model), model.violations),
                "naive": judged(con, NAIVE[name][1], model.violations),
            }
            for name, model in MODELS.items()
        }


def show(found: dict[str, dict[str, Judged]]) -> None:
    """Print the judgement as a table."""
    table = Table(title="风险组与埋设真相 | Risk groups beside the planted truth")
    for heading in ("模型 model", "手法 schemes", "埋设 planted"):
        table.add_column(heading)
    for heading in ("涉嫌 suspected", "精确 precision", "(任一 any)", "召回 recall"):
        table.add_column(heading, justify="right")
    for heading in ("简单规则 naive: 涉嫌", "精确", "召回"):
        table.add_column(heading, justify="right")
    for name, sides in found.items():
        model, naive = sides["model"], sides["naive"]
        table.add_row(
            f"{MODELS[name].zh} {name}",
            " ".join(MODELS[name].violations),
            f"{model.planted}",
            f"{model.suspected}",
            f"{model.precision:.0%}",
            f"{model.precision_any:.0%}",
            f"{model.recall:.0%}",
            f"{naive.suspected}",
            f"{naive.precision:.0%}",
            f"{naive.recall:.0%}",
        )
    Console(width=150).print(table)


def main(claims: int = 300_000, months: int = 12, seed: int = 7) -> None:
    """Make a province, judge the models on it, print the table and the figures as JSON."""
    with tempfile.TemporaryDirectory(prefix="fundwatch-groups-") as folder:
        settings = Settings(home=Path(folder) / "home", database_url=None)
        out = Path(folder) / "province"
        make_province(Order(claims=claims, months=months, seed=seed), out, lambda *_: None)
        load(out / "data", "core", settings)
        try:
            found = judge(settings, out / "truth", Lake.open(settings).months())
        finally:
            leave(settings)
    show(found)
    told = {n: {side: asdict(one) for side, one in sides.items()} for n, sides in found.items()}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
