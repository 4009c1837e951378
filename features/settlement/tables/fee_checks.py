"""What a fee line must meet: arithmetic, signs, days of supply (fee_list_d)."""

from features.settlement.contract import Check

CHECKS = (
    Check(
        "fee_is_quantity_times_price",
        # cnt is 1e-4 units and pric 1e-6 yuan, so the product is 1e-8 fen: exact, and one fen off.
        "abs(cnt::hugeint * pric - det_item_fee_sumamt::hugeint * 100000000)"
        " <= 100000000::hugeint * greatest(1, abs(cnt) // 10000)",
        "金额应等于数量乘单价(每单位误差不超过0.01元)",
        "A line's fee is quantity times price, to one fen a unit",
    ),
    Check(
        "price_within_limit",
        "pric_uplmt_amt <= 0 or pric <= pric_uplmt_amt",
        "单价不应超过定价上限",
        "A price keeps to its limit",
    ),
    Check(
        "refund_is_negative_both_ways",
        "(cnt < 0) = (det_item_fee_sumamt < 0) or det_item_fee_sumamt = 0 or cnt = 0",
        "退费行数量与金额应同为负",
        "A refunded line is negative in quantity and in fee",
    ),
    Check(
        "supply_is_plausible",
        "prd_days between 0 and 366",
        "用药天数应在0至366之间",
        "Days of supply are 0 to 366",
    ),
)
