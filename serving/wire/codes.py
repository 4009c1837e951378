"""Code values and habits of senders, read from a file so that a province can change them."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from features.errors import BadInput
from features.settings import Settings

_PACKAGED = Path(__file__).with_name("codes.toml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Client(_Strict):
    """How one sender reads answers."""

    infcode_as: Literal["int", "str"] = "int"
    result_shape: Literal["list", "object"] = "list"


class SevDeg(_Strict):
    """Codes of 严重程度."""

    certain: str
    high: str
    low: str


class AmountStatus(_Strict):
    """Codes of 违规金额计算状态."""

    computed: str
    not_computed: str


class Behaviour(_Strict):
    """Codes of 违规行为分类."""

    conduct: str
    item: str


class ItemType(_Strict):
    """Codes of 违规明细类别."""

    violating: str
    related: str


class Telling(_Strict):
    """From which probability a finding is told at each stage, and what makes it grave."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    pre: float = Field(ge=0, le=1)
    in_: float = Field(ge=0, le=1, alias="in")
    post: float = Field(ge=0, le=1)
    high_probability: float = Field(ge=0, le=1)
    high_expected_yuan: int = Field(ge=0)

    def likely_enough(self, stage: str) -> float:
        """The probability from which a finding of that stage is told."""
        return {"pre": self.pre, "in": self.in_, "post": self.post}[stage]


class WireCodes(_Strict):
    """Everything about answers that differs from province to province."""

    receiver_area: str = ""
    feedback_path: str = Field(pattern=r"^/[\w/.-]+$")
    telling: Telling
    sev_deg: SevDeg
    vola_amt_stas: AmountStatus
    vola_bhvr_type: Behaviour
    vola_item_type: ItemType
    client: dict[str, Client]

    def client_of(self, fixmedins_code: str | None) -> Client:
        """How the sender of that code reads answers; the default for any other."""
        return self.client.get(fixmedins_code or "") or self.client.get("default") or Client()


def wire_codes(settings: Settings) -> WireCodes:
    """The codes in FUNDWATCH_HOME/wire.toml, or else those that come with Fundwatch.

    Raises BadInput when the file is not what it should be.
    """
    own = settings.path("wire.toml")
    path = own if own.exists() else _PACKAGED
    try:
        return WireCodes.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"{path} cannot be read as wire codes: {str(error).splitlines()[0]}",
            "It holds what serving/wire/codes.toml holds.",
            "Copy that file afresh and change the values only.",
        ) from None
