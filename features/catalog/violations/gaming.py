"""Gaming of DRG and DIP payment: split stays, shifted costs, refused patients (C.3)."""

from features.catalog.violations.violation import Violation

GAMING = (
    Violation(
        "G01",
        "分解住院 | split admission",
        (
            "same_doctor_again_15d",
            "two_halves_of_one_stay",
            "days_since_last_stay_here",
            "is_readmitted_here_15d",
            "same_department_again_15d",
            "same_adrg_again_30d",
            "fee_span_of_stays_here_180d",
        ),
    ),
    Violation(
        "G02",
        "低标准入院 | low-threshold admission",
        (
            "looks_low_standard",
            "rarely_admitted_and_light",
            "cheaper_than_its_diagnosis_p10",
            "idle_share_above_diagnosis_p90",
            "admitted_without_a_visit_before",
            "is_rarely_admitted",
            "doctor_low_standard_share_90d",
        ),
    ),
    Violation(
        "G03",
        "转嫁费用到门诊 | costs shifted to outpatient visits",
        (
            "tested_before_not_in_stay",
            "tests_week_after_stay_share",
            "outpatient_tests_vs_stays_own",
            "visit_here_during_stay",
            "visit_here_week_before_stay",
            "visit_here_week_after_stay",
            "diagnostics_share",
        ),
    ),
    Violation(
        "G04",
        "转嫁到自费、外购 | costs shifted to the patient",
        (
            "self_paid_consumables_share",
            "own_expense_above_diagnosis_p90",
            "self_paid_lines",
            "operated_with_few_consumables",
            "bought_outside_during_stay",
            "drugs_bought_elsewhere_share",
        ),
    ),
    Violation(
        "G05",
        "推诿重症 | refusing the severely ill",
        (
            "is_transferred_out_early",
            "is_transferred_out",
            "institution_transfer_share_90d",
            "weight_growth_here",
        ),
    ),
    Violation(
        "G06",
        "服务不足 | under-provision",
        (
            "fewer_kinds_than_diagnosis_p10",
            "fewer_tests_than_diagnosis_p10",
            "main_without_its_care",
            "fee_vs_standard",
            "stay_shorter_than_diagnosis_p10",
        ),
    ),
    Violation(
        "G07",
        "升级诊断 | diagnosis creep",
        (
            "complicated_growth_here",
            "weight_outgrows_fee_here",
            "complicated_growth_of_doctor",
            "deciding_code_is_unproven",
        ),
    ),
    Violation(
        "G08",
        "频繁转院 | transfers that start a new case",
        (
            "follows_a_transfer_alike",
            "follows_a_transfer",
            "receiver_is_this_hospital",
            "back_from_a_transfer",
            "elsewhere_on_the_day_of_discharge",
        ),
    ),
    Violation(
        "G09",
        "特例单议滥用 | special-case payment abused",
        (
            "reviewed_singly_yet_ordinary",
            "is_reviewed_singly",
            "special_share_here_90d",
        ),
    ),
    Violation(
        "G10",
        "DIP冲工分、病种选择 | volume chasing",
        (
            "group_growth_here",
            "group_share_here_90d",
            "group_left_over_here_365d",
            "surplus_share",
        ),
    ),
    Violation(
        "G11",
        "床日延长 | bed-days stretched",
        (
            "bed_day_with_little_care",
            "stay_longer_than_diagnosis_p90",
            "treated_days_share",
            "stay_vs_diagnosis",
        ),
    ),
)
