"""The outer fields of every platform message, and of every answer."""

import itertools
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from serving.wire import values
from serving.wire.body import Json, child
from serving.wire.malformed import MalformedMessage

REQUIRED = (
    "infno",
    "msgid",
    "mdtrtarea_admvs",
    "recer_sys_code",
    "infver",
    "opter_type",
    "opter",
    "opter_name",
    "inf_time",
    "fixmedins_code",
)
_LONGEST_ERROR = 200
_BEIJING = timezone(timedelta(hours=8))
_sequence = itertools.count(secrets.randbelow(10**9))


@dataclass(frozen=True)
class Envelope:
    """A message's outer fields; `missing` names the required ones that the sender left out.

    `asked` is the sender's inf_time, the moment its claim is asked at.
    """

    infno: str
    msgid: str | None
    fixmedins_code: str | None
    asked: datetime
    area: str | None
    data: Json
    missing: tuple[str, ...]

    def numbered(self, infno: str) -> "Envelope":
        """The same message under another transaction number."""
        return replace(self, infno=infno)


def opened(message: Json, infno: str | None = None) -> Envelope:
    """The envelope of a message. `infno` is what the path says; a path wins over the body.

    Raises MalformedMessage when the message says neither which transaction it is nor brings input.
    """
    number = infno or values.text(message.get("infno"))
    if number is None:
        raise MalformedMessage(
            "报文缺少infno(交易编号)。", "应为3101、3102或3103。", "请填写infno后重发。"
        )
    inner = child(message, "input")
    if inner is None:
        raise MalformedMessage(
            "报文缺少input(交易输入)。", "应为含有data的对象。", "请填写input.data后重发。"
        )
    data = child(inner, "data")
    if data is None:
        if "patient_dtos" not in inner and "warns" not in inner:
            raise MalformedMessage(
                "报文缺少input.data(规则分析信息)。", "应为对象。", "请填写input.data后重发。"
            )
        data = inner
    missing = tuple(name for name in REQUIRED if values.text(message.get(name)) is None)
    return Envelope(
        infno=number.upper(),
        msgid=values.text(message.get("msgid")),
        fixmedins_code=values.text(message.get("fixmedins_code")),
        asked=values.moment(message.get("inf_time")) or values.beijing_now(),
        area=values.text(message.get("mdtrtarea_admvs")),
        data=data,
        missing=missing,
    )


def _moment_17(moment: datetime) -> str:
    return moment.strftime("%Y%m%d%H%M%S") + f"{moment.microsecond // 1000:03d}"


def _answer(area: str, infcode: int, error: str | None, output: object) -> dict[str, object]:
    now = datetime.now(UTC).astimezone(_BEIJING)
    sequence = next(_sequence) % 10**10
    return {
        "infcode": infcode,
        "inf_refmsgid": f"{area:0>6.6}{now:%Y%m%d%H%M%S}{sequence:010d}",
        "refmsg_time": _moment_17(now),
        "respond_time": _moment_17(now),
        "err_msg": error,
        "output": output,
    }


def success(area: str, output: Mapping[str, object] | None) -> dict[str, object]:
    """An answer of infcode 0. `area` is the receiver's (ours); err_msg is null, as clients need."""
    return _answer(area, 0, None, output)


def failure(area: str, words: str) -> dict[str, object]:
    """An answer of infcode -1 with its reason, cut to what the standard's err_msg holds."""
    return _answer(area, -1, words[:_LONGEST_ERROR], None)
