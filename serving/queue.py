"""The queue (待查队列): what a month's scores say is most worth an inspector's time, best first."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine, Select, delete, func, insert, select

from features.database.tables import queue_entry as table
from serving.areas import reach
from serving.conversation import Conversation
from serving.finding import FamilyShare
from serving.readers import Reader, Role

Kind = Literal["claim", "institution"]
KINDS: tuple[Kind, ...] = ("claim", "institution")


class QueueReasons(BaseModel):
    """Why an entry is in the queue, in words, by family, and by the lines that bear it out."""

    model_config = ConfigDict(frozen=True, extra="allow")

    text_zh: str
    text_en: str = ""
    families: list[FamilyShare] = []
    signals: list[str] = []
    lines: list[str] = []
    name: str | None = Field(default=None, description="Name of the institution.")
    net_fen: int | None = Field(default=None, description="Expected recovery less audit cost.")


class QueueEntry(BaseModel):
    """One claim or institution in a month's queue, with its reasons."""

    model_config = ConfigDict(frozen=True, protected_namespaces=())

    month: str = Field(pattern=r"^\d{4}-\d{2}$", examples=["2026-03"])
    kind: Kind
    rank: int = Field(ge=1, description="Place in the whole queue of the month and kind, from 1.")
    subject_id: str = Field(description="setl_id of a claim, fixmedins_code of an institution.")
    fixmedins_code: str | None
    area: str | None
    score: float
    expected_fen: int | None = Field(description="Expected recovery, in fen.")
    reasons: QueueReasons
    model_version: str


class Queue:
    """The queues in the database."""

    def __init__(self, engine: Engine) -> None:
        """Read and write the queues of that database."""
        self._database: Conversation = Conversation(engine)

    def publish(self, month: str, kind: Kind, entries: Sequence[QueueEntry]) -> None:
        """Put a new queue in place of a month's old one of that kind, at once for every reader."""
        with self._database.open() as connection:
            connection.execute(delete(table).where(table.c.month == month, table.c.kind == kind))
            if entries:
                connection.execute(insert(table), [entry.model_dump() for entry in entries])
            connection.commit()

    def newest_month(self, kind: Kind) -> str | None:
        """The last month that has a queue of that kind."""
        with self._database.open() as connection:
            asked = select(func.max(table.c.month)).where(table.c.kind == kind)
            return connection.execute(asked).scalar_one_or_none()

    def entries(self, reader: Reader, month: str, kind: Kind, limit: int) -> list[QueueEntry]:
        """The first entries of a month's queue that the reader may see, best first."""
        asked = _visible(select(table), reader).where(table.c.month == month, table.c.kind == kind)
        return self._read(asked.order_by(table.c.rank).limit(limit))

    def institution(self, reader: Reader, code: str) -> QueueEntry | None:
        """The newest entry of an institution, if the reader may see it."""
        asked = _visible(select(table), reader).where(
            table.c.kind == "institution", table.c.subject_id == code
        )
        found = self._read(asked.order_by(table.c.month.desc()).limit(1))
        return found[0] if found else None

    def _read(self, asked: Select[Any]) -> list[QueueEntry]:
        with self._database.open() as connection:
            rows = connection.execute(asked).mappings().all()
        return [QueueEntry.model_validate(dict(row)) for row in rows]


def _visible(asked: Select[Any], reader: Reader) -> Select[Any]:
    """The question, narrowed to the rows this reader may see: the same rule as `Reader.sees`."""
    if reader.role is Role.ADMIN:
        return asked
    if reader.role is Role.HOSPITAL:
        return asked.where(table.c.fixmedins_code == reader.fixmedins_code)
    prefix = reach(reader.area or "")
    if reader.area is None:
        return asked.where(table.c.month.is_(None))
    code = table.c.fixmedins_code
    in_code = func.coalesce(table.c.area, func.substring(code, r"^[A-Z](\d{6})\d{5}$"), "")
    return asked.where(in_code.startswith(prefix, autoescape=True))
