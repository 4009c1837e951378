"""How the software of a hospital writes messages: drifts seen in real clients, one set a dialect.

The same content comes in five ways; an institution keeps to one. Values are those of the core
export, so what is loaded from the logs can be held against what is loaded from the export.
"""

from dataclasses import dataclass

MOMENTS, DAYS = ("TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_S", "TIMESTAMP_NS"), ("DATE",)


@dataclass(frozen=True)
class Dialect:
    """One way of writing.

    Attributes:
        name: the middle of the log's file name.
        capitals: names in capital letters.
        numbers: numbers as JSON numbers; as text otherwise.
        yes_no: Y and N for 1 and 0.
        nothing: what stands for a missing text; None leaves JSON's null.
        no_day: what stands for a missing day; None leaves JSON's null.
        moment: how moments are written (strftime); empty for milliseconds since 1970.
        single: a list of one is written as its element.
        old_places: main-diagnosis flag in the head of a list, traceability code in the sale.
        form: "wrapped" {request, response}, "text" the same as text, "beside" output beside input.
        array: the log is one JSON array, and not a message a line.
        encoding: of the log.
    """

    name: str
    capitals: bool = False
    numbers: bool = False
    yes_no: bool = False
    nothing: str | None = None
    no_day: str | None = None
    moment: str = "%Y-%m-%d %H:%M:%S"
    single: bool = False
    old_places: bool = False
    form: str = "wrapped"
    array: bool = False
    encoding: str = "utf-8"

    def key(self, name: str) -> str:
        """The name of a field as this dialect writes it."""
        return name.upper() if self.capitals else name

    def value(self, sql: str, kind: str, name: str) -> str:
        """A value of the export in SQL as this dialect writes it; `kind` is its DuckDB type."""
        if kind in MOMENTS:
            if not self.moment:
                return f"epoch_ms({sql} - INTERVAL 8 HOUR)"
            return self._or(f"strftime({sql}, '{self.moment}')", self.no_day)
        if kind in DAYS:
            return self._or(f"strftime({sql}, '%Y-%m-%d')", self.no_day)
        if kind == "VARCHAR":
            if self.yes_no and name.endswith("_flag"):
                sql = f"CASE {sql} WHEN '1' THEN 'Y' WHEN '0' THEN 'N' ELSE {sql} END"
            return self._or(sql, self.nothing)
        return sql if self.numbers else self._or(f"{sql}::VARCHAR", self.nothing)

    def node(self, elements: str) -> str:
        """A list in SQL as this dialect writes it."""
        if not self.single:
            return f"to_json({elements})"
        return f"CASE WHEN len({elements}) = 1 THEN to_json({elements}[1]) ELSE to_json({elements}) END"

    def _or(self, sql: str, instead: str | None) -> str:
        return sql if instead is None else f"coalesce({sql}, '{instead}')"


DIALECTS = (
    Dialect("a"),
    Dialect("b", numbers=True, yes_no=True, single=True, old_places=True, form="beside"),
    Dialect("c", capitals=True, nothing="null", no_day="1900-01-01", moment="%Y/%m/%d %H:%M:%S"),
    Dialect(
        "d",
        numbers=True,
        nothing="",
        no_day="",
        form="beside",
        encoding="gbk",
        moment="%Y%m%d%H%M%S",
    ),
    Dialect("e", old_places=True, form="text", array=True, moment=""),
)
