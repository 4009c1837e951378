"""A subject's month beside its peers and its own past, as SQL over built files (domain E.10).

Peers are alike in every peer column; while fewer than `FEWEST_PEERS` have a figure, the last column is
dropped, down to the first. A figure of fewer than `FEWEST_CASES` cases has no rank and is nobody's
peer. Shrunken rates are (x + α·μ) / (n + α), with α by the method of moments among the peers; other
ratios are drawn toward the peers' median by `PRIOR` cases. Quantiles are exact: the ⌈n·q⌉-th value.
Beyond its peers is who has nine tenths of the others strictly on the better side.
"""

from collections.abc import Mapping, Sequence

from features.fraction import fraction
from features.nodes import RATE_PRIOR, Call
from features.signal import DOWN, UP, Described
from features.sql.expression import literal

FEWEST_CASES = 20
FEWEST_PEERS = 5
PRIOR = RATE_PRIOR
MOST_PRIOR = 200
TREND_MONTHS = 12
FEWEST_TREND = 3
FEWEST_EARLIER = 6
FAR = 3.0
ROBUST = 1.4826  # the median distance from the median of a normal distribution, in its sd


def long_query(keys: Sequence[str], peers: int, indicators: Mapping[str, Described]) -> str:
    """Rows of `wide` as one row an indicator: value, top, bottom, cases, and what it is."""
    structs: list[str] = []
    for name, item in indicators.items():
        parts = fraction(item.node)
        rate = parts.is_rate() and item.node == Call("divide", (parts.top, parts.bottom))  # type: ignore[arg-type]
        held = {
            "top": parts.top is not None,
            "bottom": parts.bottom is not None,
            "cases": parts.cases is not None,
        }
        columns = [
            f"'{part}': CAST({f'{name}_{part}' if known else 'NULL'} AS DOUBLE)"
            for part, known in held.items()
        ]
        structs.append(
            f"{{'indicator': {literal(name)}, 'value': CAST({name} AS DOUBLE), {', '.join(columns)},"
            f" 'rate': {literal(rate)}, 'risk': {literal(item.risk)}}}"
        )
    own = ", ".join([*keys, "month", "area", *(f"peer_{n}" for n in range(1, peers + 1))])
    return (
        f"SELECT {own}, one.* FROM (\nSELECT {own}, UNNEST([\n  {f',{chr(10)}  '.join(structs)}\n]) AS one"
        "\nFROM wide\n) WHERE one.value IS NOT NULL"
    )


