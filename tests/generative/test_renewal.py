"""A build after new data makes anew what it must, and equals a full rebuild, value for value."""

import shutil
from pathlib import Path

import duckdb

from features.build import BuildReport, build
from features.engines import silent
from features.engines.lake import lake_engine
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.province.order import Order
from features.settlement.province.run import run

MONTHS = 20  # more than a year and the months that norms look back, so that something can be kept
FIRST, LAST = "2026-07", "2026-08"  # the months of the second load
CORRECTED = "2026-06"
MONTHS_OF = ("doctors", "counties", "persons", "figures/institutions", "standing/institutions")
KINDS = ("claims", "institutions", "norms", *MONTHS_OF)


def built(home: Settings, *, full: bool = False) -> BuildReport:
    with lake_engine(home) as engine:
        return build(engine, home, silent, full=full)


def rows(home: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Every built row by kind."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with duckdb.connect() as con:
        for kind in KINDS:
            files = str(home.path("signals", kind, "*.parquet"))
            found[kind] = con.execute(f"SELECT * FROM '{files}' ORDER BY ALL").fetchall()
    return found


def part(data: Path, folder: Path, *, later: bool) -> Path:
    """The export's files of months before FIRST with every other file, or of the months since."""
    folder.mkdir()
    for file in data.glob("*.parquet"):
        month = file.stem[-7:] if file.stem[-7:-5] == "20" else None
        if (month >= FIRST) == later if month else not later:
            shutil.copy(file, folder)
    return folder


def test_new_months_and_a_correction(database: Settings) -> None:
    folder = database.path("province")
    run(Order(claims=2_000, months=MONTHS), folder, silent)
    load(part(folder / "data", database.path("earlier"), later=False), "core", database)
    assert built(database).renewed is None
    load(part(folder / "data", database.path("later"), later=True), "core", database)
    corrected = database.path("corrected") / f"setl_d-{CORRECTED}.parquet"
    corrected.parent.mkdir()
    with duckdb.connect() as con:
        con.execute(
            f"COPY (SELECT * REPLACE (medfee_sumamt * 2 AS medfee_sumamt) FROM"
            f" '{folder}/data/setl_d-{CORRECTED}.parquet' ORDER BY setl_id LIMIT 1)"
            f" TO '{corrected}'"
        ).fetchall()
    load(corrected.parent, "core", database)
    report = built(database)
    assert report.renewed is not None
    assert (report.renewed[0], report.renewed[-1]) == (CORRECTED, LAST)
    renewed = rows(database)
    assert built(database).renewed == []
    assert built(database, full=True).renewed is None
    assert rows(database) == renewed
