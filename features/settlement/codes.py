"""The code systems of the settlement standard: patterns to test a code, lists to name its values.

A pattern says what a well-formed code looks like; it is a question of data quality, so a row that
breaks one is flagged, never rejected. Provinces add children to national codes, so lists that they
extend are matched by prefix (see `MED_TYPE`). Source: the national code standards as observed in
real tables; entries marked 经验 rest on experience and not on an official table.
"""

# Patterns. RE2 syntax, matched against the whole value.
INSTITUTION = r"[HP]\d{11}"  # H institution, P retail pharmacy, then area and serial
DOCTOR = r"D\d{12}"
STAFF = r"[A-Z]\d{12}"  # doctor D, nurse N, pharmacist and technician other letters (经验)
AREA = r"\d{6}"
# Matches all 33,304 codes of ICD-10 医保版 2.0, dagger-asterisk pairs included.
ICD10 = r"[A-Z]\d{2}\.(\d|x)\d{2}(x\d{3})?(\+[A-Z]\d{2}(\.\d)?\*)?"
# Matches all 13,686 codes of ICD-9-CM-3 医保版 2.0.
ICD9CM3 = r"\d{2}\.\d[\dx]\d{1,2}[A-Z]?\d{0,2}(x\d{3,4})?"
DRUG = r"[XZ][A-Z]\d{2}[A-Z]{3}\d{3}[A-Z]\d{12}"
HERB = r"T\d{9}"
SERVICE_ITEM = r"\d{15}(-\w{6,})?"
CONSUMABLE = r"C\d{19}(\d{7})?"
TCM_DISEASE = r"[AB]\d{2}(\.\d{2}){0,3}\.?"  # diseases A…, syndromes B… (经验)
TRACEABILITY = r"[0-9A-Za-z-]{7,100}"  # most have 20 digits; the first seven name the product
LIST_ITEM = f"({DRUG})|({HERB})|({SERVICE_ITEM})|({CONSUMABLE})"
# Families of 医疗类别; a province's children have four to six digits.
MED_TYPE = r"(1[1-6]|2[1-9]|41|5[12]|71|91|99)\d{0,4}"
INSUTYPE = r"[35]\d{2}"

YES_NO = {"0": "否 | no", "1": "是 | yes"}
GENDER = {"0": "未知 | unknown", "1": "男 | male", "2": "女 | female", "9": "未说明 | not stated"}

HOSPITAL_LEVEL = {
    "01": "三级特等 | tertiary, special",
    "02": "三级甲等 | tertiary A",
    "03": "三级乙等 | tertiary B",
    "04": "三级丙等 | tertiary C",
    "05": "二级甲等 | secondary A",
    "06": "二级乙等 | secondary B",
    "07": "二级丙等 | secondary C",
    "08": "一级甲等 | primary A",
    "09": "一级乙等 | primary B",
    "10": "一级丙等 | primary C",
    "11": "未定级 | not graded",
}

CHARGE_ITEM = {
    "01": "床位费 | bed",
    "02": "诊察费 | consultation",
    "03": "检查费 | examination",
    "04": "化验费 | laboratory",
    "05": "治疗费 | treatment",
    "06": "手术费 | operation",
    "07": "护理费 | nursing",
    "08": "卫生材料费 | consumables",
    "09": "西药费 | western drugs",
    "10": "中药饮片费 | herbal pieces",
    "11": "中成药费 | proprietary Chinese drugs",
    "12": "一般诊疗费 | general consultation",
    "13": "挂号费 | registration",
    "14": "其他费 | other",
}

LIST_TYPE = {
    "101": "西药中成药 | western and proprietary Chinese drug",
    "102": "中药饮片 | herbal pieces",
    "201": "医疗服务项目 | service item",
    "301": "医用耗材 | consumable",
}

CHARGE_ITEM_LEVEL = {
    "01": "甲类 | class A",
    "02": "乙类 | class B",
    "03": "自费 | self-paid",
}

# The families of 医疗类别 by their first digits; the longest match counts.
MED_TYPE_FAMILY = {
    "11": "普通门诊 | outpatient visit",
    "12": "门诊挂号 | outpatient registration",
    "13": "急诊 | emergency",
    "14": "门诊慢特病 | outpatient chronic and special disease",
    "1": "门诊 | outpatient",
    "21": "普通住院 | inpatient stay",
    "2": "住院 | inpatient",
    "41": "定点药店购药 | pharmacy purchase",
    "51": "生育门诊 | maternity outpatient",
    "52": "生育住院 | maternity inpatient",
    "71": "家庭病床 | home bed",
    "91": "双通道特药 | dual-channel drugs",
    "99": "地方类别 | local",
}
INPATIENT_PREFIXES = ("2", "52")
OUTPATIENT_PREFIXES = ("1", "51")
PHARMACY_PREFIXES = ("4",)

INSURANCE_TYPE = {
    "310": "职工基本医疗保险 | employee basic insurance",
    "320": "公务员医疗补助 | civil-servant supplement",
    "330": "大额医疗费用补助 | large-amount supplement",
    "340": "离休人员医疗保障 | retired cadres",
    "390": "城乡居民基本医疗保险 | resident basic insurance",
    "510": "生育保险 | maternity insurance",
}

