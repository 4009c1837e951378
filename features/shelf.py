"""The shelf: tiles in PostgreSQL, published by the build and read by the service, one key at a time.

All published days of a key lie together in one row (`shelf_tile`), so that a claim reads a handful
of rows however long its past. A single claim's own tile (`shelf_event`) serves the day it settled
on, where only what came before the claim may be seen. A claim reads the tiles of whole days before
its own and the events of its own day before its moment. Days after the last publication are events
still, until the next build folds them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, LiteralString, cast

import orjson
import psycopg

from features.errors import Conflict, NotReady
from features.live import ClaimRecord, Evaluator, Line, Slot
from features.norms import NormBook
from features.tiles import Asked, Given, Tile, day_number

EVENT_DAYS = (
    45  # how far back a claim may still be asked as of its own moment, and answered exactly
)

READ = """
WITH asked AS (
  SELECT * FROM unnest(%(slots)s::int[], %(sets)s::int[], %(keys)s::text[], %(days)s::int[],
    %(moments)s::timestamp[], %(owns)s::text[]) AS a (slot, keyset, key, asked, until, own)
)
SELECT slot, tiles, asked - 1 FROM asked JOIN shelf_tile USING (keyset, key)
UNION ALL
SELECT slot, '[[' || day || ',' || since || ',' || parts || ']]', asked
FROM asked JOIN shelf_event USING (keyset, key)
WHERE day BETWEEN LEAST(asked, (SELECT max(ends_on) - DATE '1970-01-01' + 1 FROM shelf_state)) AND asked
  AND (day < asked OR (moment, setl_id COLLATE "C") < (until, own))
UNION ALL
SELECT -1, json_build_array(ends_on, fingerprint)::text, 0 FROM shelf_state
"""


class TooOld(Conflict):
    """A claim is of a day that the shelf no longer answers; the batch scores it."""


@dataclass(frozen=True)
class Seen:
    """What the shelf shows of a claim's past: the tiles of each slot, and its last whole day."""

    tiles: dict[Slot, list[Tile]]
    ends_on: date


class Shelf:
    """The tiles of one fingerprint, over one connection."""

    def __init__(
        self, connection: psycopg.Connection[Any], evaluator: Evaluator, fingerprint: str
    ) -> None:
        """Read for this evaluator, whose signals have this fingerprint."""
        self.connection, self.evaluator, self.fingerprint = connection, evaluator, fingerprint
        self.reach = evaluator.reach()

    def read(self, record: ClaimRecord, *more: Evaluator) -> Seen:
        """The tiles of every key that the claim and its lines ask for, in one round trip.

        `more` evaluators of the same shelf have theirs read with them.

        Raises NotReady when no shelf is published, TooOld when the claim's day is too old for it,
        Conflict when the shelf was published by other signals.
        """
        asks = self.evaluator.asks(record)
        for other in more:
            asks |= other.asks(record)
        reach = max(self.reach, *(other.reach() for other in more)) if more else self.reach
        found: dict[Slot, list[Tile]] = {slot: [] for slot in asks}
        slots = list(found.values())
        ends_on: date | None = None
        rows = self.connection.execute(
            cast(LiteralString, READ),
            {
                "slots": list(range(len(slots))),
                "sets": [ask.keyset for ask in asks.values()],
                "keys": [ask.key for ask in asks.values()],
                "days": [ask.day for ask in asks.values()],
                "moments": [ask.moment for ask in asks.values()],
                "owns": [ask.own for ask in asks.values()],
            },
            prepare=True,
            binary=True,
        )
        for number, text, last in rows:
            if number >= 0:
                first = last - reach
                slots[number] += [
                    Tile(since, parts)
                    for day, since, parts in orjson.loads(text)
                    if since >= first and day <= last
                ]
            else:
                ends_on = self._agreed(*orjson.loads(text))
        return Seen(found, _fresh(Asked.of(record.facts).moment.date(), ends_on))

    def _agreed(self, ends_on: str, fingerprint: str) -> date:
        if fingerprint != self.fingerprint:
            raise Conflict(
                f"The shelf was published by signals {fingerprint}; this service computes"
                f" {self.fingerprint}.",
                "The shelf and the service must hold the same signals.",
                "Run `fundwatch signals build` with this release.",
            )
        return date.fromisoformat(ends_on)

    def observe(
        self,
        record: ClaimRecord,
        norms: NormBook,
        sign: int = 1,
        original: Asked | None = None,
    ) -> None:
        """Put a settled claim on the shelf, so that the next one sees it; twice changes nothing.

        For a refund see `Evaluator.contributions`.
        """
        given = self.evaluator.contributions(record, norms, sign, original)
        self._put(given)

    def happened(self, kind: str, lines: list[Line]) -> None:
        """Put lines with a moment of their own on the shelf, such as scans; twice changes nothing."""
        self._put(self.evaluator.happened(kind, lines))

    def _put(self, given: Iterable[Given]) -> None:
        for one in given:
            self.connection.execute(
                "INSERT INTO shelf_event (keyset, key, day, moment, setl_id, since, parts)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (
                    one.keyset,
                    one.key,
                    day_number(one.moment.date()),
                    one.moment,
                    one.own,
                    one.tile.day,
                    orjson.dumps(one.tile.parts).decode(),
                ),
            )


def _fresh(day: date, ends_on: date | None) -> date:
    if ends_on is None:
        raise NotReady(
            "The shelf is empty.",
            "A build publishes it, and a claim reads its past there.",
            "Run `fundwatch signals build`.",
        )
    if day <= ends_on - timedelta(days=EVENT_DAYS):
        raise TooOld(
            f"setl_time是{day}, 早于货架可回答的日期 (a day that the shelf no longer answers)",
            f"After {ends_on - timedelta(days=EVENT_DAYS)}; the shelf ends {ends_on}",
            "历史结算请批量评分 (score a month of the past with `fundwatch score --month`)",
        )
    return ends_on
