"""The lists and limits that indicators count by (`lists.toml`): a bureau edits them without code."""

import tomllib
from importlib.resources import files
from typing import Any

_READ: dict[str, Any] = tomllib.loads(
    files("features.indicators").joinpath("lists.toml").read_text("utf-8")
)

KEY_DRUGS: tuple[str, ...] = tuple(_READ["key_drugs"])
TWO_DISEASES: tuple[str, ...] = tuple(_READ["two_diseases"])
TWO_DISEASE_DRUGS: tuple[str, ...] = tuple(_READ["two_disease_drugs"])
GRAY_CODES: tuple[str, ...] = tuple(_READ["gray_codes"])
BASE_GROUPS: tuple[str, ...] = tuple(_READ["base_groups"])
TCM_GROUPS: tuple[str, ...] = tuple(_READ["tcm_groups"])
SPECIALITIES: dict[str, str] = _READ["specialities"]
LOW_MULTIPLE: float = _READ["limits"]["low_multiple"]
NEAR_LOW: float = _READ["limits"]["near_low"]
HIGH_MULTIPLE: float = _READ["limits"]["high_multiple"]
DOCTOR_DAY_VISITS: int = _READ["limits"]["doctor_day_visits"]
FREQUENT_VISITS: int = _READ["limits"]["frequent_visits_30d"]
SUPPLY_DAYS: int = _READ["limits"]["supply_days"]
SAME_AMOUNT_GROUP: int = _READ["limits"]["same_amount_group"]
