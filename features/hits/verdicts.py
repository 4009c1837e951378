"""What inspections have concluded of each claim: the last verdict, with its appeal, as one word."""

from features.engines import Engine
from features.hits.program import select

CONFIRMED, CLEARED, UNDER_APPEAL, OPEN = "confirmed", "cleared", "under_appeal", "not_looked_at"
OUTCOMES = {
    CONFIRMED: "查实 | confirmed",
    CLEARED: "排除 | cleared",
    UNDER_APPEAL: "申诉中 | under appeal",
    OPEN: "未查 | not looked at",
}

_QUERY = f"""
SELECT setl_id,
  CASE WHEN appeal_date IS NOT NULL AND appeal_rslt_date IS NULL THEN '{UNDER_APPEAL}'
       WHEN result = 'confirmed' AND COALESCE(appeal_rslt, '') <> 'reversed' THEN '{CONFIRMED}'
       ELSE '{CLEARED}' END AS outcome
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY setl_id ORDER BY decided_date DESC, verdict_id DESC)
        AS newest FROM verdict_d WHERE setl_id IS NOT NULL) AS v
WHERE newest = 1"""


def add_outcomes(engine: Engine) -> None:
    """Keep what was concluded of each claim as the table `rule_outcome`, all that is known now.

    It judges a rule after the fact, so it may see verdicts that came later than the claim.
    """
    select(engine, _QUERY, "rule_outcome")
