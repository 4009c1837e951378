"""A subject's looks at its months: tiles of the finest keys, added up to its own, merged to windows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from features.nodes import Expression, Past
from features.sql.expression import sql
from features.sql.month_rows import Source, record_of
from features.sql.past import MERGED, Part, part_of
from features.sql.program import Program
from features.subjects import Subject


@dataclass(frozen=True)
class Asking:
    """A subject with the looks that its indicators and figures take."""

    subject: Subject
    looks: tuple[Past, ...]

    @property
    def step(self) -> str:
        """The step of whom and when it asks."""
        return f"asked_{self.subject.name}"

    def place(self, look: Past) -> int:
        """The number of a look."""
        return self.looks.index(look) + 1

    def same(self, left: str, right: str) -> str:
        """The condition that two relations are of one subject."""
        return " AND ".join(f"{left}.{key} = {right}.{key}" for key in self.subject.keys)

    def by_keys(self, record: str) -> dict[tuple[Expression, ...], list[Past]]:
        """The looks at a record, by what the subject's key is there."""
        found: dict[tuple[Expression, ...], list[Past]] = {}
        for look in self.looks:
            keys = self.subject.keys_of(look)
            if record_of(look) == record and keys is not None:
                found.setdefault(keys, []).append(look)
        return found


@dataclass(frozen=True)
class Tiles:
    """The step that adds up the months of the finest keys of some subjects."""

    source: Source
    step: str
    subjects: frozenset[str]
    keys: Mapping[Expression, str]
    parts: tuple[Part, ...]


def _merges(look: Past) -> bool:
    return look.aggregate in MERGED and not look.by


def add_tiles(program: Program, source: Source, askings: Sequence[Asking]) -> list[Tiles]:
    """One step of tiles for all subjects of care, and one for persons, who are too many to share it."""
    made: list[Tiles] = []
    for number, kept in enumerate((_is_person, lambda one: not _is_person(one)), 1):
        chosen = [asking for asking in askings if kept(asking)]
        asked = [(keys, look) for one in chosen for keys, looks in one.by_keys(source.record).items()
                 for look in looks if _merges(look)]  # fmt: skip
        if not asked:
            continue
        parts = tuple(dict.fromkeys(part_of(look) for _, look in asked))
        fine = dict.fromkeys(key for keys, _ in asked for key in keys)
        names: dict[Expression, str] = {key: f"grain_{place}" for place, key in enumerate(fine, 1)}
        grain = [f"{sql(key, source.held)} AS {name}" for key, name in names.items()]
        given = [f"{part.given(source.held)} AS given_{i}" for i, part in enumerate(parts, 1)]
        by = ", ".join([*names.values(), "month", "since"])
        step = program.add(
            f"tile_{source.record}_{number}",
            f"SELECT {by}, {', '.join(_added(part, i) for i, part in enumerate(parts, 1))}\nFROM (\n"
            f"SELECT {', '.join(grain)}, {source.month} AS month, {source.since} AS since,"
            f" {source.sign} AS sign, {', '.join(given)}\nFROM {source.relation}\n) AS g\nGROUP BY {by}",
        )
        made.append(
            Tiles(source, step, frozenset(one.subject.name for one in chosen), names, parts)
        )
    return made


def _is_person(asking: Asking) -> bool:
    return asking.subject.name == "persons"


def _added(part: Part, place: int) -> str:
    given = f"given_{place}"
    match part.aggregate:
        case "count":
            total = f"SUM(CASE WHEN {given} IS NOT NULL THEN sign ELSE 0 END)"
        case "sum":
            total = f"COALESCE(SUM(sign * {given}), 0)"
        case aggregate:
            return f"{aggregate.upper()}(CASE WHEN sign = 1 THEN {given} END) AS part_{place}"
    return f"CAST({total} AS BIGINT) AS part_{place}"


