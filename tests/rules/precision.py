"""How well rules find what a province planted: `python -m tests.rules.precision TRUTH [HITS…]`.

Reads the hits of `fundwatch rules run` in the home, and the truth of the province. A rule is right
at a claim when a violation that it names was planted there; of a scheme is found what any rule that
names it hits. Prints both tables; it judges, and nothing is fitted to it.
"""

import sys
from pathlib import Path

import duckdb

from features.rules import BY_ID
from features.settings import Settings


def tables(truth: Path, hits: Path) -> duckdb.DuckDBPyConnection:
    """A connection that sees planted (setl_id, scheme), hit (setl_id, rule_id) and names."""
    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE planted AS SELECT DISTINCT setl_id, scheme FROM '{truth}/claims.parquet'"
    ).fetchall()
    connection.execute(
        f"CREATE TABLE hit AS SELECT * FROM read_parquet('{hits}/month=*.parquet')"
    ).fetchall()
    named = [(rule.id, violation) for rule in BY_ID.values() for violation in rule.violations]
    connection.execute("CREATE TABLE names (rule_id VARCHAR, scheme VARCHAR)").fetchall()
    connection.executemany("INSERT INTO names VALUES (?, ?)", named).fetchall()
    return connection


BY_RULE = """
SELECT h.rule_id, COUNT(*) AS hits,
  COUNT(*) FILTER (EXISTS (SELECT 1 FROM planted p JOIN names n USING (scheme)
    WHERE p.setl_id = h.setl_id AND n.rule_id = h.rule_id)) AS named,
  COUNT(*) FILTER (EXISTS (SELECT 1 FROM planted p WHERE p.setl_id = h.setl_id)) AS planted
FROM hit h GROUP BY 1 ORDER BY 1
"""
BY_SCHEME = """
SELECT p.scheme, COUNT(*) AS planted,
  COUNT(*) FILTER (EXISTS (SELECT 1 FROM hit h JOIN names n USING (rule_id)
    WHERE h.setl_id = p.setl_id AND n.scheme = p.scheme)) AS found,
  COUNT(*) FILTER (EXISTS (SELECT 1 FROM hit h WHERE h.setl_id = p.setl_id)) AS any_rule,
  (SELECT COUNT(DISTINCT h.setl_id) FROM hit h JOIN names n USING (rule_id)
    WHERE n.scheme = p.scheme) AS hit
FROM planted p GROUP BY 1 ORDER BY 1
"""


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def main(truth: Path) -> None:
    """Print how each rule and each scheme fares."""
    connection = tables(truth, Settings().path("hits"))
    say(f"{'rule':8}{'hits':>7}{'named':>7}{'any':>6}{'precision':>11}  title")
    for rule_id, hits, named, planted in connection.execute(BY_RULE).fetchall():
        title = BY_ID[rule_id].names[0]
        say(f"{rule_id:8}{hits:7}{named:7}{planted:6}{named / hits:11.2f}  {title}")
    say(
        f"\n{'scheme':8}{'planted':>8}{'found':>7}{'recall':>8}{'any':>6}{'hit':>7}{'precision':>11}"
    )
    for scheme, planted, found, any_rule, hit in connection.execute(BY_SCHEME).fetchall():
        precision = f"{found / hit:11.2f}" if hit else f"{'–':>11}"
        say(f"{scheme:8}{planted:8}{found:7}{found / planted:8.2f}{any_rule:6}{hit:7}{precision}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
