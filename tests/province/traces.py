"""What each scheme must leave in the data: a trace among its claims, and hardly among honest ones.

Each trace is a question to a claim `c` (true, false or a number), asked of the planted claims of a
scheme and of honest claims of the same kind.
"""

from dataclasses import dataclass

STAY, OUTPATIENT, CHRONIC, PHARMACY = (
    "c.med_type in ('21', '52')",
    "c.med_type in ('11', '13')",
    "c.med_type like '14%'",
    "c.med_type = '41'",
)
EVERY = "true"


@dataclass(frozen=True)
class Trace:
    """A question, the honest claims it is compared with, and what the two must come to.

    `least` bounds the planted mean from below; the planted mean must be `times` the honest one, or
    less than that where `times` is below 1.
    """

    ask: str
    among: str
    least: float
    times: float


def line(where: str) -> str:
    """Whether the claim has a line of which something holds."""
    return f"exists(from fee_list_d f where f.setl_id = c.setl_id and {where})::int"


def other(where: str) -> str:
    """Whether there is another claim `o` of the person of which something holds."""
    return (
        "exists(from claims o where o.psn_no = c.psn_no and o.setl_id != c.setl_id "
        f"and {where})::int"
    )


def scanned(where: str) -> str:
    """Whether the claim has a sale scan `d` of which something holds."""
    return (
        "exists(from drug_trac_d d where d.setl_id = c.setl_id and d.evt_type = 'sale' "
        f"and {where})::int"
    )


def names(*items: str) -> str:
    """A condition that a line is of one of those items."""
    return "f.hilist_name in (" + ", ".join(f"'{item}'" for item in items) + ")"


SAME_DAY = "o.fixmedins_code = c.fixmedins_code and o.begndate = c.begndate"
DAYS = "(select l.act_ipt_days from setl_list l where l.setl_id = c.setl_id)"
HOURS = (
    "(select split_part(vent_used_dura, '/', 1)::int * 24 + split_part(vent_used_dura, '/', 2)::int"
    " from setl_list l where l.setl_id = c.setl_id)"
)
COST = (
    "(select c.medfee_sumamt / g.std_mean_fee from drg_case_d g where g.setl_id = c.setl_id "
    "and g.std_mean_fee > 0)"
)
OWN_DOCTOR = (
    "(select (r.main_pracins_no != c.fixmedins_code)::int from dr_info_b r where r.dr_code = c.atddr_no "
    "limit 1)"
)
OPERATED = f"{STAY} and c.setl_id in (select setl_id from setl_oprn)"
DRG = "c.setl_id in (select setl_id from drg_case_d)"