def add_looks(
    program: Program, asking: Asking, sources: Sequence[Source], tiles: Sequence[Tiles]
) -> dict[Past, str]:
    """The steps that answer every look of a subject; gives the step that holds each as `look_n`."""
    found: dict[Past, str] = {}
    for source in sources:
        for number, (keys, looks) in enumerate(asking.by_keys(source.record).items(), 1):
            stem = f"{asking.subject.name}_{source.record}_{number}"
            merging = [look for look in looks if _merges(look)]
            if merging:
                own = next(
                    t for t in tiles if t.source is source and asking.subject.name in t.subjects
                )
                found |= dict.fromkeys(merging, _merged(program, asking, own, stem, keys, merging))
            distinct = [look for look in looks if look.aggregate == "distinct" and not look.by]
            month = [look for look in distinct if look.window.reach == 1]
            if month:
                found |= dict.fromkeys(month, _in_month(program, asking, source, stem, keys, month))
            for look in distinct:
                if look not in month:
                    found[look] = _seen(program, asking, source, stem, keys, look)
            for look in looks:
                if look.by:
                    found[look] = _groups(program, asking, source, stem, keys, look)
    return found


def _merged(
    program: Program,
    asking: Asking,
    tiles: Tiles,
    stem: str,
    keys: tuple[Expression, ...],
    looks: list[Past],
) -> str:
    places = sorted({tiles.parts.index(part_of(look)) + 1 for look in looks})
    names = dict(zip(asking.subject.keys, (tiles.keys[key] for key in keys), strict=True))
    sums = [f"{MERGED[tiles.parts[p - 1].aggregate]}(part_{p}) AS part_{p}" for p in places]
    known = " AND ".join(f"{grain} IS NOT NULL" for grain in names.values())
    step = program.add(
        f"tile_{stem}",
        f"SELECT {', '.join(f'{grain} AS {key}' for key, grain in names.items())}, month, since,"
        f" {', '.join(sums)}\nFROM {tiles.step}\nWHERE {known}"
        f"\nGROUP BY {', '.join(names.values())}, month, since",
    )
    columns: list[str] = []
    for look in looks:
        part = f"t.part_{tiles.parts.index(part_of(look)) + 1}"
        inside = f"t.since > a.month - {look.window.reach}"
        merged = f"{MERGED[look.aggregate]}(CASE WHEN {inside} THEN {part} END)"
        zero = look.aggregate in {"count", "sum"}
        columns.append(
            f"{f'COALESCE({merged}, 0)' if zero else merged} AS look_{asking.place(look)}"
        )
    reach = max(look.window.reach for look in looks)
    by = ", ".join(f"a.{key}" for key in asking.subject.keys)
    return program.add(
        f"merged_{stem}",
        f"SELECT {by}, a.month, {', '.join(columns)}\nFROM {asking.step} AS a\n"
        f"LEFT JOIN {step} AS t ON {asking.same('t', 'a')} AND t.month <= a.month"
        f" AND t.month > a.month - {reach}\nGROUP BY {by}, a.month",
    )


def _rows(
    asking: Asking, source: Source, keys: tuple[Expression, ...], columns: Sequence[str]
) -> str:
    """The rows of a source with the subject's key under its own name, those that have it."""
    texts = [sql(key, source.held) for key in keys]
    named = [f"{text} AS {key}" for text, key in zip(texts, asking.subject.keys, strict=True)]
    known = " AND ".join(f"{text} IS NOT NULL" for text in texts)
    frame = [f"{source.month} AS month", f"{source.since} AS since", f"{source.sign} AS sign"]
    return f"SELECT {', '.join([*named, *frame, *columns])}\nFROM {source.relation}\nWHERE {known}"


def _in_month(
    program: Program,
    asking: Asking,
    source: Source,
    stem: str,
    keys: tuple[Expression, ...],
    looks: list[Past],
) -> str:
    """Different values of one month: no month has to be merged with another."""
    given = [f"{part_of(look).given(source.held)} AS value_{asking.place(look)}" for look in looks]
    own = ", ".join(asking.subject.keys)
    counted = program.add(
        f"values_{stem}",
        f"SELECT {own}, month, "
        + ", ".join(
            f"COUNT(DISTINCT value_{asking.place(k)}) AS seen_{asking.place(k)}" for k in looks
        )
        + f"\nFROM (\n{_rows(asking, source, keys, given)} AND {source.sign} = 1\n) AS v"
        f"\nGROUP BY {own}, month",
    )
    return program.add(
        f"distinct_{stem}",
        f"SELECT {', '.join(f'a.{key}' for key in asking.subject.keys)}, a.month, "
        + ", ".join(
            f"COALESCE(v.seen_{asking.place(k)}, 0) AS look_{asking.place(k)}" for k in looks
        )
        + f"\nFROM {asking.step} AS a LEFT JOIN {counted} AS v"
        f" ON {asking.same('v', 'a')} AND v.month = a.month",
    )


