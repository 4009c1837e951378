"""The national item codes in a cell: one, several, or a range; and what is none.

Codes are parted by 、 ; , / blanks or line breaks. A range such as A至B or A~B names every code from
the first to the last; of a service code the digits before its four noughts count. A spreadsheet that
kept a service code as a number has lost its two leading noughts, and they are put back.
"""

import re
import unicodedata
from dataclasses import dataclass

from features.settlement import codes
from features.settlement.knowledge.kinds import DRUG, HERB, SERVICE

PATTERNS = {
    DRUG: re.compile(codes.DRUG),
    HERB: re.compile(codes.HERB),
    SERVICE: re.compile(r"\d{15}"),
}
PARTED = re.compile(r"[\s、;,/|。]+")
RANGE = re.compile(r"(\w+?)(?:至|到|~|—+|–|-)(\w+)")
WITHOUT_NOUGHTS = re.compile(r"[1-9]\d{12}")
MOST_IN_RANGE = 1000


@dataclass(frozen=True)
class Codes:
    """The codes that a cell names, each once, and the words in it that are no code."""

    found: tuple[str, ...]
    strange: tuple[str, ...]


def codes_in(text: str, item: str) -> Codes:
    """The codes of this kind of item that a cell names.

    >>> codes_in("002101000010000、2101000020000", SERVICE).found
    ('002101000010000', '002101000020000')
    >>> codes_in("T001500031~T001500033", HERB).found
    ('T001500031', 'T001500032', 'T001500033')
    >>> codes_in("见附件", DRUG)
    Codes(found=(), strange=('见附件',))
    """
    found: dict[str, None] = {}
    strange: list[str] = []
    folded = unicodedata.normalize("NFKC", text).upper()
    folded = re.sub(r"\s*(至|到|~)\s*", r"\1", folded)
    for word in filter(None, PARTED.split(folded)):
        single = _code(word, item)
        named = [single] if single else _range(word, item)
        if named:
            found.update(dict.fromkeys(named))
        else:
            strange.append(word)
    return Codes(tuple(found), tuple(strange))


def _code(word: str, item: str) -> str | None:
    """The code that a word is; None when it is none."""
    if item == SERVICE and WITHOUT_NOUGHTS.fullmatch(word):
        word = word.zfill(15)
    return word if PATTERNS[item].fullmatch(word) else None


def _range(word: str, item: str) -> list[str]:
    """Every code from the first to the last of a range; none when it is no range of codes."""
    ends = RANGE.fullmatch(word)
    if ends is None:
        return []
    first, last = _code(ends[1], item), _code(ends[2], item)
    if first is None or last is None or len(first) != len(last) or first >= last:
        return []
    end = len(first) - 4 if item == SERVICE and first.endswith("0000") else len(first)
    start = next(n for n in range(len(first)) if first[n] != last[n])
    low, high = first[start:end], last[start:end]
    if first[end:] != last[end:] or not (low.isdigit() and high.isdigit()):
        return []
    if int(high) - int(low) >= MOST_IN_RANGE:
        return []
    width = end - start
    return [
        f"{first[:start]}{number:0{width}d}{first[end:]}"
        for number in range(int(low), int(high) + 1)
    ]
