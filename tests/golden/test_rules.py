"""features/RULES.md is what the rule library says."""

from collections.abc import Callable
from pathlib import Path

from features.hits.library import Library
from features.rules.document import as_markdown
from features.settings import Settings


def test_rules(golden: Callable[[str, str], None], tmp_path: Path) -> None:
    library = Library.open(Settings(home=tmp_path))
    states = {rule.id: library.states[name] for name, rule in library.rules.items()}
    golden("features/RULES.md", as_markdown(states))
