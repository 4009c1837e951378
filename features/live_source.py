"""Signals as the source of one Python function: straight-line code that answers a claim at once.

Every expression becomes a name that is worked out once. Lines of a kind are read in one loop, the
tiles of a key set in another, whatever number of signals asks. The readers in SQL are written the
same way; `features.live` compiles this one.
"""

from collections.abc import Callable, Iterable, Sequence

from features.check import measure
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, children
from features.operators import OPERATORS
from features.record import LINES
from features.settlement.contract import Kind
from features.sql.norms import norm_name
from features.sql.past import KeySet
from features.sql.program import inner


class LiveSource:
    """The source of one function, statement by statement.

    The function has at hand: `fact` (a claim's value by column), `lines` (a claim's lines by kind),
    `tiles` (by key set), `norms`, `month` and `day`.
    """

    def __init__(self, nodes: Iterable[Expression], key_sets: Sequence[KeySet]) -> None:
        """Write for these expressions; the key sets say where each look at the past is kept."""
        self.statements: list[str] = []
        self._named: dict[Expression, str] = {}
        self._asked = list(nodes)
        self._sets = {look: keyset for keyset in key_sets for look in keyset.looks}
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
                    self._named[node] = self._assign(_called(operator, arguments, self.value))
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
        keys = "".join(f"{self.value(peer)}, " for peer in node.peers)
        return self._assign(
            f"norms.value({norm_name(node)!r}, month, ({keys}), {node.statistic!r})"
        )

    # -- lines ---------------------------------------------------------------------------------

    def _lines(self, node: Lines) -> None:
        """Every aggregate over lines alike, in one loop over the lines."""
        together = [
            other
            for other in inner(self._asked, Lines)
            if (other.table, other.by) == (node.table, node.by) and _plain(other)
        ]
        together = together if _plain(node) else [node]
        loop = _Loop(self)
        before, after = [], []
        for one in together:
            self._named[one] = name = self._name()
            if one.by:
                loop.group(one, name)
                before.append(f"{name} = {{}}")
                after.append(f"{name} = {_sized(one, name)}")
            else:
                loop.add(one, name)
                before.append(f"{name} = {_START[one.aggregate]}")
                if one.aggregate == "distinct":
                    after.append(f"{name} = len({name})")
        self.statements += [*before, f"for line in lines.get({node.table!r}, ()):"]
        self.statements += [
            "    of = line.get",
            *(f"    {text}" for text in loop.statements),
            *after,
        ]

    # -- the past ------------------------------------------------------------------------------

    def _past(self, node: Past) -> None:
        """Every look at the past of one key set, in one loop over its tiles."""
        keyset = self._sets[node]
        asked = set(inner(self._asked, Past))
        looks = [look for look in keyset.looks if look in asked]
        keys = [self.value(Column("claim", name)) for name in keyset.keys]
        names = {look: self._name() for look in looks}
        self._named |= names
        starts = [f"{names[look]} = {_START[look.aggregate]}" for look in looks]
        steps: list[str] = []
        for depth, reach in enumerate(sorted({look.window.reach for look in looks}, reverse=True)):
            pad = "    " * depth
            steps.append(f"{pad}if at >= day - {reach}:")
            for look in looks:
                if look.window.reach == reach:
                    part = f"parts[{keyset.part(look)}]"
                    steps += [f"{pad}    {text}" for text in _merge(look, names[look], part)]
        body = [*starts, f"for at, parts in tiles.get({keyset.number}, ()):"]
        body += [f"    {text}" for text in steps]
        body += [
            f"{names[look]} = {text}"
            for look in looks
            if (text := _answer(look, names[look])) is not None
        ]
        unknown = " or ".join(f"{key} is None" for key in keys)
        self.statements.append(f"if {unknown}:")
        self.statements.append(f"    {' = '.join(names.values())} = None")
        self.statements += ["else:", *(f"    {text}" for text in body)]


