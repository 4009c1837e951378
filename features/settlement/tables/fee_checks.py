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
    Check(
        "parts_make_the_line",
        "abs(inscp_scp_amt - (det_item_fee_sumamt - fulamt_ownpay_amt - overlmt_amt"
        " - preselfpay_amt)) <= 5",
        "明细政策范围内金额应等于金额减全自费、超限价和先行自付(误差0.05元)",
        "What is within policy of a line is its fee less what the person pays outside it, to 0.05",
    ),
    Check("price_is_not_negative", "pric >= 0", "单价不应为负", "A price is not negative"),
    Check("quantity_is_not_zero", "cnt <> 0", "数量不应为零", "A quantity is not zero"),
    Check(
        "shares_are_shares",
        "selfpay_prop between 0 and 1 and reim_prop between 0 and 1",
        "自付比例、报销比例应在0至1之间",
        "Shares are 0 to 1",
    ),
    Check(
        "item_code_fits_its_kind",
        """case list_type when '101' then left(med_list_codg, 1) in ('X', 'Z')
            when '102' then left(med_list_codg, 1) = 'T'
            when '201' then left(med_list_codg, 1) between '0' and '9'
            when '301' then left(med_list_codg, 1) = 'C' else true end""",
        "医疗目录编码应与目录类别相符(药品X/Z、饮片T、服务项目数字、耗材C)",
        "An item's code is of its kind: drug X or Z, herb T, service a digit, consumable C",
    ),
    Check(
        "charge_class_fits_its_kind",
        """case list_type when '101' then med_chrgitm_type in ('09', '11')
            when '102' then med_chrgitm_type = '10' when '301' then med_chrgitm_type = '08'
            when '201' then med_chrgitm_type not in ('08', '09', '10', '11') else true end""",
        "收费项目类别一般与目录类别相符",
        "A charge class is usually that of the item's kind",
        grade="note",
    ),
    Check(
        "self_paid_class_is_outside",
        "chrgitm_lv <> '03' or abs(fulamt_ownpay_amt - det_item_fee_sumamt) <= 5",
        "自费项目一般全额自费",
        "An item of the self-paid class is usually paid in full",
        grade="note",
    ),
    Check(
        "charged_in_this_century",
        "fee_ocur_time >= timestamp '2000-01-01' and fee_ocur_time < timestamp '2100-01-01'",
        "费用发生时间应在2000年至2099年之间(1900年为占位日期)",
        "A charge is of the years 2000 to 2099; 1900 stands for none",
    ),
    Check(
        "refund_names_its_line",
        "cnt >= 0 or init_feedetl_sn is not null",
        "退费行应指向原费用明细",
        "A refunded line points at the line it reverses",
    ),
    Check(
        "reverses_another_line",
        "init_feedetl_sn <> feedetl_sn",
        "退费行不应指向自身",
        "A line does not reverse itself",
    ),
)
