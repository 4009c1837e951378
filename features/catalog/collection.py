"""Collect declarations from modules by the names of their variables, and take their fingerprint."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from types import ModuleType
from typing import TypeVar

from features.catalog.families import STEWARDS
from features.errors import DeclarationError
from features.signal import Described

Kind = TypeVar("Kind", bound=Described)


def collected(modules: Iterable[ModuleType], kind: type[Kind]) -> dict[str, Kind]:
    """Every declaration of a kind, by name, in the order written.

    Raises DeclarationError when two modules declare one name.
    """
    found: dict[str, Kind] = {}
    for module in modules:
        for name, declared in vars(module).items():
            if not isinstance(declared, kind):
                continue
            if name in found:
                raise DeclarationError(
                    f"{name} is declared twice, the second time in {module.__name__}.",
                    "A name has one meaning in the whole catalogue.",
                    "Rename one of them, or share the expression through the subjects.",
                )
            found[name] = _answered_for(declared)
    return found


def _answered_for(declared: Kind) -> Kind:
    """The declaration with the steward of its family, unless it names one of its own."""
    if declared.owner != Described.owner or declared.family not in STEWARDS:
        return declared
    owner, review = STEWARDS[declared.family]
    return replace(declared, owner=owner, review=review)


def fingerprint_of(declared: Mapping[str, Described]) -> str:
    """Twelve hexadecimal digits that change when a name or an expression does.

    A model keeps the fingerprint it was trained on; wording, family and owner may change freely.
    """
    told = "\n".join(f"{name} = {declared[name].node!r}" for name in sorted(declared))
    return sha256(told.encode()).hexdigest()[:12]