def _seen(
    program: Program,
    asking: Asking,
    source: Source,
    stem: str,
    keys: tuple[Expression, ...],
    look: Past,
) -> str:
    own, place = ", ".join(asking.subject.keys), asking.place(look)
    by = ", ".join(f"a.{key}" for key in asking.subject.keys)
    given = f"{part_of(look).given(source.held)} AS value"
    seen = program.add(
        f"values_{stem}_{place}",
        f"SELECT DISTINCT {own}, month, value\nFROM (\n{_rows(asking, source, keys, [given])}"
        f" AND {source.sign} = 1\n) AS v WHERE value IS NOT NULL",
    )
    return program.add(
        f"seen_{stem}_{place}",
        f"SELECT {by}, a.month, COUNT(DISTINCT t.value) AS look_{place}\nFROM {asking.step} AS a\n"
        f"LEFT JOIN {seen} AS t ON {asking.same('t', 'a')} AND t.month <= a.month"
        f" AND t.month > a.month - {look.window.reach}\nGROUP BY {by}, a.month",
    )


def _groups(
    program: Program,
    asking: Asking,
    source: Source,
    stem: str,
    keys: tuple[Expression, ...],
    look: Past,
) -> str:
    """Rows in groups: how many groups reach a size, or the size of the greatest."""
    own, place = ", ".join(asking.subject.keys), asking.place(look)
    names = [f"by_{number}" for number in range(1, len(look.by) + 1)]
    columns = [
        f"{sql(part, source.held)} AS {name}" for part, name in zip(look.by, names, strict=True)
    ]
    columns.append(f"{part_of(look).given(source.held)} AS value")
    distinct = look.aggregate == "distinct"
    known = " AND ".join(f"{name} IS NOT NULL" for name in [*names, "value"])
    by = ", ".join(names)
    rows = f"FROM (\n{_rows(asking, source, keys, columns)}\n) AS v\nWHERE {known}"
    if distinct:
        month = f"SELECT DISTINCT {own}, month, month AS since, {by}, value AS size\n{rows} AND sign = 1"
        size = "COUNT(DISTINCT t.size)"
    else:
        one = "sign" if look.value is None else "sign * value"
        month = (
            f"SELECT {own}, month, since, {by}, SUM({one}) AS size\n{rows}"
            f"\nGROUP BY {own}, month, since, {by}"
        )
        size = "SUM(t.size)"
    monthly = program.add(f"groups_{stem}_{place}", month)
    asked = ", ".join(f"a.{key}" for key in asking.subject.keys)
    inside = f"t.month <= a.month AND t.since > a.month - {look.window.reach}"
    sizes = program.add(
        f"sizes_{stem}_{place}",
        f"SELECT {asked}, a.month, {size} AS size\nFROM {asking.step} AS a\n"
        f"JOIN {monthly} AS t ON {asking.same('t', 'a')} AND {inside}\n"
        f"GROUP BY {asked}, a.month, {', '.join(f't.{name}' for name in names)}",
    )
    answer = "MAX(s.size)" if look.aggregate == "largest" else (
        f"COUNT(CASE WHEN s.size >= {look.at_least} THEN 1 END)")  # fmt: skip
    return program.add(
        f"group_{stem}_{place}",
        f"SELECT {asked}, a.month, COALESCE(CAST({answer} AS BIGINT), 0) AS look_{place}\n"
        f"FROM {asking.step} AS a LEFT JOIN {sizes} AS s ON {asking.same('s', 'a')} AND s.month = a.month\n"
        f"GROUP BY {asked}, a.month",
    )
