"""A subject's looks at its months: tiles of the finest keys, added up to its own, merged to windows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from features.nodes import Expression, Past
from features.sql.expression import sql
from features.sql.keysets import MERGED, Part, part_of
from features.sql.month_rows import Source, record_of
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


@dataclass(frozen=True)
class Held:
    """Where a look's answer stands: the step, one row a subject and month, and what it is there."""

    step: str
    text: str


def add_looks(
    program: Program, asking: Asking, sources: Sequence[Source], tiles: Sequence[Tiles]
) -> dict[Past, Held]:
    """The steps that answer every look of a subject; a month without rows may be missing in them."""
    found: dict[Past, Held] = {}
    for source in sources:
        for number, (keys, looks) in enumerate(asking.by_keys(source.record).items(), 1):
            at = _Spot(asking, source, keys, f"{asking.subject.name}_{source.record}_{number}")
            merging = [look for look in looks if _merges(look)]
            if merging:
                own = next(
                    t for t in tiles if t.source is source and asking.subject.name in t.subjects
                )
                found |= _merged(program, at, own, merging)
            for reach, some in _alike(looks, lambda look: not look.by and not _merges(look)):
                found |= _distinct(program, at, reach[0], some)
            for alike, some in _alike(looks, lambda look: bool(look.by)):
                found |= _groups(program, at, alike, some)
    return found


@dataclass(frozen=True)
class _Spot:
    """A subject, a source, what the subject's key is there, and how its steps are called."""

    asking: Asking
    source: Source
    keys: tuple[Expression, ...]
    stem: str

    @property
    def own(self) -> str:
        return ", ".join(self.asking.subject.keys)

    @property
    def theirs(self) -> str:
        return ", ".join(f"a.{key}" for key in self.asking.subject.keys)

    def column(self, look: Past) -> str:
        return f"look_{self.asking.place(look)}"

    def rows(self, columns: Sequence[str]) -> str:
        """The rows of the source with the subject's key under its own name, those that have it."""
        source, texts = self.source, [sql(key, self.source.held) for key in self.keys]
        named = zip(texts, self.asking.subject.keys, strict=True)
        selected = [f"{text} AS {key}" for text, key in named]
        selected += [
            f"{source.month} AS month",
            f"{source.since} AS since",
            f"{source.sign} AS sign",
        ]
        known = " AND ".join(f"{text} IS NOT NULL" for text in texts)
        return f"SELECT {', '.join([*selected, *columns])}\nFROM {source.relation}\nWHERE {known}"

    def windowed(self, reach: int) -> str:
        """The condition that a month's rows lie in the window of an asked one."""
        same = self.asking.same("t", "a")
        return f"{same} AND t.month <= a.month AND t.since > a.month - {reach}"


def _alike(
    looks: Sequence[Past], chosen: Callable[[Past], bool]
) -> list[tuple[tuple[int, tuple[Expression, ...]], list[Past]]]:
    """The chosen looks, those of one window and one grouping together."""
    found: dict[tuple[int, tuple[Expression, ...]], list[Past]] = {}
    for look in looks:
        if chosen(look):
            found.setdefault((look.window.reach, look.by), []).append(look)
    return list(found.items())


def _merged(program: Program, at: _Spot, tiles: Tiles, looks: list[Past]) -> dict[Past, Held]:
    """Tiles of the finest keys added up to the subject's, and merged to windows."""
    asking = at.asking
    places = sorted({tiles.parts.index(part_of(look)) + 1 for look in looks})
    names = dict(zip(asking.subject.keys, (tiles.keys[key] for key in at.keys), strict=True))
    sums = [f"{MERGED[tiles.parts[p - 1].aggregate]}(part_{p}) AS part_{p}" for p in places]
    known = " AND ".join(f"{grain} IS NOT NULL" for grain in names.values())
    step = program.add(
        f"tile_{at.stem}",
        f"SELECT {', '.join(f'{grain} AS {key}' for key, grain in names.items())}, month, since,"
        f" {', '.join(sums)}\nFROM {tiles.step}\nWHERE {known}"
        f"\nGROUP BY {', '.join(names.values())}, month, since",
    )
    columns: list[str] = []
    for look in looks:
        part = f"t.part_{tiles.parts.index(part_of(look)) + 1}"
        inside = f"t.since > a.month - {look.window.reach}"
        columns.append(
            f"{MERGED[look.aggregate]}(CASE WHEN {inside} THEN {part} END) AS {at.column(look)}"
        )
    reach = max(look.window.reach for look in looks)
    merged = program.add(
        f"merged_{at.stem}",
        f"SELECT {at.theirs}, a.month, {', '.join(columns)}\nFROM {asking.step} AS a\n"
        f"JOIN {step} AS t ON {at.windowed(reach)}\nGROUP BY {at.theirs}, a.month",
    )
    return {look: _held(merged, at, look) for look in looks}


