"""Norms as SQL: what the twelve months before each month say of peers, coarser where few.

Quantiles are exact and discrete (the ⌈n·q⌉-th value in order), so that every engine and every
reader finds the same number, not one near it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from features.nodes import FEWEST_CASES, NORM_MONTHS, RATE_PRIOR, Expression, Norm
from features.sql.expression import cast, sql, sql_type
from features.sql.pieces import FIRST, LAST, Pieces
from features.sql.program import Program, inner

# the step of the months for which norms are fitted
ASKED_MONTH = "asked_month"


def norm_name(node: Norm) -> str:
    """A short stable name of the norm, from all that it says."""
    return sha256(repr(node).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class PeerGroup:
    """The norms asked among the same peers, and the steps that hold them, finest level first."""

    peers: tuple[Expression, ...]
    norms: tuple[Norm, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """The step of claims with their lines, and the steps of the norms beside them, one a peer group.

    `held` names the column of every aggregate of lines and of every norm, `places` the step of a norm.
    """

    step: str
    held: Mapping[Expression, str]
    places: Mapping[Expression, str]

    def beside(self, nodes: Iterable[Expression]) -> str:
        """The claims as `c`, joined to the steps of the norms that the expressions read."""
        steps = dict.fromkeys(self.places[node] for node in inner(nodes, Norm))
        return f"{self.step} AS c" + "".join(
            f"\nJOIN {step} USING (setl_id, month)" for step in steps
        )


def peer_groups(nodes: Iterable[Expression]) -> list[tuple[tuple[Expression, ...], list[Norm]]]:
    """The norms inside the expressions, by the peers they are asked among."""
    groups: dict[tuple[Expression, ...], list[Norm]] = {}
    for node in inner(nodes, Norm):
        groups.setdefault(node.peers, []).append(node)
    return list(groups.items())


def add_norms(
    program: Program,
    row: str,
    nodes: Iterable[Expression],
    held: Mapping[Expression, str],
    since: int | None = None,
) -> tuple[list[PeerGroup], Facts]:
    """The steps that fit norms and look them up; gives the groups, and the claims beside their norms.

    With `since`, norms are fitted for that month and later ones only.
    """
    asked = peer_groups(nodes)
    columns: dict[Expression, str] = dict(held)
    places: dict[Expression, str] = {}
    if asked:
        later = "" if since is None else f" WHERE month >= {since}"
        program.add(
            ASKED_MONTH,
            f"SELECT DISTINCT month FROM {row}{later} UNION SELECT MAX(month) + 1 AS month FROM {row}",
            stays=True,
        )
    groups: list[PeerGroup] = []
    for number, (peers, norms) in enumerate(asked, 1):
        keys = [f"peer_{place}" for place in range(1, len(peers) + 1)]
        parts = [f"{sql(peer, held)} AS {key}" for peer, key in zip(peers, keys, strict=True)]
        parts += [f"{sql(node.value, held)} AS value_{i}" for i, node in enumerate(norms, 1)]
        source = program.add(
            f"peers_{number}",
            f"SELECT setl_id, month, facts_month, sign, {', '.join(parts)}\nFROM {row}",
        )
        with program.by(_each_month(source)):
            root = _add_level(program, f"norm_{number}_{len(peers)}", source, [], norms, None)
            finer = [
                _add_level(
                    program,
                    f"norm_{number}_{depth}",
                    source,
                    keys[: len(peers) - depth],
                    norms,
                    root,
                )
                for depth in range(len(peers))
            ]
        levels = (*finer, root)
        groups.append(PeerGroup(peers, tuple(norms), levels))
        for place, node in enumerate(norms, 1):
            columns[node] = f"norm_{number}_value_{place}"
        figures = program.add(f"figures_{number}", _figures(source, keys, levels, norms, columns))
        places |= dict.fromkeys(norms, figures)
    return groups, Facts(row, columns, places)


def _figures(
    source: str,
    keys: list[str],
    levels: tuple[str, ...],
    norms: list[Norm],
    columns: Mapping[Expression, str],
) -> str:
    """The figures of one peer group for each claim: narrow rows, so that many joins cost little."""
    selected = [
        f"{_looked_up(node, place, levels, keys)} AS {columns[node]}"
        for place, node in enumerate(norms, 1)
    ]
    joins: list[str] = []
    for depth, level in enumerate(levels):
        known = keys[: len(keys) - depth]
        same = "".join(f" AND {level}.{key} = p.{key}" for key in known)
        joins.append(f"LEFT JOIN {level} ON {level}.month = p.facts_month{same}")
    return f"SELECT p.setl_id, p.month, {', '.join(selected)}\nFROM {source} AS p\n" + "\n".join(
        joins
    )


def _looked_up(node: Norm, place: int, levels: tuple[str, ...], keys: list[str]) -> str:
    """The figure of the finest level with enough cases; a claim of unknown peers has none."""
    if node.statistic == "count":
        return f"CAST(COALESCE({levels[0]}.n_{place}, 0) AS BIGINT)"
    cases = " ".join(
        f"WHEN {level}.n_{place} >= {FEWEST_CASES} THEN {level}.norm_{place}" for level in levels
    )
    return f"CASE {'WHEN p.peer_1 IS NULL THEN NULL ' if keys else ''}{cases} END"


def _add_level(
    program: Program, name: str, source: str, keys: list[str], norms: list[Norm], root: str | None
) -> str:
    """The step of one level of one peer group: for each month and key, cases and every norm."""
    inner_parts: list[str] = []
    for place, node in enumerate(norms, 1):
        value = f"p.value_{place}"
        inner_parts.append(f"COUNT({value}) AS n_{place}")
        match node.statistic:
            case "quantile":
                # exact: DuckDB takes the ⌈n·q⌉-th value in whole numbers where q is a decimal
                share = f"{node.permille / 1000:.3f}"
                inner_parts.append(f"QUANTILE_DISC({value}, {share}) AS quantile_{place}")
            case "mad":
                inner_parts.append(
                    f"LIST_SORT(ARRAY_AGG({value}) FILTER (WHERE {value} IS NOT NULL)) AS all_{place}"
                )
            case "mean":
                inner_parts.append(f"CAST(SUM({value}) AS BIGINT) AS sum_{place}")
            case "rate":
                inner_parts.append(f"COUNT(CASE WHEN {value} THEN 1 END) AS sum_{place}")
            case _:
                pass
    known = "".join(f" AND p.{key} IS NOT NULL" for key in keys)
    by = ", ".join(["m.month", *(f"p.{key}" for key in keys)])
    fitted = (
        f"SELECT {by}, {', '.join(inner_parts)}\nFROM {ASKED_MONTH} AS m\n"
        f"JOIN {source} AS p ON p.month BETWEEN m.month - {NORM_MONTHS} AND m.month - 1\n"
        f"WHERE p.sign = 1{known}\nGROUP BY {by}"
    )
    named = ", ".join(["f.month", *(f"f.{key}" for key in keys)])
    outer = [
        f"f.n_{place} AS n_{place}, {_value(node, place, root)} AS norm_{place}"
        for place, node in enumerate(norms, 1)
    ]
    overall = any(node.statistic == "rate" for node in norms) and root is not None
    joined = f"\nJOIN {root} AS r ON r.month = f.month" if overall else ""
    raw = [
        f"f.sum_{place} AS sum_{place}"
        for place, node in enumerate(norms, 1)
        if node.statistic == "rate"
    ]
    query = f"SELECT {', '.join([named, *outer, *raw])}\nFROM (\n{fitted}\n) AS f{joined}"
    return program.add(name, query, stays=True)


def _each_month(source: str) -> Pieces:
    """One month at a time, of the peers' claims those of the months before it that norms see."""
    counted = (
        f"SELECT m.month, COUNT(p.setl_id) AS claims FROM {ASKED_MONTH} AS m\n"
        f"LEFT JOIN {source} AS p ON p.month = m.month GROUP BY m.month ORDER BY m.month"
    )
    seen = f"month BETWEEN {FIRST} - {NORM_MONTHS} AND {LAST} - 1"
    asked = f"month BETWEEN {FIRST} AND {LAST}"
    return Pieces(counted, {source: seen, ASKED_MONTH: asked}, alone=True)


