"""Binding: the limits of an area and a day put into a rule's expressions."""

from collections.abc import Iterable
from dataclasses import replace

from features.errors import DeclarationError
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, walk
from features.rules.parameters.book import ParameterSet


def parameters_of(nodes: Iterable[Expression]) -> frozenset[str]:
    """The names of the parameters that the expressions read."""
    return frozenset(
        part.name
        for node in nodes
        for part in walk(node)
        if isinstance(part, Literal) and part.name is not None
    )


def bound(node: Expression, limits: ParameterSet) -> Expression:
    """The expression with every parameter's value in its place, and no names left."""
    match node:
        case Column():
            return node
        case Literal(_, kind, name):
            return Literal(node.value if name is None else limits.one(name), kind)
        case Call(operator, arguments):
            return Call(operator, tuple(_bound_arguments(arguments, limits)))
        case Lines():
            return bound_lines(node, limits)
        case Past() | Norm():
            return node


def bound_lines(node: Lines, limits: ParameterSet) -> Lines:
    """The lines under these limits."""
    return replace(
        node,
        value=None if node.value is None else bound(node.value, limits),
        where=None if node.where is None else bound(node.where, limits),
        by=tuple(bound(key, limits) for key in node.by),
    )


def _bound_arguments(
    arguments: tuple[Expression, ...], limits: ParameterSet
) -> Iterable[Expression]:
    """The arguments bound; a list of codes stands once, where its first code stood."""
    given: set[str] = set()
    for argument in arguments:
        if isinstance(argument, Literal) and argument.name is not None:
            value = limits.values[argument.name]
            if isinstance(value, tuple):
                if argument.name not in given:
                    yield from (Literal(code, argument.kind) for code in value)
                given.add(argument.name)
                continue
        yield bound(argument, limits)


def require_bindable(node: Expression) -> None:
    """See that no parameter stands inside a look at the past or a norm.

    What is remembered of the past and fitted of peers is one for all areas: a parameter compares
    what comes out of it. Raises DeclarationError.
    """
    for part in walk(node):
        if isinstance(part, Past | Norm):
            inside = sorted(parameters_of(walk(part)))
            if inside:
                raise DeclarationError(
                    f"The parameter {inside[0]} stands inside a look at the past or a norm.",
                    "One shelf and one norm book serve every area, whatever its limits.",
                    "Compare the answer with the parameter, outside of it.",
                )
