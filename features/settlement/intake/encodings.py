"""Text files in the encodings that hospitals and bureaus write: GBK, UTF-8, and UTF-16 by its mark."""

import codecs
import hashlib
from collections.abc import Iterator
from pathlib import Path

from features.errors import BadInput
from features.settlement.mapping.mapping import Mapping

CHUNK = 1 << 20
TRANSLATED = {"utf-8": "utf-8-sig", "gbk": "gb18030"}


def as_utf8(path: Path, mapping: Mapping, work: Path) -> Path:
    """The file itself when it is UTF-8 already, else a copy in UTF-8 in the folder of the work.

    Raises BadInput, with the first line that no encoding of the mapping can read.
    """
    furthest = 0
    for encoding in (*_by_mark(path), *mapping.encodings):
        real = TRANSLATED.get(encoding.lower(), encoding)
        lines = 1
        try:
            for chunk in _chunks(path, real):
                lines += chunk.count("\n")
        except UnicodeError:
            furthest = max(furthest, lines + _broken_within(path, real, lines))
            continue
        if real == "utf-8-sig" and not _marked(path):
            return path
        copy = work / f"{hashlib.sha256(bytes(path)).hexdigest()[:16]}.txt"
        with copy.open("w", encoding="utf-8", newline="") as out:
            out.writelines(_chunks(path, real))
        return copy
    raise BadInput(
        f"{path.name} is in none of the encodings {', '.join(mapping.encodings)}: "
        f"line {furthest} is the first that cannot be read",
        f"Mapping {mapping.name} expects the whole file in one of them",
        "Save the file in UTF-8, or add its encoding to the mapping",
    )


def _broken_within(path: Path, encoding: str, read: int) -> int:
    """How many lines after those already read the first broken one is."""
    with path.open("rb") as file:
        for _ in range(read - 1):
            file.readline()
        for further, line in enumerate(file):
            try:
                line.decode(encoding)
            except UnicodeError:
                return further
    return 0


def _by_mark(path: Path) -> tuple[str, ...]:
    """UTF-16 where the first bytes say so, as spreadsheets write "Unicode text"."""
    with path.open("rb") as file:
        mark = file.read(2)
    return ("utf-16",) if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else ()


def _marked(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(3) == codecs.BOM_UTF8


def _chunks(path: Path, encoding: str) -> Iterator[str]:
    with path.open("r", encoding=encoding, newline="") as file:
        while chunk := file.read(CHUNK):
            yield chunk
