"""Rules as one program: every variant a column of the claims' answers, and the hits gathered.

The program is that of `features.sql.compiler`, so DuckDB and Spark run it alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from features.engines import Engine, Told, silent
from features.hits.variants import AREA, Variant, area_column, described, region_sql
from features.rules.parameters.book import Region
from features.sql.compiler import BY_MONTH, compile_signals
from features.sql.program import Program, Step
from features.sql.span import Span

HITS = "rule_hits"


@dataclass(frozen=True)
class Judged:
    """Which variants a program judges, over which regions, for claims from one month on."""

    variants: Sequence[Variant]
    regions: list[Region]
    first: int

    def run(self, engine: Engine, told: Told = silent) -> None:
        """Run the program; its hits are then the table `rule_hits` of the engine.

        A hit is a row (setl_id, fixmedins_code, setl_time, rule_id, amount in fen, version, area).
        """
        asked = {AREA: area_column()}
        for variant in self.variants:
            asked |= variant.columns()
        span = Span.of(self.first, list(asked.values()), None)
        program = compile_signals(described(asked), span).program
        claims = f"SELECT *, {region_sql(self.regions)} AS region FROM answers"
        with program.by(BY_MONTH):
            program.add("rule_claims", claims, stays=True)
        program.add(HITS, "\nUNION ALL\n".join(map(self._hits, self.variants)), stays=True)
        engine.run(program, told)

    def _hits(self, variant: Variant) -> str:
        number, rule = variant.number, variant.rule
        amount = "CAST(NULL AS BIGINT)" if variant.stakes is None else f"amount_{number}"
        held = [f"hit_{number}"]
        if len(variant.regions) < len(self.regions):
            held.append(f"region IN ({', '.join(map(str, variant.regions))})")
        if rule.first_day != date.min:
            held.append(f"CAST(setl_time AS DATE) >= DATE '{rule.first_day.isoformat()}'")
        if rule.last_day != date.max:
            held.append(f"CAST(setl_time AS DATE) <= DATE '{rule.last_day.isoformat()}'")
        return (
            f"SELECT setl_id, fixmedins_code, setl_time, '{rule.id}' AS rule_id,"
            f" {amount} AS amount, '{variant.version}' AS version, {AREA} AS area\n"
            f"FROM rule_claims WHERE {' AND '.join(held)}"
        )


def select(engine: Engine, query: str, name: str) -> None:
    """Keep the rows of a query over the hits under a name."""
    engine.run(Program([Step(name, query, stays=True)]))
