"""Signals as the source of one Python function: straight-line code that answers a claim at once.

Every expression becomes a name that is worked out once. Lines of a kind are read in one loop
(`features.live_loop`), the tiles of a key set in another (`features.live_merge`), whatever number of
signals asks. The readers in SQL are written the same way; `features.live` compiles this one.
"""

from collections.abc import Iterable, Sequence

from features.live_branches import START, branched, entry, guarded
from features.live_loop import Loop, called, looped, sized
from features.live_merge import merging
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past
from features.sql.keysets import KeySet
from features.sql.norms import norm_name
from features.sql.program import inner


class LiveSource:
    """The source of one function, statement by statement.

    The function has at hand: `fact` (a claim's value by column), `lines` (a claim's lines by kind),
    `tiles` (by key set, or by line: `live_loop.slot`), `norms`, `month` and `day`.
    """

    def __init__(self, nodes: Iterable[Expression], key_sets: Sequence[KeySet]) -> None:
        """Write for these expressions; the key sets say where each look at the past is kept."""
        self.statements: list[str] = []
        self._named: dict[Expression, str] = {}
        self._asked = list(nodes)
        self._sets = {look: keyset for keyset in key_sets for look in keyset.looks}
        self._functions: set[int] = set()
        self._peers: dict[tuple[Expression, ...], str] = {}
        self._count = 0

    def value(self, node: Expression) -> str:
        """The name or constant of an expression over the claim; writes what it takes, once."""
        if node not in self._named:
            match node:
                case Literal(value):
                    self._named[node] = repr(value)
                case Column(_, name):
                    self._named[node] = self._assign(f"fact({name!r})")
                case Call(operator, arguments):
                    self._named[node] = self._assign(called(operator, arguments, self.value))
                case Norm():
                    self._named[node] = self._norm(node)
                case Lines():
                    self._lines(node)
                case Past():
                    self._past(node)
        return self._named[node]

    def _assign(self, text: str) -> str:
        name = self._name()
        self.statements.append(f"{name} = {text}")
        return name

    def _name(self) -> str:
        self._count += 1
        return f"v{self._count}"

    def _norm(self, node: Norm) -> str:
        if node.peers not in self._peers:
            keys = "".join(f"{self.value(peer)}, " for peer in node.peers)
            self._peers[node.peers] = self._assign(f"norms.peers(month, ({keys}))")
        return self._assign(
            f"{self._peers[node.peers]}.value({norm_name(node)!r}, {node.statistic!r})"
        )

    def _lines(self, node: Lines) -> None:
        """Every aggregate over lines of a kind, in one loop over the lines."""
        together = [other for other in inner(self._asked, Lines) if other.table == node.table]
        sets = list(dict.fromkeys(self._sets.values()))
        loop = Loop(node.table, self.value, self._answering, sets)
        entries, before, after = [], [], []
        for one in together:
            self._named[one] = name = self._name()
            entries.append(entry(one, name))
            before.append(f"{name} = {START['groups' if one.by else one.aggregate]}")
            if one.by:
                after.append(f"{name} = {sized(one, name)}")
            elif one.aggregate == "distinct":
                after.append(f"{name} = len({name})")
        branched(guarded(entries), loop)
        self.statements += [*before, *looped(node.table, loop), *after]

    def _past(self, node: Past) -> None:
        """Every look at the claim's past of one key set, in one loop over its tiles."""
        keyset = self._sets[node]
        looks = self._looks(keyset)
        keys = [self.value(key) for key in keyset.keys]
        names = {look: self._name() for look in looks}
        self._named |= names
        unknown = " or ".join(f"{key} is None" for key in keys)
        body = merging(keyset, looks, names, f"tiles.get({keyset.number})")
        self.statements.append(f"if {unknown}:")
        self.statements.append(f"    {' = '.join(names.values())} = None")
        self.statements += ["else:", *(f"    {text}" for text in body)]

    def _answering(self, keyset: KeySet) -> tuple[str, Sequence[Past]]:
        """The function that answers every look of one key set at a line's past."""
        looks = self._looks(keyset)
        name = f"seen_{keyset.number}"
        if keyset.number not in self._functions:
            self._functions.add(keyset.number)
            names = {look: self._name() for look in looks}
            body = merging(keyset, looks, names, "tiles")
            answer = f"return {', '.join(names.values())},"
            self.statements += [
                f"def {name}(tiles, day):",
                *(f"    {text}" for text in [*body, answer]),
            ]
        return name, looks

    def _looks(self, keyset: KeySet) -> list[Past]:
        asked = set(inner(self._asked, Past))
        return [look for look in keyset.looks if look in asked]
