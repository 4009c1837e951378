"""The rows of the shelf in SQL, for `features.publish`: what claims give to a key, as JSON.

Most tiles are of one claim: these are written as its row is read, at a fifth of the cost of grouping.
Only rows that share a tile are grouped. `features.tiles` says what a part holds, `tile_classes` how
the parts of a key set lie together.
"""

from collections.abc import Callable

from features.check import measure
from features.settlement.contract import Kind
from features.sql.keysets import KeySet, Part, tile_part
from features.tile_classes import TileClass, tile_classes

TOLD = "strftime(moment, '%Y-%m-%d %H:%M:%S') AS told"
Written = Callable[[KeySet, int], str]  # what rows give to the part at a place


def event_rows(keyset: KeySet, first: int) -> str:
    """What each claim, or each line with a moment of its own, gives to a key from a day on."""
    parts = ", ".join(_array("since", keyset, one.places, _of_one) for one in tile_classes(keyset))
    return (
        f"SELECT {_key(keyset)} AS key, day, moment, setl_id, since,"
        f" CAST(json_array({parts}) AS VARCHAR) AS parts\n"
        f"FROM (SELECT *, {TOLD} FROM given_{keyset.number})\n"
        f"WHERE day >= {first} AND ({_gives(keyset)})"
    )


def tile_rows(keyset: KeySet, recent: int, last: int) -> str:
    """The tiles of a key in one row, of days up to `last`, out of the rows of the set.

    After `recent` a claim may be asked of. What was taken back by then lies under the day it is
    taken back from; what was later, apart. Rows that only ask, and give nothing, have no tile.
    """
    classes = tile_classes(keyset)
    tile = f"{', '.join(keyset.columns)}, day, since"
    rows = _rows(keyset, recent, last)
    lists = ", '],[', ".join(f"STRING_AGG(row_{number}, ',')" for number in range(len(classes)))
    return f"""WITH several AS MATERIALIZED (
  SELECT {tile} FROM {rows} GROUP BY {tile} HAVING COUNT(*) > 1
), tiles AS NOT MATERIALIZED (
  SELECT {_written(keyset, classes, recent, _of_one)}
  FROM {rows} ANTI JOIN several USING ({tile})
  UNION ALL
  SELECT {_written(keyset, classes, recent, _of_many)}
  FROM {rows} SEMI JOIN several USING ({tile}) GROUP BY {tile}
)
SELECT key, concat('[[', {lists}, '],[', STRING_AGG(late, ','), ']]') AS tiles
FROM tiles GROUP BY key"""


def _rows(keyset: KeySet, recent: int, last: int) -> str:
    """The rows that have a tile, each with its moment as it is stored."""
    kept = f"since >= {recent - keyset.reach} AND day <= {last} AND ({_gives(keyset)})"
    folded = f"CASE WHEN day <= {recent} THEN since ELSE day END AS day"
    return f"(SELECT * REPLACE ({folded}), {TOLD} FROM given_{keyset.number} WHERE {kept})"


def _written(keyset: KeySet, classes: tuple[TileClass, ...], recent: int, given: Written) -> str:
    """The columns of a tile as JSON: a row for each class that reaches it, or late with all."""
    rows = "".join(
        f", CASE WHEN day = since AND day >= {recent - one.reach}"
        f" THEN CAST({_array('day', keyset, one.places, given)} AS VARCHAR) END AS row_{number}"
        for number, one in enumerate(classes)
    )
    late = ", ".join(_array("since", keyset, one.places, given) for one in classes)
    return (
        f"{_key(keyset)} AS key{rows},"
        f" CASE WHEN day <> since THEN CAST(json_array(day, {late}) AS VARCHAR) END AS late"
    )


def _array(day: str, keyset: KeySet, places: tuple[int, ...], given: Written) -> str:
    return f"json_array({', '.join([day, *(given(keyset, place) for place in places)])})"


def _key(keyset: KeySet) -> str:
    """The keys as one text, as `features.tiles.key_text` joins them."""
    return " || chr(31) || ".join(f"CAST({key} AS VARCHAR)" for key in keyset.columns)


def _gives(keyset: KeySet) -> str:
    return " OR ".join(f"given_{place} IS NOT NULL" for place in range(1, len(keyset.parts) + 1))


def _of_one(keyset: KeySet, place: int) -> str:
    """What one row gives to a part, in the stored form."""
    part, given = keyset.parts[place], f"given_{place + 1}"
    value, known = _stored(keyset, place), f"sign = 1 AND {given} IS NOT NULL"
    match part.aggregate:
        case "distinct":
            values = f"LIST_SORT(LIST_DISTINCT({value}))" if keyset.many else f"[{value}]"
            return f"CASE WHEN {known} THEN {values} END"
        case "latest":
            return f"CASE WHEN {known} THEN json_array(told, setl_id, {value}) END"
        case "count" | "sum":
            return f"CAST(COALESCE(sign * {given}, 0) AS BIGINT)"
        case _:
            return f"CASE WHEN sign = 1 THEN {value} END"


def _of_many(keyset: KeySet, place: int) -> str:
    """What the rows of a group add up to for a part, in the stored form."""
    part, given = keyset.parts[place], f"given_{place + 1}"
    value, known = _stored(keyset, place), f"FILTER (WHERE sign = 1 AND {given} IS NOT NULL)"
    match part.aggregate:
        case "distinct":
            values = f"LIST({value}) {known}"
            return f"LIST_SORT(LIST_DISTINCT({f'FLATTEN({values})' if keyset.many else values}))"
        case "latest":
            return f"ARG_MAX(json_array(told, setl_id, {value}), told || setl_id) {known}"
        case aggregate:
            added = tile_part(aggregate, given)
            return f"CAST({added} AS VARCHAR)" if _told(part) else added


def _stored(keyset: KeySet, place: int) -> str:
    """A given value as it is stored: moments as text; a list where a row gives several values."""
    part, given = keyset.parts[place], f"given_{place + 1}"
    listed = keyset.many and part.aggregate == "distinct"
    return f"CAST({given} AS VARCHAR{'[]' if listed else ''})" if _told(part) else given


def _told(part: Part) -> bool:
    """Whether values of a part are stored as text: dates and moments are."""
    return part.value is not None and measure(part.value).kind in {Kind.DATE, Kind.MOMENT}
