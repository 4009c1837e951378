"""The insured person and the place of care, as the models take them in."""

from features.catalog.families import PERSON
from features.catalog.subjects import care_class, diagnosis_category, signed_with
from features.language import NEITHER, UP, Signal, claim

patient_age = Signal(
    claim.age,
    asks="患者几岁? | How old is the patient?",
    risk=NEITHER,
    family=PERSON,
)
sex = Signal(
    claim.gend,
    asks="患者性别? | What sex is the patient?",
    risk=NEITHER,
    family=PERSON,
)
class_of_care = Signal(
    care_class,
    asks="医疗类别? | What class of care?",
    risk=NEITHER,
    family=PERSON,
)
insurance_scheme = Signal(
    claim.insutype,
    asks="险种? | Which insurance scheme?",
    risk=NEITHER,
    family=PERSON,
)
person_class = Signal(
    claim.psn_type.prefix(2),
    asks="人员类别? | Which class of insured person?",
    risk=NEITHER,
    family=PERSON,
)
hospital_level = Signal(
    claim.hosp_lv,
    asks="机构等级? | What grade has the institution?",
    risk=NEITHER,
    family=PERSON,
)
institution_nature = Signal(
    claim.medins_natu,
    asks="机构性质? | Who owns the institution?",
    risk=NEITHER,
    family=PERSON,
)
main_diagnosis = Signal(
    diagnosis_category,
    asks="主诊断属于哪个类目? | Which category is the main diagnosis?",
    risk=NEITHER,
    family=PERSON,
)
voucher = Signal(
    claim.mdtrt_cert_type,
    asks="使用何种就诊凭证? | Which voucher was used?",
    risk=NEITHER,
    family=PERSON,
)
is_aided = Signal(
    ~claim.sp_psn_type.is_null(),
    asks="是否救助等特殊人员? | Is the person in a special group?",
    risk=NEITHER,
    family=PERSON,
)
is_from_other_area = Signal(
    claim.insu_admdvs != claim.fix_blng_admdvs,
    asks="是否异地就医? | Is the person insured elsewhere?",
    risk=NEITHER,
    family=PERSON,
)
is_signed_elsewhere = Signal(
    signed_with != claim.fixmedins_code,
    asks="是否在签约机构以外就诊? | Is it away from where the person is signed?",
    risk=NEITHER,
    family=PERSON,
)
has_third_party = Signal(
    claim.ttp_resp == "1",
    asks="是否有第三方责任? | Is a third party liable?",
    risk=UP,
    family=PERSON,
)
