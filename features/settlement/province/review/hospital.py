"""Figures of hospital care: stays, groups, weights and where they are treated; each a query."""

_OF_BASE = """
select count(*) filter (where lv = {lv} and grade_a = {grade_a}) / count(*)
from stay join base using (adrg) where lv >= 2"""
_OF_WEIGHTS = """
with weights as (select adrg, max(rw) filter (where severity = {severity}) as ill,
    max(rw) filter (where severity = 0) as well, count(distinct rw) as several
    from stay where rw > 0 and right(drg_code, 1) in ('1', '3', '5')
    and adrg in (select adrg from stay where right(drg_code, 1) = '{digit}') group by 1)
select median(ill / well) from weights where several > 1"""
_OF_COSTS = """
with costs as (select adrg, avg(fee) filter (where severity = {severity}) as ill,
    avg(fee) filter (where severity = 0) as well, count(*) filter (where severity = {severity}) as n,
    count(*) filter (where severity = 0) as m
    from stay where adrg in (select adrg from stay where right(drg_code, 1) = '1')
    and rw > 0 group by 1)
select sum(ill / well * n) / sum(n) from costs where n >= 10 and m >= 10"""
_RATE = """
select median(pay_std / (rw * inst_coef)) from stay
where rw > 0 and insutype = '{insutype}'"""
_WEIGHT = "select any_value(rw) from stay where drg_code = '{code}'"

MEASURES: dict[str, str] = {
    "case_cost": "select avg(fee) from stay",
    "stay_days": "select avg(days) from stay",
    "paid_share": "select sum(fund) / sum(fee) from stay",
    "pooled_share": "select sum(pooled) / sum(fee) from stay",
    "group_rate": "select count(*) filter (where adrg != '0000') / count(*) from stay "
    "where adrg is not null",
    "match_rate": "select count(*) filter (where listed) / count(*) from stay",
    "base_share": "select count(*) filter (where adrg in (from base)) / count(*) from stay "
    "where lv >= 2 and adrg is not null",
    "base_tertiary_a": _OF_BASE.format(lv=3, grade_a=True),
    "base_tertiary_other": _OF_BASE.format(lv=3, grade_a=False),
    "base_secondary_a": _OF_BASE.format(lv=2, grade_a=True),
    "base_secondary_other": _OF_BASE.format(lv=2, grade_a=False),
    "growth": """
        with months as (select month, count(*) as n from stay group by 1)
        select sum(a.n) / nullif(sum(b.n), 0) - 1 from months a
        join months b on strptime(a.month, '%Y-%m') = strptime(b.month, '%Y-%m') + interval 1 year
    """,
    "per_hospital": "select count(*) filter (where lv >= 2) / count(distinct month) "
    "/ (select count(*) from spot where lv >= 2) from stay",
    "groups": "select count(distinct drg_code) from stay where adrg != '0000'",
    "rate_employee": _RATE.format(insutype="310"),
    "rate_resident": _RATE.format(insutype="390"),
    "ratio_mcc": _OF_WEIGHTS.format(severity=2, digit="1"),
    "ratio_cc": _OF_WEIGHTS.format(severity=1, digit="3"),
    "cost_mcc": _OF_COSTS.format(severity=2),
    "cost_cc": _OF_COSTS.format(severity=1),
    **{code.lower(): _WEIGHT.format(code=code)
       for code in ("ES31", "ES33", "ES35", "BR25", "BR23", "IJ11", "IJ13", "IJ15")},
    "lowest_weight": "select min(rw) from stay where rw > 0",
    "highest_weight": "select max(rw) from stay",
    "base_groups": "select count(distinct drg_code) from stay where adrg in (from base)",
    "high_outliers": "select count(*) filter (where case_type = 'high') / count(*) from stay "
    "where case_type is not null",
    "readmitted_14": """
        with follows as (select fixmedins_code, lead(begndate) over same as next_begins,
            lead(planned) over same as next_planned, enddate from stay
            window same as (partition by psn_no, fixmedins_code order by begndate, enddate)),
        rates as (select avg(coalesce(next_begins - enddate between 0 and 14
            and not next_planned, false)::int) as rate
            from follows group by fixmedins_code having count(*) >= 20)
        select quantile_cont(rate, 0.9) from rates
    """,
}  # fmt: skip
