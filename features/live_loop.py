"""The loop over a claim's lines of one kind, as statements of Python."""

from collections import ChainMap
from collections.abc import Callable, Sequence
from itertools import count

from features.live_truth import holds
from features.nodes import Call, Column, Expression, Lines, Literal, Past
from features.operators import OPERATORS
from features.sql.keysets import KeySet
from features.sql.program import inner


def _nothing(keyset: KeySet) -> tuple[str, Sequence[Past]]:
    """No answer: what a past line gives looks at no past of its own."""
    raise AssertionError(f"a line's past was asked of {keyset.line} inside a past")


class Loop:
    """The statements that run for each line of a kind; `of` gives the line's value by column."""

    def __init__(
        self,
        kind: str,
        claim: Callable[[Expression], str],
        past: Callable[[KeySet], tuple[str, Sequence[Past]]] = _nothing,
        sets: Sequence[KeySet] = (),
    ) -> None:
        """Write for lines of the kind.

        `claim` gives the name of an expression over the claim, worked out before the loop; `past`
        the name of the function that answers looks of one of the sets, and these looks.
        """
        self.statements: list[str] = []
        self._kind, self._claim, self._past = kind, claim, past
        self._sets = {look: keyset for keyset in sets for look in keyset.looks}
        self._named: ChainMap[Expression, str] = ChainMap()
        self._count = count()

    def branch(self) -> "Loop":
        """A branch of the loop: it knows what was worked out before it, not the other way round."""
        inside = Loop(self._kind, self._claim, self._past)
        inside._sets, inside._count = self._sets, self._count
        inside._named = ChainMap[Expression, str]({}, *self._named.maps)
        return inside

    def holds(self, node: Expression) -> str:
        """The test that a condition over the line is true."""
        return holds(node, self.value)

    def value(self, node: Expression) -> str:
        """The name or constant of an expression over the line; of the claim, worked out before."""
        if not any(column.table == self._kind for column in inner([node], Column)):
            return self._claim(node)
        if node not in self._named:
            match node:
                case Column(_, name):
                    self._named[node] = self._assign(f"of({name!r})")
                case Call(operator, arguments):
                    self._named[node] = self._assign(called(operator, arguments, self.value))
                case Past():
                    self._look(self._sets[node])
                case _:
                    return self._claim(node)
        return self._named[node]

    def _look(self, keyset: KeySet) -> None:
        """Every look of a set at the line's past: unknown where a key is, else out of its tiles."""
        function, looks = self._past(keyset)
        known, day = [self.value(key) for key in keyset.keys], "day"
        if keyset.moment is not None:
            known.append(self.value(keyset.moment))
            day = f"day_number(calendar_day({known[-1]}))"
        names = [self._name() for _ in looks]
        self._named |= dict(zip(looks, names, strict=True))
        asked = f"{function}(tiles.get({slot(keyset, self.value)}), {day})"
        there = " and ".join(f"{value} is not None" for value in known)
        nothing = "None, " * len(names)
        self.statements.append(f"{', '.join(names)}, = {asked} if {there} else ({nothing})")

    def _assign(self, text: str) -> str:
        name = self._name()
        self.statements.append(f"{name} = {text}")
        return name

    def _name(self) -> str:
        return f"w{next(self._count)}"


def looped(kind: str, loop: Loop) -> list[str]:
    """The loop as statements."""
    inside = [f"    {text}" for text in loop.statements] or ["    pass"]
    return [f"for line in lines.get({kind!r}, ()):", "    of = line.get", *inside]


def slot(keyset: KeySet, value: Callable[[Expression], str]) -> str:
    """Under what the tiles of a line are given: the set, and what of its keys is the line's own."""
    if keyset.event is not None:
        return f"({keyset.number}, {value(keyset.event)})"
    own = [value(key) for key in keyset.keys if key.table == keyset.line]
    return f"({', '.join([str(keyset.number), *own])})"


def called(
    operator: str, arguments: Sequence[Expression], value: Callable[[Expression], str]
) -> str:
    """An operator on its arguments."""
    texts = [value(argument) for argument in arguments]
    constants = frozenset(
        text for text, node in zip(texts, arguments, strict=True) if isinstance(node, Literal)
    )
    return OPERATORS[operator].source(*texts, never_null=constants)


def sized(node: Lines, name: str) -> str:
    """What the groups of lines come to."""
    if node.aggregate == "largest":
        return f"max({name}.values(), default=0)"
    size = "size" if node.value is None else "len(size)"
    return f"sum({size} >= {node.at_least} for size in {name}.values())"
