"""Parameters of rules: limits in TOML by area and date, which a bureau edits without code.

`parameter("supply_days_acute")` stands in a rule's expression; `national.toml` beside this module
says its unit and value, files of areas say what holds there. `features.rules.binding` puts the
values in.
"""

from functools import cache
from pathlib import Path

from features.nodes import Literal
from features.rules.parameters.book import ParameterBook
from features.terms import Term

PACKAGED = Path(__file__).parent


@cache
def packaged() -> ParameterBook:
    """The book of the limits that come with Fundwatch."""
    return ParameterBook.read([PACKAGED])


def parameter(name: str) -> Term:
    """The limit of that name as a constant of its unit, to be bound by area and date.

    Raises DeclarationError for a name that national.toml does not declare, or that lists codes.
    """
    declared = packaged().declared(name, lists=False)
    return Term(Literal(declared.codes[0], declared.unit.kind, name))


def code_list(name: str) -> tuple[Term, ...]:
    """The codes of that name, for `isin(*…)` and `starts_with(*…)`, to be bound by area and date.

    Raises DeclarationError for a name that national.toml does not declare, or that is one value.
    """
    declared = packaged().declared(name, lists=True)
    return tuple(Term(Literal(code, declared.unit.kind, name)) for code in declared.codes)