PERSON_TYPE = {
    "11": "在职 | employed",
    "12": "退休 | retired",
    "13": "离休 | retired cadre",
    "14": "居民 | resident",
}

PAYMENT_METHOD = {
    "1": "按项目 | by item",
    "2": "单病种 | single disease",
    "3": "按病种分值 | DIP",
    "4": "疾病诊断相关分组 | DRG",
    "5": "按床日 | bed-day",
    "6": "按人头 | capitation",
    "7": "定额 | fixed amount",
    "9": "其他 | other",
}

ADMISSION_WAY = {
    "1": "急诊 | emergency",
    "2": "门诊 | outpatient clinic",
    "3": "其他医疗机构转入 | transferred in",
    "9": "其他 | other",
}

DISCHARGE_WAY = {
    "1": "医嘱离院 | home by order",
    "2": "医嘱转院 | transferred to a hospital",
    "3": "医嘱转社区 | transferred to community care",
    "4": "非医嘱离院 | against advice",
    "5": "死亡 | death",
    "9": "其他 | other",
}

ADMISSION_CONDITION = {
    "1": "有 | present",
    "2": "临床未确定 | undetermined",
    "3": "情况不明 | unknown",
    "4": "无 | absent",
}

CERTIFICATE = {
    "01": "医保电子凭证 | e-voucher",
    "02": "身份证 | identity card",
    "03": "社会保障卡 | social-security card",
}

INSTITUTION_TYPE = {"1": "医疗机构 | medical institution", "2": "零售药店 | retail pharmacy"}
INSTITUTION_NATURE = {
    "1": "公立 | public",
    "2": "民营非营利 | private, non-profit",
    "3": "民营营利 | private, for profit",
}

CASE_TYPE = {
    "normal": "正常病例 | normal",
    "high": "高倍率病例 | high outlier",
    "low": "低倍率病例 | low outlier",
    "ungrouped": "未入组 | ungrouped",
    "qy": "歧义病案 | ambiguous record (QY)",
    "bed_day": "床日病例 | paid by bed-day",
}

CHECK_SOURCE = {
    "random": "双随机抽查 | random check",
    "targeted": "疑点核查 | targeted check",
    "complaint": "投诉举报 | complaint",
    "cross": "交叉检查 | cross inspection",
    "self": "自查自纠 | self-check",
}
VERDICT = {"confirmed": "查实 | confirmed", "rejected": "排除 | rejected"}
APPEAL = {
    "pending": "复核中 | under review",
    "upheld": "维持 | upheld",
    "reduced": "减少金额 | amount reduced",
    "reversed": "撤销 | reversed",
}

TRACE_EVENT = {
    "stock": "盘存 | stock",
    "change": "库存变更 | stock change",
    "purchase": "采购 | purchase",
    "purchase_return": "采购退货 | purchase returned",
    "sale": "销售 | sale",
    "sale_return": "销售退货 | sale returned",
    "delete": "删除 | deleted",
}
TRACE_SETTLEMENT = {"1": "医保结算 | settled with the insurer", "2": "自费 | self-paid"}

CHECK_SCENE = {
    "admission": "入院 | admission",
    "ward_round": "查房 | ward round",
    "dialysis": "透析 | dialysis",
    "purchase": "购药 | purchase",
}
CHECK_WAY = {"face": "人脸 | face", "e_voucher": "电子凭证 | e-voucher", "card": "实体卡 | card"}
CHECK_RESULT = {"pass": "通过 | pass", "fail": "未通过 | fail", "absent": "不在场 | absent"}

APG_CLASS = {
    "procedure": "手术操作 | procedure",
    "medical": "内科服务 | medical service",
    "ancillary": "辅助服务 | ancillary service",
}
BUDGET_OBJECT = {
    "institution": "医药机构 | institution",
    "community": "医共体 | medical community",
    "county": "县区 | county",
}
COMPLAINT_SOURCE = {
    "hotline": "12393热线 | hotline 12393",
    "letter": "来信 | letter",
    "visit": "来访 | visit",
    "online": "网络 | online",
    "transfer": "转办 | passed on by another office",
}
COMPLAINT_OBJECT = {
    "institution": "医药机构 | institution",
    "doctor": "医师 | doctor",
    "person": "参保人 | insured person",
}
WARN_TYPE = {"1": "事前 | before", "2": "事中 | at settlement"}
DISPOSAL = {"1": "继续执行 | goes on with the order", "2": "返回修改 | goes back and changes it"}
CREDIT_LEVEL = {letter: f"{letter}级 | grade {letter}" for letter in "ABCDE"}
QUALIFICATION = {
    "normal": "正常 | normal",
    "suspended": "暂停 | suspended",
    "terminated": "终止 | terminated",
}


def level_group(hosp_lv: str) -> int:
    """The hospital grade as one number: 3 tertiary, 2 secondary, 1 primary, 0 not graded.

    >>> level_group("02"), level_group("05"), level_group("11")
    (3, 2, 0)
    """
    first = {"三": 3, "二": 2, "一": 1}
    return first.get(HOSPITAL_LEVEL.get(hosp_lv, "")[:1], 0)
