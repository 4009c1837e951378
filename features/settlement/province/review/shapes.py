"""The shapes of a province as rows to plot: each a query over the opened tables."""

import duckdb

Rows = list[tuple[object, ...]]

_DAILY = """
select setl_time::date as day, kind, count(*) from care group by all order by 1"""

SHAPES: dict[str, str] = {
    "daily": _DAILY,
    "growth": "select month, kind, count(*) from care group by all order by 1",
    "season": """
        with seen as (select c.month, m.dscg_maindiag_code as code from care c
            join mdtrt_d m using (mdtrt_id) where kind in ('outpatient', 'inpatient'))
        select month, avg((code like 'J%')::int), avg((code like 'A0%' or code like 'N2%')::int),
            avg((code like 'I%')::int) from seen group by 1 order by 1
    """,
    "cost": """
        select lv, floor(log10(greatest(fee, 100)) * 12) / 12 as bin, count(*)
        from stay where fee > 0 group by all order by 1, 2
    """,
    "days": "select lv, least(days, 45) as days, count(*) from stay group by all order by 1, 2",
    "ages": """
        with people as (select gend, least(17, (date_diff('year', brdy,
            (select max(setl_time)::date from setl_d)) // 5)) as band, psn_no from psn_info_b),
        stays as (select gend, least(17, floor(age / 5)::int) as band, count(*) as n
            from care where kind = 'inpatient' group by all)
        select p.gend, p.band, count(*) as people, coalesce(any_value(s.n), 0) as stays
        from people p left join stays s on s.gend = p.gend and s.band = p.band
        group by all order by 1, 2
    """,
    "groups": """
        select adrg, avg(rw), avg(fee), count(*), substr(adrg, 2, 1) <= 'J',
            substr(adrg, 2, 1) between 'K' and 'Q'
        from stay where rw > 0 group by adrg order by 2
    """,
    "weights": """
        select floor(log10(rw) * 15) / 15 as bin, case_type, count(*) from stay
        where rw > 0 group by all order by 1
    """,
    "hours": """
        select kind, isodow(setl_time) - 1 as weekday, hour(setl_time) as hour, count(*)
        from care group by all
    """,
    "sizes": """
        select p.lv, p.pharmacy, sum(c.fund_pay_sumamt + c.acct_pay)::double as fund, count(*)
        from care c join spot p using (fixmedins_code) group by c.fixmedins_code, 1, 2
        order by fund desc
    """,
    "prices": """
        with firsts as (select med_list_codg, arg_min(price, month) as started,
            arg_max(price, month) as ended, sum(lines) as weight
            from price_of_month group by 1
            having count(*) = (select count(distinct month) from price_of_month)
            and sum(lines) >= 60),
        changes as (select month, weight, ln(price / started) as change,
            case when charge in ('09', '11', '08') and ended / started < 0.75 then 'procured'
            when charge in ('09', '11') then 'other drugs'
            when charge in ('03', '04') then 'tests' when charge in ('02', '05', '06', '07')
            then 'services' end as what
            from price_of_month join firsts using (med_list_codg))
        select month, what, exp(sum(change * weight) / sum(weight)) from changes
        where what is not null group by month, what order by month
    """,
    "volumes": """
        with firsts as (select med_list_codg, any_value(name) as name,
            arg_max(price, month) / arg_min(price, month) as change from price_of_month
            where list_type = '101' group by 1),
        chosen as (select * from firsts where change < 0.62)
        select month, sum(units) filter (where med_list_codg in (select med_list_codg from chosen))
            / sum(units) from price_of_month where list_type = '101'
            and name in (select name from chosen) group by 1 order by 1
    """,
    "versions": """
        select date_trunc('week', l.dscg_time)::date as week,
            avg((d.diag_code in (from renewed))::int), count(*)
        from setl_diag d join setl_list l using (setl_id)
        where d.diag_code in (from renewed) or d.diag_code in (from replaced)
        group by 1 having count(*) >= 5 order by 1
    """,
    "referrals": """
        with follows as (select a.lv as from_lv, b.lv as to_lv from stay a join stay b
            on a.psn_no = b.psn_no and a.setl_id != b.setl_id
            and b.begndate - a.enddate between 0 and 1 and a.dscg_way in ('2', '3')
            and a.fixmedins_code != b.fixmedins_code)
        select from_lv, to_lv, count(*) from follows group by all
    """,
    "institutions": """
        select fixmedins_code, lv, count(*) as n, avg(fee / nullif(rw, 0)) as weighed,
            avg(days) as days, count(*) / count(distinct psn_no) as stays_a_head,
            avg((severity > 0)::int) as complicated, avg(fee) as fee
        from stay group by all having count(*) >= 10
    """,
    "outliers": "select * from truth_outliers where fixmedins_code is not null",
    "schemes": """
        select t.scheme, c.month, count(*) from truth_claims t join care c using (setl_id)
        group by all
    """,
    "slips": "select slip, any_value(name), count(*) from truth_slips group by 1 order by 1",
}


def shape(con: duckdb.DuckDBPyConnection, name: str) -> Rows:
    """The rows of one shape."""
    return con.execute(SHAPES[name]).fetchall()


def prepare(con: duckdb.DuckDBPyConnection, old: list[str], new: list[str]) -> None:
    """Name the codes of the old and the new coding version, for the shape of versions."""
    con.execute("create table replaced as select unnest(?) as code", [old])
    con.execute("create table renewed as select unnest(?) as code", [new])
