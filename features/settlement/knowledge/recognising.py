"""Which kind of knowledge points a workbook holds, and on which sheets.

the headings of a sheet fit one kind                        it is that one
they fit several, and the sheet's title names one of them   it is that one
…, and the name of the file names one                       it is that one
otherwise                                                   nobody guesses: the user says which
"""

from collections.abc import Sequence
from dataclasses import dataclass

from features.errors import BadInput
from features.settlement.knowledge.headings import WRITTEN, normalised, roles_of
from features.settlement.knowledge.kinds import BY_NO, CODE_SHEET, KINDS, Kind
from features.settlement.knowledge.sheets import Row, Sheet

HEADER_WITHIN = 30
"""Rows in which the headings are looked for."""
SOFT = frozenset({"listed", "code_cnt", "memo", "basis"})
"""Columns without which a kind is still known, and that any kind may have."""
SHOWN = 12


@dataclass(frozen=True)
class Headed:
    """A sheet with its headings found: where each role stands, and the rows above and below."""

    sheet: str
    roles: dict[str, int]
    headings: tuple[str, ...]
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Recognised:
    """One set of points: its kind, the sheet of points, and the sheets of their codes."""

    kind: Kind
    points: Headed
    codes: tuple[Headed, ...]


def recognised(
    name: str, sheets: Sequence[Sheet], kind_no: str | None = None
) -> tuple[list[Recognised], list[str]]:
    """The sets of points in a workbook of this name, and the names of sheets that are none.

    `kind_no` says the kind in place of the titles. Raises BadInput when no sheet is of any kind,
    when a kind stays open, or when its codes stand on a second sheet that is not there.
    """
    headed = [headed_sheet(sheet) for sheet in sheets]
    points = [one for one in headed if one is not None and not roles_of_codes(one)]
    codes = [one for one in headed if one is not None and roles_of_codes(one)]
    found = [(one, kind) for one in points if (kind := _kind(name, one, kind_no)) is not None]
    if not found:
        raise _of_no_kind(name, sheets, points, codes, kind_no)
    known = {one.sheet for one, _ in found} | {one.sheet for one in codes}
    return (
        [Recognised(kind, one, _codes_of(name, kind, one, codes, found)) for one, kind in found],
        [sheet.name for sheet in sheets if sheet.name not in known and sheet.rows],
    )


def headed_sheet(sheet: Sheet) -> Headed | None:
    """The sheet with its headings found; None when none of its first rows names two columns."""
    best: tuple[int, dict[str, int]] | None = None
    for place, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        roles = roles_of(row.cells)
        if len(roles) >= 2 and (best is None or len(roles) > len(best[1])):
            best = place, roles
    if best is None:
        return None
    place, roles = best
    header = sheet.rows[place].cells
    above = "".join(cell for row in sheet.rows[:place] for cell in dict.fromkeys(row.cells))
    return Headed(
        sheet.name, roles, header, normalised(sheet.name + above), sheet.rows[place + 1 :]
    )


def roles_of_codes(headed: Headed) -> bool:
    """Whether the sheet is one of codes."""
    return headed.roles.keys() >= CODE_SHEET


def fits(kind: Kind, headed: Headed) -> bool:
    """Whether the headings of the sheet are those of the kind."""
    found, hard = frozenset(headed.roles), kind.roles - SOFT
    return hard <= found and found - hard <= SOFT


def _kind(name: str, headed: Headed, kind_no: str | None) -> Kind | None:
    """The kind of a sheet of points; None when no kind has its headings."""
    fitting = [kind for kind in KINDS if fits(kind, headed)]
    if kind_no is not None:
        return next((kind for kind in fitting if kind.no == kind_no), None)
    by_title = _named(headed.title, KINDS)
    if by_title and not set(by_title) & set(fitting) and fitting:
        raise BadInput(
            f"{name}, sheet {headed.sheet}: the title is that of {by_title[0].title}, the headings "
            f"are those of {fitting[0].title}",
            "Title and headings are of one kind",
            "Say which with --kind, such as --kind " + by_title[0].no,
        )
    for title in (headed.title, normalised(name)):
        named = _named(title, fitting)
        if len(named) == 1:
            return named[0]
    own = frozenset(headed.roles) - {"memo"}
    exact = [kind for kind in fitting if kind.roles == own]
    if len(fitting) == 1 or len(exact) == 1:
        return (exact or fitting)[0]
    if fitting:
        raise BadInput(
            f"{name}, sheet {headed.sheet}, may be any of {len(fitting)} kinds: "
            f"{', '.join(f'{kind.no} {kind.theme}' for kind in fitting[:SHOWN])}",
            "The name of the file or sheet, or a row above the headings, says which, as the "
            "official workbooks do",
            f"Say it with --kind, such as --kind {fitting[0].no}, or give the file its own name back",
        )
    return None


