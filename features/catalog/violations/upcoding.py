"""Upcoding (高套): diagnoses, complications, operations and hours that lift a group (C.2)."""

from features.catalog.violations.violation import Violation

UPCODING = (
    Violation(
        "U01",
        "主诊断选择错误 | wrong principal diagnosis",
        (
            "front_page_code_is_secondary",
            "main_code_differs_from_front_page",
            "main_words_differ_from_admission",
            "fee_mix_distance_from_adrg",
            "main_without_its_care",
            "weight_vs_diagnosis",
            "main_is_symptom",
        ),
    ),
    Violation(
        "U02",
        "虚增严重并发症 | unsupported complication",
        (
            "deciding_code_is_unproven",
            "group_rests_on_unproven",
            "unproven_complications",
            "only_complication_is_unproven",
            "deciding_code_arose_in_hospital",
            "complicated_yet_cheap",
            "doctor_mcc_vs_peers",
            "mcc_is_rare_among_peers",
        ),
    ),
    Violation(
        "U03",
        "虚增手术操作 | added operation",
        (
            "surgery_share_below_adrg",
            "surgery_fee_per_operation_vs_adrg",
            "operation_without_surgery_charged",
            "operation_without_anaesthesia_charged",
            "operation_without_consumables",
            "operations_beyond_surgery_lines",
            "consumables_below_adrg",
        ),
    ),
    Violation(
        "U04",
        "高靠分组 | padded above the low limit",
        (
            "is_near_low_limit",
            "fee_vs_standard",
            "cheap_for_its_weight",
        ),
    ),
    Violation(
        "U05",
        "低码高编 | code heavier than the words",
        (
            "main_code_differs_from_front_page",
            "main_category_differs_from_front_page",
            "main_words_differ_from_admission",
            "cheap_for_its_weight",
        ),
    ),
    Violation(
        "U06",
        "呼吸机时长虚增 | ventilation hours inflated",
        (
            "ventilated_just_over_96_hours",
            "ventilator_hours_without_charges",
            "ventilator_hours_per_unit_charged",
            "ventilator_hours_per_day_of_stay",
            "ventilated_outside_intensive_care",
            "intensive_care_without_bed",
            "intensive_hours_per_bed_charged",
        ),
    ),
    Violation(
        "U07",
        "新生儿体重低报 | birth weight understated",
        (
            "newborn_just_under_2500_grams",
            "newborn_just_under_1500_grams",
            "light_newborn_coded_against_weight",
            "light_newborn_without_incubator",
            "newborn_weights_apart",
        ),
    ),
    Violation(
        "U08",
        "高码低编 | coded low to become an outlier",
        (
            "dear_for_a_light_group",
            "is_above_high_limit",
            "high_outlier_share_here_90d",
        ),
    ),
)
