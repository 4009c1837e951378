"""Hide who a claim is about: its numbers of persons become the pseudonyms that the lake knows.

This is the first thing that happens to a claim. What comes after it, tiles and records and the
ledger, never sees a number that a person has in life.
"""

import time
from collections.abc import Iterable, Mapping
from functools import cache

import duckdb

from features.nodes import Value
from features.record import record_columns
from features.settings import Settings
from features.settlement.lake.lake import Lake
from features.settlement.lake.ring import ring_to_read, rings_in
from features.settlement.lake.rows import MERGES, PERSON
from features.settlement.pseudonyms.pseudonym import Pseudonyms
from serving.conversation import Conversation

Lines = Mapping[str, Iterable[Mapping[str, Value]]]
Facts = dict[str, Value]
_FRESH_SECONDS = 30.0


@cache
def hashed(table: str) -> dict[str, str]:
    """The columns of a claim, or of a kind of line, that hold a person's number, and of what kind."""
    return {
        name: place.column.hashed
        for name, place in record_columns(table).items()
        if place.column.hashed is not None
    }


class Hiding:
    """Makes the pseudonyms of claims with the key ring of the lake, also after it was turned."""

    def __init__(self, settings: Settings, database: Conversation) -> None:
        """Use the ring that the ledger in that database names."""
        self._settings: Settings = settings
        self._database: Conversation = database
        self._made: Pseudonyms | None = None
        self._merges: list[str] = []
        self._lasting: dict[str, str] = {}
        self._looked: float = float("-inf")

    def pseudonyms(self) -> Pseudonyms:
        """Those of the lake as it is now.

        Raises NotReady when nothing was loaded or the ring is missing, Conflict when it is another.
        """
        with self._database.open() as connection:
            rings = rings_in(connection)
        known = self._made
        if known is None or rings != {known.ring.id}:
            known = self._made = Pseudonyms(ring_to_read(self._settings, rings))
        return known

    def claim(
        self, facts: Mapping[str, Value], lines: Lines
    ) -> tuple[Facts, dict[str, list[Facts]]]:
        """The claim's facts and lines with pseudonyms; raises what `pseudonyms` raises.

        Of persons that were merged into others, those of the numbers that last, as in the lake.
        """
        made, lasting = self.pseudonyms(), self._merged()
        return _hidden(facts, "claim", made, lasting), {
            kind: [_hidden(row, kind, made, lasting) for row in rows]
            for kind, rows in lines.items()
        }

    def _merged(self) -> Mapping[str, str]:
        """Pseudonyms that were merged, each with the one that lasts; looked up every half minute."""
        if time.monotonic() - self._looked >= _FRESH_SECONDS:
            self._looked = time.monotonic()
            lake = Lake.open(self._settings)
            files = [str(file) for file in lake.files(MERGES)]
            if files != self._merges:
                with duckdb.connect() as connection:
                    self._lasting = lake.merged_persons(connection)
                self._merges = files
        return self._lasting


def _hidden(
    row: Mapping[str, Value], table: str, made: Pseudonyms, lasting: Mapping[str, str]
) -> Facts:
    hidden = dict(row)
    for name, word in hashed(table).items():
        value = hidden.get(name)
        if isinstance(value, str):
            pseudonym = made.of(word, value)
            hidden[name] = lasting.get(pseudonym, pseudonym) if name == PERSON else pseudonym
    return hidden
