"""What signals count by and a bureau sets for itself (`lists.toml`)."""

import tomllib
from importlib.resources import files
from typing import Any

_READ: dict[str, Any] = tomllib.loads(
    files("features.catalog").joinpath("lists.toml").read_text("utf-8")
)

TRACE_PRODUCT_DIGITS: int = _READ["trace_product_digits"]
