"""One month's run of the models, as of the month's end.

A run sees settlements up to the end of its month and refunds made by then; with `as_of`, only what had
been loaded by that day as well, and what it finds is stored apart from the month's own groups. A model
whose tables the lake does not hold says so, and the others run.
"""

import re
import time
from collections.abc import Callable, Collection, Iterable
from datetime import date

import duckdb

from features.errors import BadInput, NotReady
from features.groups.bench import Bench
from features.groups.identity import name_groups
from features.groups.institutions import write_institutions
from features.groups.model import Model
from features.groups.models import MODELS
from features.groups.parameters import Parameters, parameters
from features.groups.scoring import score
from features.groups.store import ModelReport, Store, lay_out
from features.groups.visits import Span, visits
from features.settings import Settings
from features.settlement.lake.lake import Lake

Told = Callable[[str], None]
MONTHS_BEFORE = 2  # in which a stay that is settled in the window may have begun


def run(
    settings: Settings,
    month: str,
    models: Iterable[str] = (),
    area: str = "",
    as_of: date | None = None,
    told: Told = lambda _: None,
) -> list[ModelReport]:
    """Run models (all by default) for a month and store what they find.

    Raises BadInput for a model, an area or a month that is none, NotReady without settlements of the month.
    """
    chosen = chosen_models(models)
    if not re.fullmatch(r"\d{0,6}", area):
        raise BadInput(
            f"{area} is no area",
            "An area is a code of up to six digits, such as 3201",
            "Give --area as the first digits of the area's code",
        )
    asked = parameters(settings.path("groups.toml"), area)
    span = Span.of(month, asked.longest_window)
    lake = Lake.open(settings)
    if month not in lake.months():
        raise NotReady(
            f"The lake holds no settlements of {month}.",
            f"It holds {', '.join(lake.months()) or 'none'}.",
            "Load that month, or choose another with --month.",
        )
    scratch = settings.path("scratch")
    scratch.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(f"SET temp_directory = '{scratch}'").fetchall()
        told("attach")
        present = lake.attach(con, span.months(MONTHS_BEFORE), as_of)
        store = Store(settings, area, as_of)
        reports = run_on(con, present, span, asked, store, chosen, area, as_of, told)
        told("institutions")
        write_institutions(con, store, month)
    return reports


def chosen_models(names: Iterable[str]) -> list[Model]:
    """The models of these names, all without names. Raises BadInput for an unknown one."""
    names = list(names)
    unknown = sorted(set(names) - set(MODELS))
    if unknown:
        raise BadInput(
            f"There is no model {', '.join(unknown)}.",
            f"Models are {', '.join(MODELS)}.",
            "Choose one of them, or leave --model out for all.",
        )
    return [MODELS[name] for name in names] or list(MODELS.values())


def run_on(
    con: duckdb.DuckDBPyConnection,
    present: Collection[str],
    span: Span,
    asked: Parameters,
    store: Store,
    models: Iterable[Model],
    area: str = "",
    as_of: date | None = None,
    told: Told = lambda _: None,
) -> list[ModelReport]:
    """Run models on a connection that sees the contract's tables, of which `present` hold rows."""
    known = None if as_of is None else as_of.isoformat()
    con.execute(f"CREATE OR REPLACE TEMP TABLE visit AS {visits(span, area)}").fetchall()
    reports: list[ModelReport] = []
    for model in models:
        told(model.name)
        lacking = sorted(model.needs - set(present))
        bench = Bench(con, span, asked.models[model.name])
        report = ModelReport(model.name, span.month, asked.version, known, lacking=lacking)
        if not lacking:
            report = _found(bench, model, report, store)
        store.write(bench, model, report)
        reports.append(report)
    return reports


def _found(bench: Bench, model: Model, report: ModelReport, store: Store) -> ModelReport:
    start = time.perf_counter()
    bench.rows("DROP TABLE IF EXISTS edge")
    model.find(bench)
    below = score(bench, model)
    name_groups(bench, model, store.before(model.name, report.month))
    lay_out(bench, model, report.parameters, report.as_of)
    return ModelReport(
        model=model.name,
        month=report.month,
        parameters=report.parameters,
        as_of=report.as_of,
        groups=bench.count("SELECT count(*) FROM stored_groups"),
        members=bench.count("SELECT count(*) FROM stored_members"),
        below=below,
        capped_rows=bench.capped.rows,
        capped_blocks=bench.capped.blocks,
        pairs=bench.capped.pairs,
        seconds=round(time.perf_counter() - start, 3),
    )
