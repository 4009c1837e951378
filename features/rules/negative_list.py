"""The negative list (负面清单): 30 things that no institution may do, by class of institution.

Xinyi told its institutions to check themselves against 30 items drawn up by class, and to mend them
by a day; the items themselves were not published. These thirty are our own, after the taxonomy of
violations and the law. Where data can tell, an item names the rules and signals that tell; where
they cannot, it asks the institution a question to answer in its self-check.
"""

from dataclasses import dataclass

HOSPITAL, PRIMARY, CLINIC, PHARMACY = "hospital", "primary", "clinic", "pharmacy"
CLASSES_OF_INSTITUTIONS = {
    HOSPITAL: "二级三级医院 | secondary and tertiary hospitals",
    PRIMARY: "基层医疗机构 | township and community centres",
    CLINIC: "诊所门诊部 | clinics",
    PHARMACY: "定点零售药店 | retail pharmacies",
}
_CARE = (HOSPITAL, PRIMARY, CLINIC)
_STAYS = (HOSPITAL, PRIMARY)
_ALL = (HOSPITAL, PRIMARY, CLINIC, PHARMACY)


@dataclass(frozen=True)
class Item:
    """One item: what may not be done, by whom, and how it is seen.

    Attributes:
        text: the item, Chinese and English.
        classes: the classes of institution it is put to.
        rules: ids of rules that show it; `signals` names of signals and indicators that hint at it.
        asks: the question of the self-check, where data alone cannot tell.
    """

    id: str
    text: str
    classes: tuple[str, ...]
    law: tuple[str, ...]
    violations: tuple[str, ...]
    rules: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    asks: str = ""

    @property
    def words(self) -> tuple[str, str]:
        """The item in Chinese and in English."""
        zh, _, en = self.text.partition(" | ")
        return zh, en


