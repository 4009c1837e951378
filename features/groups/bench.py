"""The bench of one run: a connection with `visit`, and what a model may do on it.

A model writes SQL over `visit` and the tables of the contract. Two things are done for it here:
pairs of neighbours within blocks, with a cap that is counted, and groups of a graph.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from features.groups.graph import groups_of
from features.groups.parameters import ModelParameters
from features.groups.visits import Span


@dataclass
class Capped:
    """What blocks were too large to be compared whole.

    `rows` of them had more neighbours than were compared; `blocks` hold such rows.
    """

    rows: int = 0
    blocks: int = 0
    pairs: int = 0


@dataclass
class Bench:
    """What one model works with; `capped` adds up over its comparisons."""

    con: duckdb.DuckDBPyConnection
    span: Span
    parameters: ModelParameters
    seed: int = 7
    capped: Capped = field(default_factory=Capped)

    def table(self, name: str, query: str) -> None:
        """Make a temporary table."""
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}").fetchall()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.con.execute(query, values).fetchall()

    def count(self, query: str) -> int:
        """The one number of a query."""
        return int(self.rows(query)[0][0] or 0)

    def since(self) -> str:
        """The first moment that the model looks at, as an SQL literal."""
        days = int(self.parameters.number("window_days"))
        return f"(DATE '{self.span.end}' - INTERVAL {days} DAY)"

    def pairs(self, name: str, source: str, block: str, order: str, near: str) -> None:
        """Make a table of pairs of rows of `source` (a table) that stand near within a block.

        Rows of a block are put in order, and each is compared with the next few only (`neighbours`
        of the parameters), so the cost is linear whatever the size of a block. `near` is a
        condition on `a` and `b`. A row whose neighbour just after those is near as well is
        counted in `capped`.
        """
        many = int(self.parameters.number("neighbours"))
        keys = [key.strip() for key in block.split(",")]
        ordered = f"{block}, {order}, setl_id"
        self.table(
            "in_order",
            f"SELECT *, row_number() OVER (ORDER BY {ordered}) AS nth,"
            f" dense_rank() OVER (ORDER BY {block}) AS of_block FROM {source}",
        )
        # Each row once for each place after it, as a table: left to itself, DuckDB 2.0 joins by the
        # block first, which is quadratic, and looks at the places afterwards.
        self.table(
            "in_steps",
            f"SELECT *, nth + step.n AS next_nth FROM in_order CROSS JOIN range(1, {many + 2})"
            " AS step(n)",
        )
        self.table(
            name,
            "SELECT a.setl_id AS a, b.setl_id AS b, a.psn_no AS psn_a, b.psn_no AS psn_b,"
            f" {', '.join(f'a.{key}' for key in keys)}, b.nth - a.nth AS apart"
            f" FROM in_steps AS a JOIN in_order AS b ON b.nth = a.next_nth"
            f" WHERE b.of_block - a.of_block = 0 AND {near}",
        )
        self.rows("DROP TABLE in_steps")
        rows, blocks = self.rows(
            f"SELECT count(*), count(DISTINCT ({block})) FROM {name} WHERE apart = {many + 1}"
        )[0]
        self.capped.rows += int(rows)
        self.capped.blocks += int(blocks)
        self.rows(f"DELETE FROM {name} WHERE apart = {many + 1}")
        self.capped.pairs += self.count(f"SELECT count(*) FROM {name}")

    def groups(self, name: str, edges: str, *, communities: bool = False) -> None:
        """Make a table (node, grp) of the groups of a graph.

        `edges` is a query of a, b and, for communities, their weight w. Groups are connected
        components, or Leiden communities of them.
        """
        seed = self.seed if communities else None
        found = groups_of(self.con, edges, seed)
        self.con.register("found_groups", found)
        self.table(name, "SELECT * FROM found_groups")
        self.con.unregister("found_groups")
