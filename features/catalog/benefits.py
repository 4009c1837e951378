"""Benefits that are owed once: two schemes, a liable party, an injury at work, maternity."""

from features.catalog.families import PERSON
from features.catalog.subjects import inpatient, outpatient
from features.language import UP, Signal, claim, diag, fee, lines, past

mine = past.same(claim.psn_no)
injured = claim.dscg_maindiag_code.starts_with("S", "T0", "T1", "T2", "T3")
accident = lines.diag.where(diag.diag_code.starts_with("V", "W", "X", "Y0", "Y1", "Y2", "Y3"))
traffic = lines.diag.where(diag.diag_code.starts_with("V"))

scheme_changed_within_90d = Signal(
    (mine.within(days=90).latest(claim.insutype) != claim.insutype).otherwise(False),
    asks="过去90天险种是否变过? | Did the insurance scheme change within 90 days?",
    risk=UP,
    family=PERSON,
)
schemes_used_365d = Signal(
    mine.within(days=365).distinct(claim.insutype),
    asks="过去一年用过几个险种? | How many insurance schemes paid in a year?",
    risk=UP,
    family=PERSON,
)
traffic_injury_paid_by_fund = Signal(
    traffic.count() > 0,
    asks="交通事故外因编码却由基金支付? | A traffic accident coded, and the fund pays?",
    risk=UP,
    family=PERSON,
)
accident_coded = Signal(
    accident.count(),
    asks="有几条损伤外因诊断? | How many external causes are coded?",
    risk=UP,
    family=PERSON,
)
injured_with_third_party = Signal(
    injured & (claim.ttp_resp == "1"),
    asks="是否有第三方责任的损伤? | An injury for which a third party is liable?",
    risk=UP,
    family=PERSON,
)
employee_injured_on_a_working_day = Signal(
    injured
    & claim.insutype.isin("310")
    & claim.psn_type.starts_with("11")
    & (claim.begndate.weekday() <= 5),
    asks="在职职工工作日受伤(可能属工伤)? | An employee hurt on a working day (work injury)?",
    risk=UP,
    family=PERSON,
)
maternity_items_without_maternity = Signal(
    lines.fee.where(fee.matn_fee_flag == "1").count().only_if(~claim.med_type.starts_with("5")),
    asks="非生育结算中有几条生育费用? | How many maternity lines in a claim of another class?",
    risk=UP,
    family=PERSON,
)
delivery_settled_as_plain_stay = Signal(
    inpatient & claim.dscg_maindiag_code.starts_with("O8") & claim.med_type.starts_with("2"),
    asks="分娩是否按普通住院结算? | A delivery settled as a plain stay?",
    risk=UP,
    family=PERSON,
)
check_up_code_settled = Signal(
    (outpatient | inpatient) & claim.dscg_maindiag_code.starts_with("Z00", "Z01", "Z02", "Z10"),
    asks="是否以体检类诊断结算? | Settled under a check-up diagnosis?",
    risk=UP,
    family=PERSON,
)
beauty_code_settled = Signal(
    claim.dscg_maindiag_code.starts_with("Z41", "L70", "L80", "L81", "L65"),
    asks="诊断是否多见于美容? | A diagnosis that beauty care often bears?",
    risk=UP,
    family=PERSON,
)
vaccine_lines = Signal(
    lines.fee.where(
        fee.hilist_name.contains("疫苗") | fee.medins_list_name.contains("疫苗")
    ).count(),
    asks="有几条疫苗费用? | How many lines of vaccine?",
    risk=UP,
    family=PERSON,
)
