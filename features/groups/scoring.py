"""Sub-scores and totals: every measure on a ramp from 0 to 100, the total their weighted mean.

    sub-score = 100 · min(1, max(0, (measure − low) / (high − low)))
    total     = Σ weight · sub-score / Σ weight, over the sub-scores that are known

The standard subsystem stores standardised sub-scores and a total beside them (domain brief C.7); how
it standardises is not public, so ramps and weights are parameters.
"""

from features.groups.bench import Bench
from features.groups.model import CORE, Model
from features.groups.parameters import Ramp


def score(bench: Bench, model: Model) -> int:
    """Make `scored`, the groups that are large and suspect enough; gives how many fell below."""
    ramps = {one.name: bench.parameters.ramps[one.name] for one in model.scores}
    scores = ", ".join(f"{_ramped(name, ramp)} AS {name}_score" for name, ramp in ramps.items())
    total = " + ".join(f"{r.weight} * coalesce({n}_score, 0)" for n, r in ramps.items())
    known = " + ".join(f"{r.weight} * ({n}_score IS NOT NULL)::INTEGER" for n, r in ramps.items())
    bench.table("scaled", f"SELECT *, {scores} FROM measure")
    bench.table(
        "totalled", f"SELECT *, round(({total}) / nullif({known}, 0), 2) AS score FROM scaled"
    )
    least = bench.parameters.number("minimum_score")
    many = int(bench.parameters.number("minimum_settlements"))
    bench.table(
        "scored",
        f"""
SELECT t.* FROM totalled AS t
JOIN (SELECT grp, count(DISTINCT setl_id) FILTER (WHERE role = '{CORE}') AS many
      FROM member GROUP BY grp) AS m USING (grp)
WHERE m.many >= {many} AND t.score >= {least}""",
    )
    return bench.count("SELECT (SELECT count(*) FROM measure) - (SELECT count(*) FROM scored)")


def _ramped(name: str, ramp: Ramp) -> str:
    """The sub-score of a measure as SQL; null where the measure is null."""
    share = f"(CAST({name} AS DOUBLE) - ({ramp.low})) / ({ramp.high} - ({ramp.low}))"
    return (
        f"CASE WHEN {name} IS NOT NULL THEN round(100 * greatest(0.0, least(1.0, {share})), 2) END"
    )
