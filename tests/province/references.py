"""What the tables of a province owe each other: the rows they name, and the rules no row breaks."""

HONEST = "setl_id not in (select setl_id from truth) and setl_id not in (select setl_id from slips)"

REFERENCES = (
    ("setl_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("fee_list_d", "bilg_dr_code", "dr_info_b", "dr_code"),
    ("fee_list_d", "acord_dr_code", "dr_info_b", "dr_code"),
    ("mdtrt_d", "atddr_no", "dr_info_b", "dr_code"),
    ("setl_oprn", "oper_dr_code", "dr_info_b", "dr_code"),
    ("mdtrt_diag", "dise_dor_no", "dr_info_b", "dr_code"),
    ("mdtrt_diag", "mdtrt_id", "mdtrt_d", "mdtrt_id"),
    ("dr_info_b", "main_pracins_no", "fixmedins_b", "fixmedins_code"),
    ("setl_opsp", "setl_id", "setl_list", "setl_id"),
    ("setl_item", "setl_id", "setl_list", "setl_id"),
    ("setl_pay", "setl_id", "setl_list", "setl_id"),
    ("setl_icu", "setl_id", "setl_list", "setl_id"),
    ("setl_bld", "setl_id", "setl_list", "setl_id"),
    ("apg_case_d", "setl_id", "setl_d", "setl_id"),
    ("drug_trac_d", "setl_id", "setl_d", "setl_id"),
    ("drug_trac_d", "mdtrt_id", "mdtrt_d", "mdtrt_id"),
    ("drug_trac_d", "bkkp_sn", "fee_list_d", "bkkp_sn"),
    ("drug_trac_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("drug_trac_d", "psn_no", "psn_info_b", "psn_no"),
    ("idet_chk_d", "mdtrt_id", "mdtrt_d", "mdtrt_id"),
    ("idet_chk_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_opsp_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_opsp_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("psn_sign_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_sign_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("psn_merge_d", "psn_no", "psn_info_b", "psn_no"),
    ("psn_merge_d", "psn_no_old", "psn_info_b", "psn_no"),
    ("fixmedins_b", "bloc_fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("sign_mon", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("complaint_d", "fixmedins_code", "fixmedins_b", "fixmedins_code"),
    ("complaint_d", "dr_code", "dr_info_b", "dr_code"),
    ("complaint_d", "psn_no", "psn_info_b", "psn_no"),
)

NO_ROWS = {
    "charges by class add up to the settlement": """
        select 1 from setl_d s join (
            select setl_id, sum(amt) a, sum(fulamt_ownpay_amt) o, sum(oth_amt) l from setl_item
            group by 1) i using (setl_id)
        where s.medfee_sumamt != a or s.fulamt_ownpay_amt != o or s.overlmt_selfpay != l""",
    "a class's charge is its four parts": """
        select 1 from setl_item where amt != claa_sumfee + clab_amt + fulamt_ownpay_amt + oth_amt
            or least(claa_sumfee, clab_amt, fulamt_ownpay_amt, oth_amt) < 0""",
    "funds add up to what the fund paid": """
        select 1 from setl_d s join (select setl_id, sum(fund_payamt) f from setl_pay group by 1) p
            using (setl_id) where s.fund_pay_sumamt != f""",
    "the basic fund is that of the scheme": """
        select 1 from setl_pay p join setl_d s using (setl_id)
        where (fund_pay_type = '310100') and insutype != '310'
            or (fund_pay_type = '390100') and insutype != '390'""",
    "every list has its parts": """
        select 1 from setl_list l where not exists (from setl_item i where i.setl_id = l.setl_id)
            or not exists (from setl_pay p where p.setl_id = l.setl_id)""",
    "intensive care lies within the stay": """
        select 1 from setl_icu i join setl_list l using (setl_id) where l.setl_id not in
            (select setl_id from slips) and (scs_cutd_inpool_time < adm_time - interval 1 minute
            or scs_cutd_exit_time > dscg_time + interval 1 hour)""",
    "an encounter has one main diagnosis, the first": """
        select mdtrt_id from mdtrt_diag group by 1
        having count(*) filter (where maindiag_flag = '1') != 1
            or min(diag_srt_no) != 1 or max(diag_srt_no) != count(*)""",
    "the main diagnosis of an encounter is that of its register": """
        select 1 from mdtrt_diag d join mdtrt_d m using (mdtrt_id)
        where d.maindiag_flag = '1' and d.diag_code != m.dscg_maindiag_code
            and split_part(d.diag_code, '.', 1) != split_part(m.dscg_maindiag_code, '.', 1)""",
    "a whole box is sold once, net of returns and deletions": """
        select drug_trac_codg from drug_trac_d t where trdn_flag = '0' and not exists (
            from truth where truth.setl_id = t.setl_id)
        group by 1 having count(*) filter (where evt_type = 'sale')
            - count(*) filter (where evt_type in ('sale_return', 'delete')) > 1""",
    "an honest box is bought or in stock once, before it is sold": """
        select drug_trac_codg from drug_trac_d group by 1
        having bool_and(setl_id is null or setl_id not in (select setl_id from truth))
            and (count(*) filter (where evt_type in ('purchase', 'stock')) != 1
            or min(sel_retn_time) < min(sel_retn_time) filter (
                where evt_type in ('purchase', 'stock')))""",
    "an honest code begins with the number of its drug": """
        select 1 from (select med_list_codg, count(distinct left(drug_trac_codg, 7)) n
            from drug_trac_d where setl_id is null group by 1) where n != 1""",
    "a scan is of a line of its settlement": """
        select 1 from drug_trac_d t join fee_list_d f using (bkkp_sn)
        where f.setl_id != t.setl_id or f.med_list_codg != t.med_list_codg
            and not exists (from truth where truth.setl_id = t.setl_id)""",
    "nothing is sold past its date": """
        select 1 from drug_trac_d where sel_retn_time::date > expy_end
            or manu_date >= sel_retn_time::date""",
    "an honest check lies within its visit": f"""
        select 1 from idet_chk_d c join mdtrt_d m using (mdtrt_id)
            join setl_d s on s.mdtrt_id = m.mdtrt_id and refd_setl_flag = '0'
        where s.{HONEST} and (chk_time < m.begntime - interval 1 minute
            or chk_time > m.endtime + interval 2 hour)""",
    "communities and counties add up": """
        with own as (select * from bgt_mon_d where bgt_obj_type = 'institution'),
            of_object as (
                select 'community' k, bloc_fixmedins_code o, fund_type f, month m,
                    sum(bgt_amt) b, sum(paid_amt) p
                from own join fixmedins_b on bgt_obj_code = fixmedins_code
                where bloc_fixmedins_code is not null group by all
                union all
                select 'county', fix_blng_admdvs, fund_type, month, sum(bgt_amt), sum(paid_amt)
                from own join fixmedins_b on bgt_obj_code = fixmedins_code group by all)
        select 1 from bgt_mon_d full join of_object
            on bgt_obj_type = k and bgt_obj_code = o and fund_type = f and month = m
        where bgt_obj_type != 'institution'
            and (b is distinct from bgt_amt or p is distinct from paid_amt)""",
    "what is paid is what the settlements say": """
        select 1 from (select sum(paid_amt) p from bgt_mon_d where bgt_obj_type = 'institution'),
            (select sum(hifp_pay) s from setl_d) where p != s""",
    "what is left is carried over": """
        select 1 from (select carry_over_amt c, coalesce(sum(bgt_amt - paid_amt) over (
            partition by bgt_obj_type, bgt_obj_code, fund_type order by month
            rows between unbounded preceding and 1 preceding), 0) e from bgt_mon_d) where c != e""",
    "points go by group": """
        select apg_code from apg_case_d group by 1 having count(distinct points) > 1""",
    "a head budget pays for the signed only": """
        select 1 from apg_case_d where signed_flag = '0' and head_amt != 0""",
    "the signed of a case are signed there": """
        select 1 from apg_case_d a join setl_d s using (setl_id)
        where signed_flag = '1' and not exists (from psn_sign_d g where
            g.fixmedins_code = s.fixmedins_code and g.begndate <= s.setl_time::date)""",
    "a complaint found true was found out later": """
        select 1 from complaint_d where veri_date < cmpl_time::date
            or (veri_flag is null) != (veri_date is null)""",
    "a merge is not known before it": """
        select 1 from psn_merge_d where merged_date > date '2025-12-31'""",
}
