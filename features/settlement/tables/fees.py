"""fee_list_d 费用明细: one row per charged line, as messages 2204 and 2301 carry it."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table

TEXT, CODE, DAYS, FEN, QUANTITY = Kind.TEXT, Kind.CODE, Kind.DAYS, Kind.FEN, Kind.QUANTITY
PRICE, RATIO, MOMENT = Kind.PRICE, Kind.RATIO, Kind.MOMENT
PRE, IN = Stage.PRE, Stage.IN

WHOSE = (
    Column("feedetl_sn", TEXT, "费用明细流水号", "line", PRE, null=False),
    Column("init_feedetl_sn", TEXT, "原费用流水号", "line that this one reverses", PRE),
    Column("setl_id", TEXT, "结算ID", "settlement", PRE, null=False),
    Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, null=False),
    Column("psn_no", TEXT, "人员编号", "insured person", PRE, null=False),
    Column(
        "fixmedins_code",
        CODE,
        "定点医药机构编号",
        "institution",
        PRE,
        null=False,
        pattern=codes.INSTITUTION,
    ),
    Column("drord_no", TEXT, "医嘱号", "inpatient order", PRE),
    Column("rxno", TEXT, "处方号", "prescription", PRE),
    Column("rx_drord_no", TEXT, "处方医嘱号", "prescription or order", PRE),
    Column("chrg_bchno", TEXT, "收费批次号", "charging batch", PRE),
    Column("dise_codg", CODE, "病种编码", "special disease", PRE),
    Column("rx_circ_flag", CODE, "外购处方标志", "bought elsewhere", PRE, codes=codes.YES_NO),
    Column("med_type", CODE, "医疗类别", "class of care", PRE, pattern=codes.MED_TYPE),
)

WHAT = (
    Column("fee_ocur_time", MOMENT, "费用发生时间", "moment of the charge", PRE, null=False),
    Column(
        "med_list_codg",
        CODE,
        "医疗目录编码",
        "national item",
        PRE,
        null=False,
        pattern=codes.LIST_ITEM,
    ),
    Column("medins_list_codg", TEXT, "医药机构目录编码", "the hospital's own item code", PRE),
    Column("medins_list_name", TEXT, "医药机构目录名称", "the hospital's own item name", PRE),
    Column("hilist_code", CODE, "医保目录编码", "item in the insurer's catalogue", PRE),
    Column("hilist_name", TEXT, "医保目录名称", "its name in the insurer's catalogue", PRE),
    Column("list_type", CODE, "目录类别", "kind of item", PRE, codes=codes.LIST_TYPE),
    Column(
        "med_chrgitm_type", CODE, "医疗收费项目类别", "charge class", PRE, codes=codes.CHARGE_ITEM
    ),
    Column(
        "chrgitm_lv", CODE, "收费项目等级", "catalogue class", PRE, codes=codes.CHARGE_ITEM_LEVEL
    ),
    Column("spec", TEXT, "规格", "specification", PRE),
    Column("dosform_name", TEXT, "剂型名称", "dosage form", PRE),
    Column("prodname", TEXT, "商品名", "brand name", PRE),
    Column("comb_no", TEXT, "组套编号", "set of items ordered together", PRE),
)

HOW_MUCH = (
    Column("cnt", QUANTITY, "数量", "quantity; negative on a refund", PRE, null=False),
    Column("pric", PRICE, "单价", "price a unit", PRE, null=False),
    Column("det_item_fee_sumamt", FEN, "明细项目费用总额", "fee of the line", PRE, null=False),
    Column("pric_uplmt_amt", PRICE, "定价上限金额", "price limit a unit", IN),
    Column("selfpay_prop", RATIO, "自付比例", "share paid by the person", IN),
    Column("reim_prop", RATIO, "报销比例", "share reimbursed", IN),
    Column("fulamt_ownpay_amt", FEN, "全自费金额", "outside the catalogue", IN),
    Column("overlmt_amt", FEN, "超限价金额", "above the price limit", IN),
    Column("preselfpay_amt", FEN, "先行自付金额", "paid first by the person", IN),
    Column("inscp_scp_amt", FEN, "符合政策范围金额", "within policy", IN),
)

BY_WHOM = (
    Column("bilg_dept_codg", CODE, "开单科室编码", "ordering department", PRE),
    Column("bilg_dept_name", TEXT, "开单科室名称", "name of the ordering department", PRE),
    Column("bilg_dr_codg", CODE, "开单医生编码", "ordering doctor", PRE, pattern=codes.DOCTOR),
    Column("acord_dept_codg", CODE, "受单科室编码", "executing department", PRE),
    Column("acord_dept_name", TEXT, "受单科室名称", "name of the executing department", PRE),
    Column("orders_dr_code", CODE, "受单医生编码", "executing doctor", PRE),
)

HOW = (
    Column("hosp_appr_flag", CODE, "医院审批标志", "hospital approved limited use", PRE),
    Column("tcmdrug_used_way", CODE, "中药使用方式", "single or compound herbal use", PRE),
    Column("etip_flag", CODE, "外检标志", "tested elsewhere", PRE, codes=codes.YES_NO),
    Column("etip_hosp_code", CODE, "外检医院编码", "where it was tested", PRE),
    Column("dscg_tkdrug_flag", CODE, "出院带药标志", "take-home drug", PRE, codes=codes.YES_NO),
    Column("matn_fee_flag", CODE, "生育费用标志", "maternity fee", PRE, codes=codes.YES_NO),
    Column("sin_dos_dscr", TEXT, "单次剂量描述", "single dose", PRE),
    Column("used_frqu_dscr", TEXT, "使用频次描述", "frequency of use", PRE),
    Column("prd_days", DAYS, "周期天数", "days of supply", PRE),
    Column("medc_way_dscr", TEXT, "用药途径描述", "route", PRE),
    Column("bas_medn_flag", CODE, "基本药物标志", "essential drug", IN, codes=codes.YES_NO),
    Column("hi_nego_drug_flag", CODE, "谈判药品标志", "negotiated drug", IN, codes=codes.YES_NO),
    Column("chld_medc_flag", CODE, "儿童用药标志", "drug for children", IN, codes=codes.YES_NO),
    Column("list_sp_item_flag", CODE, "目录特项标志", "special item", IN),
    Column("lmt_used_flag", CODE, "限制使用标志", "use is limited", IN, codes=codes.YES_NO),
    Column("drt_reim_flag", CODE, "直报标志", "reimbursed directly", IN),
    Column("unchk_flag", CODE, "免审标志", "doctor declares no check needed (some areas)", PRE),
)

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

FEE_LIST_D = Table(
    "fee_list_d",
    "费用明细表",
    "Fee lines",
    ("setl_id", "feedetl_sn"),
    WHOSE + WHAT + HOW_MUCH + BY_WHOM + HOW,
    month_of="setl_id",
    checks=CHECKS,
)
