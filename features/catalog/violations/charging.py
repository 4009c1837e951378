"""Overuse and charging (过度诊疗与收费): too much, twice, too dear, by the wrong hand (C.4)."""

from features.catalog.violations.violation import Violation

CHARGING = (
    Violation(
        "O01",
        "过度检查 | over-examination",
        (
            "exam_kinds_above_diagnosis_p90",
            "test_kinds_above_diagnosis_p90",
            "repeated_exams",
            "most_diagnostics_in_a_day",
            "tests_repeated_7d",
            "diagnostics_share_vs_diagnosis",
        ),
    ),
    Violation(
        "O02",
        "过度诊疗 | therapies for everyone",
        (
            "treatment_kinds_above_diagnosis_p90",
            "treatment_share_above_diagnosis_p90",
            "treatment_items",
            "set_share",
        ),
    ),
    Violation(
        "O03",
        "超限用药 | drugs outside their limit",
        (
            "limited_use_without_approval",
            "limited_drug_share",
            "childrens_drugs_for_adults",
        ),
    ),
    Violation(
        "O04",
        "超量开药 | over-supply of drugs",
        (
            "longest_supply",
            "chronic_supply_over_a_month",
            "supply_above_diagnosis_p90",
            "largest_quantity_per_day",
            "supply_left_at_home",
            "drugs_supplied_over_30_days",
        ),
    ),
    Violation(
        "O05",
        "重复开药 | the same drugs twice",
        (
            "drugs_still_at_home",
            "drugs_had_elsewhere_30d",
            "refilled_early_elsewhere",
            "refilled_a_week_early",
            "makers_of_one_drug",
        ),
    ),
    Violation(
        "O06",
        "分解处方 | split prescriptions",
        (
            "same_doctor_again_same_day",
            "same_doctor_again_within_hour",
            "minutes_since_patient_settled",
            "patient_prescriptions_1d",
            "drugs_again_same_day",
        ),
    ),
    Violation(
        "O07",
        "重复收费 | repeated charging",
        (
            "repeated_item_days",
            "items_charged_in_one_second",
            "nursing_beyond_days",
            "most_of_one_item_in_a_day",
        ),
    ),
    Violation(
        "O08",
        "超标准收费 | charging above the standard",
        (
            "beds_per_day",
            "rounds_per_day",
            "lines_above_price_limit",
            "fee_above_price_limit",
        ),
    ),
    Violation(
        "O09",
        "分解收费 | parts billed beside the whole",
        (
            "test_items",
            "set_share",
            "most_diagnostics_in_a_day",
        ),
    ),
    Violation(
        "O10",
        "自立项目、串换收费 | self-made items under covered codes",
        (
            "services_under_another_name",
            "lines_without_national_name",
            "lines_of_unlike_codes",
            "own_codes_of_one_item",
            "institution_unlike_names_90d",
        ),
    ),
    Violation(
        "O11",
        "超范围结算 | uncovered check-ups settled",
        (
            "employer_persons_here_7d",
            "employer_same_bill_here_7d",
            "check_up_code_settled",
            "beauty_code_settled",
            "vaccine_lines",
        ),
    ),
    Violation(
        "O12",
        "资质不符 | doctor without the right to bill",
        (
            "doctor_outside_scope",
            "doctor_contract_ended",
            "doctor_right_suspended",
            "doctor_may_not_bill",
            "doctor_not_in_practice",
            "doctor_not_in_register",
            "doctor_elsewhere_without_leave",
            "herbs_by_another_kind_of_doctor",
            "operations_beyond_scope",
        ),
    ),
    Violation(
        "O13",
        "配伍禁忌与重复用药 | contraindicated and doubled drugs",
        (
            "drugs_of_one_subgroup_in_a_day",
            "drugs_of_one_subgroup",
            "kidney_harming_drugs_in_failure",
            "painkillers_in_bleeding",
            "quinolones_for_minors",
            "beta_blockers_in_asthma",
            "forbidden_drugs_in_pregnancy",
        ),
    ),
    Violation(
        "O14",
        "重点药品耗材无指征使用 | key drugs and consumables without need",
        (
            "drug_kinds_above_diagnosis_p90",
            "consumable_fee_above_diagnosis_p90",
            "most_of_one_consumable",
            "herbal_injections",
            "drug_fee_above_diagnosis_p90",
        ),
    ),
    Violation(
        "O15",
        "项目超限次 | tests above their yearly limit",
        (
            "services_had_365d",
            "tests_repeated_30d",
            "repeated_tests",
            "chronic_non_drug_share",
        ),
    ),
)