def _named(title: str, kinds: Sequence[Kind]) -> list[Kind]:
    """Those of the kinds that a title names by their words; else by their batch."""
    by_words = [k for k in kinds if any(normalised(word) in title for word in k.words)]
    return by_words or [k for k in kinds if _batch_in(normalised(k.batch), title)]


def _batch_in(batch: str, title: str) -> bool:
    """Whether a title says the batch, and not a further one of which its number is a part."""
    place = title.find(batch)
    following = title[place + len(batch) : place + len(batch) + 1]
    return place >= 0 and not following.isdigit()


def _codes_of(
    name: str,
    kind: Kind,
    points: Headed,
    codes: list[Headed],
    found: list[tuple[Headed, Kind]],
) -> tuple[Headed, ...]:
    """The sheets of codes that belong to a sheet of points."""
    if not kind.codes_apart:
        return ()
    wanting = [kind for _, kind in found if kind.codes_apart]
    own = (
        codes if len(wanting) == 1 else [one for one in codes if kind in _named(one.title, wanting)]
    )
    if not own:
        raise BadInput(
            f"{name} has the points of {kind.title} on sheet {points.sheet}, and no sheet of their "
            "codes",
            "A second sheet has the headings 对应知识点序号 and 药品代码"
            + ("" if len(wanting) == 1 else ", and the title of its points"),
            "Get the workbook whole; without codes a point limits nothing",
        )
    return tuple(own)


def _of_no_kind(
    name: str,
    sheets: Sequence[Sheet],
    points: list[Headed],
    codes: list[Headed],
    kind_no: str | None,
) -> BadInput:
    """What to tell of a workbook that is of no kind, or not of the kind that was said."""
    if not points:
        seen = ", ".join(sheet.name for sheet in sheets) or "none that is visible"
        what = "only a sheet of codes, and none of points" if codes else "no headings of points"
        return BadInput(
            f"{name} has {what} in the first {HEADER_WITHIN} rows of its sheets ({seen})",
            "A workbook of knowledge points has the headings 序号, a name, 检出逻辑 and 逻辑依据",
            "Import the workbooks as they were published; `fundwatch rules points` lists the kinds",
        )
    widest = max(points, key=lambda one: len(one.roles))
    kinds = [BY_NO[kind_no]] if kind_no is not None else list(KINDS)
    nearest = max(kinds, key=lambda kind: _likeness(kind, widest))
    missing = [WRITTEN[role] for role in nearest.columns if role not in widest.roles]
    others = [
        heading
        for place, heading in enumerate(widest.headings)
        if heading and place not in {widest.roles[r] for r in nearest.columns if r in widest.roles}
    ]
    return BadInput(
        f"{name}, sheet {widest.sheet}, is of no kind of knowledge points; it has the headings "
        f"{', '.join(dict.fromkeys(filter(None, widest.headings[:SHOWN])))}",
        f"The nearest kind is {nearest.no} {nearest.title}, which has "
        f"{', '.join(missing) or 'no others'} besides"
        + (f", and has not {', '.join(others[:SHOWN])}" if others else ""),
        "Look at the headings; if a new kind was published, it has to be declared first",
    )


def _likeness(kind: Kind, headed: Headed) -> float:
    """How alike the headings of a kind and of a sheet are, 0 to 1."""
    found = frozenset(headed.roles)
    return len(kind.roles & found) / len(kind.roles | found)
