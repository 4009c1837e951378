"""The shelf: tiles in PostgreSQL, published by the build and read by the service, one key at a time.

All published days of a key lie together in one row (`shelf_tile`), class by class, so that a claim
reads a handful of rows however long its past, and of each day only what can still be asked of it. A
single claim's own tile (`shelf_event`) serves the day it settled on, where only what came before the
claim may be seen. A claim reads the tiles of whole days before its own and the events of its own day
before its moment. Days after the last publication are events still, until the next build folds them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, LiteralString, cast

import orjson
import psycopg

from features.errors import Conflict, NotReady
from features.live import ClaimRecord, Evaluator, Line, Slot
from features.norms import NormBook
from features.tiles import Ask, Asked, Given, Row, Shown, Tile, day_number

EVENT_DAYS = (
    45  # how far back a claim may still be asked as of its own moment, and answered exactly
)

READ = """
WITH asked AS MATERIALIZED (
  SELECT slot - 1 AS slot, keyset::int AS keyset, key, COALESCE((apart ->> 0)::int, %(day)s) AS asked,
    COALESCE((apart ->> 1)::timestamp, %(moment)s) AS until, COALESCE(apart ->> 2, %(own)s) AS own
  FROM ROWS FROM (json_array_elements_text(%(sets)s::json), json_array_elements_text(%(keys)s::json),
    json_array_elements(%(apart)s::json)) WITH ORDINALITY AS a (keyset, key, apart, slot)
)
SELECT slot, tiles, asked - 1 FROM asked JOIN shelf_tile USING (keyset, key)
UNION ALL
SELECT slot, parts, NULL FROM asked JOIN shelf_event USING (keyset, key)
WHERE day BETWEEN LEAST(asked, (SELECT max(ends_on) - DATE '1970-01-01' + 1 FROM shelf_state)) AND asked
  AND (day < asked OR (moment, setl_id COLLATE "C") < (until, own))
UNION ALL
SELECT -1, json_build_array(ends_on, fingerprint)::text, NULL FROM shelf_state
"""


class TooOld(Conflict):
    """A claim is of a day that the shelf no longer answers; the batch scores it."""


@dataclass(frozen=True)
class Seen:
    """What the shelf shows of a claim's past: the tiles of each slot, and its last whole day."""

    tiles: Mapping[Slot, Shown]
    ends_on: date


class Shelf:
    """The tiles of one fingerprint, over one connection."""

    def __init__(
        self, connection: psycopg.Connection[Any], evaluator: Evaluator, fingerprint: str
    ) -> None:
        """Read for this evaluator, whose signals have this fingerprint."""
        self.connection, self.evaluator, self.fingerprint = connection, evaluator, fingerprint

    def read(self, record: ClaimRecord, *more: Evaluator) -> Seen:
        """The tiles of every key that the claim and its lines ask for, in one round trip.

        `more` evaluators of the same shelf have theirs read with them.

        Raises NotReady when no shelf is published, TooOld when the claim's day is too old for it,
        Conflict when the shelf was published by other signals.
        """
        asks = self.evaluator.asks(record)
        for other in more:
            asks |= other.asks(record)
        slots, asked = asking(record, asks)
        cursor = self.connection.execute(cast(LiteralString, READ), asked, prepare=True)
        found = cursor.fetchall()
        state = [self._agreed(*orjson.loads(text)) for number, text, _ in found if number < 0]
        ends_on = _fresh(Asked.of(record.facts).moment.date(), state)
        last = day_number(ends_on)
        tiles: dict[Slot, list[list[Row]]] = {}
        events: list[tuple[Slot, Tile]] = []
        for number, text, known in found:
            if known is not None:
                tiles[slots[number]] = _whole_days(orjson.loads(text), known, last)
            elif number >= 0:
                events.append((slots[number], orjson.loads(text)))
        for slot, event in events:
            shown = tiles.setdefault(slot, [[] for _ in event])
            for rows, row in zip(shown, event, strict=True):
                rows.append(row)
        return Seen(tiles, ends_on)

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
                    one.since,
                    orjson.dumps(one.tile).decode(),
                ),
            )


def asking(
    record: ClaimRecord, asks: Mapping[Slot, Ask]
) -> tuple[list[Slot], dict[str, str | int | datetime]]:
    """Whose tiles the rows of READ are, by their number, and what READ is given.

    It is given texts and single values: an array is written out item by item, which takes longer
    than the answer. Most is asked at the claim's own moment; what is not comes first.
    """
    at = Asked.of(record.facts)
    own = str(record.facts.get("setl_id") or "")
    ordered = sorted(asks, key=lambda slot: asks[slot][2:] == (at.day, at.moment, own))
    known = [asks[slot] for slot in ordered]
    apart = [one[2:] for one in known if one[2:] != (at.day, at.moment, own)]
    return ordered, {
        "sets": orjson.dumps([ask.keyset for ask in known]).decode(),
        "keys": orjson.dumps([ask.key for ask in known]).decode(),
        "apart": orjson.dumps(apart).decode(),
        "day": at.day,
        "moment": at.moment,
        "own": own,
    }


def _whole_days(stored: list[Any], known: int, last: int) -> list[list[Row]]:
    """A key's rows by class, of what was `known` by the end of that day, stored to the day `last`.

    What is stored ends with the days whose refunds are of older days, each with their tile.
    """
    *shown, late = stored
    if known < last:
        shown = [[row for row in rows if row[0] <= known] for rows in shown]
    for day, *tile in late:
        if day <= known:
            for rows, row in zip(shown, tile, strict=True):
                rows.append(row)
    return shown


def _fresh(day: date, state: Sequence[date]) -> date:
    if not state:
        raise NotReady(
            "The shelf is empty.",
            "A build publishes it, and a claim reads its past there.",
            "Run `fundwatch signals build`.",
        )
    (ends_on,) = state
    if day <= ends_on - timedelta(days=EVENT_DAYS):
        raise TooOld(
            f"setl_time是{day}, 早于货架可回答的日期 (a day that the shelf no longer answers)",
            f"After {ends_on - timedelta(days=EVENT_DAYS)}; the shelf ends {ends_on}",
            "历史结算请批量评分 (score a month of the past with `fundwatch score --month`)",
        )
    return ends_on
