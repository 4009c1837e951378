"""The score ledger (评分台账): every answer with the signal values behind it, and what came back.

A message is kept under an id made of who sent it and its msgid, so that the same message twice
finds the same answer. An answer that was empty because scoring failed is kept too, as
"failed_open", and gives way to a real one.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import cast

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.sql.dml import ReturningInsert

from features.database.tables import feedback, score_ledger
from features.nodes import Value
from serving.conversation import Conversation
from serving.finding import Finding
from serving.wire.feedback import Disposal
from serving.wire.values import beijing_now

SCORED = "scored"
FAILED_OPEN = "failed_open"


@dataclass(frozen=True)
class Entry:
    """One answer as the ledger keeps it. Empty when nothing could be scored."""

    score_id: str
    client: str
    stage: str
    asked_at: datetime
    msgid: str | None = None
    setl_id: str | None = None
    fixmedins_code: str | None = None
    area: str | None = None
    fingerprint: str | None = None
    model_version: str | None = None
    score: float | None = None
    signals: Mapping[str, Value] | None = None
    findings: Sequence[Finding] = ()
    answer: Mapping[str, object] | None = None
    state: str = SCORED


def score_id(sender: str, infno: str, msgid: str | None) -> str:
    """The id of the answer to one sender's message; a new one when the message bears no msgid."""
    if msgid is None:
        return secrets.token_hex(16)
    return hashlib.sha256("\x1f".join((sender, infno, msgid)).encode()).hexdigest()[:32]


class Ledger:
    """The score ledger and the feedback in the database."""

    def __init__(self, database: Conversation) -> None:
        """Read and write the ledger of that database."""
        self._database: Conversation = database

    def answered(self, wanted: str) -> dict[str, object] | None:
        """The answer kept under an id; None when there is none, or only one that failed open."""
        asked = select(score_ledger.c.answer).where(
            score_ledger.c.score_id == wanted, score_ledger.c.state == SCORED
        )
        with self._database.open() as connection:
            return cast(dict[str, object] | None, connection.execute(asked).scalar_one_or_none())

    def record(self, entry: Entry) -> dict[str, object] | None:
        """Keep an answer; gives another one when the same message was answered meanwhile."""
        row = {
            "score_id": entry.score_id,
            "msgid": entry.msgid,
            "client": entry.client,
            "stage": entry.stage,
            "setl_id": entry.setl_id,
            "fixmedins_code": entry.fixmedins_code,
            "area": entry.area,
            "asked_at": entry.asked_at,
            "answered_at": beijing_now(),
            "fingerprint": entry.fingerprint,
            "model_version": entry.model_version,
            "score": entry.score,
            "signals": None if entry.signals is None else _plain(entry.signals),
            "findings": [finding.model_dump() for finding in entry.findings],
            "answer": entry.answer,
            "state": entry.state,
        }
        with self._database.open() as connection:
            kept = connection.execute(_keeping(), row).scalar()
            connection.commit()
        return None if kept is not None else self.answered(entry.score_id)

    def owner(self, wanted: str) -> tuple[str | None, str | None] | None:
        """The institution and area of a score; None when there is no such score."""
        asked = select(score_ledger.c.fixmedins_code, score_ledger.c.area).where(
            score_ledger.c.score_id == wanted
        )
        with self._database.open() as connection:
            row = connection.execute(asked).one_or_none()
        return None if row is None else (row[0], row[1])

    def dispose(self, disposals: Sequence[Disposal]) -> None:
        """Keep what doctors did about their reminders; the newest word on each counts."""
        now = beijing_now()
        rows = [
            {
                "score_id": score_of(disposal.jr_id),
                "finding_id": disposal.jr_id,
                "dspo_way": disposal.way,
                "reason": disposal.reason,
                "received_at": now,
            }
            for disposal in disposals
        ]
        if rows:
            with self._database.open() as connection:
                connection.execute(insert(feedback), rows)
                connection.commit()


@cache
def _keeping() -> ReturningInsert[tuple[str]]:
    """The statement that keeps an entry, unless a scored one of its id is there; made once."""
    columns = [column.name for column in score_ledger.columns]
    keeping = insert_or(score_ledger).values({name: bindparam(name) for name in columns})
    return keeping.on_conflict_do_update(
        index_elements=[score_ledger.c.score_id],
        set_={name: keeping.excluded[name] for name in columns if name != "score_id"},
        where=score_ledger.c.state == FAILED_OPEN,
    ).returning(score_ledger.c.score_id)


def finding_id(of_score: str, place: int) -> str:
    """The jr_id of a score's finding, from which `score_of` leads back."""
    return f"{of_score}-{place}"


def score_of(jr_id: str) -> str:
    """The score that a finding's jr_id belongs to."""
    return jr_id.rpartition("-")[0]


def _plain(signals: Mapping[str, Value]) -> dict[str, object]:
    """Signal values as JSON holds them: days and moments in ISO writing."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in signals.items()
    }
