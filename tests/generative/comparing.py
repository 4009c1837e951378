"""How readers are compared over random histories: in no hurry, value and type, with few peers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

unhurried = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
watched = settings(
    unhurried,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""The same, but what filters too much is still told."""


def typed(answer: Any) -> Any:
    """The answers with their types, since True == 1 == 1.0."""
    return {
        key: {name: (type(value).__name__, value) for name, value in row.items()}
        for key, row in answer.items()
    }


def differing(left: Any, right: Any) -> list[str]:
    """Which answers differ, told shortly."""
    return [
        f"{key}.{name}: {row[name]} != {right[key][name]}"
        for key, row in left.items()
        for name in row
        if row[name] != right[key][name]
    ]


@contextmanager
def few_cases() -> Iterator[pytest.MonkeyPatch]:
    """Norms from two peers up, so that small histories reach every level."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("features.nodes", "features.norms", "features.sql.norms", "tests.reference"):
            patch.setattr(f"{module}.FEWEST_CASES", 2)
        yield patch
