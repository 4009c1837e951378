"""Opening the foreign files of a table: their columns, their rules, and files of one form together.

Numbers of persons are keyed here, before any row is judged, so that from then on each is looked up.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from features.settlement.intake.foreign import Foreign, quote
from features.settlement.intake.incoming import READING, Incoming, Part, broken_one, one_by_one
from features.settlement.intake.judgement import judged_rows
from features.settlement.intake.rejected import harmless
from features.settlement.intake.sources import Folders, Opened, matching, present_rules
from features.settlement.intake.workbench import Workbench
from features.settlement.mapping.mapping import Mapping, Rule, Source
from features.settlement.messages.load import LoadMessages
from features.settlement.pseudonyms.hidden import Hidden, numbers_in


@dataclass
class Task:
    """The foreign files of one source of the mapping that have not been loaded before."""

    source: Source
    files: list[tuple[Path, str]] = field(default_factory=list[tuple[Path, str]])


@dataclass(frozen=True)
class _Seen:
    """Foreign files of one form that were opened: their rows, and the rules they have columns for.

    `place` is the column of the rows that numbers those of one foreign row.
    """

    files: tuple[Part, ...]
    source: Source
    foreign: Foreign
    rules: tuple[Rule, ...]
    others: tuple[str, ...]
    place: str | None
    relation: Callable[[Sequence[int]], str]


class Opening:
    """Opens the files of one load, table by table."""

    def __init__(
        self,
        bench: Workbench,
        folders: Folders,
        mapping: Mapping,
        hidden: Hidden,
        told: Callable[[str], None],
    ) -> None:
        """Open files of these folders by this mapping; `told` hears what is opened."""
        self._bench, self._folders, self._mapping = bench, folders, mapping
        self._hidden, self._told = hidden, told
        self._columns: dict[str, list[str]] = {}
        self._known: dict[str, set[str]] = {}
        self.messages: LoadMessages | None = None

    @property
    def unknown_columns(self) -> dict[str, list[str]]:
        """The columns of each opened file that no source which read it speaks of."""
        return {
            name: unknown
            for name, columns in self._columns.items()
            if (unknown := [c for c in columns if c.lower() not in self._known[name]])
        }

    def batches(self, tasks: Sequence[Task]) -> list[Incoming]:
        """The files of one table, those of one form together. Raises BadInput for a broken one."""
        seen: list[_Seen] = []
        for task in tasks:
            if self.messages is not None:
                seen += self._brought(self.messages, task.source)
            else:
                seen += self._opened(task, sum(len(one.files) for one in seen))
        self._learn(seen)
        return [self._incoming(one) for one in seen]

    def _opened(self, task: Task, first: int) -> list[_Seen]:
        """The files of a source, numbered from `first`, those of one form together."""
        source = task.source
        beside = self._beside(source) if task.files else None
        forms: dict[object, tuple[Foreign, tuple[str, ...], dict[Part, str]]] = {}
        for number, (path, content) in enumerate(task.files, first):
            self._told(f"读取 | Reading {source.table.name}: {path.name}")
            opened = Opened(self._bench.con, path, self._mapping, self._bench.work, source)
            _, foreign = opened.rows(source, beside)
            self._columns[path.name] = list(opened.foreign.types)
            used = self._known.setdefault(path.name, set())
            used |= {name.lower() for name in source.names}
            others = self._others(path.name, opened.foreign)
            form = (tuple(foreign.types.items()), others)
            present_rules(source, foreign, path.name)
            alike = forms.setdefault(form, (foreign, others, {}))
            self._parse(opened)
            alike[2][Part(number, path.name, content)] = opened.rows(source, beside)[0]
        return [
            _Seen(
                files=tuple(rows),
                source=source,
                foreign=foreign,
                rules=present_rules(source, foreign, next(iter(rows)).name),
                others=others,
                place=source.unpivot.place if source.unpivot else None,
                relation=one_by_one({part.number: query for part, query in rows.items()}),
            )
            for foreign, others, rows in forms.values()
        ]

    def _parse(self, opened: Opened) -> None:
        """Parse a text file once, and keep its rows beside the work until its table is written."""
        if not opened.parsed:
            return
        con = self._bench.con
        rows, path = opened.relation, self._bench.texts / f"{secrets.token_hex(8)}.parquet"
        path.parent.mkdir(exist_ok=True)
        try:
            opened.keep(con, path)
        except READING as fault:
            raise broken_one(con, [(opened.name, rows)], fault) from fault

    def _others(self, name: str, foreign: Foreign) -> tuple[str, ...]:
        """The columns of a file that no source of the mapping names."""
        known = {
            column.lower()
            for source in self._mapping.sources
            if any(Path(name).match(pattern) for pattern in source.files)
            for column in source.names
        }
        return tuple(column for column in foreign.types if column.lower() not in known)

    def _brought(self, messages: LoadMessages, source: Source) -> list[_Seen]:
        """The rows of the source that the messages bring, of all logs together."""
        self._told(f"读取报文 | Reading {source.table.name} out of messages")
        found = messages.brought(source)
        if found is None:
            return []

        def relation(numbers: Sequence[int]) -> str:
            if len(numbers) == len(messages.parts):
                return found.rows
            return f"SELECT * FROM ({found.rows}) WHERE _file IN ({', '.join(map(str, numbers))})"

        parts, place = messages.parts, "_place"
        return [_Seen(parts, source, found.foreign, found.rules, found.others, place, relation)]

    def _learn(self, seen: list[_Seen]) -> None:
        """Make the pseudonyms of the persons in these files, before their rows are read."""
        numbers = [
            (part.name, column, query)
            for one in seen
            for part, numbers in self._turns(one)
            for column, query in numbers_in(
                one.source.table,
                one.relation(numbers),
                one.rules,
                one.foreign,
                self._mapping,
            )
        ]
        try:
            self._hidden.learn((column, query) for _, column, query in numbers)
        except READING as fault:
            raise broken_one(
                self._bench.con, [(name, q) for name, _, q in numbers], fault
            ) from fault

    def _turns(self, one: _Seen) -> list[tuple[Part, list[int]]]:
        """The files one by one, so that a broken one can be named; logs are whole by now."""
        if self.messages is None:
            return [(part, [part.number]) for part in one.files]
        return [(one.files[0], [part.number for part in one.files])]

    def _incoming(self, one: _Seen) -> Incoming:
        """The files as the load asks them again and again."""
        before = self.messages.before(one.source) if self.messages else None
        return Incoming(
            files=one.files,
            source=one.source,
            rules=one.rules,
            columns=harmless(one.source, one.foreign, one.rules),
            place=one.place,
            others=one.others,
            relation=one.relation,
            judge=partial(
                judged_rows,
                rules=one.rules,
                source=one.source,
                foreign=one.foreign,
                mapping=self._mapping,
                reasons=self._bench.reasons,
                hidden=self._hidden,
                before=before,
            ),
        )

    def _beside(self, source: Source) -> tuple[str, Foreign] | None:
        """The second file of a source as a table, a row for each key."""
        if source.beside is None:
            return None
        paths = matching(self._folders, source.beside.files)
        if not paths:
            return None
        con, work = self._bench.con, self._bench.work
        opened = [Opened(con, path, self._mapping, work) for path in paths]
        union = " UNION ALL BY NAME ".join(
            f"SELECT {n} AS _file, * FROM {one.relation}" for n, one in enumerate(opened)
        )
        key, table = quote(source.beside.key), f"beside_{secrets.token_hex(4)}"
        con.execute(
            f"CREATE TABLE {table} AS SELECT * EXCLUDE (_file, _row) FROM ({union}) "
            f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY _file, _row) = 1"
        )
        types: dict[str, str] = {}
        for one in opened:
            types |= one.foreign.types
        return table, Foreign(types)
