"""Tables beside an export that several traces ask: drug pairs, shared lines, codes of boxes."""

PREPARE = """
create table pairs as select hilist_name from fee_list_d where list_type = '101' and cnt > 0
    group by 1 having count(distinct med_list_codg) = 2 and max(pric) > 1.3 * min(pric);
create table dear as select arg_max(med_list_codg, pric) from fee_list_d
    where hilist_name in (from pairs) group by hilist_name;
create table forbidden (one varchar, other varchar);
insert into forbidden values ('奥美拉唑肠溶胶囊', '雷贝拉唑钠肠溶片'),
    ('阿司匹林肠溶片', '布洛芬缓释胶囊'), ('硫酸氢氯吡格雷片', '奥美拉唑肠溶胶囊'),
    ('布洛芬缓释胶囊', '塞来昔布胶囊'), ('左氧氟沙星氯化钠注射液', '莫西沙星氯化钠注射液');
create table shared as with told as (select f.setl_id, f.med_list_codg, f.cnt, c.fixmedins_code,
        c.dscg_maindiag_code from fee_list_d f join claims c using (setl_id)
        where c.med_type = '21' and f.med_chrgitm_type not in ('01', '02', '07')),
    counted as (select *, count(*) over (partition by fixmedins_code, dscg_maindiag_code,
        med_list_codg, cnt) as same, count(*) over (partition by fixmedins_code,
        dscg_maindiag_code, med_list_codg) as any_amount from told)
    select setl_id, (same >= 3)::int as n from counted;
create table codes as select drug_trac_codg,
    count(*) filter (evt_type = 'sale' and trdn_flag = '0')
        - count(*) filter (evt_type in ('sale_return', 'delete')) as sold,
    max(fixmedins_code) filter (evt_type in ('purchase', 'stock')) as bought_by
    from drug_trac_d group by 1;
create table products as select med_list_codg, mode(drug_trac_codg[:7]) as number from drug_trac_d
    group by 1;
create table bundles as select f.setl_id, any_value(f.fixmedins_code) as fixmedins_code,
    string_agg(f.med_list_codg || f.cnt, ' ' order by f.med_list_codg) as bundle
    from fee_list_d f join claims c using (setl_id) where c.med_type = '41'
    group by 1 having count(*) >= 3;
"""
