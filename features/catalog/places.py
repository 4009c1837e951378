"""Space and time: one person or one doctor in two places, nearer in time than the road allows."""

from features.catalog.families import DOCTOR, OVERLAP
from features.catalog.subjects import inpatient, walk_in
from features.language import DOWN, NEITHER, UP, Signal, claim, past

person = past.same(claim.psn_no).where(walk_in).within(days=1)
doctor = past.same(claim.atddr_no).within(days=1)
doctors_claims = past.same(claim.atddr_no)
doctors_claims_here = past.same(claim.atddr_no, claim.fixmedins_code)

since_person = claim.setl_time.minutes_since(person.max(claim.setl_time))
since_doctor = claim.setl_time.minutes_since(doctor.max(claim.setl_time))
person_elsewhere = person.latest(claim.fixmedins_code) != claim.fixmedins_code
person_in_other_area = person.latest(claim.fix_blng_admdvs) != claim.fix_blng_admdvs
doctor_elsewhere = doctor.latest(claim.fixmedins_code) != claim.fixmedins_code
doctor_in_other_area = doctor.latest(claim.fix_blng_admdvs) != claim.fix_blng_admdvs

patient_elsewhere_within_hour = Signal(
    (walk_in & person_elsewhere & (since_person <= 60)).otherwise(False),
    asks="一小时内是否刚在另一机构结算? | Was the person at another institution within the hour?",
    risk=UP,
    family=OVERLAP,
)
patient_in_other_area_within_two_hours = Signal(
    (walk_in & person_in_other_area & (since_person <= 120)).otherwise(False),
    asks="两小时内是否刚在另一统筹区结算? | Was the person in another area within two hours?",
    risk=UP,
    family=OVERLAP,
)
minutes_since_patient_settled = Signal(
    since_person.only_if(walk_in),
    asks="距本人上次门诊或购药结算几分钟? | How many minutes since the person's last visit?",
    risk=DOWN,
    family=OVERLAP,
)
doctor_elsewhere_within_hour = Signal(
    (walk_in & doctor_elsewhere & (since_doctor <= 60)).otherwise(False),
    asks="接诊医师一小时内是否刚在另一机构接诊? | Was the doctor elsewhere within the hour?",
    risk=UP,
    family=DOCTOR,
)
doctor_in_other_area_within_a_day = Signal(
    doctor_in_other_area.otherwise(False),
    asks="接诊医师一天内是否在另一统筹区接诊? | Was the doctor in another area within a day?",
    risk=UP,
    family=DOCTOR,
)
minutes_since_doctor_settled = Signal(
    since_doctor.only_if(walk_in),
    asks="距接诊医师上一笔结算几分钟? | How many minutes since the doctor's last claim?",
    risk=DOWN,
    family=DOCTOR,
)
doctor_share_here_90d = Signal(
    doctors_claims_here.within(days=90).count() / doctors_claims.within(days=90).count(),
    asks="接诊医师过去90天有多大比例在本机构? | What share of the doctor's claims is here?",
    risk=DOWN,
    family=DOCTOR,
)
doctor_is_new_here = Signal(
    (doctors_claims_here.within(days=90).count() == 0)
    & (doctors_claims.within(days=90).count() > 0),
    asks="接诊医师是否此前只在别处接诊? | Was the doctor seen elsewhere only until now?",
    risk=UP,
    family=DOCTOR,
)
doctor_far_patients_share_90d = Signal(
    doctors_claims_here.where(~inpatient)
    .within(days=90)
    .share(claim.resd_admdvs != claim.fix_blng_admdvs),
    asks="接诊医师的门诊患者多大比例住在外区? | What share of the doctor's patients lives elsewhere?",
    risk=NEITHER,
    family=DOCTOR,
)
