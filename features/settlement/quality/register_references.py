"""What registers and the bureau's own tables name must be there: persons, institutions, doctors."""

from features.settlement.quality.reference import DOCTOR, INSTITUTION, PERSON, Reference

REGISTER_REFERENCES = (
    Reference(
        "registration_person_is_insured",
        "psn_opsp_d",
        "psn_no",
        PERSON,
        "慢特病登记的人员应在参保登记中",
        "A registered patient is in the register of insured persons",
    ),
    Reference(
        "signed_person_is_insured",
        "psn_sign_d",
        "psn_no",
        PERSON,
        "签约人员应在参保登记中",
        "A signed person is in the register of insured persons",
    ),
    Reference(
        "signed_institution_is_registered",
        "psn_sign_d",
        "fixmedins_code",
        INSTITUTION,
        "签约机构应在机构登记中",
        "The institution that a person signed with is in the register",
    ),
    Reference(
        "heads_institution_is_registered",
        "sign_mon",
        "fixmedins_code",
        INSTITUTION,
        "签约人数的机构应在机构登记中",
        "The institution of signed heads is in the register",
    ),
    Reference(
        "doctor_institution_is_registered",
        "dr_info_b",
        "main_pracins_no",
        INSTITUTION,
        "医师主执业机构应在机构登记中",
        "A doctor's main institution is in the register",
    ),
    Reference(
        "community_head_is_registered",
        "fixmedins_b",
        "bloc_fixmedins_code",
        INSTITUTION,
        "医共体牵头机构应在机构登记中",
        "The head of a community is in the register",
    ),
    Reference(
        "complaint_institution_is_registered",
        "complaint_d",
        "fixmedins_code",
        INSTITUTION,
        "被投诉机构应在机构登记中",
        "The institution of a complaint is in the register",
    ),
    Reference(
        "complaint_doctor_is_registered",
        "complaint_d",
        "dr_code",
        DOCTOR,
        "被投诉医师应在医师登记中",
        "The doctor of a complaint is in the register",
    ),
    Reference(
        "feedback_institution_is_registered",
        "warn_fdbk_d",
        "fixmedins_code",
        INSTITUTION,
        "反馈机构应在机构登记中",
        "The institution of a feedback is in the register",
    ),
)
