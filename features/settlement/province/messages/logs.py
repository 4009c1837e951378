"""Daily message logs of a province: one file a day and dialect, with what goes wrong in life.

Every hundredth message is sent twice, first in vain; some messages are none of those that are read;
now and then a line of a log breaks off. All of that is added to the messages, so nothing is lost.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import duckdb

from features.settlement.province.messages.dialect import DIALECTS, Dialect
from features.settlement.province.messages.export import Export
from features.settlement.province.messages.transactions import transactions

FAILING, BREAKING = 97, 499
"""One message in so many fails at first, or breaks off, where lines can."""

Row = tuple[date, str, str]


@dataclass(frozen=True)
class LogsWritten:
    """What was written: log files, messages that hold data, and lines that are none."""

    files: int
    messages: int
    faults: int


def write_logs(data: Path, folder: Path, step: Callable[[str], None]) -> LogsWritten:
    """Write the export in `data` as daily message logs. Raises BadInput when it is no province."""
    folder.mkdir(parents=True, exist_ok=True)
    files = messages = faults = 0
    with duckdb.connect() as con:
        con.execute("SET preserve_insertion_order = false")
        export = Export(con, data)
        for dialect in DIALECTS:
            step(f"messages {dialect.name}")
            _gather(con, export, dialect)
            for day, rows in groupby(_lines(con), key=lambda row: row[0]):
                lines = [row for row in rows if row[1] != "broken" or not dialect.array]
                _write(folder / f"{day:%Y%m%d}-{dialect.name}", dialect, lines)
                files += 1
                faults += sum(kind != "data" for _, kind, _ in lines)
                messages += sum(kind == "data" for _, kind, _ in lines)
    return LogsWritten(files, messages, faults)


def _gather(con: duckdb.DuckDBPyConnection, export: Export, dialect: Dialect) -> None:
    """Every message of a dialect, numbered in the order of sending, in the table `message`."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE sent (institution VARCHAR, sent_at TIMESTAMP, infno VARCHAR, "
        "insured VARCHAR, input JSON, output JSON)"
    )
    for query in transactions(export, dialect):
        con.execute(f"INSERT INTO sent {query}")
    areas = export.table("fixmedins_b")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE message AS SELECT sent.*, area, row_number() OVER "
        "(ORDER BY sent_at, institution, infno, md5(input::VARCHAR)) AS n FROM sent LEFT JOIN "
        f"(SELECT fixmedins_code AS institution, fix_blng_admdvs AS area FROM {areas.everything}) "
        "USING (institution)"
    )
    con.execute("DROP TABLE sent")


def _lines(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[date, str, str]]:
    """Day, kind (data, failed, other, broken) and parts of every line of the logs, in order."""
    parts = (
        "to_json({infno: infno, msgid: institution || strftime(sent_at, '%Y%m%d%H%M%S') || "
        "right('000' || (n % 10000), 4), mdtrtarea_admvs: area, insuplc_admdvs: insured, "
        "infver: 'V1.0', opter_type: '1', inf_time: strftime(sent_at, '%Y-%m-%d %H:%M:%S'), "
        "fixmedins_code: institution, input: input, output: output})::VARCHAR"
    )
    cursor = con.execute(
        f"SELECT sent_at::DATE, kind, {parts} FROM (SELECT *, 'data' AS kind, 1 AS later FROM message "
        f"UNION ALL SELECT *, 'failed', 0 FROM message WHERE n % {FAILING} = 0 "
        f"UNION ALL SELECT *, 'broken', 0 FROM message WHERE n % {BREAKING} = 0 "
        f"UNION ALL SELECT * REPLACE ('9001' AS infno, NULL AS input, NULL AS output), 'other', 2 "
        f"FROM message WHERE n % {BREAKING} = 7) ORDER BY n, later, kind"
    )
    while chunk := cursor.fetchmany(10_000):
        yield from chunk


def _write(stem: Path, dialect: Dialect, lines: list[Row]) -> None:
    """One log file."""
    texts = (_text(dialect, kind, parts) for _, kind, parts in lines)
    if dialect.array:
        body = "[\n" + ",\n".join(texts) + "\n]\n"
        stem.with_suffix(".json").write_text(body, encoding=dialect.encoding)
    else:
        with stem.with_suffix(".ndjson").open("w", encoding=dialect.encoding, newline="\n") as file:
            file.writelines(text + "\n" for text in texts)


def _text(dialect: Dialect, kind: str, parts: str) -> str:
    """One line of a log: the message in the form of the dialect, with what befell it.

    The parts stay the text that they are, so no number passes through a float.
    """
    head, sent, answer = _parted(parts)
    code = 0 if kind != "failed" else -1
    if kind == "failed":
        answer = "null"
    envelope = ",".join(
        f"{json.dumps(dialect.key(name))}:{json.dumps(value, ensure_ascii=False)}"
        for name, value in head.items()
    )
    request = f'{{{envelope},"{dialect.key("input")}":{sent}}}'
    said = f'"{dialect.key("infcode")}":{code},"{dialect.key("output")}":{answer}'
    match dialect.form:
        case "beside":
            line = f"{request[:-1]},{said}}}"
        case "text":
            texts = (json.dumps(part, ensure_ascii=False) for part in (request, f"{{{said}}}"))
            line = '{{"request":{},"response":{}}}'.format(*texts)
        case _:
            line = (
                f'{{"{dialect.key("request")}":{request},"{dialect.key("response")}":{{{said}}}}}'
            )
    return line[: len(line) * 2 // 3] if kind == "broken" else line


def _parted(parts: str) -> tuple[dict[str, object], str, str]:
    """The envelope, and input and output as the text that they are."""
    before, _, rest = parts.partition(',"input":')
    sent, _, answer = rest.rpartition(',"output":')
    return json.loads(before + "}"), sent, answer[:-1]
