"""What a row names must be there: its settlement, its encounter, and those whom registers know."""

from dataclasses import dataclass

from features.settlement.quality.cross_check import CrossCheck


@dataclass(frozen=True)
class Reference:
    """A column whose values are those of another table's column."""

    name: str
    table: str
    column: str
    to: str
    zh: str
    en: str
    grade: str = "flag"

    @property
    def check(self) -> CrossCheck:
        """The reference as a check; nothing can be said before the other table is loaded."""
        table, column = self.to.split(".")
        return CrossCheck(
            self.name,
            self.table,
            f"r.{self.column} IN (SELECT {column} FROM {table})",
            self.zh,
            self.en,
            self.grade,
            (table,),
        )


SETTLEMENT, ENCOUNTER, LIST = "setl_d.setl_id", "mdtrt_d.mdtrt_id", "setl_list.setl_id"
INSTITUTION, DOCTOR = "fixmedins_b.fixmedins_code", "dr_info_b.dr_code"
PERSON = "psn_info_b.psn_no"

_PARTS = {
    "setl_diag": ("诊断", "A diagnosis"),
    "setl_opsp": ("慢特病诊断", "A chronic-disease diagnosis"),
    "setl_oprn": ("手术操作", "An operation"),
    "setl_item": ("收费项目", "A charge class"),
    "setl_icu": ("重症监护", "Intensive care"),
    "setl_bld": ("输血", "A transfusion"),
}

REFERENCES = (
    *(
        Reference(
            f"{table}_has_its_list",
            table,
            "setl_id",
            LIST,
            f"{zh}应有其结算清单",
            f"{en} belongs to a settlement list that is there",
        )
        for table, (zh, en) in _PARTS.items()
    ),
    Reference(
        "line_has_its_settlement",
        "fee_list_d",
        "setl_id",
        SETTLEMENT,
        "费用明细应有其结算",
        "A fee line belongs to a settlement that is there",
    ),
    Reference(
        "line_doctor_is_registered",
        "fee_list_d",
        "bilg_dr_codg",
        DOCTOR,
        "开单医生应在医师登记中",
        "The ordering doctor is in the register",
    ),
    Reference(
        "executing_doctor_is_registered",
        "fee_list_d",
        "orders_dr_code",
        DOCTOR,
        "受单医生一般在医师登记中(也可为技师、护士)",
        "The executing doctor is usually in the register, unless technician or nurse",
        "note",
    ),
    Reference(
        "settlement_institution_is_registered",
        "setl_d",
        "fixmedins_code",
        INSTITUTION,
        "结算机构应在机构登记中",
        "The institution of a settlement is in the register",
    ),
    Reference(
        "settlement_person_is_registered",
        "setl_d",
        "psn_no",
        PERSON,
        "结算人员一般在参保登记中(异地参保除外)",
        "The person of a settlement is usually in the register, unless insured elsewhere",
        "note",
    ),
    Reference(
        "settlement_has_its_encounter",
        "setl_d",
        "mdtrt_id",
        ENCOUNTER,
        "结算应有其就诊登记",
        "A settlement belongs to an encounter that is there",
    ),
    Reference(
        "list_has_its_settlement",
        "setl_list",
        "setl_id",
        SETTLEMENT,
        "结算清单应有其结算",
        "A settlement list belongs to a settlement that is there",
    ),
    Reference(
        "list_doctor_is_registered",
        "setl_list",
        "chfpdr_code",
        DOCTOR,
        "主诊医师应在医师登记中",
        "The doctor in charge is in the register",
    ),
    Reference(
        "receiver_is_registered",
        "setl_list",
        "acp_optins_code",
        INSTITUTION,
        "拟接收机构一般在机构登记中",
        "The receiving institution is usually in the register",
        "note",
    ),
    Reference(
        "surgeon_is_registered",
        "setl_oprn",
        "oper_dr_code",
        DOCTOR,
        "术者应在医师登记中",
        "The surgeon is in the register",
    ),
    Reference(
        "anaesthetist_is_registered",
        "setl_oprn",
        "anst_dr_code",
        DOCTOR,
        "麻醉医师应在医师登记中",
        "The anaesthetist is in the register",
    ),
    Reference(
        "payment_has_its_settlement",
        "setl_pay",
        "setl_id",
        SETTLEMENT,
        "基金分项应有其结算",
        "A fund's payment belongs to a settlement that is there",
    ),
    Reference(
        "case_has_its_settlement",
        "drg_case_d",
        "setl_id",
        SETTLEMENT,
        "DRG/DIP病例应有其结算",
        "A grouped case belongs to a settlement that is there",
    ),
    Reference(
        "case_has_its_list",
        "drg_case_d",
        "setl_id",
        LIST,
        "DRG/DIP病例应有其结算清单",
        "A grouped case belongs to a settlement list that is there",
    ),
    Reference(
        "apg_has_its_settlement",
        "apg_case_d",
        "setl_id",
        SETTLEMENT,
        "APG病例应有其结算",
        "A grouped visit belongs to a settlement that is there",
    ),
    Reference(
        "encounter_institution_is_registered",
        "mdtrt_d",
        "fixmedins_code",
        INSTITUTION,
        "就诊机构应在机构登记中",
        "The institution of an encounter is in the register",
    ),
    Reference(
        "attending_doctor_is_registered",
        "mdtrt_d",
        "atddr_no",
        DOCTOR,
        "主治医生应在医师登记中",
        "The attending doctor is in the register",
    ),
    Reference(
        "diagnosis_has_its_encounter",
        "mdtrt_diag",
        "mdtrt_id",
        ENCOUNTER,
        "就诊诊断应有其就诊登记",
        "A diagnosis belongs to an encounter that is there",
    ),
    Reference(
        "scan_has_its_settlement",
        "drug_trac_d",
        "setl_id",
        SETTLEMENT,
        "扫码记录的结算应已装载",
        "The settlement of a scan is there",
    ),
    Reference(
        "scan_institution_is_registered",
        "drug_trac_d",
        "fixmedins_code",
        INSTITUTION,
        "扫码机构应在机构登记中",
        "The institution of a scan is in the register",
    ),
    Reference(
        "identity_check_has_its_encounter",
        "idet_chk_d",
        "mdtrt_id",
        ENCOUNTER,
        "实名核验应有其就诊登记",
        "An identity check belongs to an encounter that is there",
    ),
    Reference(
        "verdict_has_its_settlement",
        "verdict_d",
        "setl_id",
        SETTLEMENT,
        "查处结论的结算应已装载",
        "The settlement of a verdict is there",
    ),
    Reference(
        "verdict_line_has_its_verdict",
        "verdict_item_d",
        "verdict_id",
        "verdict_d.verdict_id",
        "查处明细应有其结论",
        "A verdict's line belongs to a verdict that is there",
    ),
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
