"""What is known of the two libraries: kind by kind, how many points, codes, open ones and limits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from features.settlement.knowledge.answering import is_open, open_points
from features.settlement.knowledge.answers import Open
from features.settlement.knowledge.kinds import KINDS, Kind
from features.settlement.knowledge.limits import Disagreement, wide_rows
from features.settlement.knowledge.staging import Known
from features.settlement.knowledge.unread import Unread


@dataclass(frozen=True)
class KindKnown:
    """What is known of one kind: its points and codes, those that are open or were answered here.

    `refused` are the rows of its newest workbook that could not be taken. `since` and `until` are the
    first and the last day from which any of its limits holds.
    """

    no: str
    title: str
    points: int
    codes: int
    open_points: int
    answered: int
    refused: int
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Listing:
    """Every kind with what is known of it; how many items are limited; what is not read or used."""

    kinds: list[KindKnown]
    items: int
    pairs: int
    disagreements: list[Disagreement]
    unread: list[Unread]
    open_points: list[Open]

    def as_json(self) -> dict[str, object]:
        """The listing as plain values."""
        return asdict(self)


def listing(known: Known, unread: list[Unread]) -> Listing:
    """What the lake knows of each kind; a kind that was never imported has nothing."""
    _, disagreements = wide_rows(known.points)
    refused = Counter(one.kind for one in unread)
    return Listing(
        kinds=[_kind(kind, known, refused[kind.no]) for kind in KINDS],
        items=sum(_limits_anything(row) for row in known.limits.values()),
        pairs=len({row["pair_no"] for row in known.pairs}),
        disagreements=disagreements,
        unread=unread,
        open_points=open_points(known),
    )


def _kind(kind: Kind, known: Known, refused: int) -> KindKnown:
    rows = (
        known.pairs if kind.stem is None else [r for r in known.points if r["kind_no"] == kind.no]
    )
    number = "pair_no" if kind.stem is None else "point_no"
    days = [day for row in rows if isinstance(day := row["begndate"], date)]
    return KindKnown(
        no=kind.no,
        title=kind.title,
        points=len({row[number] for row in rows}),
        codes=len({row["med_list_codg"] for row in rows}),
        open_points=len({row[number] for row in rows if is_open(row)}),
        answered=len({row[number] for row in rows if row.get("answ_flag") == "1"}),
        refused=refused,
        since=min(days, default=None),
        until=max(days, default=None),
    )


def _limits_anything(row: Mapping[str, object]) -> bool:
    return any(value is not None for name, value in row.items() if name.endswith("_pt"))
