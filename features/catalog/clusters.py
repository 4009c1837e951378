"""Clusters: claims that move together by amount, by department and day, by telephone."""

from features.catalog.families import CLUSTER
from features.catalog.subjects import inpatient
from features.language import UP, Signal, claim, past

alike = past.same(claim.fixmedins_code, claim.medfee_sumamt)
admitted_together = past.same(claim.fixmedins_code, claim.dept_codg, claim.begndate)
phone = past.same(claim.tel_hash)

same_amount_here_1d = Signal(
    alike.within(days=1).count(),
    asks="昨日至今本机构几笔金额相同? | How many claims of this amount here since yesterday?",
    risk=UP,
    family=CLUSTER,
)
same_amount_here_30d = Signal(
    alike.within(days=30).count(),
    asks="过去30天本机构几笔金额相同? | How many claims of this amount here in 30 days?",
    risk=UP,
    family=CLUSTER,
)
same_amount_persons_30d = Signal(
    alike.within(days=30).distinct(claim.psn_no),
    asks="过去30天本机构几人金额相同? | How many persons had this amount here in 30 days?",
    risk=UP,
    family=CLUSTER,
)
admitted_together_30d = Signal(
    admitted_together.where(inpatient).within(days=30).count(),
    asks="同科同日入院且已出院的有几人? | How many were admitted there on the same day?",
    risk=UP,
    family=CLUSTER,
)
phone_persons_90d = Signal(
    phone.within(days=90).distinct(claim.psn_no),
    asks="过去90天同一电话有几人结算? | How many persons with this telephone in 90 days?",
    risk=UP,
    family=CLUSTER,
)
phone_stays_30d = Signal(
    phone.where(inpatient).within(days=30).count(),
    asks="过去30天同一电话有几次住院? | How many stays with this telephone in 30 days?",
    risk=UP,
    family=CLUSTER,
)