class _Loop:
    """The statements that run for each line."""

    def __init__(self, source: LiveSource) -> None:
        self.statements: list[str] = []
        self._source = source
        self._named: dict[Expression, str] = {}

    def add(self, node: Lines, name: str) -> None:
        """Take the line into an aggregate."""
        conditions = [] if node.where is None else [f"{self.value(node.where)} is True"]
        if node.value is None:
            step = f"{name} += 1"
        else:
            value = self.value(node.value)
            conditions.append(f"{value} is not None")
            step = _STEP[node.aggregate].format(name=name, value=value)
            if node.aggregate in {"min", "max"}:
                sign = "<" if node.aggregate == "min" else ">"
                conditions.append(f"({name} is None or {value} {sign} {name})")
        self.statements.append(f"if {' and '.join(conditions)}: {step}" if conditions else step)

    def group(self, node: Lines, name: str) -> None:
        """Take the line into its group; a line with a null key is in none."""
        keys = [self.value(key) for key in node.by]
        conditions = [f"{key} is not None" for key in keys]
        key = f"({', '.join(keys)},)"
        step = f"{name}[{key}] = {name}.get({key}, 0) + 1"
        if node.where is not None:
            conditions.append(f"{self.value(node.where)} is True")
        if node.value is not None:
            value = self.value(node.value)
            conditions.append(f"{value} is not None")
            step = f"{name}.setdefault({key}, set()).add({value})"
        self.statements.append(f"if {' and '.join(conditions)}: {step}")

    def value(self, node: Expression) -> str:
        """The name or constant of an expression over the line; of the claim, worked out before."""
        if not any(column.table in LINES for column in inner([node], Column)):
            return self._source.value(node)
        if node not in self._named:
            match node:
                case Column(_, name):
                    text = f"of({name!r})"
                case Call(operator, arguments):
                    text = _called(operator, arguments, self.value)
                case _:
                    return self._source.value(node)
            self._named[node] = name = f"w{len(self._named) + 1}"
            self.statements.append(f"{name} = {text}")
        return self._named[node]


_START = {
    "count": "0",
    "sum": "0",
    "min": "None",
    "max": "None",
    "latest": "None",
    "distinct": "set()",
}
_STEP = {
    "count": "{name} += 1",
    "sum": "{name} += {value}",
    "min": "{name} = {value}",
    "max": "{name} = {value}",
    "distinct": "{name}.add({value})",
}


def _called(
    operator: str, arguments: Sequence[Expression], value: Callable[[Expression], str]
) -> str:
    texts = [value(argument) for argument in arguments]
    constants = frozenset(
        text for text, node in zip(texts, arguments, strict=True) if isinstance(node, Literal)
    )
    return OPERATORS[operator].source(*texts, never_null=constants)


def _plain(node: Lines) -> bool:
    """Whether lines are read without norms or the past, so that they can be read together."""
    return not inner(children(node), Norm) and not inner(children(node), Past)


def _sized(node: Lines, name: str) -> str:
    if node.aggregate == "largest":
        return f"max({name}.values(), default=0)"
    size = "size" if node.value is None else "len(size)"
    return f"sum({size} >= {node.at_least} for size in {name}.values())"


def _merge(look: Past, name: str, part: str) -> list[str]:
    """The statements that merge one tile's part into the answer in the making."""
    match look.aggregate:
        case "count" | "sum":
            return [f"{name} += {part}"]
        case "distinct":
            return [f"{name}.update({part} or ())"]
        case "latest":
            later = f"({name} is None or part[:2] > {name}[:2])"
        case aggregate:
            later = f"({name} is None or part {'<' if aggregate == 'min' else '>'} {name})"
    return [f"part = {part}", f"if part is not None and {later}: {name} = part"]


def _answer(look: Past, name: str) -> str | None:
    """The answer out of what was merged; None where that is the answer already."""
    kind = measure(look).kind
    match look.aggregate:
        case "count" | "sum":
            return None
        case "distinct":
            return f"len({name})"
        case "latest":
            last = f"{name} and {name}[2]"
        case _:
            last = name
    if kind in {Kind.DATE, Kind.MOMENT}:
        return f"restored({last}, {kind.value!r})"
    return None if last == name else last
