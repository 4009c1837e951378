"""fee_list_d 费用明细: one row per charged line, as messages 2204 and 2301 carry it."""

from features.settlement import codes
from features.settlement.contract import Column, Kind, Stage, Table, brought_by
from features.settlement.tables.fee_checks import CHECKS

TEXT, CODE, DAYS, FEN, QUANTITY = Kind.TEXT, Kind.CODE, Kind.DAYS, Kind.FEN, Kind.QUANTITY
PRICE, RATIO, MOMENT = Kind.PRICE, Kind.RATIO, Kind.MOMENT
PRE, IN = Stage.PRE, Stage.IN

WHOSE = brought_by(
    "2301 feedetail",
    Column(
        "feedetl_sn",
        TEXT,
        "费用明细流水号",
        "line",
        PRE,
        null=False,
        source="feedetl_sn, core bkkp_sn",
    ),
    Column("init_feedetl_sn", TEXT, "原费用流水号", "line that this one reverses", PRE),
    Column("setl_id", TEXT, "结算ID", "settlement", PRE, null=False, source="core"),
    Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, null=False),
    Column("psn_no", TEXT, "人员编号", "insured person", PRE, null=False, hashed="person"),
    Column(
        "fixmedins_code",
        CODE,
        "定点医药机构编号",
        "institution",
        PRE,
        null=False,
        pattern=codes.INSTITUTION,
        source="2301 envelope.fixmedins_code",
    ),
    Column("drord_no", TEXT, "医嘱号", "inpatient order", PRE, source="drord_no"),
    Column("rxno", TEXT, "处方号", "prescription", PRE, source="2204 feedetail.rxno"),
    Column("rx_drord_no", TEXT, "处方医嘱号", "prescription or order", PRE),
    Column(
        "chrg_bchno", TEXT, "收费批次号", "charging batch", PRE, source="2204 feedetail.chrg_bchno"
    ),
    Column(
        "dise_codg", CODE, "病种编码", "special disease", PRE, source="2204 feedetail.dise_codg"
    ),
    Column("rx_circ_flag", CODE, "外购处方标志", "bought elsewhere", PRE, codes=codes.YES_NO),
    Column("med_type", CODE, "医疗类别", "class of care", PRE, due=True, pattern=codes.MED_TYPE),
)

WHAT = brought_by(
    "2301 feedetail",
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
    Column(
        "medins_list_codg", TEXT, "医药机构目录编码", "the hospital's own item code", PRE, due=True
    ),
    Column("medins_list_name", TEXT, "医药机构目录名称", "the hospital's own item name", PRE),
    Column(
        "hilist_code", CODE, "医保目录编码", "item in the insurer's catalogue", PRE, source="core"
    ),
    Column(
        "hilist_name",
        TEXT,
        "医保目录名称",
        "its name in the insurer's catalogue",
        PRE,
        source="core",
    ),
    Column(
        "list_type",
        CODE,
        "目录类别",
        "kind of item",
        PRE,
        codes=codes.LIST_TYPE,
        source="2301 result.list_type",
    ),
    Column(
        "med_chrgitm_type",
        CODE,
        "医疗收费项目类别",
        "charge class",
        PRE,
        due=True,
        codes=codes.CHARGE_ITEM,
        source="2301 result.med_chrgitm_type",
    ),
    Column(
        "chrgitm_lv",
        CODE,
        "收费项目等级",
        "catalogue class",
        PRE,
        due=True,
        codes=codes.CHARGE_ITEM_LEVEL,
        source="2301 result.chrgitm_lv",
    ),
    Column("spec", TEXT, "规格", "specification", PRE, source="core"),
    Column("dosform_name", TEXT, "剂型名称", "dosage form", PRE, source="core"),
    Column("prodname", TEXT, "商品名", "brand name", PRE, source="core"),
    Column("comb_no", TEXT, "组套编号", "set of items ordered together", PRE, source="core"),
)

HOW_MUCH = brought_by(
    "2301 result",
    Column(
        "cnt",
        QUANTITY,
        "数量",
        "quantity; negative on a refund",
        PRE,
        null=False,
        source="2301 feedetail.cnt",
    ),
    Column("pric", PRICE, "单价", "price a unit", PRE, null=False, source="2301 feedetail.pric"),
    Column(
        "det_item_fee_sumamt",
        FEN,
        "明细项目费用总额",
        "fee of the line",
        PRE,
        null=False,
        source="2301 feedetail.det_item_fee_sumamt",
    ),
    Column("pric_uplmt_amt", PRICE, "定价上限金额", "price limit a unit", IN),
    Column("selfpay_prop", RATIO, "自付比例", "share paid by the person", IN),
    Column("reim_prop", RATIO, "报销比例", "share reimbursed", IN, source="core"),
    Column("fulamt_ownpay_amt", FEN, "全自费金额", "outside the catalogue", IN),
    Column(
        "overlmt_amt",
        FEN,
        "超限价金额",
        "above the price limit",
        IN,
        source="overlmt_amt, core overlmt_selfpay",
    ),
    Column("preselfpay_amt", FEN, "先行自付金额", "paid first by the person", IN),
    Column(
        "inscp_scp_amt",
        FEN,
        "符合政策范围金额",
        "within policy",
        IN,
        source="inscp_scp_amt, core inscp_amt",
    ),
)

