"""What a bureau says of points whose words are open: a TOML file, by the text of each point.

    [[point]]
    kind = "12"                      # the kind of workbook
    name = "…"                       # the item, as published
    text = "…"                       # the grounds, as published
    icd = ["E11", "E13.9"]           # an indication: prefixes of diagnoses
    # of other kinds, the columns of the limit: lmt_age_to = 14, lmt_hosp_lv = "2", itvl = "day", …

An answer belongs to a text and not to a number, so it lasts through every edition that keeps the
text. What has no answer yet is written with empty ones by `fundwatch rules answers`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from features.errors import BadInput
from features.settlement.contract import Column
from features.settlement.contract import Kind as Holds
from features.settlement.knowledge.kinds import BY_NO, DRUG, Kind
from features.settlement.knowledge.phrases import folded
from features.settlement.tables.knowledge import ITEM_PAIR_B, VALUES

ICD_PREFIX = re.compile(r"[A-Z](\d[0-9A-Z.x]*)?")
NAMED = frozenset({"kind", "name", "text"})
PAIR_COLUMNS = ("itvl", "itvl_days")

Key = tuple[str, str, str]
"""The kind, the name and the text that an answer is about, folded."""
Answers = dict[Key, dict[str, str]]


@dataclass(frozen=True)
class Open:
    """A point that awaits an answer: its kind, its item, and its text."""

    kind: str
    name: str
    text: str


def key_of(kind: str, name: str, text: str) -> Key:
    """What an answer is found by: the point's kind, name and text, however they are spaced."""
    return kind, folded(name), folded(text)


def columns_of(kind: Kind) -> dict[str, Column]:
    """The columns that an answer about a point of this kind may fill."""
    if kind.stem is None:
        return {name: ITEM_PAIR_B.column(name) for name in PAIR_COLUMNS}
    return {column.name: column for column in VALUES[kind.stem] if column.name != "lmt_dise"}


def flagged(values: dict[str, str], kind: Kind) -> dict[str, str]:
    """What an answer says, with the flag that the kind itself says of children."""
    if kind.stem == "chld":
        return {"chld_only_flag": "1"} | values
    if kind.stem == "age" and kind.item == DRUG:
        return {"lmt_chld_flag": "1"} | values
    return values


def read_answers(path: Path) -> Answers:
    """The answers of a file; those left empty are none. Raises BadInput for what cannot be meant."""
    try:
        toml = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadInput(
            f"The answers {path.name} cannot be read as TOML: {fault}",
            "Answers are [[point]] tables in UTF-8, as `fundwatch rules answers` writes them",
            "Correct the line that is named",
        ) from fault
    answers: Answers = {}
    for number, said in enumerate(cast("list[object]", toml.get("point", [])), 1):
        if not isinstance(said, dict):
            raise _wrong(path, number, "is no table", "It begins with [[point]]")
        key, values = _answer(path, number, cast("dict[str, object]", said))
        if values and answers.setdefault(key, values) != values:
            raise _wrong(path, number, "answers a text that was answered otherwise", "One answer")
    return answers


def template(points: Iterable[Open]) -> str:
    """A file of empty answers for these points, each text once."""
    lines = [
        "# 待补的知识点:填写后用 fundwatch rules import --answers 本文件 | Points that await an answer.",
        "# icd: 适应症对应的诊断编码前缀 | prefixes of the diagnoses that an indication means.",
        "",
    ]
    seen: set[Key] = set()
    for point in points:
        key = key_of(point.kind, point.name, point.text)
        if key in seen:
            continue
        seen.add(key)
        kind = BY_NO[point.kind]
        lines += [
            "[[point]]",
            f"kind = {_quoted(kind.no)}  # {kind.title}",
            f"name = {_quoted(point.name)}",
            f"text = {_quoted(point.text)}",
        ]
        if kind.stem == "dise":
            lines.append("icd = []")
        else:
            lines += [f"# {name} = {_hint(column)}" for name, column in columns_of(kind).items()]
        lines.append("")
    return "\n".join(lines)


def _answer(path: Path, number: int, said: dict[str, object]) -> tuple[Key, dict[str, str]]:
    kind = BY_NO.get(str(said.get("kind", "")))
    if kind is None or not said.keys() >= NAMED:
        raise _wrong(
            path, number, "does not say which point it is about",
            "It has kind, name and text as `fundwatch rules answers` wrote them",
        )  # fmt: skip
    columns = columns_of(kind)
    values: dict[str, str] = {}
    for name, value in said.items():
        if name in NAMED:
            continue
        if name == "icd" and kind.stem == "dise":
            prefixes = _prefixes(path, number, value)
            if prefixes:
                values["lmt_icd"] = ",".join(prefixes)
        elif name in columns:
            values[name] = _value(path, number, columns[name], value)
        else:
            raise _wrong(
                path, number, f"says {name}, which a point of kind {kind.no} does not limit",
                f"It may say {', '.join(columns) if kind.stem != 'dise' else 'icd'}",
            )  # fmt: skip
    return key_of(kind.no, str(said["name"]), str(said["text"])), values


def _prefixes(path: Path, number: int, value: object) -> list[str]:
    words = [str(one) for one in cast("list[object]", value)] if isinstance(value, list) else [""]
    strange = [word for word in words if not ICD_PREFIX.fullmatch(word)]
    if strange:
        raise _wrong(
            path, number, f"names {strange[0]!r}, which begins no diagnosis",
            'icd is a list of beginnings of ICD-10 codes, such as ["E11", "E13.9"]',
        )  # fmt: skip
    return sorted(set(words))


def _value(path: Path, number: int, column: Column, value: object) -> str:
    text = str(value)
    if column.codes is not None and text not in column.codes:
        raise _wrong(
            path, number, f"says {column.name} = {text}", f"It is one of {', '.join(column.codes)}"
        )
    whole = r"\d+" if column.kind is not Holds.QUANTITY else r"\d+(\.\d{1,4})?"
    if column.codes is None and not re.fullmatch(whole, text):
        raise _wrong(path, number, f"says {column.name} = {text}", "It is a number")
    return text


def _hint(column: Column) -> str:
    if column.codes is not None:
        return " / ".join(f'"{code}" {means}' for code, means in column.codes.items())
    return f"{column.zh} | {column.en}"


def _quoted(text: str) -> str:
    """The text as a TOML string on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "").replace("\t", " ") + '"'


def _wrong(path: Path, number: int, what: str, expected: str) -> BadInput:
    return BadInput(
        f"{path.name}, point {number}, {what}", expected, "Correct it, or leave the point out"
    )
