"""The key ring that belongs to a lake: the ledger remembers its id, and no other ring is used.

With other keys the same person would have another pseudonym, and nobody would notice: readmissions
would vanish and every claim would look like a stranger's first. So a ring that is not the lake's is
an error before anything is read.
"""

from sqlalchemy import Connection, select

from features.database.tables import load
from features.errors import Conflict, NotReady
from features.settings import Settings
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys

Rings = set[str | None]
"""The ids of the rings that loads were made with; None is a load of before there were any."""


def rings_in(connection: Connection) -> Rings:
    """The rings that the ledger remembers; empty when nothing was loaded."""
    return set(connection.execute(select(load.c.pseudonym_ring).distinct()).scalars())


def ring_to_load(settings: Settings, rings: Rings) -> KeyRing:
    """The ring that a load makes pseudonyms with; made now when nothing was loaded yet.

    Raises Conflict when the ring is not the lake's, or a turn of it was begun and not finished, and
    what `KeyRing.read` raises.
    """
    remembered = _remembered(rings)
    if remembered is None:
        return KeyRing.opened(settings)
    ring = KeyRing.read(place_of_keys(settings))
    if ring.id != remembered:
        if ring.named(remembered) is None:
            raise _another(settings, ring, remembered)
        raise Conflict(
            f"The key ring {place_of_keys(settings)} was turned, and the lake was not yet",
            "Both have the same keys",
            "Run `fundwatch pseudonyms rotate` to finish it",
        )
    return ring


def ring_to_read(settings: Settings, rings: Rings) -> KeyRing:
    """The ring of the lake as it is now, whether or not a turn of it was begun.

    Raises NotReady when nothing was loaded, Conflict when the ring is not the lake's, and what
    `KeyRing.read` raises.
    """
    remembered = _remembered(rings)
    if remembered is None:
        raise NotReady(
            "Nothing has been loaded, so there are no pseudonyms yet",
            "A lake with settlements",
            "Run `fundwatch load`",
        )
    ring = KeyRing.read(place_of_keys(settings))
    named = ring.named(remembered)
    if named is None:
        raise _another(settings, ring, remembered)
    return named


def _remembered(rings: Rings) -> str | None:
    """The id of the ring in the ledger; None when nothing was loaded.

    Raises Conflict when loads were made without pseudonyms, or with several rings.
    """
    if len(rings) > 1 or None in rings:
        raise Conflict(
            "This lake has loads that were made without pseudonyms, or with several key rings",
            "Every load of a lake was made with one ring",
            "Load the files again into a new FUNDWATCH_HOME and database",
        )
    return next(iter(rings), None)


def _another(settings: Settings, ring: KeyRing, remembered: str) -> Conflict:
    return Conflict(
        f"The key ring {place_of_keys(settings)} ({ring.id}) is not the one of this lake "
        f"({remembered})",
        "Persons in new data get the pseudonyms that they have in the lake",
        "Put the bureau's copy of the lake's ring back, or set FUNDWATCH_PSEUDONYM_KEYS to it",
    )