def _value(node: Norm, place: int, root: str | None) -> str:
    n, values = f"f.n_{place}", f"f.all_{place}"
    match node.statistic:
        case "quantile":
            return f"f.quantile_{place}"
        case "mad":
            middle = _ranked(values, n, node.permille)
            gaps = f"LIST_SORT(LIST_TRANSFORM({values}, lambda v: ABS(v - {middle})))"
            return _ranked(gaps, n, node.permille)
        case "mean":
            return f"CAST(FLOOR(CAST(f.sum_{place} AS DOUBLE) / NULLIF({n}, 0) + 0.5) AS BIGINT)"
        case "rate":
            of = f"f.sum_{place}", n
            overall = of if root is None else (f"r.sum_{place}", f"r.n_{place}")
            share = f"(CAST({overall[0]} AS DOUBLE) / NULLIF(CAST({overall[1]} AS DOUBLE), 0.0))"
            return (
                f"((CAST({of[0]} AS DOUBLE) + {RATE_PRIOR}.0 * {share})"
                f" / (CAST({of[1]} AS DOUBLE) + {RATE_PRIOR}.0))"
            )
        case _:
            return n


def _ranked(values: str, n: str, permille: int) -> str:
    """The ⌈n·permille/1000⌉-th of a sorted list, null of an empty one (Spark 4 raises there)."""
    place = f"CAST(FLOOR(({n} * {permille} + 999) / 1000.0) AS BIGINT)"
    return f"CASE WHEN {n} > 0 THEN ({values})[{place}] END"


def book(groups: Iterable[PeerGroup]) -> str:
    """The query that lists every fitted norm: norm, level, month, key, cases, value."""
    rows: list[str] = []
    for group in groups:
        for depth, level in enumerate(group.levels):
            keys = [f"CAST(peer_{i} AS VARCHAR)" for i in range(1, len(group.peers) - depth + 1)]
            key = f"CONCAT_WS(CHR(31), {', '.join(keys)})" if keys else "''"
            for place, node in enumerate(group.norms, 1):
                real = sql_type(node) == "DOUBLE"
                rows.append(
                    f"SELECT '{norm_name(node)}' AS norm, {depth} AS level, month, {key} AS peers,"
                    f" n_{place} AS n,"
                    f" {'CAST(NULL AS BIGINT)' if real else cast(f'norm_{place}', node)} AS whole,"
                    f" {f'norm_{place}' if real else 'CAST(NULL AS DOUBLE)'} AS real FROM {level}"
                )
    return "\nUNION ALL ".join(rows)
