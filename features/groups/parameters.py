"""The parameters of the models: windows, thresholds, ramps of sub-scores, by area.

`parameters.toml` holds the defaults. `groups.toml` under the home says what a bureau wants otherwise,
for all its areas or, under `[area.CODE.MODEL]`, for one: the longest code that begins an area counts.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from features.errors import BadInput

DEFAULTS = Path(__file__).with_name("parameters.toml")
Said: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Ramp:
    """How a measure becomes 0 to 100: 0 up to `low`, 100 from `high` on; `low` may be the greater."""

    low: float
    high: float
    weight: float


@dataclass(frozen=True)
class ModelParameters:
    """The parameters of one model: numbers and lists by name, and the ramps of its sub-scores."""

    values: Mapping[str, Any]
    ramps: Mapping[str, Ramp]

    def number(self, name: str) -> float:
        """A number; whole numbers come as they are."""
        return self.values[name]

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self.values[name])


@dataclass(frozen=True)
class Parameters:
    """The parameters of every model for one area, and the version that results name."""

    version: str
    models: Mapping[str, ModelParameters]

    @property
    def longest_window(self) -> int:
        """The days that the model which looks back furthest looks back."""
        return max(int(model.number("window_days")) for model in self.models.values())


def parameters(own: Path | None = None, area: str = "") -> Parameters:
    """The parameters of an area: the defaults, with what the file at `own` says in their place.

    Raises BadInput when that file is not TOML, or says something that no model reads.
    """
    base = tomllib.loads(DEFAULTS.read_text("utf-8"))
    version = str(base.pop("version"))
    if own is not None and own.is_file():
        try:
            more = tomllib.loads(own.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise _wrong(own, f"it is not readable TOML: {fault}") from fault
        said = more.pop("version", None)
        if not isinstance(said, str):
            raise _wrong(own, 'it has no version, such as version = "2026-07"')
        areas = more.pop("area", {})
        layers = [more, *(areas[code] for code in sorted(areas, key=len) if area.startswith(code))]
        for layer in (more, *areas.values()):
            _known(own, base, layer, "")
        for layer in layers:
            base = _laid_over(base, layer)
        version = f"{version}+{said}"
    return Parameters(version, {name: _model(model) for name, model in base.items()})


def _model(said: Said) -> ModelParameters:
    ramps = {name: Ramp(**ramp) for name, ramp in said.get("score", {}).items()}
    return ModelParameters({name: v for name, v in said.items() if name != "score"}, ramps)


def _laid_over(base: Said, layer: Said) -> Said:
    made = dict(base)
    for name, value in layer.items():
        made[name] = _laid_over(base[name], value) if isinstance(value, dict) else value
    return made


def _known(own: Path, base: Said, layer: Said, path: str) -> None:
    for name, value in layer.items():
        place = f"{path}{name}"
        if name not in base:
            raise _wrong(own, f"{place} means nothing there")
        if isinstance(base[name], dict) != isinstance(value, dict):
            raise _wrong(own, f"{place} is not what the defaults have there")
        if isinstance(value, dict):
            _known(own, base[name], value, f"{place}.")
        elif _sort(value) != _sort(base[name]):
            raise _wrong(own, f"{place} is not a {_sort(base[name])}")


def _sort(value: object) -> str:
    match value:
        case bool():
            return "truth value"
        case int() | float():
            return "number"
        case list():
            return "list"
        case _:
            return "text"


def _wrong(own: Path, what: str) -> BadInput:
    return BadInput(
        f"{own.name} cannot be used: {what}",
        "It may say what features/groups/parameters.toml says, and that again under area.CODE",
        "Correct the file, or remove it to use the defaults",
    )
