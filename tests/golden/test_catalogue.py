"""features/CATALOG.md is what the declarations say."""

from collections.abc import Callable

from features.catalog.document import as_markdown


def test_catalogue(golden: Callable[[str, str], None]) -> None:
    golden("features/CATALOG.md", as_markdown())
