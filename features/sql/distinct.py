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
    claims, over = Order("c", tuple(columns)), Order("v", tuple(columns))
    turns: list[str] = []
    counted: list[str] = []
    for name, (place, look) in looks.items():
        reach, value = look.window.reach, f"value_{place}"
        alike = claims.alike_in(f"c.{value}")
        for turn, day, far in (
            ("opens", f"LAG(c.day) {alike}", f"< c.day - {reach}"),
            ("ends", f"LEAD(c.day) {alike}", f"> c.day + {reach}"),
        ):
            turned = f"c.{value} IS NOT NULL AND ({day} IS NULL OR {day} {far})"
            turns.append(f"CASE WHEN {turned} THEN 1 ELSE 0 END AS {turn}_{name}")
        opened = f"COALESCE(SUM(v.opens_{name}) {over.before()}, 0)"
        ended = f"COALESCE(SUM(v.ends_{name}) {over.beyond(reach)}, 0)"
        counted.append(f"{cast(f'{opened} - {ended}', look)} AS {name}")
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
