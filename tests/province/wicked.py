"""A province in which every scheme is played several times as often, to see the trace of each."""

from pathlib import Path

import duckdb

from features.settlement.province.order import Order
from features.settlement.province.run import run
from features.settlement.province.schemes import SCHEMES
from tests.province.asked import PREPARE

CLAIMS = 36_000
# Schemes of which a small province has few cases anyhow are turned up further.
_RARE = {
    "U06": 12.0,
    "U07": 12.0,
    "U08": 12.0,
    "G11": 12.0,
    "F14": 9.0,
    "G09": 9.0,
    "G05": 9.0,
    "P03": 1.0,
    "P04": 1.0,
}


def wicked(folder: Path) -> duckdb.DuckDBPyConnection:
    """The tables of such a province, its truth as `truth`, `lines`, `institutions`, and claims.

    `claims.schemes` lists the schemes of a claim and is null for honest ones; the macro
    `planted(schemes, id)` asks for one of them.
    """
    dials = {s.id: _RARE.get(s.id, 2.0 if s.usual > 0.001 else 5.0) for s in SCHEMES}
    run(Order(claims=CLAIMS, months=12, seed=5, dials=dials), folder, lambda _: None)
    con = duckdb.connect()
    names = {p.name.split("-20")[0].removesuffix(".parquet") for p in (folder / "data").iterdir()}
    for name in sorted(names):
        files = [f"{folder}/data/{name}.parquet", f"{folder}/data/{name}-20*.parquet"]
        found = files[0] if Path(files[0]).exists() else files[1]
        con.execute(f"create view {name} as from '{found}'")
    con.execute(f"create view planted_line as from '{folder}/truth/lines.parquet'")
    con.execute(f"create view planted_institution as from '{folder}/truth/institutions.parquet'")
    con.execute(f"create view planted_doctor as from '{folder}/truth/doctors.parquet'")
    con.execute(f"create table truth as from '{folder}/truth/claims.parquet'")
    con.execute(
        "create table claims as select s.*, m.begntime, m.endtime, m.dept_codg, m.atddr_no, "
        "m.dscg_maindiag_code, m.ttp_resp, t.schemes from setl_d s join mdtrt_d m using (mdtrt_id) "
        "left join (select setl_id, list(scheme) as schemes from truth group by 1) t using (setl_id) "
        "where s.refd_setl_flag = '0'"
    )
    con.execute(PREPARE)
    con.execute("create macro planted(schemes, id) as list_contains(schemes, id)")
    return con
