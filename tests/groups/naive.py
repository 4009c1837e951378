"""The naive rule beside each model: what an inspector would ask a spreadsheet, as SQL over `visit`.

Each query gives the settlements that it suspects in the whole period.
"""

NAIVE: dict[str, tuple[str, str]] = {
    "brek_ipt": (
        "15日内同机构再入院",
        """SELECT setl_id FROM (SELECT *, lag(ended) OVER (PARTITION BY psn_no, fixmedins_code
             ORDER BY began) AS before FROM visit WHERE kind = 'stay')
           WHERE began::DATE - before::DATE BETWEEN 0 AND 15""",
    ),
    "card_agg": (
        "同药店一小时内4人以上",
        """SELECT unnest(list(setl_id)) FROM visit WHERE kind = 'shop'
           GROUP BY fixmedins_code, date_trunc('hour', settled) HAVING count(DISTINCT psn_no) >= 4""",
    ),
    "test_ipt": (
        "住院不超过4天且检查化验费过半",
        """SELECT setl_id FROM visit JOIN (
             SELECT setl_id, sum(det_item_fee_sumamt) AS exam FROM fee_list_d
             WHERE med_chrgitm_type IN ('03', '04') GROUP BY setl_id) USING (setl_id)
           WHERE kind = 'stay' AND ended::DATE - began::DATE <= 4 AND exam > fee / 2""",
    ),
    "sim_cas": (
        "一月内同机构同医师同诊断同天数3例以上",
        """SELECT unnest(list(setl_id)) FROM visit WHERE kind = 'stay'
           GROUP BY fixmedins_code, doctor, diag, date_trunc('month', settled),
             ended::DATE - began::DATE HAVING count(*) >= 3""",
    ),
    "ipt_abn": (
        "同机构同日入院同日出院3人以上",
        """SELECT unnest(list(setl_id)) FROM visit WHERE kind = 'stay'
           GROUP BY fixmedins_code, began::DATE, ended::DATE HAVING count(*) >= 3""",
    ),
    "otp_abn": (
        "同机构同日同单位3人以上, 或同人同日两次",
        """SELECT unnest(list(setl_id)) FROM visit WHERE kind = 'clinic' AND employer IS NOT NULL
           GROUP BY fixmedins_code, settled::DATE, employer HAVING count(DISTINCT psn_no) >= 3
           UNION SELECT max_by(setl_id, settled) FROM visit WHERE kind = 'clinic'
           GROUP BY fixmedins_code, settled::DATE, psn_no HAVING count(*) >= 2""",
    ),
    "purc_drug_abn": (
        "夜间22时至6时购药",
        """SELECT setl_id FROM visit
           WHERE kind = 'shop' AND (hour(settled) >= 22 OR hour(settled) < 6)""",
    ),
    "rsk_pmc_swp": (
        "一季内同药店相同购物篮5次以上",
        """SELECT unnest(list(setl_id)) FROM (
             SELECT v.setl_id, any_value(v.fixmedins_code) AS place,
               date_trunc('quarter', any_value(v.settled)) AS quarter,
               string_agg(DISTINCT l.med_list_codg, ',' ORDER BY l.med_list_codg) AS basket
             FROM visit AS v JOIN fee_list_d AS l USING (setl_id) WHERE v.kind = 'shop'
             GROUP BY v.setl_id)
           GROUP BY place, quarter, basket HAVING count(*) >= 5""",
    ),
    "hosp_swap": (
        "院内名称与目录名称不同(诊疗项目)",
        """SELECT DISTINCT setl_id FROM visit JOIN fee_list_d USING (setl_id)
           WHERE medins_list_name <> hilist_name AND starts_with(list_type, '2')""",
    ),
    "opsp": (
        "一年内慢特病就诊机构4家以上",
        """SELECT setl_id FROM visit WHERE kind = 'chronic' AND psn_no IN (
             SELECT psn_no FROM visit WHERE kind = 'chronic' GROUP BY psn_no
             HAVING count(DISTINCT fixmedins_code) >= 4)""",
    ),
    "hgh_frq": (
        "一月内门诊8次以上",
        """SELECT unnest(list(setl_id)) FROM visit WHERE kind = 'clinic'
           GROUP BY psn_no, date_trunc('month', settled) HAVING count(*) >= 8""",
    ),
}