TRACES: dict[str, Trace] = {
    "F01": Trace(
        "((select count(*) from claims o where o.fixmedins_code = c.fixmedins_code and o.med_type = "
        "'21' and o.dscg_maindiag_code[1] = c.dscg_maindiag_code[1] and abs(o.begndate - c.begndate) "
        "<= 1 and abs(o.enddate - c.enddate) <= 1) >= 3)::int",
        STAY, 0.6, 5,
    ),
    "F03": Trace(
        "((select count(*) from claims o join psn_info_b p on p.psn_no = o.psn_no join psn_info_b q "
        "on q.psn_no = c.psn_no where o.fixmedins_code = c.fixmedins_code and o.med_type = '21' and "
        "abs(o.begndate - c.begndate) <= 4 and (p.addr = q.addr or p.emp_no = q.emp_no)) >= 3)::int",
        STAY, 0.6, 5,
    ),
    "F04": Trace(
        "(c.gend = '1' and c.dscg_maindiag_code in ('N76.000', 'N92.600', 'Z34.900', 'E04.100'))::int",
        OUTPATIENT, 0.15, 50,
    ),
    "F06": Trace(
        "(select avg((f.med_list_codg in (from dear))::int) from fee_list_d f "
        "where f.setl_id = c.setl_id and f.hilist_name in (from pairs))",
        "c.med_type not in ('21', '52')", 0.6, 1.5,
    ),
    "F07": Trace(
        line(names("中频脉冲电治疗", "红外线照射", "超短波治疗", "推拿治疗")),
        f"{OUTPATIENT} and c.dscg_maindiag_code in ('L20.900', 'L50.900')", 0.95, 5,
    ),
    "F08": Trace(
        "(select avg(s.n) from shared s where s.setl_id = c.setl_id)",
        STAY, 0.5, 2,
    ),
    "F09": Trace(
        line(names("心电监测", "氧气吸入", "微量泵输注") + f" and f.cnt > 11 * {DAYS}"), STAY, 0.9, 8,
    ),
    "F12": Trace(
        "(c.mdtrt_cert_type = '01' and (select p.resd_admdvs != c.fix_blng_admdvs from psn_info_b p "
        "where p.psn_no = c.psn_no))::int",
        PHARMACY, 0.6, 3,
    ),
    "F14": Trace("(c.ttp_resp = '1')::int", "c.dscg_maindiag_code[1] in ('S', 'T')", 1.0, 8),
    "F16": Trace(OWN_DOCTOR, OUTPATIENT, 0.5, 5),
    "U03": Trace(
        "1 - " + line("f.med_chrgitm_type = '06'"), OPERATED, 0.4, 10,
    ),
    "U04": Trace(f"({COST} between 0.4 and 0.48)::int", DRG, 0.65, 8),
    "U05": Trace(
        "(c.dscg_maindiag_code != (select d.diag_code from setl_diag d where d.setl_id = c.setl_id "
        "and d.maindiag_flag = '1'))::int",
        STAY, 1.0, 50,
    ),
    "U06": Trace(f"({HOURS} between 96 and 131)::int", f"{STAY} and {HOURS} > 0", 0.95, 3),
    "U07": Trace(
        "(select (l.nwb_adm_wt between 2300 and 2499)::int from setl_list l where l.setl_id = c.setl_id)",
        f"{STAY} and c.age < 1", 1.0, 3,
    ),
    "U08": Trace(
        "(select (g.case_type = 'high')::int from drg_case_d g where g.setl_id = c.setl_id)",
        DRG, 0.9, 8,
    ),
    "G03": Trace(
        other("o.med_type = '21' and o.fixmedins_code = c.fixmedins_code and "
              "(o.begndate - c.begndate between 0 and 8 or c.begndate - o.enddate between 0 and 8)"),
        OUTPATIENT, 0.95, 8,
    ),
    "G04": Trace(
        "(select coalesce(sum(f.det_item_fee_sumamt) filter (f.list_type = '301' and f.chrgitm_lv != "
        "'03'), 0) / sum(f.det_item_fee_sumamt) from fee_list_d f where f.setl_id = c.setl_id)",
        f"{OPERATED}", 0.0, 0.6,
    ),
    "G05": Trace(
        "(select (l.dscg_way = '2' and l.act_ipt_days <= 1)::int from setl_list l "
        "where l.setl_id = c.setl_id)",
        STAY, 1.0, 50,
    ),
    "G06": Trace(COST, DRG, 0.0, 0.75),
    "G07": Trace(
        "(select (g.mcc_code is not null or g.cc_code is not null)::int from drg_case_d g "
        "where g.setl_id = c.setl_id)",
        DRG, 0.95, 1.5,
    ),
    "G08": Trace(
        other("o.med_type = '21' and o.fixmedins_code != c.fixmedins_code and c.begndate - o.enddate "
              "between 0 and 2 and (select l.dscg_way = '2' from setl_list l "
              "where l.setl_id = o.setl_id)"),
        STAY, 0.9, 20,
    ),
    "G09": Trace(
        "(select (g.special_case_flag = '1')::int from drg_case_d g where g.setl_id = c.setl_id)",
        DRG, 1.0, 20,
    ),
    "G11": Trace(
        f"(select sum(f.det_item_fee_sumamt) filter (f.list_type != '201') / {DAYS} from fee_list_d f "
        "where f.setl_id = c.setl_id)",
        f"{STAY} and c.setl_id not in (select setl_id from drg_case_d)", 0.0, 0.85,
    ),
    "O01": Trace(
        "(select count(distinct f.med_list_codg) from fee_list_d f where f.setl_id = c.setl_id "
        "and f.med_chrgitm_type in ('03', '04'))",
        EVERY + " and " + STAY, 3, 1.1,
    ),
    "O02": Trace(
        "(select count(distinct f.hilist_name) from fee_list_d f where f.setl_id = c.setl_id and "
        + names("针灸治疗", "中频脉冲电治疗", "红外线照射", "超短波治疗", "推拿治疗", "雾化吸入",
                "营养评估", "氧气吸入") + ")",
        STAY, 2.5, 3,
    ),
    "O03": Trace(
        line(names("人血白蛋白", "人促红素注射液", "注射用伏立康唑", "蔗糖铁注射液", "注射用醋酸奥曲肽",
                   "依达拉奉右莰醇注射用浓溶液", "注射用唑来膦酸", "注射用磷酸肌酸钠")),
        STAY, 0.95, 3,
    ),
    "O04": Trace(line("f.prd_days >= 56"), f"{CHRONIC} and c.dise_codg != 'B18.100'", 0.95, 5),
    "O06": Trace(
        other(f"{SAME_DAY} and o.med_type = c.med_type and o.setl_time < c.setl_time"), CHRONIC, 0.98, 20
    ),
    "O09": Trace(
        "exists(from fee_list_d f join fee_list_d g on g.setl_id = f.setl_id and g.fee_ocur_time::date "
        "= f.fee_ocur_time::date where f.setl_id = c.setl_id and (f.hilist_name = '肝功能十一项' and "
        "g.hilist_name in ('谷丙转氨酶测定', '谷草转氨酶测定', '总胆红素测定', '血清白蛋白测定') or "
        "f.hilist_name = '肾功能五项' and g.hilist_name in ('血清肌酐测定', '血清尿素测定', "
        "'血清尿酸测定') or f.hilist_name = '电解质六项' and g.hilist_name in ('血清钾测定', "
        "'血清钠测定')))::int",
        STAY, 0.94, 20,  # a slip may book one of the two on a later day
    ),
    "O10": Trace(
        line("f.medins_list_name in ('病房空调费', '陪护床位费', '病历复印费', '冬季取暖费')"), STAY, 0.2, 50
    ),
    "O11": Trace(
        "((select count(*) from claims o where o.fixmedins_code = c.fixmedins_code and o.emp_no = "
        "c.emp_no and o.med_type = '11' and abs(o.begndate - c.begndate) <= 4) >= 3)::int",
        OUTPATIENT, 0.6, 10,
    ),
    "O12": Trace(
        "(select (r.dept_codg != c.dept_codg or r.cntr_endtime < c.begndate)::int from dr_info_b r "
        "where r.dr_code = c.atddr_no limit 1)",
        OUTPATIENT, 0.8, 8,
    ),
    "O13": Trace(
        "exists(from fee_list_d f, fee_list_d g, forbidden b where f.setl_id = c.setl_id and g.setl_id "
        "= c.setl_id and f.hilist_name = b.one and g.hilist_name = b.other)::int",
        STAY, 0.5, 4,
    ),
    "O14": Trace(
        "(select sum(f.det_item_fee_sumamt) filter (" + names("注射用脑蛋白水解物", "注射用复合辅酶",
            "胸腺法新注射液", "复方维生素注射液", "银杏叶提取物注射液", "混合糖电解质注射液",
            "参麦注射液", "血塞通注射液") + ") / sum(f.det_item_fee_sumamt) from fee_list_d f "
        "where f.setl_id = c.setl_id)",
        STAY, 0.05, 1.5,
    ),
    "O15": Trace(
        "(select count(*) from fee_list_d f join claims o using (setl_id) where o.psn_no = c.psn_no and "
        + names("糖化血红蛋白测定", "骨密度测定", "25-羟维生素D测定", "颈动脉彩色多普勒超声") + ")",
        CHRONIC, 1.5, 2,
    ),
    "P02": Trace(
        "(select (a.apg_class = 'procedure')::int from apg_case_d a where a.setl_id = c.setl_id)",
        f"{OUTPATIENT} and c.setl_id in (select setl_id from apg_case_d)", 1.0, 5,
    ),
    "P05": Trace("(month(c.setl_time) >= 11)::int", CHRONIC, 0.45, 2.5),
    "P06": Trace("(c.medfee_sumamt between 265 and 300)::int", CHRONIC, 0.85, 5),
    "P07": Trace(
        "((select count(*) from claims o where o.psn_no = c.psn_no and o.fixmedins_code = "
        "c.fixmedins_code and abs(o.begndate - c.begndate) <= 30) >= 5)::int",
        OUTPATIENT, 0.8, 10,
    ),
    "T01": Trace(
        scanned("d.drug_trac_codg in (select drug_trac_codg from codes where sold > 1)"),
        PHARMACY, 0.75, 30,
    ),
    "T02": Trace(
        "exists(from planted_line l join drug_trac_d d on d.bkkp_sn = l.bkkp_sn where l.setl_id = "
        "c.setl_id and l.scheme = 'T02')::int",
        PHARMACY, 0.0, 1,
    ),
    "T03": Trace(
        scanned("d.drug_trac_codg[:7] != (select p.number from products p where p.med_list_codg = "
                "d.med_list_codg)"),
        PHARMACY, 0.9, 30,
    ),
    "T04": Trace(
        scanned("d.drug_trac_codg in (select drug_trac_codg from codes where bought_by != "
                "d.fixmedins_code)"),
        PHARMACY, 0.9, 30,
    ),
    "T09": Trace(
        scanned("d.drug_trac_codg in (select drug_trac_codg from codes where bought_by is null)"),
        PHARMACY, 0.95, 30,
    ),
    "T05": Trace("(hour(c.setl_time) >= 20 or hour(c.setl_time) < 4)::int", PHARMACY, 0.95, 5),
    "T06": Trace(
        "((select count(*) from bundles b join bundles o on o.bundle = b.bundle and o.fixmedins_code = "
        "b.fixmedins_code where b.setl_id = c.setl_id) >= 3)::int",
        PHARMACY, 0.4, 10,
    ),
    "T07": Trace(
        "((select count(*) from fee_list_d f where f.setl_id = c.setl_id) = 1 "
        "and (select max(cnt) from fee_list_d f where f.setl_id = c.setl_id) >= 15)::int",
        PHARMACY, 0.9, 4,
    ),
    "T08": Trace(OWN_DOCTOR, PHARMACY, 1.0, 5),
}  # fmt: skip
