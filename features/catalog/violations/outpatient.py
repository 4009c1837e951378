"""Outpatient care (门诊): split visits, outpatient groups, heads and chronic lists (C.5)."""

from features.catalog.violations.violation import Violation

OUTPATIENT = (
    Violation(
        "P01",
        "分解门诊人次 | split outpatient visits",
        (
            "services_repeated_1d",
            "same_doctor_again_next_day",
            "same_doctor_again_within_hour",
            "same_diagnosis_visits_1d",
            "settled_here_again_same_day",
            "visits_per_day_here_30d",
            "cheap_and_here_again",
        ),
    ),
    Violation(
        "P02",
        "门诊病例高套 | outpatient class upcoded",
        (
            "procedure_rare_for_diagnosis",
            "is_grouped_as_procedure",
            "procedure_group_without_surgery",
            "apg_points_above_diagnosis_p90",
            "institution_procedure_growth",
            "anaesthesia_without_operation",
        ),
    ),
    Violation(
        "P03",
        "签约人头挑选 | choosing healthy heads",
        (
            "chronic_taken_off_the_list",
            "taken_off_here",
            "put_on_without_a_visit",
            "signup_ended_365d",
        ),
    ),
    Violation(
        "P04",
        "签约服务不足 | signed heads sent elsewhere",
        (
            "never_seen_where_signed_365d",
            "visits_away_from_signed_90d",
            "signed_with_another_now",
            "chronic_away_from_signed",
            "signed_here_and_cheap",
        ),
    ),
    Violation(
        "P05",
        "门诊慢特病超量 | chronic quota spent to the yuan",
        (
            "chronic_not_registered",
            "chronic_without_its_drugs",
            "drugs_of_the_disease_share",
            "chronic_year_end_rush",
            "registered_after_the_visit",
            "registration_places",
            "chronic_institutions_90d",
        ),
    ),
    Violation(
        "P06",
        "两病定额刷空 | limits of the two diseases used up",
        (
            "chronic_fee_just_below_hundred",
            "chronic_fee_vs_own_mean",
            "chronic_visits_30d",
            "chronic_fee_in_usual_visits_365d",
        ),
    ),
    Violation(
        "P07",
        "高频就诊 | high-frequency visits",
        (
            "visit_days_here_30d",
            "different_amounts_here_share_90d",
            "diagnoses_here_90d",
            "patient_claims_here_30d",
            "drug_share_of_patient_90d",
        ),
    ),
)