def _held(step: str, at: _Spot, look: Past) -> Held:
    text = f"{step}.{at.column(look)}"
    return Held(step, text if look.aggregate in {"min", "max"} else f"COALESCE({text}, 0)")


def _distinct(program: Program, at: _Spot, reach: int, looks: list[Past]) -> dict[Past, Held]:
    """How many different values: of one month at once, of several by the values of each month."""
    given = [f"{part_of(look).given(at.source.held)} AS value_{n}" for n, look in enumerate(looks)]
    rows = f"{at.rows(given)} AND {at.source.sign} = 1"
    if reach == 1:
        counts = [f"COUNT(DISTINCT value_{n}) AS {at.column(k)}" for n, k in enumerate(looks)]
        step = program.add(
            f"distinct_{at.stem}",
            f"SELECT {at.own}, month, {', '.join(counts)}\nFROM (\n{rows}\n) AS v GROUP BY {at.own}, month",
        )
        return {look: _held(step, at, look) for look in looks}
    found: dict[Past, Held] = {}
    for number, look in enumerate(looks):
        value = f"value_{number}"
        step = program.add(
            f"distinct_{at.stem}_{at.asking.place(look)}",
            f"SELECT {at.theirs}, a.month, COUNT(DISTINCT t.value) AS {at.column(look)}\n"
            f"FROM {at.asking.step} AS a JOIN (\n"
            f"SELECT DISTINCT {at.own}, month, since, {value} AS value FROM (\n{rows}\n) AS v"
            f" WHERE {value} IS NOT NULL\n) AS t ON {at.windowed(reach)}\nGROUP BY {at.theirs}, a.month",
        )
        found[look] = _held(step, at, look)
    return found


def _groups(
    program: Program, at: _Spot, alike: tuple[int, tuple[Expression, ...]], looks: list[Past]
) -> dict[Past, Held]:
    """Rows in groups alike in the same keys: how many reach a size, or the size of the greatest."""
    reach, keys = alike
    by = [f"by_{number}" for number in range(1, len(keys) + 1)]
    columns = [f"{sql(key, at.source.held)} AS {name}" for key, name in zip(keys, by, strict=True)]
    columns += [
        f"{part_of(look).given(at.source.held)} AS value_{n}" for n, look in enumerate(looks)
    ]
    known = " AND ".join(f"{name} IS NOT NULL" for name in by)
    rows = f"SELECT * FROM (\n{at.rows(columns)}\n) AS v WHERE {known}"
    sizes = [f"{_size(look, f't.value_{n}')} AS size_{n}" for n, look in enumerate(looks)]
    keyed = ", ".join(f"t.{name}" for name in by)
    own = at.theirs if reach > 1 else ", ".join(f"t.{key}" for key in at.asking.subject.keys)
    month = "a.month" if reach > 1 else "t.month"
    source = f"FROM {at.asking.step} AS a JOIN (\n{rows}\n) AS t ON {at.windowed(reach)}"
    if reach == 1:
        source = f"FROM (\n{rows} AND since = month\n) AS t"
    answers = [
        (f"MAX(size_{n})" if look.aggregate == "largest" else
         f"COUNT(CASE WHEN size_{n} >= {look.at_least} THEN 1 END)") + f" AS {at.column(look)}"
        for n, look in enumerate(looks)
    ]  # fmt: skip
    step = program.add(
        f"groups_{at.stem}_{at.asking.place(looks[0])}",
        f"SELECT {at.own}, month, {', '.join(answers)}\nFROM (\n"
        f"SELECT {own}, {month}, {', '.join(sizes)}\n{source}\nGROUP BY {own}, {month}, {keyed}\n) AS g"
        f"\nGROUP BY {at.own}, month",
    )
    return {look: _held(step, at, look) for look in looks}


def _size(look: Past, value: str) -> str:
    """The size of a group: different values, rows, or a total; refunds take back the last two."""
    if look.aggregate == "distinct":
        return f"COUNT(DISTINCT CASE WHEN t.sign = 1 THEN {value} END)"
    if look.value is None:
        return f"SUM(CASE WHEN {value} IS NOT NULL THEN t.sign END)"
    return f"SUM(t.sign * {value})"
