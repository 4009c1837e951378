"""The clean export of a small province, and the same with every fault planted in it, as CSV files."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.settlement.intake.foreign import literal, quote
from features.settlement.province.order import Order
from features.settlement.province.run import run
from tests.settlement.dirty.across import ACROSS
from tests.settlement.dirty.fault import Fault
from tests.settlement.dirty.flagged import FLAGGED
from tests.settlement.dirty.rejected import REJECTED

FAULTS: tuple[Fault, ...] = (*REJECTED, *FLAGGED, *ACROSS)
ORDER = Order(claims=5_000, months=6, seed=20)
STRANGE = "ward_mood"
"""A column that no mapping knows; every line of the dirty export has it."""

# The export's own names for what finds a row, and the contract's.
KEYS = {
    "setl_d": {"setl_id": "setl_id"},
    "fee_list_d": {"setl_id": "setl_id", "bkkp_sn": "feedetl_sn"},
    "setl_list": {"setl_id": "setl_id"},
    "setl_diag": {"setl_id": "setl_id", "seq": "seq"},
    "setl_oprn": {"setl_id": "setl_id", "seq": "seq"},
    "mdtrt_d": {"mdtrt_id": "mdtrt_id"},
    "drg_case_d": {"setl_id": "setl_id"},
    "fixmedins_b": {"fixmedins_code": "fixmedins_code"},
    "psn_merge_d": {},
    "verdict_d": {"verdict_id": "verdict_id"},
    "verdict_item_d": {"setl_id": "setl_id", "feedetl_sn": "feedetl_sn"},
    "setl_item": {"setl_id": "setl_id", "med_chrgitm": "med_chrgitm"},
    "setl_pay": {"setl_id": "setl_id", "fund_pay_type": "fund_pay_type"},
    "setl_bld": {"setl_id": "setl_id", "seq": "seq"},
    "mdtrt_diag": {"mdtrt_id": "mdtrt_id", "diag_type": "diag_type", "diag_srt_no": "diag_srt_no"},
    "drug_trac_d": {"trac_id": "trac_id"},
    "idet_chk_d": {"chk_id": "chk_id"},
    "bgt_mon_d": {name: name for name in ("bgt_obj_type", "bgt_obj_code", "fund_type", "month")},
    "insu_mon": {name: name for name in ("insu_admdvs", "insutype", "month")},
    "complaint_d": {"cmpl_id": "cmpl_id"},
    "warn_fdbk_d": {"warn_rslt_id": "warn_rslt_id"},
}


@dataclass(frozen=True)
class Planted:
    """Where a fault is: its row in the file, from 1; its key before and after, as the lake has it."""

    fault: Fault
    row: int
    key: dict[str, str]
    good_key: dict[str, str]


@dataclass(frozen=True)
class Exports:
    """Two folders of CSV files, and where the dirty one is dirty."""

    clean: Path
    dirty: Path
    planted: list[Planted]


def exports(folder: Path) -> Exports:
    """Make the province in the folder, write it clean, plant every fault, and write it dirty."""
    data = run(ORDER, folder / "province", lambda _: None).folder / "data"
    clean, dirty = folder / "clean", folder / "dirty"
    clean.mkdir()
    dirty.mkdir()
    with duckdb.connect() as con:
        names = sorted({path.stem.split("-")[0] for path in data.glob("*.parquet")})
        for name in names:
            _as_text(con, data, name)
            _write(con, f"SELECT * EXCLUDE (_nth) FROM dirty_{name} ORDER BY _nth", clean, name)
        planted = _plant(con)
        con.execute(f"ALTER TABLE dirty_fee_list_d ADD COLUMN {STRANGE} VARCHAR DEFAULT 'calm'")
        for name in names:
            _write(con, f"SELECT * EXCLUDE (_nth) FROM dirty_{name} ORDER BY _nth", dirty, name)
    return Exports(clean, dirty, planted)


def _as_text(con: duckdb.DuckDBPyConnection, data: Path, name: str) -> None:
    files = sorted(map(str, [*data.glob(f"{name}-*.parquet"), *data.glob(f"{name}.parquet")]))
    source = f"read_parquet({files}, union_by_name = true)"
    columns = [str(row[0]) for row in con.execute(f"DESCRIBE FROM {source}").fetchall()]
    texts = ", ".join(f"coalesce({quote(c)}::VARCHAR, '') AS {quote(c)}" for c in columns)
    con.execute(
        f"CREATE TABLE dirty_{name} AS SELECT row_number() OVER () AS _nth, {texts} FROM {source}"
    )


def _write(con: duckdb.DuckDBPyConnection, query: str, folder: Path, name: str) -> None:
    con.execute(f"COPY ({query}) TO {literal(str(folder / name))} (FORMAT csv, HEADER)")
    (folder / name).rename(folder / f"{name}.csv")


def _plant(con: duckdb.DuckDBPyConnection) -> list[Planted]:
    """Give each fault a row of its own, of a settlement that no other fault touches."""
    con.execute("CREATE TABLE used (tab VARCHAR, _nth BIGINT)")
    con.execute("CREATE TABLE taken (setl_id VARCHAR)")
    con.execute(
        "INSERT INTO taken SELECT unnest([setl_id, init_setl_id]) FROM dirty_setl_d "
        "WHERE refd_setl_flag = '1'"
    )
    return [_planted(con, fault) for fault in FAULTS]


def _planted(con: duckdb.DuckDBPyConnection, fault: Fault) -> Planted:
    table = f"dirty_{fault.table}"
    known = {str(row[0]) for row in con.execute(f"DESCRIBE {table}").fetchall()}
    for column in fault.says.keys() - known:
        con.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR DEFAULT ''")
    by_settlement = "setl_id" in known
    free = "setl_id NOT IN (SELECT setl_id FROM taken)" if by_settlement else "true"
    if "refd_setl_flag" in fault.where:
        free = "true"
    found = con.execute(
        f"SELECT min(_nth) FROM {table} WHERE ({fault.where}) AND {free} AND _nth NOT IN "
        f"(SELECT _nth FROM used WHERE tab = {literal(fault.table)})"
    ).fetchone()
    if found is None or found[0] is None:
        raise LookupError(f"The province has no row for: {fault.name}")
    row = int(found[0])
    good_key = _key(con, fault.table, row)
    if by_settlement:
        con.execute(f"INSERT INTO taken SELECT setl_id FROM {table} WHERE _nth = {row}")
    con.execute("INSERT INTO used VALUES (?, ?)", [fault.table, row])
    if fault.extra:
        last = con.execute(f"SELECT max(_nth) + 1 FROM {table}").fetchone()
        assert last is not None
        con.execute(
            f"INSERT INTO {table} SELECT * REPLACE ({last[0]} AS _nth) FROM {table} WHERE _nth = {row}"
        )
        row = int(last[0])
        con.execute("INSERT INTO used VALUES (?, ?)", [fault.table, row])
        good_key = {}
    said = ", ".join(f"{column} = {value}" for column, value in fault.says.items())
    con.execute(f"UPDATE {table} SET {said} WHERE _nth = {row}")
    return Planted(fault, row, _key(con, fault.table, row), good_key)


def _key(con: duckdb.DuckDBPyConnection, table: str, row: int) -> dict[str, str]:
    names = KEYS[table]
    if not names:
        return {}
    found = con.execute(
        f"SELECT {', '.join(names)} FROM dirty_{table} WHERE _nth = {row}"
    ).fetchone()
    assert found is not None
    return dict(zip(names.values(), map(str, found), strict=True))
