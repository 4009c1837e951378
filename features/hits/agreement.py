"""Do the readers of rules agree? The batch's hits against the service's own path, claim by claim.

Hits are judged anew from the lake, under the limits of now, so that what is compared is the two
readers and not an old file of hits.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from features.engines import Engine
from features.hits.batch import judge_months
from features.hits.judge import Judge, Ruled
from features.hits.program import HITS
from features.sql.expression import literal

Compared = tuple[str, str, int | None, str]


def batch_hits(
    engine: Engine, judge: Judge, claims: Mapping[str, datetime]
) -> dict[str, set[Compared]]:
    """The hits of these claims as the batch judges them; claims with their moments."""
    if not claims:
        return {}
    months = f"{min(claims.values()):%Y-%m}", f"{max(claims.values()):%Y-%m}"
    judge_months(engine, judge.library, judge.names, months)
    chosen = ", ".join(literal(setl_id) for setl_id in claims)
    found: dict[str, set[Compared]] = {setl_id: set() for setl_id in claims}
    rows: Sequence[Mapping[str, Any]] = engine.rows(
        f"SELECT setl_id, rule_id, amount, version FROM {HITS} WHERE setl_id IN ({chosen})"
    ).to_pylist()
    for row in rows:
        found[row["setl_id"]].add((row["setl_id"], row["rule_id"], row["amount"], row["version"]))
    engine.close()
    return found


def live_hits(setl_id: str, ruled: Ruled) -> set[Compared]:
    """The hits of one claim as the service judges it; a rule that failed differs by its name."""
    told: set[Compared] = {(setl_id, h.rule.id, h.amount, h.version) for h in ruled.hits}
    return told | {(setl_id, rule_id, None, kind) for rule_id, kind in ruled.failed.items()}


def different(batch: set[Compared], live: set[Compared]) -> list[str]:
    """The differences of one claim, naming rules and no values."""
    return [
        f"live: rule {rule_id} of {setl_id}"
        for setl_id, rule_id, _, _ in sorted(batch ^ live, key=str)
    ]
