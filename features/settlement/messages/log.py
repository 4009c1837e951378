"""The message logs of a load, read once: which messages are data, and what each of them holds.

A log has a message a line (NDJSON), is one JSON array, or is one message. A message is logged as
{request, response}, or as the request with the answer's `infcode` and `output` beside its `input`;
parts that were logged as text are opened. What is no data is told apart with its reason: a broken
line, a transaction that failed, one that nothing is read from, one without the node of its rows.

Numbers stay exact: DuckDB's JSON reads decimals as doubles, which keep 15 digits, so longer ones
are put in quotation marks first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.settlement.intake.foreign import literal
from features.settlement.mapping.mapping import Mapping
from features.settlement.messages.files import exact, lines_of

ENVELOPE = ("infno", "msgid", "infcode", "input", "output")
WRAPPED = (("request", "req", "reqt"), ("response", "resp", "rsp"))
FAULTY = "none"
NONE = "('', '[]', '{}', '[{}]', '[null]', 'null', '\"\"')"


@dataclass(frozen=True)
class Fault:
    """Why a message is no data: the field to look at, and the words."""

    column: str | None
    words: str


BROKEN = Fault(None, "不是完整的JSON报文 | not a whole message in JSON")
NO_INFNO = Fault("infno", "没有交易编号 | no number of a transaction")
UNREAD = Fault("infno", "映射不读取此交易 | the mapping reads nothing from this transaction")
FAILED = Fault("infcode", "交易失败,不是数据 | the transaction failed, so it is no data")
EMPTY = Fault(None, "报文没有数据节点或应答 | the message has no node of rows, or no answer")
REPLACED = Fault("msgid", "后来的报文已替代 | a later message took its place")
FAULTS = (BROKEN, NO_INFNO, UNREAD, FAILED, EMPTY, REPLACED)


def written(name: str) -> tuple[str, ...]:
    """The ways in which a name of a field or node is written: as it is, and in capitals."""
    return tuple(dict.fromkeys((name, name.upper())))


def paths(names: Iterable[str]) -> str:
    """The names as a DuckDB list of JSON paths from the root; dots go down, [0] into a list.

    >>> print(paths(["setlinfo[0].setl_id"]))
    ['$."setlinfo"[0]."setl_id"']
    """
    made = ("$" + "".join(_step(part) for part in name.split(".")) for name in names)
    return "[" + ", ".join(literal(path) for path in made) + "]"


def _step(part: str) -> str:
    name = part.removesuffix("[0]")
    return f'."{name}"' + part[len(name) :]


def _readable(part: str) -> str:
    """A part of a message in SQL when it is an object or a list, else null."""
    return (
        f"CASE WHEN left({part}, 1) NOT IN ('{{', '[') THEN NULL "
        f"WHEN NOT texted OR json_valid({part}) THEN {part} END AS {part}"
    )


class MessageLog:
    """The messages of all log files of a load, as Parquet in the folder of the work."""

    def __init__(self, con: duckdb.DuckDBPyConnection, mapping: Mapping, work: Path) -> None:
        """Begin without messages."""
        self._con, self._mapping = con, mapping
        self._folder = work / "messages"
        self._nodes: dict[str, set[str]] = {}
        for source in mapping.sources:
            if source.node is not None:
                for infno in source.node.messages:
                    self._nodes.setdefault(infno, set()).update(source.node.paths)

    @property
    def request_fields(self) -> tuple[str, ...]:
        """The fields of the envelope that rules of the mapping read."""
        named = {name for source in self._mapping.sources for name in source.names}
        parts = {one for name in named for one in name.removesuffix("@first").split("|")}
        fields = {one.removeprefix("request.") for one in parts if one.startswith("request.")}
        return tuple(sorted(fields))

    def read(self, files: Sequence[tuple[int, Path]]) -> None:
        """Read these files, each under its number. Raises BadInput when one cannot be read."""
        for batch, lines in enumerate(lines_of(self._con, files, self._mapping, self._folder)):
            target = literal(str(self._folder / "read"))
            self._con.execute(
                f"COPY ({self._judged(lines)}) TO {target} (FORMAT parquet, PARTITION_BY (part), "
                f"FILENAME_PATTERN 'b{batch}_{{i}}', OVERWRITE_OR_IGNORE, COMPRESSION lz4)"
            )
        self._con.execute(
            "CREATE OR REPLACE TABLE replaced (_file INTEGER, _row BIGINT, _later BIGINT)"
        )
        self._con.execute("CREATE OR REPLACE TABLE listed (_by VARCHAR, _key VARCHAR)")
        for replacing in self._mapping.replaces:
            self._replace(replacing.messages, replacing.by)

    def of(self, infnos: Iterable[str]) -> str | None:
        """The messages of these transactions that are data; None when there are none.

        A query of `_file`, `_row`, `infno`, the fields of the envelope, `input` and `output`.
        """
        files = [
            path
            for infno in infnos
            for path in sorted((self._folder / "read" / f"part={infno}").glob("*.parquet"))
        ]
        if not files:
            return None
        names = ", ".join(literal(str(path)) for path in files)
        return (
            f"SELECT * FROM read_parquet([{names}], hive_partitioning = false) AS _m "
            "ANTI JOIN replaced ON replaced._file = _m._file AND replaced._row = _m._row"
        )

    @property
    def refused(self) -> str:
        """The messages that are no data, never with what they hold: it may tell of a person.

        A query of `_file`, `_row`, `fault` (a place in FAULTS), `infno`, `msgid` and `infcode`.
        """
        parts = [
            f"SELECT _file, _row, {FAULTS.index(REPLACED)} AS fault, NULL AS infno, NULL AS msgid, "
            "NULL AS infcode FROM replaced"
        ]
        files = sorted((self._folder / "read" / f"part={FAULTY}").glob("*.parquet"))
        if files:
            names = ", ".join(literal(str(path)) for path in files)
            parts.append(
                "SELECT _file, _row, fault, infno, msgid, infcode "
                f"FROM read_parquet([{names}], hive_partitioning = false)"
            )
        return " UNION ALL ".join(parts)

    def count(self) -> dict[int, int]:
        """How many messages each file has, by its number."""
        pattern = literal(str(self._folder / "read" / "*" / "*.parquet"))
        if not list((self._folder / "read").glob("*/*.parquet")):
            return {}
        rows = self._con.execute(
            f"SELECT _file, count(*) FROM read_parquet({pattern}, hive_partitioning = false) "
            "GROUP BY _file"
        ).fetchall()
        return {int(file): int(messages) for file, messages in rows}

    def _judged(self, lines: str) -> str:
        """The query of the messages in these lines, each with its fault or its parts.

        Most lines are opened in one reading. Only where a part was logged as text, which shows in
        an escaped quotation mark, it is taken out first and then read.
        """
        fields = tuple(dict.fromkeys((*ENVELOPE, *self.request_fields)))
        inner = [way for field in fields for way in written(field)]
        outer = [way for names in WRAPPED for name in names for way in written(name)]
        direct = [*inner, *(f"{way}.{name}" for way in outer for name in inner)]

        def first(of: str, order: list[str], ways: Iterable[str]) -> str:
            return f"coalesce({', '.join(f'{of}[{order.index(way) + 1}]' for way in ways)})"

        def said(field: str) -> str:
            part = 1 if field in ("infcode", "output") else 0
            ways = written(field)
            wrapped = [
                f"{o}.{way}" for name in WRAPPED[part] for o in written(name) for way in ways
            ]
            plain = first("d", direct, (*ways, *wrapped))
            return f"CASE WHEN texted THEN {first('qp'[part], inner, ways)} ELSE {plain} END"

        parts = ", ".join(
            f"coalesce({first('o', outer, (w for n in names for w in written(n)))}, line) AS {part}"
            for part, names in zip(("req", "rsp"), WRAPPED, strict=True)
        )
        opened = ", ".join(
            f"CASE WHEN texted AND json_valid({part}) "
            f"THEN json_extract_string({part}, {paths(inner)}) END AS {of}"
            for part, of in (("req", "q"), ("rsp", "p"))
        )
        others = "".join(f', {said(field)} AS "request.{field}"' for field in self.request_fields)
        kept = "".join(f', "request.{field}"' for field in self.request_fields)
        return f"""
