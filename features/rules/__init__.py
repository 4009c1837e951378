"""The rule library: conditions that the law does not allow, by national class in small files.

Declarations import no engine. A new rule is a variable in one of these modules, with an id of its
own; its worked example goes to tests/rules/examples and its line to RULES.md with `make document`.
`features.hits` runs them on claims.
"""

from types import ModuleType

from features.catalog.collection import collected, fingerprint_of
from features.errors import BadInput, DeclarationError
from features.rules import (
    coding,
    limits_pairs,
    limits_person,
    limits_place,
    limits_quantity,
    limits_use,
    management_charging,
    management_conduct,
    management_doctors,
    management_presence,
    management_stay,
    management_traces,
    medical_care,
    medical_drugs,
    policy_coverage,
    policy_outpatient,
)
from features.rules.rule import Rule

MODULES: tuple[ModuleType, ...] = (
    policy_coverage,
    policy_outpatient,
    management_charging,
    management_stay,
    management_presence,
    management_conduct,
    management_doctors,
    management_traces,
    coding,
    medical_drugs,
    medical_care,
    limits_person,
    limits_place,
    limits_use,
    limits_quantity,
    limits_pairs,
)

RULES: dict[str, Rule] = collected(MODULES, Rule)


def _by_id(rules: dict[str, Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name, rule in rules.items():
        if rule.id in found:
            raise DeclarationError(
                f"{name} has the id {rule.id}, which another rule has.",
                "An id names one rule for ever, even when it is retired.",
                "Take the next free number of its class.",
            )
        found[rule.id] = rule
    return found


BY_ID: dict[str, Rule] = _by_id(RULES)


def rule_of(id: str) -> Rule:
    """The rule of an id or a name. Raises BadInput when there is none."""
    found = BY_ID.get(id.upper()) or RULES.get(id)
    if found is None:
        raise BadInput(
            f"There is no rule {id}.",
            f"Rules are {', '.join(list(BY_ID)[:3])} … ({len(BY_ID)} in all).",
            "See `fundwatch rules list`.",
        )
    return found


def fingerprint() -> str:
    """The fingerprint of the rules: it changes when a rule's condition does."""
    return fingerprint_of(RULES)


__all__ = ["BY_ID", "MODULES", "RULES", "Rule", "fingerprint", "rule_of"]
