"""The platform's doors: 3101, 3102 and 3103 on their own paths, and one gateway for all."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError

from features.errors import FundwatchError, Unreachable
from serving import gateway
from serving.doors import (
    NoToken,
    OutOfReach,
    Stationed,
    apikey_scheme,
    bearer_scheme,
    recognised,
    token_of,
)
from serving.replies import status_of
from serving.station import Station
from serving.wire import body, envelope, values
from serving.wire.codes import Client, WireCodes
from serving.wire.envelope import Envelope
from serving.wire.malformed import MalformedMessage

_KNOWN = (*gateway.STAGES, gateway.FEEDBACK)


_REQUEST_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "infno": {"type": "string", "examples": ["3102"]},
                        "msgid": {"type": "string"},
                        "inf_time": {"type": "string", "examples": ["2026-03-06 12:00:00"]},
                        "fixmedins_code": {"type": "string", "examples": ["H37060200064"]},
                        "input": {"type": "object", "properties": {"data": {"type": "object"}}},
                    },
                },
            }
        },
    }
}


class PlatformAnswer(BaseModel):
    """The answer to any platform message (接口规范 response envelope)."""

    infcode: int | str = Field(description="0 success, -1 failure")
    inf_refmsgid: str
    refmsg_time: str
    respond_time: str
    err_msg: str | None = Field(description="null on success", max_length=200)
    output: dict[str, Any] | None = Field(description="3101/3102: result, a list of findings")


def platform_routes(codes: WireCodes) -> APIRouter:
    """The routes of the platform's messages, with 3103 on its configured path."""
    router = APIRouter(tags=["platform 平台接口"])
    doors: tuple[tuple[str, str | None, str], ...] = (
        ("/fsi/api/riskConService/beforeAnalyze", "3101", "3101 事前分析 (pre-event analysis)"),
        ("/fsi/api/riskConService/courseAnalyze", "3102", "3102 事中分析 (in-event analysis)"),
        (codes.feedback_path, "3103", "3103 事前事中反馈 (feedback)"),
        ("/", None, "按infno分发 (3101, 3102, 3103 by infno)"),
        ("/hsi", None, "按infno分发 (3101, 3102, 3103 by infno)"),
    )
    for path, infno, words in doors:
        router.add_api_route(
            path,
            _door(infno),
            methods=["POST"],
            summary=words,
            operation_id=f"platform_{path.strip('/').replace('/', '_') or 'root'}",
            response_model=PlatformAnswer,
            responses={
                401: {"model": PlatformAnswer, "description": "No token, or not a good one."},
                403: {"model": PlatformAnswer, "description": "Another institution's message."},
                413: {"description": "A body above 4 MiB."},
            },
            openapi_extra=_REQUEST_BODY,
            dependencies=[Depends(bearer_scheme), Depends(apikey_scheme)],
        )
    return router


def _door(infno: str | None) -> Callable[..., Coroutine[Any, Any, Response]]:
    async def door(request: Request, at: Stationed) -> Response:
        text, charset = body.decoded(await request.body(), _charset(request))
        deadline = time.monotonic() + gateway.HARD_STOP_SECONDS
        opened: Envelope | None = None
        status = 200
        try:
            opened = await _read(at, request, text, infno)
            asked = gateway.Asked(token_of(request), opened, deadline)
            told = await _in_time(at, asked)
        except FundwatchError as error:
            status = status_of(error) if isinstance(error, (NoToken, OutOfReach)) else 200
            told = _failed(at, request, opened, error)
        except SQLAlchemyError:
            told = _failed(
                at,
                request,
                opened,
                Unreachable("数据库暂时无法访问。", "本次报文未处理。", "请稍后重发。"),
            )
        client = at.codes.client_of(getattr(request.state, "sender", None))
        return _written(told, client, charset, status)

    return door


async def _read(at: Station, request: Request, text: str, infno: str | None) -> Envelope:
    """The envelope of a message. A stranger is not even told what is wrong with it."""
    try:
        sent = body.parsed(text)
        request.state.sender = values.text(sent.get("fixmedins_code"))
        return _known(envelope.opened(sent, infno))
    except MalformedMessage:
        token = token_of(request)
        await asyncio.wrap_future(at.submit(lambda: recognised(at, token)))
        raise


def _known(opened: Envelope) -> Envelope:
    """The envelope of a transaction that is ours, its number without a variant's letter."""
    for number in _KNOWN:
        if opened.infno.startswith(number):
            return opened.numbered(number)
    raise MalformedMessage(
        "infno(交易编号)不受支持。", f"应为{'、'.join(_KNOWN)}。", "请核对交易编号。"
    )


async def _in_time(at: Station, asked: gateway.Asked) -> gateway.Answer:
    """The answer, or the empty one at the hard stop. A feedback has no stop."""
    work = asyncio.wrap_future(at.submit(lambda: gateway.answered(at, asked)))
    if asked.envelope.infno == gateway.FEEDBACK:
        return await work
    try:
        return await asyncio.wait_for(work, max(0.0, asked.deadline - time.monotonic()))
    except TimeoutError:
        return gateway.empty(at, asked.envelope, "late")


def _failed(
    at: Station, request: Request, opened: Envelope | None, error: FundwatchError
) -> gateway.Answer:
    kind = type(error).__name__
    at.metrics.failures.labels(request.scope["route"].path, kind).inc()
    return envelope.failure(gateway.our_area(at, opened), gateway.words_of(error))


def _charset(request: Request) -> str | None:
    _, _, named = request.headers.get("content-type", "").lower().partition("charset=")
    return named.split(";")[0].strip(" \"'") or None


def _written(told: gateway.Answer, client: Client, charset: str, status: int) -> Response:
    """The answer in the sender's encoding and habits."""
    told = dict(told)
    if client.infcode_as == "str":
        told["infcode"] = str(told["infcode"])
    output = told["output"]
    if client.result_shape == "object" and isinstance(output, dict) and "result" in output:
        told["output"] = {"result": next(iter(output["result"]), None)}
    content = json.dumps(told, ensure_ascii=False).encode(charset, "replace")
    return Response(content, status, media_type=f"application/json; charset={charset}")