WITH _raw AS ({lines}),
_whole AS (
    SELECT _file, _row, CASE WHEN json_valid(line) THEN line END AS line
    FROM (SELECT _file, _row, {exact("line")} AS line FROM _raw)
),
_direct AS (
    SELECT *, contains(line, '{{\\"') AS texted,
        json_extract_string(line, {paths(direct)}) AS d FROM _whole
),
_outer AS (
    SELECT *, CASE WHEN texted THEN json_extract_string(line, {paths(outer)}) END AS o FROM _direct
),
_opened AS (SELECT *, {opened} FROM (SELECT *, {parts} FROM _outer)),
_said AS (
    SELECT _file, _row, line IS NOT NULL AS whole, texted,
        upper(nullif(trim({said("infno")}), '')) AS infno, {said("msgid")} AS msgid,
        trim({said("infcode")}) AS infcode{others},
        {said("input")} AS input, {said("output")} AS output
    FROM _opened
),
_faults AS (
    SELECT *, CASE WHEN NOT whole THEN {FAULTS.index(BROKEN)}
        WHEN infno IS NULL THEN {FAULTS.index(NO_INFNO)}
        WHEN infno NOT IN ({", ".join(map(literal, self._nodes))}) THEN {FAULTS.index(UNREAD)}
        WHEN infcode NOT IN ('0', '0.0', '', 'null') THEN {FAULTS.index(FAILED)}
        WHEN NOT ({self._has_rows()}) THEN {FAULTS.index(EMPTY)} END AS fault
    FROM (SELECT * REPLACE ({", ".join(_readable(part) for part in ("input", "output"))}) FROM _said)
)
SELECT CASE WHEN fault IS NULL THEN infno ELSE '{FAULTY}' END AS part, _file, _row, fault, infno,
    CASE WHEN fault IS NOT NULL THEN msgid END AS msgid, infcode{kept},
    CASE WHEN fault IS NULL THEN input END AS input,
    CASE WHEN fault IS NULL THEN output END AS output
