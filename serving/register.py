"""The register of institutions as the service knows it: names, areas, and what claims take."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from features.nodes import Value
from features.record import record_columns
from features.settings import Settings
from features.settlement.lake.lake import Lake
from serving.areas import area_of

_FRESH_SECONDS = 30.0
_TABLE = "fixmedins_b"


@dataclass(frozen=True)
class Institution:
    """One row of the register. `facts` are the columns a claim's record takes from it."""

    code: str
    name: str | None
    area: str | None
    level: str | None
    facts: Mapping[str, Value]


class Register:
    """The institutions in the lake, read again when a load brought new ones."""

    def __init__(self, settings: Settings) -> None:
        """Read the register of that home, when first asked."""
        self._settings: Settings = settings
        self._reading: threading.Lock = threading.Lock()
        self._files: list[str] | None = None
        self._looked: float = 0.0
        self._known: dict[str, Institution] = {}

    def institution(self, code: str | None) -> Institution | None:
        """The institution of that code; None when the register lacks it."""
        if code is None:
            return None
        self._refresh()
        return self._known.get(code)

    def area(self, code: str | None) -> str | None:
        """The area an institution belongs to: the register's, else the one in its code."""
        if code is None:
            return None
        known = self.institution(code)
        return (known.area if known else None) or area_of(code)

    def _refresh(self) -> None:
        """Look at most every half minute whether the register has new files."""
        if self._files is not None and time.monotonic() - self._looked < _FRESH_SECONDS:
            return
        with self._reading:
            lake = Lake.open(self._settings)
            names = [str(file) for file in lake.files(_TABLE)]
            if names != self._files:
                self._known = _institutions(lake)
                self._files = names
            self._looked = time.monotonic()


def _institutions(lake: Lake) -> dict[str, Institution]:
    taken = [name for name, place in record_columns("claim").items() if place.table == _TABLE]
    with duckdb.connect() as connection:
        read = connection.sql(lake.relation(connection, _TABLE))
        rows = [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]
    return {
        str(row["fixmedins_code"]): Institution(
            code=str(row["fixmedins_code"]),
            name=row.get("fixmedins_name"),
            area=row.get("fix_blng_admdvs"),
            level=row.get("hosp_lv"),
            facts={name: row.get(name) for name in taken},
        )
        for row in rows
    }
