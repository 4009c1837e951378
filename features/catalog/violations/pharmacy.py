"""Pharmacies and traceability (药店与追溯) (C.6)."""

from features.catalog.violations.violation import Violation

PHARMACY = (
    Violation(
        "T01",
        "追溯码重复结算 | traceability code sold twice",
        (
            "codes_sold_before_365d",
            "codes_sold_to_others_365d",
            "codes_sold_at_others_365d",
            "code_twice_in_one_claim",
            "codes_returned_before",
        ),
    ),
    Violation(
        "T02",
        "有码不扫 | codes not scanned",
        (
            "drugs_unscanned_where_others_are",
            "nothing_scanned_where_others_are",
            "drugs_scanned_share",
        ),
    ),
    Violation(
        "T03",
        "码药不符 | code of another product",
        (
            "codes_of_another_product",
            "codes_never_bought",
        ),
    ),
    Violation(
        "T04",
        "逆流与跨区销售 | box bought elsewhere",
        (
            "codes_bought_by_another",
            "codes_sold_at_others_365d",
            "sold_beyond_stock",
        ),
    ),
    Violation(
        "T05",
        "夜间集中刷卡 | night and hour clusters",
        (
            "night_swipe_after_another",
            "is_settled_at_night",
            "night_claims_here_1d",
            "swiped_right_after_another",
            "pharmacy_night_share_30d",
            "is_settled_after_closing",
        ),
    ),
    Violation(
        "T06",
        "药店套餐 | fixed bundles of a pharmacy",
        (
            "same_amount_persons_30d",
            "same_bill_as_last_here_30d",
            "quantity_above_purchases_p90",
        ),
    ),
    Violation(
        "T07",
        "非药品串换 | goods billed as drugs",
        (
            "bulk_of_one_drug",
            "quantity_above_purchases_p90",
            "non_drug_share_of_purchase",
            "purchase_is_whole_yuan",
            "drugs_under_another_name",
        ),
    ),
    Violation(
        "T08",
        "处方造假 | prescription mill",
        (
            "prescriber_purchases_1d",
            "prescriber_mean_fee_vs_here_90d",
            "prescriber_share_here_90d",
            "buyer_lives_elsewhere",
            "doctor_far_patients_share_90d",
        ),
    ),
    Violation(
        "T09",
        "进销存不符 | more sold than bought",
        (
            "codes_never_bought",
            "sold_beyond_stock",
            "billed_per_box_scanned",
        ),
    ),
)
