"""Drawings of a group as SVG: who is tied to whom, and when each of them came.

Persons are numbered in the order in which they first came; their pseudonyms are in the page's table.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from random import Random

import igraph

from features.groups.model import CORE
from features.groups.read import OpenGroup, Row

WIDE, MARGIN = 960, 70
MOST_PERSONS = 60  # lanes and nodes that are drawn; what is left out is told
COLOURS = {"core": "#c0392b", "context": "#7f8c8d"}
PLACES = ("#1f6f8b", "#e08e0b", "#5b8c5a", "#7d5ba6", "#a0522d", "#3d5a98", "#2a9d8f", "#8d6e63")


@dataclass(frozen=True)
class Cast:
    """Whom a drawing shows: persons in the order in which they came, places by their visits."""

    persons: list[str]
    left_out: int
    places: list[str]

    @classmethod
    def of(cls, group: OpenGroup) -> "Cast":
        """The persons with most visits, as many as can be drawn."""
        visits = Counter(str(visit["psn_no"]) for visit in group.visits)
        drawn = {person for person, _ in visits.most_common(MOST_PERSONS)}
        inside = [str(v["psn_no"]) for v in group.visits if v["psn_no"] in drawn]
        places = Counter(str(visit["fixmedins_code"]) for visit in group.visits)
        return cls(
            list(dict.fromkeys(inside)),
            len(visits) - len(drawn),
            [place for place, _ in places.most_common()],
        )

    def colour(self, place: str) -> str:
        """The colour of a place; those beyond the palette share grey."""
        nth = self.places.index(place)
        return PLACES[nth] if nth < len(PLACES) else "#95a5a6"


def network(group: OpenGroup, cast: Cast) -> str:
    """Persons as circles, places as squares; dark lines tie members, light ones lead to places."""
    of_visit = {str(v["setl_id"]): str(v["psn_no"]) for v in group.visits}
    ties: Counter[tuple[str, str]] = Counter()
    for edge in group.edges:
        a, b = (of_visit.get(str(edge[end]), str(edge[end])) for end in "ab")
        if a != b and a in cast.persons and b in cast.persons:
            ties[min(a, b), max(a, b)] += 1
    went = Counter(
        (str(v["psn_no"]), str(v["fixmedins_code"]))
        for v in group.visits
        if v["psn_no"] in cast.persons
    )
    nodes = [*cast.persons, *cast.places]
    place_of = {name: nth for nth, name in enumerate(nodes)}
    links = [*ties, *went]
    at = _laid_out(len(nodes), [(place_of[a], place_of[b]) for a, b in links])
    high = 460
    spots = [(MARGIN + x * (WIDE - 2 * MARGIN), 40 + y * (high - 80)) for x, y in at]
    parts = [_line(spots[place_of[a]], spots[place_of[b]], "#d5dbe1", 1.0) for a, b in went]
    parts += [
        _line(spots[place_of[a]], spots[place_of[b]], "#8395a7", min(4.0, 0.6 + 0.4 * many))
        for (a, b), many in ties.items()
    ]
    named = {str(v["fixmedins_code"]): v["fixmedins_name"] for v in group.visits}
    for place in cast.places:
        x, y = spots[place_of[place]]
        label = escape(str(named.get(place) or place))
        parts.append(
            f'<rect x="{x - 9:.1f}" y="{y - 9:.1f}" width="18" height="18" rx="3"'
            f' fill="{cast.colour(place)}"><title>{escape(place)}</title></rect>'
            f'<text class="place" x="{x:.1f}" y="{y - 14:.1f}">{label}</text>'
        )
    core = {str(v["psn_no"]) for v in group.visits if v["role"] == CORE}
    for nth, person in enumerate(cast.persons, 1):
        x, y = spots[place_of[person]]
        colour = COLOURS["core" if person in core else "context"]
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="{colour}">'
            f"<title>{escape(person)}</title></circle>"
            f'<text class="person" x="{x:.1f}" y="{y + 3.5:.1f}">{nth}</text>'
        )
    return _svg(high, parts)


def timeline(group: OpenGroup, cast: Cast) -> str:
    """One lane a person; bars are stays, dots other visits, larger for more yuan; red is suspected."""
    lane, top = 20, 34
    high = top + lane * len(cast.persons) + 34
    first = min(v["began"] for v in group.visits)
    last = max(max(v["ended"], v["settled"]) for v in group.visits)
    long = max((last - first).total_seconds(), 3600.0)
    left, right = 56, WIDE - 20

    def x_of(moment: datetime) -> float:
        return left + (moment - first).total_seconds() / long * (right - left)

    parts: list[str] = []
    form = "%m-%d" if long > 3 * 86_400 else "%m-%d %H:%M"
    for step in range(6):
        moment = first + (last - first) * step / 5
        x = x_of(moment)
        anchor = "end" if step == 5 else "start" if step == 0 else "middle"
        parts.append(_line((x, top - 6), (x, high - 26), "#dfe4e8", 1.0))
        parts.append(
            f'<text class="tick" text-anchor="{anchor}" x="{x:.1f}" y="{high - 10}">'
            f"{moment.strftime(form)}</text>"
        )
    for nth, person in enumerate(cast.persons, 1):
        y = top + lane * nth - lane / 2
        parts.append(_line((left, y), (right, y), "#edf0f3", 1.0))
        parts.append(f'<text class="lane" x="{left - 8}" y="{y + 4:.1f}">{nth}</text>')
        parts += [_visit(v, x_of, y, cast) for v in group.visits if v["psn_no"] == person]
    return _svg(high, parts)


def _visit(visit: Row, x_of: Callable[[datetime], float], y: float, cast: Cast) -> str:
    """The mark of one visit."""
    colour = cast.colour(str(visit["fixmedins_code"]))
    edge = COLOURS[str(visit["role"])]
    fee = int(str(visit["fee"] or 0)) / 100
    told = (
        f"{visit['settled']} {visit['fixmedins_name'] or visit['fixmedins_code']}"
        f" {fee:,.2f} 元 {visit['note'] or ''}"
    )
    title = f"<title>{escape(told)}</title>"
    if visit["kind"] == "stay":
        start, end = x_of(visit["began"]), x_of(visit["ended"])
        return (
            f'<rect x="{start:.1f}" y="{y - 6:.1f}" width="{max(end - start, 4):.1f}" height="12"'
            f' rx="3" fill="{colour}" stroke="{edge}" stroke-width="1.6">{title}</rect>'
        )
    size = 3.5 + min(4.5, fee / 150)
    return (
        f'<circle cx="{x_of(visit["settled"]):.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{colour}"'
        f' stroke="{edge}" stroke-width="1.6" fill-opacity="0.85">{title}</circle>'
    )


def _laid_out(nodes: int, links: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Places of nodes between 0 and 1, the same for the same links."""
    igraph.set_random_number_generator(Random(7))  # noqa: S311, repeatable on purpose
    graph = igraph.Graph(nodes, links)
    found = graph.layout_fruchterman_reingold(niter=400).coords if nodes > 1 else [(0.5, 0.5)]
    xs, ys = [float(x) for x, _ in found], [float(y) for _, y in found]
    return [(_scaled(x, xs), _scaled(y, ys)) for x, y in zip(xs, ys, strict=True)]


def _scaled(value: float, among: list[float]) -> float:
    low, high = min(among), max(among)
    return 0.5 if high - low < 1e-9 else (value - low) / (high - low)


def _line(a: tuple[float, float], b: tuple[float, float], colour: str, wide: float) -> str:
    return (
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}"'
        f' stroke="{colour}" stroke-width="{wide:.1f}"/>'
    )


def _svg(high: float, parts: list[str]) -> str:
    inside = "\n".join(parts)
    return f'<svg viewBox="0 0 {WIDE} {high:.0f}" role="img">\n{inside}\n</svg>'