def standing_query(keys: Sequence[str], peers: int, since: int) -> str:
    """Every row of `long` from a month on, beside its peers and its own earlier months."""
    own = ", ".join(keys)
    levels = [
        f"SELECT *, {peers - depth} AS level, "
        + (
            " || '|' || ".join(
                f"COALESCE(CAST(peer_{n} AS VARCHAR), '-')" for n in range(1, depth + 1)
            )
            or "''"
        )
        + " AS peer_group FROM answered"
        for depth in range(peers, 0 if peers else -1, -1)
    ]
    after = f"PARTITION BY {own}, indicator ORDER BY month"
    return f"""
WITH answered AS (SELECT * FROM long WHERE month >= {since}),
placed AS ({" UNION ALL ".join(levels)}),
sound AS (SELECT * FROM placed WHERE cases IS NULL OR cases >= {FEWEST_CASES}),
sorted AS (
  SELECT month, indicator, level, peer_group, COUNT(*) AS peers, LIST_SORT(LIST(value)) AS values,
    SUM(top) AS tops, SUM(bottom) AS bottoms,
    LIST_SUM(LIST_SORT(LIST(top * top / NULLIF(bottom, 0)))) AS squares, ANY_VALUE(rate) AS rate
  FROM sound GROUP BY month, indicator, level, peer_group
),
middle AS (
  SELECT *, values[(peers + 1) // 2] AS p50, values[(peers * 80 + 99) // 100] AS p80,
    tops / NULLIF(bottoms, 0) AS pooled
  FROM sorted WHERE peers >= {FEWEST_PEERS}
),
spread AS (
  SELECT * EXCLUDE (values), LIST_SORT([ABS(v - p50) for v in values])[(peers + 1) // 2] AS mad,
    CASE WHEN pooled < 1 THEN pooled * (1 - pooled) ELSE pooled END AS within
  FROM middle
),
figures AS (
  SELECT *, CASE WHEN NOT rate OR within IS NULL OR within <= 0 THEN {PRIOR}.0
    ELSE LEAST({MOST_PRIOR}.0, GREATEST(1.0, within / GREATEST(between, within / {MOST_PRIOR}.0)))
    END AS alpha
  FROM (SELECT *, squares / bottoms - pooled * pooled - within * peers / bottoms AS between FROM spread)
),
chosen AS (
  SELECT p.* EXCLUDE (rate), f.peers, f.p50, f.p80, f.mad, f.pooled, f.alpha, f.rate
  FROM placed AS p LEFT JOIN figures AS f USING (month, indicator, level, peer_group)
  QUALIFY ROW_NUMBER() OVER (PARTITION BY {", ".join(f"p.{key}" for key in keys)}, p.month, p.indicator
    ORDER BY f.peers IS NULL, p.level) = 1
),
ranked AS (
  SELECT {own}, month, indicator, level, (CAST(RANK() OVER (PARTITION BY month, indicator, level, peer_group
    ORDER BY value) AS DOUBLE) - 1.0) AS below,
    (CAST(RANK() OVER (PARTITION BY month, indicator, level, peer_group
    ORDER BY value DESC) AS DOUBLE) - 1.0) AS above
  FROM sound
),
past AS (
  SELECT {own}, month, indicator,
    ANY_VALUE(value) OVER ({after} RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING) AS month_before,
    ANY_VALUE(value) OVER ({after} RANGE BETWEEN 12 PRECEDING AND 12 PRECEDING) AS year_before,
    LIST({{'m': month, 'v': value}}) OVER (
      {after} RANGE BETWEEN {TREND_MONTHS - 1} PRECEDING AND CURRENT ROW) AS run,
    LIST_SORT(LIST(value) OVER (
      {after} RANGE BETWEEN {TREND_MONTHS} PRECEDING AND 1 PRECEDING)) AS earlier
  FROM long
),
trend AS (
  SELECT * EXCLUDE (run, earlier), {_slope()} AS slope,
    CASE WHEN LEN(earlier) >= {FEWEST_EARLIER} THEN earlier[(LEN(earlier) + 1) // 2] END AS usual,
    CASE WHEN LEN(earlier) >= {FEWEST_EARLIER} THEN LIST_SORT(
      [ABS(v - earlier[(LEN(earlier) + 1) // 2]) for v in earlier])[(LEN(earlier) + 1) // 2] END AS swing
  FROM past WHERE month >= {since}
),
told AS (
  SELECT c.* EXCLUDE (rate, pooled, alpha, mad, peers, level, peer_group),
    CASE WHEN c.peers IS NOT NULL THEN c.level END AS level,
    CASE WHEN c.peers IS NOT NULL THEN c.peer_group END AS peer_group, c.peers,
    CASE WHEN c.bottom > 0 AND c.rate THEN (c.top + c.alpha * c.pooled) / (c.bottom + c.alpha)
      WHEN c.bottom > 0 THEN (c.cases * c.value + {PRIOR}.0 * c.p50) / (c.cases + {PRIOR}.0) END AS shrunk,
    CASE WHEN c.peers > 1 THEN r.below / (c.peers - 1) END AS pct_rank,
    (c.value - c.p50) / NULLIF({ROBUST} * c.mad, 0) AS z_robust,
    c.value / NULLIF(t.month_before, 0) - 1.0 AS mom, c.value / NULLIF(t.year_before, 0) - 1.0 AS yoy,
    t.slope, (c.value - t.usual) / NULLIF({ROBUST} * t.swing, 0) AS shift_z,
    COALESCE(CASE c.risk WHEN '{UP}' THEN 10 * r.below >= 9 * (c.peers - 1)
      WHEN '{DOWN}' THEN 10 * r.above >= 9 * (c.peers - 1) END, FALSE) AS beyond
  FROM chosen AS c
  LEFT JOIN ranked AS r USING ({own}, month, indicator, level)
  JOIN trend AS t USING ({own}, month, indicator)
)
SELECT *, COALESCE(CASE risk WHEN '{UP}' THEN shift_z > {FAR} WHEN '{DOWN}' THEN shift_z < -{FAR} END, FALSE)
  AS shifted
FROM told"""


def _slope() -> str:
    """The least-squares slope a month of the last months' values, in the order of time."""
    n, m, v = "LEN(run)", "LIST_SUM([x.m - month for x in run])", "LIST_SUM([x.v for x in run])"
    mv = "LIST_SUM([(x.m - month) * x.v for x in run])"
    mm = "LIST_SUM([(x.m - month) * (x.m - month) for x in run])"
    wide = f"NULLIF({n} * {mm} - {m} * {m}, 0)"
    return f"CASE WHEN {n} >= {FEWEST_TREND} THEN ({n} * {mv} - {m} * {v}) / {wide} END"
