"""The API document is kept beside the code, so that a change of a route or a column is seen."""

import json
from collections.abc import Callable
from pathlib import Path

from features.settings import Settings
from serving.app import create_app


def test_openapi(golden: Callable[[str, str], None], tmp_path: Path) -> None:
    document = create_app(Settings(home=tmp_path)).openapi()
    golden("serving/openapi.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")
