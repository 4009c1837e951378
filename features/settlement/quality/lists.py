"""The quality of settlement lists (清单质控): why a list would not be grouped, and what contradicts it.

The reasons not to group are those that national groupers give: information, codes that do not
convert, sex, no major category, choice of operations, newborns, ambiguous records (歧义病案).
"""

from features.settlement.quality.cross_check import CrossCheck

DIAG, OPRN, ITEM, ICU = ("setl_diag",), ("setl_oprn",), ("setl_item",), ("setl_icu",)
STAY = "datediff('day', r.adm_time::DATE, r.dscg_time::DATE)"
SEX = "coalesce(r.gend, s.gend)"
AGE = "coalesce(r.age, s.age)"

LISTS = (
    CrossCheck(
        "list_tells_enough",
        "setl_list",
        f"{SEX} IN ('1', '2') IS TRUE AND coalesce({AGE}, r.nwb_age) IS NOT NULL"
        " AND r.adm_time IS NOT NULL AND r.dscg_time IS NOT NULL AND d.main_code IS NOT NULL",
        "信息校验:性别、年龄、入出院时间、主诊断应齐全",
        "Sex, age, admission, discharge and main diagnosis are all there",
        needs=DIAG,
    ),
    CrossCheck(
        "list_codes_convert",
        "setl_list",
        "coalesce(d.strange, 0) = 0 AND coalesce(o.strange, 0) = 0",
        "诊断、手术编码应可转换(符合医保版编码规则)",
        "Codes of diagnoses and operations convert: they are well formed",
        needs=DIAG,
    ),
    CrossCheck(
        "main_diagnosis_fits_the_sex",
        "setl_list",
        f"c.sex IS NULL OR {SEX} NOT IN ('1', '2') OR {SEX} = c.sex",
        "主诊断应与性别相符",
        "The main diagnosis fits the sex",
        needs=DIAG,
    ),
    CrossCheck(
        "main_diagnosis_has_a_category",
        "setl_list",
        r"NOT regexp_full_match(d.main_code, '([V-Y]\d\d|B9[5-7])\..*')",
        "主诊断应属于某一MDC(外因V-Y、病原B95-B97不可为主诊断)",
        "The main diagnosis is of a major category: no external cause, no mere agent",
        needs=DIAG,
    ),
    CrossCheck(
        "one_main_operation",
        "setl_list",
        "coalesce(o.oprns, 0) = 0 OR o.mains = 1",
        "有手术者应有且只有一个主手术",
        "Where there are operations, one is the main operation",
        needs=OPRN,
    ),
    CrossCheck(
        "newborn_record_is_consistent",
        "setl_list",
        f"(NOT regexp_full_match(d.main_code, '(P|Z38).*') OR coalesce({AGE} = 0, r.nwb_age <= 365, true))"
        " AND (r.nwb_age IS NULL OR r.nwb_age > 28 OR NOT starts_with(d.main_code, 'O'))",
        "新生儿诊断应与年龄相符",
        "A newborn's diagnosis is that of a newborn, and the other way round",
        needs=DIAG,
    ),
    CrossCheck(
        "case_is_not_ambiguous",
        "setl_list",
        "g.case_type <> 'qy'",
        "不应为歧义病案(主诊断与手术无关)",
        "The case is not ambiguous: its operations are of its main diagnosis",
        needs=("drg_case_d",),
    ),
    CrossCheck(
        "case_is_grouped",
        "setl_list",
        "g.case_type <> 'ungrouped'",
        "病例应入组",
        "The case is grouped",
        needs=("drg_case_d",),
    ),
    CrossCheck(
        "diagnoses_are_as_many_as_declared",
        "setl_list",
        "r.diag_code_cnt = coalesce(d.diags, 0)",
        "诊断条数应与诊断代码计数一致",
        "There are as many diagnoses as declared",
        needs=DIAG,
    ),
    CrossCheck(
        "operations_are_as_many_as_declared",
        "setl_list",
        "r.oprn_oprt_code_cnt = coalesce(o.oprns, 0)",
        "手术条数应与手术操作代码计数一致",
        "There are as many operations as declared",
        needs=OPRN,
    ),
    CrossCheck(
        "one_main_diagnosis",
        "setl_list",
        "coalesce(d.mains, 0) = 1",
        "主诊断应有且只有一个",
        "There is one main diagnosis",
        needs=DIAG,
    ),
    CrossCheck(
        "no_diagnosis_twice",
        "setl_list",
        "coalesce(d.repeated, 0) = 0",
        "同一诊断不应重复填写(含主诊断)",
        "No diagnosis stands twice, the main one included",
        needs=DIAG,
    ),
    CrossCheck(
        "main_diagnosis_is_no_symptom",
        "setl_list",
        "NOT starts_with(d.main_code, 'R')",
        "主诊断不应为症状、体征(R00-R99)",
        "The main diagnosis is no symptom or sign",
        needs=DIAG,
    ),
    CrossCheck(
        "main_diagnosis_is_no_mere_factor",
        "setl_list",
        r"NOT regexp_full_match(d.main_code, 'Z.*')"
        r" OR regexp_full_match(d.main_code, 'Z(3[3-9]|4[0-9]|5[0-2]).*')",
        "主诊断一般不为Z编码(分娩、放化疗、康复等除外)",
        "The main diagnosis is rarely a Z code, save for birth, chemotherapy, aftercare",
        "note",
        DIAG,
    ),
    CrossCheck(
        "operations_within_the_stay",
        "setl_list",
        "o.first_day >= r.adm_time::DATE - INTERVAL 1 DAY AND o.last_day <= r.dscg_time::DATE",
        "手术不应早于入院或晚于出院",
        "No operation is before admission or after discharge",
        needs=OPRN,
    ),
    CrossCheck(
        "intensive_care_within_the_stay",
        "setl_list",
        f"u.hours <= 24 * ({STAY} + 1)",
        "监护时长不应超过住院时长",
        "No more hours of intensive care than of stay",
        needs=ICU,
    ),
    CrossCheck(
        "intensive_care_between_its_days",
        "setl_icu",
        "r.scs_cutd_inpool_time >= l.adm_time - INTERVAL 1 HOUR"
        " AND r.scs_cutd_exit_time <= l.dscg_time + INTERVAL 1 HOUR",
        "监护应在住院期间",
        "Intensive care lies within the stay",
        needs=("setl_list",),
    ),
    CrossCheck(
        "charge_classes_make_the_total",
        "setl_list",
        "abs(i.fen - s.medfee_sumamt) <= 5",
        "清单收费项目之和应等于结算总额",
        "The charge classes of a list add up to the total of its settlement, to 0.05 yuan",
        needs=ITEM,
    ),
    CrossCheck(
        "charge_classes_make_the_lines",
        "setl_list",
        "abs(i.fen - n.fen) <= 5 + n.lines // 20",
        "清单收费项目之和应等于费用明细之和",
        "The charge classes of a list add up to its lines",
        needs=(*ITEM, "fee_list_d"),
    ),
    CrossCheck(
        "list_is_of_its_settlement",
        "setl_list",
        "r.fixmedins_code = s.fixmedins_code AND coalesce(r.mdtrt_id = s.mdtrt_id, true)"
        " AND (coalesce(r.gend, '0') NOT IN ('1', '2') OR coalesce(s.gend, '0') NOT IN ('1', '2')"
        " OR r.gend = s.gend)",
        "清单的机构、就诊、性别应与其结算一致",
        "A list is of the institution, encounter and sex of its settlement",
    ),
    CrossCheck(
        "list_days_are_of_its_settlement",
        "setl_list",
        "abs(datediff('day', r.adm_time::DATE, s.begndate)) <= 1"
        " AND abs(datediff('day', r.dscg_time::DATE, s.enddate)) <= 1",
        "清单入出院日期应与结算一致(误差1天)",
        "Admission and discharge of a list are those of its settlement, to one day",
    ),
    CrossCheck(
        "list_is_of_a_stay",
        "setl_list",
        "s.med_type IS NULL OR regexp_full_match(s.med_type, '(2|52|14|71|91|99).*')",
        "结算清单一般属于住院、慢特病等结算",
        "A settlement list is usually of a stay or of chronic care",
        "note",
    ),
    *(
        CrossCheck(
            f"{name}_fits_the_{what}",
            table,
            sql,
            f"{zh}应与患者{who}相符",
            f"{en} fits the patient's {what}",
        )
        for name, table, zh, en in (
            ("diagnosis", "setl_diag", "诊断", "A diagnosis"),
            ("operation", "setl_oprn", "手术", "An operation"),
        )
        for what, who, sql in (
            (
                "sex",
                "性别",
                "c.sex IS NULL OR coalesce(l.gend, s.gend) NOT IN ('1', '2')"
                " OR coalesce(l.gend, s.gend) = c.sex",
            ),
            (
                "age",
                "年龄",
                "coalesce(l.age, s.age) BETWEEN coalesce(c.youngest, 0) AND coalesce(c.oldest, 200)",
            ),
        )
    ),
)
