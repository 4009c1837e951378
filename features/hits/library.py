"""The library in force: the rules, their states, and the book of limits of one home.

What a bureau writes under its home counts over what is packaged: `rules/states.toml` for states,
`rules/parameters/*.toml` for limits. The setting FUNDWATCH_RULES names another folder.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from features.errors import BadInput
from features.rules import BY_ID, RULES, Rule
from features.rules.classes import EVALUATED, LIVE, STATES
from features.rules.parameters import PACKAGED
from features.rules.parameters.book import ParameterBook
from features.settings import Settings

STATES_FILE = PACKAGED.parent / "states.toml"


@dataclass(frozen=True)
class Library:
    """Rules by name with the state of each, and the limits they are bound to."""

    rules: Mapping[str, Rule]
    states: Mapping[str, str]
    book: ParameterBook

    @classmethod
    def open(cls, settings: Settings) -> "Library":
        """The library of this home. Raises BadInput for a file that cannot be meant."""
        folder = settings.rules or settings.path("rules")
        book = ParameterBook.read([PACKAGED, folder / "parameters"])
        states = {rule.id: LIVE for rule in RULES.values()}
        for file in (STATES_FILE, folder / "states.toml"):
            states |= _states(file)
        return cls(RULES, {name: states[rule.id] for name, rule in RULES.items()}, book)

    @property
    def evaluated(self) -> dict[str, Rule]:
        """The rules that are asked of claims: live ones, and shadows."""
        return {n: rule for n, rule in self.rules.items() if self.states[n] in EVALUATED}

    @property
    def live(self) -> frozenset[str]:
        """The names of the rules whose findings are told."""
        return frozenset(name for name in self.rules if self.states[name] == LIVE)

    def only(self, names: frozenset[str]) -> "Library":
        """The library with these rules alone."""
        return replace(self, rules={n: rule for n, rule in self.rules.items() if n in names})


def _states(file: Path) -> dict[str, str]:
    """The states that a file gives, by rule id. Raises BadInput."""
    if not file.exists():
        return {}
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadInput(
            f"{file.name} is no TOML ({fault}).",
            'It holds [states] with lines such as "GL-001" = "shadow".',
            "Mend the file and run the command again.",
        ) from None
    states: dict[str, str] = told.get("states", {})
    for id, state in states.items():
        if id not in BY_ID or state not in STATES:
            raise BadInput(
                f"{file.name} says that {id} is {state}.",
                f"States are {', '.join(STATES)}; ids are those of `fundwatch rules list`.",
                "Mend the line and run the command again.",
            )
    return states