BY_WHOM = brought_by(
    "2301 feedetail",
    Column("bilg_dept_codg", CODE, "开单科室编码", "ordering department", PRE, due=True),
    Column("bilg_dept_name", TEXT, "开单科室名称", "name of the ordering department", PRE),
    Column(
        "bilg_dr_codg",
        CODE,
        "开单医生编码",
        "ordering doctor",
        PRE,
        due=True,
        pattern=codes.DOCTOR,
        source="bilg_dr_codg, core bilg_dr_code",
    ),
    Column("acord_dept_codg", CODE, "受单科室编码", "executing department", PRE),
    Column("acord_dept_name", TEXT, "受单科室名称", "name of the executing department", PRE),
    Column(
        "orders_dr_code",
        CODE,
        "受单医生编码",
        "executing doctor",
        PRE,
        source="orders_dr_code, core acord_dr_code",
    ),
)

HOW = brought_by(
    "2301 feedetail",
    Column("hosp_appr_flag", CODE, "医院审批标志", "hospital approved limited use", PRE),
    Column("tcmdrug_used_way", CODE, "中药使用方式", "single or compound herbal use", PRE),
    Column("etip_flag", CODE, "外检标志", "tested elsewhere", PRE, codes=codes.YES_NO),
    Column("etip_hosp_code", CODE, "外检医院编码", "where it was tested", PRE),
    Column("dscg_tkdrug_flag", CODE, "出院带药标志", "take-home drug", PRE, codes=codes.YES_NO),
    Column("matn_fee_flag", CODE, "生育费用标志", "maternity fee", PRE, codes=codes.YES_NO),
    Column(
        "sin_dos_dscr",
        TEXT,
        "单次剂量描述",
        "single dose",
        PRE,
        source="2204 feedetail.sin_dos_dscr",
    ),
    Column(
        "used_frqu_dscr",
        TEXT,
        "使用频次描述",
        "frequency of use",
        PRE,
        source="2204 feedetail.used_frqu_dscr",
    ),
    Column("prd_days", DAYS, "周期天数", "days of supply", PRE, source="2204 feedetail.prd_days"),
    Column(
        "medc_way_dscr", TEXT, "用药途径描述", "route", PRE, source="2204 feedetail.medc_way_dscr"
    ),
    Column(
        "bas_medn_flag",
        CODE,
        "基本药物标志",
        "essential drug",
        IN,
        codes=codes.YES_NO,
        source="2301 result.bas_medn_flag",
    ),
    Column(
        "hi_nego_drug_flag",
        CODE,
        "谈判药品标志",
        "negotiated drug",
        IN,
        codes=codes.YES_NO,
        source="2301 result.hi_nego_drug_flag",
    ),
    Column(
        "chld_medc_flag",
        CODE,
        "儿童用药标志",
        "drug for children",
        IN,
        codes=codes.YES_NO,
        source="2301 result.chld_medc_flag",
    ),
    Column(
        "list_sp_item_flag",
        CODE,
        "目录特项标志",
        "special item",
        IN,
        source="2301 result.list_sp_item_flag",
    ),
    Column(
        "lmt_used_flag",
        CODE,
        "限制使用标志",
        "use is limited",
        IN,
        due=True,
        codes=codes.YES_NO,
        source="2301 result.lmt_used_flag",
    ),
    Column(
        "drt_reim_flag",
        CODE,
        "直报标志",
        "reimbursed directly",
        IN,
        source="2301 result.drt_reim_flag",
    ),
    Column("unchk_flag", CODE, "免审标志", "doctor declares no check needed (some areas)", PRE),
)

FEE_LIST_D = Table(
    "fee_list_d",
    "费用明细表",
    "Fee lines",
    ("setl_id", "feedetl_sn"),
    WHOSE + WHAT + HOW_MUCH + BY_WHOM + HOW,
    month_of="setl_id",
    checks=CHECKS,
    withheld=("bilg_dr_name", "orders_dr_name", "acord_dr_name", "unchk_memo"),
)