ITEMS: tuple[Item, ...] = (
    Item(
        "N01",
        "分解住院 | Splitting a stay",
        _STAYS,
        ("R38(1)",),
        ("G01", "G08"),
        rules=("GL-031", "GL-032", "GL-033", "GL-039"),
        signals=("is_readmitted_here_15d", "days_since_last_stay_here"),
    ),
    Item(
        "N02",
        "挂床住院 | Hanging a stay",
        _STAYS,
        ("R38(1)",),
        ("F02",),
        rules=("GL-034", "GL-053", "GL-054", "GL-111"),
        signals=("days_with_care_share",),
    ),
    Item(
        "N03",
        "诱导住院、集中收治 | Inducing stays, admitting in groups",
        _STAYS,
        ("R40(1)",),
        ("F03", "F01"),
        rules=("GL-042", "GL-037"),
        signals=("admitted_together_30d", "phone_stays_30d"),
        asks="是否以减免费用、接送、赠礼等方式招揽病人? | Were patients drawn in by waivers, rides or gifts?",
    ),
    Item(
        "N04",
        "低标准入院、体检式住院 | Low-standard and check-up stays",
        _STAYS,
        ("R38(2)",),
        ("G02", "F15"),
        rules=("GL-035", "GL-036", "GL-043"),
        signals=("looks_low_standard", "looks_like_check_up"),
    ),
    Item(
        "N05",
        "冒名就医、不核验身份 | Impersonation, identity not checked",
        _ALL,
        ("R40(1)", "R15"),
        ("F04", "F17"),
        rules=("GL-055", "GL-056", "GL-057", "GL-058", "GL-059", "GL-062", "GL-112"),
        asks="就诊购药时是否核验本人凭证? | Is the person's own voucher checked at each visit?",
    ),
    Item(
        "N06",
        "虚构医药服务、虚记费用 | Invented services and charges",
        _ALL,
        ("R40(3)",),
        ("F09", "F01"),
        rules=("GL-006", "GL-007", "GL-008", "GL-056"),
        signals=("lines_outside_the_stay",),
    ),
    Item(
        "N07",
        "伪造病历、检查报告 | Forged records and reports",
        _CARE,
        ("R40(2)",),
        ("F08",),
        signals=("same_amount_persons_30d",),
        asks="病历、检验与影像是否均有原始记录可查? | Has every record, test and image its original?",
    ),
    Item(
        "N08",
        "重复收费 | Charging twice",
        _CARE,
        ("R38(3)",),
        ("O07",),
        rules=("GL-001", "GL-002", "GL-052"),
        signals=("repeated_item_days",),
    ),
    Item(
        "N09",
        "超标准、超限价收费 | Charging above the standard or the price limit",
        _CARE,
        ("R38(3)",),
        ("O08",),
        rules=("GL-003", "GL-004", "GL-005", "GL-009", "GL-016"),
        signals=("lines_above_price_limit", "beds_per_day"),
    ),
    Item(
        "N10",
        "分解项目收费 | Splitting an item",
        _CARE,
        ("R38(3)",),
        ("O09",),
        rules=("GL-011", "GL-012", "GL-013"),
    ),
    Item(
        "N11",
        "串换项目、自立项目 | Swapped and own items",
        _CARE,
        ("R38(4)",),
        ("O10", "F07"),
        rules=("GL-125", "YL-029", "ZC-004"),
    ),
    Item(
        "N12",
        "串换药品耗材 | Swapped drugs and consumables",
        _ALL,
        ("R38(4)",),
        ("F06",),
        rules=("GL-115", "ZC-008"),
        asks="进销存与结算数量、厂家是否一致? | Do stock, quantities and makers agree with what was settled?",
    ),
    Item(
        "N13",
        "药店以药换物 | Goods sold as drugs",
        (PHARMACY,),
        ("R38(4)", "R38(6)"),
        ("T07",),
        rules=("ZC-008",),
        asks="是否用医保结算食品、化妆品、日用品? | Was food, make-up or household ware settled?",
    ),
    Item(
        "N14",
        "空刷套刷、返现 | Empty swipes and cash-back",
        (CLINIC, PHARMACY),
        ("R38(5)", "R41(3)"),
        ("F05", "F12"),
        rules=("GL-074", "GL-076", "GL-077", "GL-078", "GL-082"),
        signals=("same_amount_here_1d",),
    ),
    Item(
        "N15",
        "留存他人医保凭证 | Keeping other people's vouchers",
        _ALL,
        ("R40(1)", "R41(1)"),
        ("F05",),
        rules=("GL-079", "GL-081"),
        asks="本机构是否留存参保人的卡或电子凭证? | Are persons' cards or vouchers kept here?",
    ),
    Item(
        "N16",
        "超量开药 | Excess supply",
        _ALL,
        ("R38(2)",),
        ("O04",),
        rules=("ZC-021", "ZC-022", "ZC-023", "ZC-024", "ZC-025", "ZC-026", "ZC-027"),
        signals=("longest_supply", "drugs_supplied_over_30_days"),
    ),
    Item(
        "N17",
        "重复开药、为倒卖提供便利 | Repeated drugs, helping resale",
        _ALL,
        ("R38(2)", "R38(5)"),
        ("O05", "F11"),
        rules=("GL-075", "YL-009", "YL-010"),
        signals=("patient_drug_sellers_30d", "patient_supply_90d"),
    ),
    Item(
        "N18",
        "分解处方、分解人次 | Splitting prescriptions and visits",
        (HOSPITAL, PRIMARY, CLINIC),
        ("R38(2)",),
        ("O06", "P01"),
        rules=("GL-071", "GL-072"),
        signals=("settled_here_again_same_day",),
    ),
    Item(
        "N19",
        "超限定支付范围用药 | Drugs outside their limit",
        _ALL,
        ("R38(6)",),
        ("O03",),
        rules=("ZC-001", "ZC-002", "ZC-007", "YL-015"),
        signals=("limited_use_without_approval",),
    ),
    Item(
        "N20",
        "不予支付的费用纳入结算 | Settling what no fund covers",
        _ALL,
        ("R38(6)",),
        ("O11", "F14"),
        rules=("ZC-003", "ZC-004", "ZC-005", "ZC-006", "ZC-011", "ZC-013"),
    ),
    Item(
        "N21",
        "项目超限定次数 | Items above their frequency",
        _CARE,
        ("R38(6)",),
        ("O15",),
        rules=("ZC-041", "ZC-042", "ZC-043", "ZC-044", "YL-027"),
    ),
    Item(
        "N22",
        "过度检查 | Over-examination",
        _CARE,
        ("R38(2)",),
        ("O01",),
        rules=("YL-021", "YL-022", "YL-023", "YL-024", "YL-025", "YL-026"),
        signals=("diagnostics_share_vs_diagnosis",),
    ),
    Item(
        "N23",
        "过度治疗、无指征用药用材 | Over-treatment, drugs and consumables without need",
        _CARE,
        ("R38(2)",),
        ("O02", "O14"),
        rules=("GL-015", "YL-012", "YL-013", "YL-014", "YL-028", "YL-030"),
    ),
    Item(
        "N24",
        "不合理配伍与禁忌用药 | Incompatible and contraindicated drugs",
        _CARE,
        ("R38(2)", "R15"),
        ("O13",),
        rules=(
            "YL-001",
            "YL-002",
            "YL-003",
            "YL-004",
            "YL-005",
            "YL-006",
            "YL-007",
            "YL-008",
            "YL-011",
        ),
    ),
    Item(
        "N25",
        "无资质人员开展服务 | Services by those who may not",
        _CARE,
        ("R38(7)",),
        ("O12",),
        rules=("GL-121", "GL-122", "GL-123", "GL-124", "GL-126"),
        asks="医师、药师、护士与设备是否均在册在岗? | Are all staff and devices on the register?",
    ),
    Item(
        "N26",
        "高套编码 | Upcoding",
        _STAYS,
        ("C18",),
        ("U01", "U02", "U03", "U06", "U07"),
        rules=("GL-091", "GL-092", "GL-093", "GL-094", "GL-095", "GL-096", "GL-100", "GL-116"),
    ),
    Item(
        "N27",
        "转嫁住院费用、服务不足 | Shifted costs, too little care",
        _STAYS,
        ("C18", "R39(6)"),
        ("G03", "G04", "G06"),
        rules=("GL-040", "GL-097", "GL-098", "GL-099", "ZC-009", "ZC-010"),
    ),
    Item(
        "N28",
        "慢特病与两病待遇违规 | Wrong use of chronic benefits",
        (HOSPITAL, PRIMARY, CLINIC, PHARMACY),
        ("R38(6)",),
        ("P05", "P06"),
        rules=("ZC-028", "ZC-029", "ZC-030", "ZC-031", "ZC-051"),
        asks="慢特病认定是否有检查资料支撑? | Do examinations support each chronic registration?",
    ),
    Item(
        "N29",
        "数据与追溯码未如实上传 | Data and traceability codes not sent",
        _ALL,
        ("R39(3)", "R16"),
        ("T01", "T02"),
        rules=("GL-010", "GL-014", "GL-017", "GL-041", "GL-113", "GL-114", "GL-117"),
    ),
    Item(
        "N30",
        "推诿病人、为非定点机构结算 | Refusing patients, settling for others",
        _ALL,
        ("C10", "C17"),
        ("G05", "F16"),
        asks=(
            "是否以额度用完为由推诿病人, 或为其他机构代为结算?"
            " | Were patients refused on the ground of a budget, or other places settled for?"
        ),
    ),
)


def items_for(institution_class: str) -> tuple[Item, ...]:
    """The items that are put to a class of institution."""
    return tuple(item for item in ITEMS if institution_class in item.classes)
