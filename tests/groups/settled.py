"""Small histories for the models: visits with their lines, as tables of the contract in DuckDB."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from features.groups.models import MODELS
from features.groups.parameters import Parameters, parameters
from features.groups.read import Groups, OpenGroup
from features.groups.run import run_on
from features.groups.store import ModelReport, Store
from features.groups.visits import Span
from features.settings import Settings
from features.settlement.schema import arrow_schema
from features.settlement.tables import TABLES

READ = ("setl_d", "mdtrt_d", "setl_list", "psn_info_b", "fixmedins_b", "fee_list_d")
TYPES = {"stay": "21", "clinic": "11", "chronic": "1404", "shop": "41"}
CHARGES = {"drug": ("09", "101"), "exam": ("03", "201"), "care": ("05", "201")}


def at(text: str) -> datetime:
    """A moment of 2025 as MM-DD or MM-DD HH:MM."""
    return datetime.fromisoformat(f"2025-{text}")


class History:
    """Rows of the contract's tables, written visit by visit."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def add(self, table: str, **row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def visit(
        self, setl_id: str, person: str, place: str, settled: str, kind: str = "clinic",
        yuan: float = 100.0, *, days: int = 0, diag: str = "J06.900", doctor: str = "D1",
        dept: str = "A03", **more: Any,
    ) -> str:  # fmt: skip
        """One settlement with its encounter; a stay began `days` before it was settled."""
        end = at(settled)
        begin = end - timedelta(days=days)
        self.add(
            "setl_d",
            **{
                "setl_id": setl_id,
                "mdtrt_id": f"M-{setl_id}",
                "psn_no": person,
                "fixmedins_code": place,
                "fix_blng_admdvs": "320100",
                "med_type": TYPES[kind],
                "setl_time": end,
                "medfee_sumamt": round(yuan * 100),
                "fund_pay_sumamt": round(yuan * 70),
                "acct_pay": 0,
                "age": 70,
                "refd_setl_flag": "0",
                "vali_flag": "1",
            }
            | more,
        )
        self.add(
            "mdtrt_d", mdtrt_id=f"M-{setl_id}", psn_no=person, fixmedins_code=place, begntime=begin,
            endtime=end, atddr_no=doctor, dept_codg=dept, dscg_maindiag_code=diag,
        )  # fmt: skip
        return setl_id

    def line(
        self, setl_id: str, item: str, yuan: float = 10.0, *, sort: str = "care", count: float = 1.0,
        name: str | None = None, listed: str | None = None, days: int | None = None,
    ) -> None:  # fmt: skip
        """One fee line of a settlement."""
        charge, list_type = CHARGES[sort]
        self.add(
            "fee_list_d", setl_id=setl_id, feedetl_sn=f"{setl_id}-{len(self.rows)}-{item}",
            med_list_codg=item, medins_list_name=name or listed or item,
            hilist_name=listed or item, list_type=list_type, med_chrgitm_type=charge,
            cnt=round(count * 10_000), det_item_fee_sumamt=round(yuan * 100),
            inscp_scp_amt=round(yuan * 100), prd_days=days,
        )  # fmt: skip

    def refund(self, setl_id: str, when: str) -> None:
        """The refund of a settlement."""
        original = next(row for row in self.rows["setl_d"] if row["setl_id"] == setl_id)
        self.add(
            "setl_d",
            **original
            | {
                "setl_id": f"R-{setl_id}",
                "init_setl_id": setl_id,
                "refd_setl_flag": "1",
                "setl_time": at(when),
            },
        )

    def connection(self, *, backwards: bool = False) -> duckdb.DuckDBPyConnection:
        """A connection with the tables that models read, holding these rows."""
        con = duckdb.connect(config={"threads": 1})
        for name in READ:
            rows = self.rows.get(name, [])
            made = pa.Table.from_pylist(
                rows[::-1] if backwards else rows, schema=arrow_schema(TABLES[name])
            )
            con.register("made", made)
            con.execute(f"CREATE TABLE {name} AS SELECT * FROM made").fetchall()
            con.unregister("made")
        return con

    def run(
        self, home: Path, month: str, *models: str, asked: Parameters | None = None,
        lacking: tuple[str, ...] = (), backwards: bool = False,
    ) -> list[ModelReport]:  # fmt: skip
        """Run models (all by default) on these rows and store what they find under `home`."""
        known = asked or parameters()
        present = {name for name, rows in self.rows.items() if rows} - set(lacking)
        with self.connection(backwards=backwards) as con:
            return run_on(
                con,
                present,
                Span.of(month, known.longest_window),
                known,
                Store(Settings(home=home)),
                [MODELS[name] for name in models or MODELS],
            )


def opened(home: Path, month: str, model: str) -> list[OpenGroup]:
    """All groups of a model and month, opened, most suspect first."""
    groups = Groups(Settings(home=home))
    place = groups.store.place(model, month)
    if not (place / "groups.parquet").exists():
        return []
    return [groups.open(row["group_id"], month) for row in groups.of_month(month, [model])]


def suspected(group: OpenGroup) -> set[str]:
    """The settlements that a group suspects."""
    return {str(visit["setl_id"]) for visit in group.visits if visit["role"] == "core"}
