"""Different values before a claim, counted as what is open, without COUNT(DISTINCT) OVER."""

from collections.abc import Mapping, Sequence

from features.nodes import Past
from features.sql.expression import cast
from features.sql.order import Order


def open_values(given: str, columns: Sequence[str], looks: Mapping[str, tuple[int, Past]]) -> str:
    """The query that counts, for each claim and look, the different values open before the claim.

    `looks` gives by name the place of the value among what claims give, and the look.
    A claim opens the value that no claim of the days within reach before it had, and ends the one
    that none has within reach after it.
    """
    claims = Order("c", tuple(columns))
    turns = [
        turn
        for name, (place, look) in looks.items()
        for turn in _turns(claims, name, look.window.reach, f"c.value_{place}")
    ]
    counted = _counted(columns, looks)
    values = dict.fromkeys(place for place, _ in looks.values())
    narrow = ", ".join(
        f"CASE WHEN sign = 1 THEN given_{place} END AS value_{place}" for place in values
    )
    return (
        f"SELECT v.setl_id, {', '.join(counted)}\nFROM (\n"
        f"  SELECT c.setl_id, c.moment, c.day, {claims.keys}, {', '.join(turns)}\n  FROM (\n"
        f"    SELECT setl_id, moment, day, {', '.join(columns)}, {narrow} FROM {given}\n"
        "  ) AS c\n) AS v"
    )


def open_lists(given: str, columns: Sequence[str], looks: Mapping[str, tuple[int, Past]]) -> str:
    """The same where a row gives a list of values, and is told apart by setl_id and the keys.

    Each value of a list turns by itself; what a row opens and ends is added up again.
    """
    values, row = Order("c", tuple(columns)), ["setl_id", *columns]
    turned: list[str] = []
    joins: list[str] = []
    for name, (place, look) in looks.items():
        turns = ", ".join(_turns(values, name, look.window.reach, "c.value"))
        listed = f"SELECT {', '.join([*row, 'moment', 'day'])}, UNNEST(given_{place}) AS value"
        sums = [f"SUM({turn}_{name}) AS {turn}_{name}" for turn in ("opens", "ends")]
        same = " AND ".join(f"t_{name}.{column} = r.{column}" for column in row)
        joins.append(
            f"  LEFT JOIN (\n    SELECT {', '.join(row + sums)}\n"
            f"    FROM (SELECT {', '.join(f'c.{column}' for column in row)}, {turns}\n"
            f"      FROM ({listed} FROM {given} WHERE sign = 1) AS c) AS u\n"
            f"    GROUP BY {', '.join(row)}\n  ) AS t_{name} ON {same}"
        )
        turned += [f"COALESCE({turn}_{name}, 0) AS {turn}_{name}" for turn in ("opens", "ends")]
    kept = ", ".join(f"r.{column}" for column in [*row, "moment", "day"])
    named = ", ".join(f"v.{column}" for column in row)
    return (
        f"SELECT {named}, {', '.join(_counted(columns, looks))}\nFROM (\n"
        f"  SELECT {kept}, {', '.join(turned)}\n  FROM {given} AS r\n"
        + "\n".join(joins)
        + "\n) AS v"
    )


def _turns(rows: Order, name: str, reach: int, value: str) -> list[str]:
    """Whether a row `c` opens its value, and whether it is the value's end, as 1 or 0."""
    alike = rows.alike_in(value)
    turns: list[str] = []
    for turn, day, far in (
        ("opens", f"LAG(c.day) {alike}", f"< c.day - {reach}"),
        ("ends", f"LEAD(c.day) {alike}", f"> c.day + {reach}"),
    ):
        turned = f"{value} IS NOT NULL AND ({day} IS NULL OR {day} {far})"
        turns.append(f"CASE WHEN {turned} THEN 1 ELSE 0 END AS {turn}_{name}")
    return turns


def _counted(columns: Sequence[str], looks: Mapping[str, tuple[int, Past]]) -> list[str]:
    """What rows `v` before a row opened, less what ended out of its reach, for each look."""
    over = Order("v", tuple(columns))
    counted: list[str] = []
    for name, (_, look) in looks.items():
        opened = f"COALESCE(SUM(v.opens_{name}) {over.before()}, 0)"
        ended = f"COALESCE(SUM(v.ends_{name}) {over.beyond(look.window.reach)}, 0)"
        counted.append(f"{cast(f'{opened} - {ended}', look)} AS {name}")
    return counted
