"""The doctor register: scope, state of the licence, right to bill, the house they belong to.

A doctor whom the register does not know is asked only where it knows the doctor of the last claim.
The register is that of today: a contract's day counts from that day on, not for claims before it.
"""

from features.catalog.families import LICENCE
from features.catalog.subjects import herbs, inpatient, outpatient
from features.language import UP, Signal, claim, lines, oprn, past

here = past.same(claim.fixmedins_code)
treats = outpatient | inpatient
known = ~claim.dr_prac_type.is_null()
scope = claim.dr_prac_scp_code.prefix(3)
begun = claim.cntr_begntime.only_if(claim.setl_time.days_since(claim.cntr_begntime) >= 0)
ended = claim.cntr_endtime.only_if(claim.setl_time.days_since(claim.cntr_endtime) >= 0)

doctor_outside_scope = Signal(
    treats & (claim.dept_codg.prefix(3) != scope),
    asks="就诊科室是否超出医师执业范围? | Is the department outside the doctor's scope?",
    risk=UP,
    family=LICENCE,
)
doctor_not_in_register = Signal(
    (
        treats & ~claim.atddr_no.is_null() & ~known & (here.within(days=90).share(known) > 0.5)
    ).otherwise(False),
    asks="医师是否不在医保医师库? | Is the doctor not in the register?",
    risk=UP,
    family=LICENCE,
)
doctor_contract_ended = Signal(
    treats & (claim.cntr_endtime < claim.begndate),
    asks="医师协议是否已到期? | Had the doctor's contract ended?",
    risk=UP,
    family=LICENCE,
)
doctor_contract_not_begun = Signal(
    treats & (begun > claim.begndate),
    asks="医师协议是否就诊之后才开始? | Did the doctor's contract begin only after the visit?",
    risk=UP,
    family=LICENCE,
)
doctor_right_suspended = Signal(
    treats & claim.qual_stas.isin("suspended", "terminated"),
    asks="医师支付资格是否暂停或终止? | Is the doctor's right to bill suspended or ended?",
    risk=UP,
    family=LICENCE,
)
doctor_demerits = Signal(
    claim.qual_score,
    asks="医师支付资格记了几分? | How many demerit points has the doctor?",
    risk=UP,
    family=LICENCE,
)
doctor_not_in_practice = Signal(
    treats & (claim.prac_stas != "1"),
    asks="医师执业状态是否异常? | Is the doctor not in practice?",
    risk=UP,
    family=LICENCE,
)
doctor_may_not_bill = Signal(
    treats & (claim.hi_dr_flag != "1"),
    asks="是否并非医保医师? | May the doctor not bill the insurance?",
    risk=UP,
    family=LICENCE,
)
doctor_of_low_credit = Signal(
    claim.cred_lv.isin("D", "E"),
    asks="医师信用等级是否为D或E? | Is the doctor's credit of grade D or E?",
    risk=UP,
    family=LICENCE,
)
doctor_of_another_house = Signal(
    treats & (claim.main_pracins_no != claim.fixmedins_code),
    asks="医师主执业机构是否不是本机构? | Is the doctor's main institution another one?",
    risk=UP,
    family=LICENCE,
)
doctor_elsewhere_without_leave = Signal(
    treats
    & (claim.main_pracins_no != claim.fixmedins_code)
    & (claim.mul_prac_flag.otherwise("0") != "1"),
    asks="是否无多点执业而在他处接诊? | At another institution without leave to work in several?",
    risk=UP,
    family=LICENCE,
)
herbs_by_another_kind_of_doctor = Signal(
    herbs.count().only_if(~claim.dr_prac_type.isin("4", "5")),
    asks="非中医类医师开了几条中药饮片? | How many lines of herbs by a doctor of another kind?",
    risk=UP,
    family=LICENCE,
)
operations_beyond_scope = Signal(
    lines.oprn.where(~oprn.anst_way.is_null())
    .count()
    .only_if(claim.dr_prac_scp_code.starts_with("A02", "A03", "A50")),
    asks="内科、全科或中医医师名下有几项麻醉手术? | How many operations under a physician's name?",
    risk=UP,
    family=LICENCE,
)
institution_visiting_share_90d = Signal(
    here.where(treats).within(days=90).share(claim.main_pracins_no != claim.fixmedins_code),
    asks="本机构过去90天外院医师接诊的比例? | What share of visits here is by others' doctors?",
    risk=UP,
    family=LICENCE,
)
days_since_contract_ended = Signal(
    claim.begndate.days_since(ended),
    asks="就诊时医师协议已到期几天? | How many days ago had the doctor's contract ended?",
    risk=UP,
    family=LICENCE,
)