FROM _faults"""

    def _has_rows(self) -> str:
        """Whether a message has one of the nodes that its transaction is read from."""
        cases: list[str] = []
        for infno, nodes in self._nodes.items():
            tests: list[str] = []
            for part in ("input", "output"):
                names = [
                    way
                    for node in nodes
                    if node.startswith(f"{part}.")
                    for way in written(node.removeprefix(f"{part}."))
                ]
                if names:
                    found = f"json_extract_string({part}, {paths(names)})"
                    tests.append(
                        f"len(list_filter({found}, lambda n: n IS NOT NULL "
                        f"AND trim(n) NOT IN {NONE})) > 0"
                    )
            cases.append(f"WHEN {literal(infno)} THEN {' OR '.join(tests)}")
        return f"coalesce(CASE infno {' '.join(cases)} END, false)"

    def _replace(self, infnos: tuple[str, ...], by: str) -> None:
        messages = self.of(infnos)
        if messages is None:
            return
        part, _, name = by.partition(".")
        key = f"coalesce({', '.join(f'k[{n + 1}]' for n in range(len(written(name))))})"
        self._con.execute(
            "INSERT INTO replaced SELECT _file, _row, _later FROM ("
            f"SELECT _file, _row, {key} AS key, lead(_row) OVER (PARTITION BY {key} "
            "ORDER BY _file, _row) AS _later FROM (SELECT _file, _row, "
            f"json_extract_string({part}, {paths(written(name))}) AS k FROM ({messages}))) "
            "WHERE _later IS NOT NULL AND key IS NOT NULL"
        )
        self._con.execute(
            f"INSERT INTO listed SELECT DISTINCT {literal(by)}, trim({key}) FROM (SELECT "
            f"json_extract_string({part}, {paths(written(name))}) AS k FROM ({messages}))"
        )
