"""Figures of money and access: who pays, for what, and where people go; each a query."""

_RESIDENTS = """
select sum({part}) / sum(hifp_pay + hifmi_pay) from care where insutype = '390'"""
_PAID = "select sum(fund_pay_sumamt) / sum(inscp_amt) from care where med_type {which}"
_FALL = """
with steps as (select med_list_codg, price, lines, lag(price) over same as before,
    lag(lines) over same as lines_before
    from price_of_month where list_type in ('101', '301')
    window same as (partition by med_list_codg order by month)),
falls as (select med_list_codg, max(1 - price / before) as fall from steps
    where lines >= 5 and lines_before >= 5 group by 1)
select {what} from falls where fall > 0.25"""

MEASURES: dict[str, str] = {
    "service_income": """
        select sum(fee) filter (where med_chrgitm_type in ('02', '05', '06', '07', '12')) / sum(fee)
        from line_sums join spot using (fixmedins_code) where lv = 2 and public and county
    """,
    "essential_drugs": """
        select sum(fee) filter (where bas_medn_flag = '1') / sum(fee)
        from line_sums join spot using (fixmedins_code) where in_bloc and list_type = '101'
    """,
    "two_diseases": _PAID.format(which="= '1404'"),
    "chronic_paid": _PAID.format(which="like '14%'"),
    "resident_inpatient": _RESIDENTS.format(part="hifp_pay) filter (where kind = 'inpatient'"),
    "resident_large": _RESIDENTS.format(part="hifmi_pay"),
    "tertiary_paid": "select sum(insured) / sum(in_scope) from stay where lv = 3",
    "mean_settlement": "select avg(medfee_sumamt) from care where kind != 'inpatient'",
    "recovered_a_head": """
        select sum(rcvr_amt) * 12 / (select count(distinct month) from stay)
            / (select count(*) from psn_info_b) from verdict_d
    """,
    "procured_national": _FALL.format(what="avg(fall)"),
    "procured_most": _FALL.format(what="max(fall)"),
    "aided_own": "select sum(own) / sum(fee) from stay where aided",
    "signed": "select avg((sign_fixmedins_code is not null)::int) from psn_info_b",
    "grass_roots_pyramid": "select avg((lv <= 1)::int) from spot where not pharmacy",
    "level_gap": """
        select avg(ratio) filter (where lv = 1) - avg(ratio) filter (where lv = 2)
        from stay where insutype = '390' and public
    """,
}
# Figures of the province's own, which have no published counterpart.
OWN: dict[str, tuple[str, str, str]] = {
    "median_cost": ("住院费用中位数 | Median cost of a case", "yuan", "select median(fee) from stay"),
    "mean_weight": ("平均权重(CMI) | Mean weight", "ratio", "select avg(rw) from stay where rw > 0"),
    "standards": ("支付标准与费用之比 | Standards to costs", "ratio",
                  "select sum(pay_std) / sum(fee) from stay where pay_std is not null"),
    "grass_visits": ("基层就诊率 | Visits at primary institutions", "share",
                     "select avg((lv <= 1)::int) from care join spot using (fixmedins_code) "
                     "where kind in ('outpatient', 'chronic')"),
    "county_funds": ("县域内基金支出占比 | Funds of county people spent in the county", "share",
                     "select sum(fund_pay_sumamt) filter (where fix_blng_admdvs = insu_admdvs) "
                     "/ sum(fund_pay_sumamt) from care where substr(insu_admdvs, 5, 2) >= '21'"),
    "grass_funds": ("县域基层基金占比 | of these, at primary institutions", "share",
                    "select sum(fund_pay_sumamt) filter (where lv <= 1 and not pharmacy) "
                    "/ sum(fund_pay_sumamt) from care join spot using (fixmedins_code) "
                    "where county and fix_blng_admdvs = insu_admdvs"),
    "drug_share": ("住院药占比 | Drugs in costs", "share",
                   "select sum(fee) filter (where list_type = '101') / sum(fee) from line_sums "
                   "join spot using (fixmedins_code) where lv >= 1"),
    "consumables": ("耗材占比 | Consumables in costs", "share",
                    "select sum(fee) filter (where list_type = '301') / sum(fee) from line_sums "
                    "join spot using (fixmedins_code) where lv >= 1"),
    "visit_cost": ("门诊次均费用 | Mean cost of a visit", "yuan",
                   "select avg(medfee_sumamt) from care where kind = 'outpatient'"),
    "surgical": ("手术与操作组占比 | Surgical and procedure groups", "share",
                 "select avg((substr(adrg, 2, 1) <= 'Q')::int) from stay where adrg != '0000'"),
    "referred": ("转院出院占比 | Discharged to another institution", "share",
                 "select avg((dscg_way in ('2', '3'))::int) from stay"),
    "in_time": ("9日内上传清单占比(约7个工作日) | Lists sent within nine days", "share",
                "select avg((dcla_time::date - dscg_time::date <= 9)::int) from setl_list "
                "where dcla_time is not null"),
    "refunds": ("冲正率 | Refunds among settlements", "share",
                "select avg((refd_setl_flag = '1')::int) from setl_d"),
}  # fmt: skip
