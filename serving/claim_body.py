"""The body of POST /v1/claims/score, made from the contract: its columns, their kinds, their words.

Money is integer fen, quantities ten-thousandths, prices millionths of a yuan, weights
ten-thousandths: the columns of the lake, so a claim scored here and in the batch is the same claim.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    create_model,
)

from features.nodes import Value
from features.record import LINES, record_columns
from features.settlement.contract import Column, Kind
from features.words import LINE_WORDS
from serving.wire.values import beijing

Stage = Literal["pre", "in", "post"]
REQUIRED = frozenset({"setl_id", "psn_no", "fixmedins_code", "setl_time"})
_MOST_LINES = 5000
_LARGEST = 10**15
_UNITS = {
    Kind.FEN: "fen (1/100 yuan)",
    Kind.QUANTITY: "1/10000 of the specification unit",
    Kind.PRICE: "1/1000000 yuan a unit",
    Kind.POINTS: "1/10000 of a weight",
}


def _written(raw: object) -> object:
    if not isinstance(raw, str):
        raise ValueError("a day or moment is written as text")
    return raw


def _whole(raw: object) -> object:
    """JSON knows no integers: 649.0 is one. A float past 2^53 has lost digits and is not."""
    return int(raw) if isinstance(raw, float) and raw.is_integer() and abs(raw) < 2**53 else raw


_Bounded = Annotated[StrictInt, Field(ge=-_LARGEST, le=_LARGEST)]
_Whole = Annotated[_Bounded, BeforeValidator(_whole, json_schema_input_type=_Bounded)]
_Ratio = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e12, le=1e12)]
_Text = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]  # JSONB holds no NUL
_Day = Annotated[date, BeforeValidator(_written, json_schema_input_type=date)]
_Moment = Annotated[
    datetime,
    BeforeValidator(_written, json_schema_input_type=datetime),
    AfterValidator(beijing),
]


def _type(kind: Kind) -> Any:
    match kind:
        case Kind.TEXT | Kind.CODE:
            return _Text
        case Kind.FLAG:
            return bool
        case Kind.RATIO:
            return _Ratio
        case Kind.DATE:
            return _Day
        case Kind.MOMENT:
            return _Moment
        case _:
            return _Whole


def _field(column: Column, *, required: bool) -> Any:
    unit = _UNITS.get(column.kind)
    words = f"{column.zh} {column.en}" + (f", in {unit}" if unit else "")
    if required:
        return _type(column.kind), Field(description=words)
    return _type(column.kind) | None, Field(default=None, description=words)


def _model(name: str, table: str, doc: str, required: frozenset[str]) -> type[BaseModel]:
    columns = {
        column: _field(place.column, required=column in required)
        for column, place in record_columns(table).items()
    }
    return create_model(
        name, __config__=ConfigDict(extra="forbid", frozen=True), __doc__=doc, **columns
    )


Claim = _model(
    "Claim", "claim", "One settlement with its visit and registers (医保结算记录).", REQUIRED
)
KINDS = tuple(kind for kind, declared in LINES.items() if not any(j.inner for j in declared.joins))
"""The kinds of lines that a caller may bring; the others are made of these and the registers."""


def _lines_model() -> type[BaseModel]:
    kinds: dict[str, Any] = {}
    for kind in KINDS:
        zh, en = LINE_WORDS[kind]
        line = _model(f"{kind.capitalize()}Line", kind, f"One of the {en} (一条{zh}).", frozenset())
        kinds[kind] = (list[line], Field(default=[], max_length=_MOST_LINES))
    return create_model(
        "ClaimLines",
        __config__=ConfigDict(extra="forbid", frozen=True),
        __doc__="A claim's lines, by kind. A kind left out is unknown; an empty list says there are none.",
        **kinds,
    )


ClaimLines = _lines_model()


class ScoreRequest(BaseModel):
    """A claim to score, in the contract's columns, and the stage it is asked at."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "stage": "in",
                    "claim": {
                        "setl_id": "S202603060001",
                        "mdtrt_id": "M1001",
                        "psn_no": "P0001",
                        "fixmedins_code": "H37060200064",
                        "setl_time": "2026-03-06T12:00:00",
                        "med_type": "21",
                        "hosp_lv": "02",
                        "medfee_sumamt": 812345,
                    },
                    "lines": {
                        "fee": [{"feedetl_sn": "1", "cnt": 20000, "det_item_fee_sumamt": 3050}],
                        "diag": [{"seq": 1, "diag_code": "I63.900", "maindiag_flag": "1"}],
                    },
                }
            ]
        },
    )

    stage: Stage = Field(description="pre 事前, in 事中, post 事后")
    claim: Claim  # type: ignore[valid-type]
    lines: ClaimLines = ClaimLines()  # type: ignore[valid-type]

    def facts(self) -> dict[str, Value]:
        """The claim's own columns, those given."""
        return _given(self.claim)

    def line_rows(self) -> dict[str, list[dict[str, Value]]]:
        """The claim's lines by kind, the columns given; kinds left out are left out."""
        return {
            kind: [_given(line) for line in getattr(self.lines, kind)]
            for kind in KINDS
            if kind in self.lines.model_fields_set
        }


def _given(model: BaseModel) -> dict[str, Value]:
    return {name: getattr(model, name) for name in model.model_fields_set}
