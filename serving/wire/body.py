"""Read the bytes of a message as JSON, whatever encoding and habits the sender has."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from serving.wire.malformed import MalformedMessage

Json = Mapping[str, object]

_REPLACED = "�"


def decoded(body: bytes, charset: str | None = None) -> tuple[str, str]:
    """The text of a body and the charset to answer in: as the header says, else UTF-8, else GBK.

    GB18030 is read in place of GBK: it is a superset, so rarer names survive.
    """
    named = (charset or "").strip().lower().replace("_", "-")
    encodings = ("gb18030", "utf-8-sig") if named.startswith("gb") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, "GBK" if encoding == "gb18030" else "UTF-8"
    return body.decode("utf-8", errors="replace").replace(_REPLACED, "?"), "UTF-8"


def parsed(text: str) -> Json:
    """The JSON object in a text, its decimal numbers exact (never a float).

    Raises MalformedMessage when it holds no JSON object.
    """
    try:
        value: object = json.loads(text, parse_float=Decimal, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise MalformedMessage(
            "报文不是有效的JSON。", "报文应为UTF-8或GBK编码的JSON对象。", "请检查编码与格式后重发。"
        ) from None
    if not isinstance(value, dict):
        raise MalformedMessage(
            "报文不是JSON对象。", "最外层应为JSON对象。", "请按接口规范组织报文后重发。"
        )
    return cast(Json, value)


def child(node: Json, name: str) -> Json | None:
    """The object under a name; None when something else, or nothing, is there."""
    value = node.get(name)
    return cast(Json, value) if isinstance(value, dict) else None


def children(node: Json, *names: str) -> list[Json]:
    """The objects under the first name that holds any: a list, or a single object in its place.

    Several names serve dialects that rename a node. Text such as "" counts as nothing.
    """
    for name in names:
        value = node.get(name)
        if isinstance(value, dict):
            return [cast(Json, value)]
        if isinstance(value, list):
            items = cast(Sequence[object], value)
            return [cast(Json, item) for item in items if isinstance(item, dict)]
    return []
