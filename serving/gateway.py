"""Answer the platform's messages. Care comes first: whatever fails here, the ward goes on.

A scoring that fails, or takes longer than a second, is answered with infcode 0 and no findings,
counted and logged. Only a message that cannot be read, or a caller without a good token, is told
so.
"""

import time
from dataclasses import dataclass, replace

from features.errors import FundwatchError
from serving.brought import of_message
from serving.claim_body import Stage
from serving.doors import NotFound, NoToken, OutOfReach, recognised
from serving.ledger import FAILED_OPEN, Entry, finding_id, score_id, score_of
from serving.logs import log
from serving.readers import Reader
from serving.station import Station
from serving.wire import answer, envelope
from serving.wire.envelope import Envelope
from serving.wire.feedback import disposals
from serving.wire.malformed import MalformedMessage
from serving.wire.message import Analysis, analysis

STAGES: dict[str, Stage] = {"3101": "pre", "3102": "in"}
FEEDBACK = "3103"
HARD_STOP_SECONDS = 1.0
Answer = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """One message at the gateway, and the moment after which its answer comes too late."""

    token: str | None
    envelope: Envelope
    deadline: float

    @property
    def late(self) -> bool:
        """Whether the sender has had its empty answer already."""
        return time.monotonic() > self.deadline


def our_area(at: Station, opened: Envelope | None) -> str:
    """The area that signs our answers: the configured one, else the message's own."""
    return at.codes.receiver_area or (opened.area if opened else None) or "000000"


def empty(at: Station, opened: Envelope, kind: str) -> Answer:
    """The answer without findings that lets care go on, counted under what went wrong."""
    at.metrics.failed_open.labels(opened.infno, kind).inc()
    log().warning("failed_open", infno=opened.infno, kind=kind)
    return envelope.success(our_area(at, opened), {"result": []})


def answered(at: Station, asked: Asked) -> Answer:
    """The answer to a message 3101, 3102 or 3103.

    Raises NoToken, OutOfReach and MalformedMessage. Any other failure of 3101 and 3102 is answered
    empty; of 3103 it is raised, so that the sender sends its feedback again.
    """
    opened = asked.envelope
    if opened.infno == FEEDBACK:
        return _dispose(at, asked)
    try:
        with at.database.open():
            reader = _admitted(at, asked)
            return _score(at, asked, reader, analysis(opened))
    except (MalformedMessage, NoToken, OutOfReach):
        raise
    except Exception as fault:  # noqa: BLE001 - care goes on whatever broke; the kind is counted
        return empty(at, opened, type(fault).__name__)


def _admitted(at: Station, asked: Asked) -> Reader:
    """The reader who sent the message, if it may speak for the institution the message names."""
    reader = recognised(at, asked.token)
    code = asked.envelope.fixmedins_code or reader.fixmedins_code
    if not reader.sees(code, at.scorer.area(code)):
        raise OutOfReach(
            "令牌不属于报文中的fixmedins_code(定点医药机构)。",
            "应为本机构或本辖区的令牌。",
            "请核对令牌与机构编号。",
        )
    return reader


def _score(at: Station, asked: Asked, reader: Reader, question: Analysis) -> Answer:
    """The findings of a claim, kept in the ledger under the message's id before they are told.

    What is kept names no patient: the message that asks again brings the number again.
    """
    opened, stage = asked.envelope, STAGES[asked.envelope.infno]
    code = opened.fixmedins_code or reader.fixmedins_code
    key = score_id(code or reader.name, opened.infno, opened.msgid)
    earlier = at.ledger.answered(key)
    if earlier is not None:
        return answer.addressed(earlier, question.patn_id)
    if question.warnings:
        log().info("fields_missing", infno=opened.infno, fields=list(question.warnings))
    entry = Entry(
        score_id=key,
        client=reader.name,
        stage=stage,
        asked_at=opened.asked,
        msgid=opened.msgid,
        fixmedins_code=code,
        area=at.scorer.area(code),
    )
    try:
        scored = at.scorer.score(stage, question.facts, question.lines, of_message())
    except Exception as fault:  # noqa: BLE001 - care goes on whatever broke; the kind is counted
        told = empty(at, opened, type(fault).__name__)
        at.ledger.record(replace(entry, answer=told, state=FAILED_OPEN))
        return told
    numbered = [(finding_id(key, n), found) for n, found in enumerate(scored.findings, start=1)]
    result = answer.result(replace(question, patn_id=None), numbered, at.codes)
    told = envelope.success(our_area(at, opened), {"result": result})
    if asked.late:
        return answer.addressed(told, question.patn_id)
    at.metrics.ruled(scored.ruling.hits, scored.ruling.failed)
    for finding in scored.findings:
        at.metrics.findings.labels(stage, finding.rule_id).inc()
    kept = at.ledger.record(scored.kept_as(replace(entry, answer=told))) or told
    return answer.addressed(kept, question.patn_id)


def _dispose(at: Station, asked: Asked) -> Answer:
    """Keep a doctor's word on each reminder, if it is about the sender's own."""
    reader, told = _admitted(at, asked), disposals(asked.envelope)
    for disposal in told:
        owner = at.ledger.owner(score_of(disposal.jr_id))
        if owner is None or not reader.sees(*owner):
            raise NotFound(
                "warn_rslt_id(违规标识)中有本机构没有的提醒。",
                "应为本系统返回的jr_id。",
                "请核对后重发。",
            )
    at.ledger.dispose(told)
    return envelope.success(our_area(at, asked.envelope), None)


def words_of(error: FundwatchError) -> str:
    """What an err_msg says of an error: what happened, what was expected, what to do."""
    return f"{error.what}{error.expected}{error.do}"
