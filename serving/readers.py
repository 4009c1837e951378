"""Who may read: tokens, roles, and how far each sees. Only a token's SHA-256 is ever stored."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, insert, select, update

from features.database.tables import reader as table
from features.errors import BadInput
from serving.areas import area_of, within
from serving.conversation import Conversation
from serving.wire.values import beijing_now

_PREFIX = "fw_"
_ID_LENGTH = 12


class Role(StrEnum):
    """What a reader does. All but hospital and admin are bound to an area."""

    INSPECTOR = "inspector"
    REVIEWER = "reviewer"
    LEADER = "leader"
    HOSPITAL = "hospital"
    ADMIN = "admin"


@dataclass(frozen=True)
class Reader:
    """A person or system with a token: its role, and the area or the one institution it sees."""

    name: str
    role: Role
    area: str | None = None
    fixmedins_code: str | None = None

    def sees(self, fixmedins_code: str | None, area: str | None = None) -> bool:
        """Whether this reader may know of an institution.

        `area` is the register's; where it is unknown, the area in the institution's code counts.
        """
        if self.role is Role.ADMIN:
            return True
        if self.role is Role.HOSPITAL:
            return fixmedins_code is not None and fixmedins_code == self.fixmedins_code
        place = area or area_of(fixmedins_code or "")
        return self.area is not None and within(place, self.area)


@dataclass(frozen=True)
class Grant:
    """A token as `fundwatch token list` shows it: never the token, only the start of its hash."""

    id: str
    name: str
    role: str
    area: str | None
    fixmedins_code: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class Readers:
    """The tokens in the database."""

    def __init__(self, database: Conversation) -> None:
        """Read and write the tokens of that database."""
        self._database: Conversation = database

    def create(self, reader: Reader, days: int | None = None) -> str:
        """A new token for a reader, good for that many days (for ever when None).

        The token is given here once and cannot be read again. Raises BadInput when the role and
        what it is bound to do not fit.
        """
        _check(reader, days)
        token = _PREFIX + secrets.token_urlsafe(32)
        now = beijing_now()
        row = {
            "token_hash": _hash(token),
            "name": reader.name,
            "role": reader.role.value,
            "area": reader.area,
            "fixmedins_code": reader.fixmedins_code,
            "created_at": now,
            "expires_at": None if days is None else now + timedelta(days=days),
        }
        with self._database.open() as connection:
            connection.execute(insert(table).values(row))
            connection.commit()
        return token

    def recognise(self, token: str) -> Reader | None:
        """The reader whose token this is; None when unknown, expired or revoked."""
        now = beijing_now()
        asked = select(table.c.name, table.c.role, table.c.area, table.c.fixmedins_code).where(
            table.c.token_hash == _hash(token),
            table.c.revoked_at.is_(None),
            table.c.expires_at.is_(None) | (table.c.expires_at > now),
        )
        with self._database.open() as connection:
            row = connection.execute(asked).one_or_none()
        return None if row is None else Reader(row[0], Role(row[1]), row[2], row[3])

    def grants(self) -> list[Grant]:
        """Every token there is or was, newest first."""
        with self._database.open() as connection:
            rows = connection.execute(select(table).order_by(table.c.created_at.desc())).mappings()
            return [
                Grant(
                    id=str(row["token_hash"])[:_ID_LENGTH],
                    **{name: row[name] for name in Grant.__annotations__ if name != "id"},
                )
                for row in rows
            ]

    def revoke(self, which: str) -> int:
        """Revoke the tokens of that name, or of that id; gives how many were live until now."""
        revoking = (
            update(table)
            .where(
                (table.c.name == which) | (func.left(table.c.token_hash, _ID_LENGTH) == which),
                table.c.revoked_at.is_(None),
            )
            .values(revoked_at=beijing_now())
        )
        with self._database.open() as connection:
            count = connection.execute(revoking).rowcount
            connection.commit()
        return count


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _check(reader: Reader, days: int | None) -> None:
    hospital, admin = reader.role is Role.HOSPITAL, reader.role is Role.ADMIN
    area_is_area = (reader.area or "").isdigit() and len(reader.area or "") == 6
    fits = (
        (hospital and bool(reader.fixmedins_code) and reader.area is None)
        or (admin and reader.fixmedins_code is None and reader.area is None)
        or (not hospital and not admin and area_is_area and reader.fixmedins_code is None)
    )
    if not fits or not reader.name or (days is not None and days < 1):
        raise BadInput(
            f"The role {reader.role.value} does not fit what it was given",
            "A hospital has --institution; inspector, reviewer and leader have --area (6 digits); "
            "admin has neither; --days is at least 1",
            "Give the role what it needs, and nothing else",
        )
