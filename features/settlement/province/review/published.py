# ruff: noqa: E501 - one line a figure
"""The published figures that a province is set against, and where each is from.

They are all figures of the five source notices and of the domain brief that settlement data can
show, and those that it cannot, with the reason. Fields of a line of `COMPARED`:

    id | name | value, or its limits (>=20, <=0.05, 0.70..0.80) | unit (yuan, days, share, ratio,
    count) | tolerance, as a share of the value (of 1 for shares) | source | why the province may
    differ, or nothing

Fields of a line of `NOT_SHOWN`:

    name | value | source | why no settlement data can show it
"""

from dataclasses import dataclass
from math import inf

SOURCES = {
    "nanjing": "南京通报 2022-01 | Nanjing bulletin, January 2022",
    "harbin": "哈尔滨 2024 | Harbin weights and rates 2024",
    "huangyuan": "湟源县 2021 | Huangyuan county, 2021",
    "jinhua": "金华 2021-01 | Jinhua, January 2021",
    "xinyi": "新沂 2022-03 | Xinyi, Jiangsu bulletin 246",
    "haian": "海安 2022-03 | Haian, Jiangsu bulletin 246",
    "shandong": "鲁医保发〔2024〕39号 | Shandong notice 39 of 2024",
    "xiamen": "厦门 | Xiamen, address to the national conference",
    "platform": "平台告警实例 | alert texts of a platform",
    "payment": "DRG 付费惯例 | rules of DRG payment",
}

COMPARED = """
case_cost|住院次均费用 | Mean cost of a case|13973.02|yuan|0.06|nanjing|
stay_days|平均住院日 | Mean days of a stay|7.0364|days|0.05|nanjing|
paid_share|住院实际报销比例 | Share of hospital costs that funds pay|0.70|share|0.04|nanjing|The bulletin says about 70 %, and the sum it gives for the pooled funds comes to 61.9 %: the province lies between the two.
pooled_share|统筹(含大病、救助)占住院费用 | Pooled funds in hospital costs|0.6193|share|0.04|nanjing|See the figure above.
group_rate|入组率 | Cases that reach a group|0.9969|share|0.01|nanjing|
match_rate|病案匹配率 | Hospital settlements with a list|0.9999|share|0.005|nanjing|
base_share|基础病组占出院 | Base groups among cases|0.1493|share|0.03|nanjing|
base_tertiary_a|基础病组:三甲 | Base groups at grade-A tertiary hospitals|0.5422|share|0.06|nanjing|
base_tertiary_other|基础病组:其他三级 | at other tertiary hospitals|0.3324|share|0.06|nanjing|
base_secondary_a|基础病组:二甲 | at grade-A secondary hospitals|0.09|share|0.05|nanjing|
base_secondary_other|基础病组:其他二级 | at other secondary hospitals|0.0354|share|0.04|nanjing|
growth|出院人次同比 | Growth of discharges on the year before|0.0757|share|0.04|nanjing|Needs thirteen months and more.
per_hospital|每家二级以上机构月出院 | Discharges a month and hospital of level 2 and up|883.5|count|0.2|nanjing|The province has hospitals of all kinds for few discharges: the roll grows with the root of the claims, so a block of a million comes nearest.
groups|病组数 | Groups in use|967|count|0.1|nanjing|The synthetic scheme has 61 conditions where a city has 400 ADRGs; shapes within a group matter here, not their number.
rate_employee|费率:职工 | Yuan a weight, employees|12252.70|yuan|0.001|harbin|
rate_resident|费率:居民 | Yuan a weight, residents|9649.24|yuan|0.001|harbin|
ratio_mcc|组权重比 MCC:无(各ADRG中位数) | Weight with MCC to none, median of ADRGs|1.64|ratio|0.02|harbin|
ratio_cc|组权重比 CC:无(各ADRG中位数) | Weight with CC to none, median of ADRGs|1.36|ratio|0.02|harbin|
cost_mcc|实际费用比 MCC:无 | Cost with MCC to none|1.64|ratio|0.07|harbin|
cost_cc|实际费用比 CC:无 | Cost with CC to none|1.36|ratio|0.07|harbin|
es31|ES31 权重 | Weight of ES31|0.8526|ratio|0.0001|harbin|
es33|ES33 权重 | Weight of ES33|0.6370|ratio|0.0001|harbin|
es35|ES35 权重 | Weight of ES35|0.3825|ratio|0.0001|harbin|
br25|BR25 权重 | Weight of BR25|0.5765|ratio|0.0001|harbin|
br23|BR23 权重 | Weight of BR23|0.7290|ratio|0.0001|harbin|
ij11|IJ11 权重 | Weight of IJ11|2.3541|ratio|0.0001|harbin|
ij13|IJ13 权重 | Weight of IJ13|1.3200|ratio|0.0001|harbin|
ij15|IJ15 权重 | Weight of IJ15|0.9863|ratio|0.0001|harbin|
lowest_weight|最低权重 | Lowest weight|0.18|ratio|0.1|harbin|703 groups reach further down than 61 conditions.
highest_weight|最高权重 | Highest weight|36.22|ratio|0.1|harbin|Transplants and heart-lung machines are not among the province's conditions.
service_income|县级公立医院医疗服务收入占比 | Service income of public county hospitals|0.3715|share|0.06|huangyuan|The synthetic price list has fewer services than a hospital's, so drugs and consumables weigh more.
essential_drugs|医共体基本药物销售占比 | Essential drugs in drug sales of county communities|0.5542|share|0.06|huangyuan|
two_diseases|两病门诊用药报销比例 | Share paid of two-disease drugs|0.70|share|0.05|huangyuan|The province pays employees more than a county pays its residents.
chronic_paid|门诊特慢病报销比例(70%-80%) | Share paid of chronic programmes (70 to 80 %)|0.70..0.80|share|0.03|huangyuan|
resident_inpatient|居民基金中住院统筹占比 | Hospital care in residents' fund|0.8141|share|0.05|huangyuan|The province holds more visits and programmes for each stay than a county on the plateau.
resident_large|居民基金中住院大病占比 | Serious-illness insurance in residents' fund|0.1310|share|0.05|huangyuan|The province's line for serious illness is higher.
tertiary_paid|三级医院住院待遇(85%-90%) | Share paid in scope at tertiary hospitals (85 to 90 %)|0.85..0.90|share|0.03|jinhua|Jinhua has one scheme for all; residents elsewhere are paid less.
mean_settlement|每次结算金额(不含住院) | Yuan a settlement|351.25|yuan|0.15|jinhua|Jinhua's 28.1 billion yuan in 80 million settlements hold stays as well; the province is compared without them, because one claim in six is a stay here (more to learn from), one in thirty there.
recovered_a_head|人均追回基金(元/年) | Yuan recovered a year and insured person|19.25|yuan|0.2|jinhua|Few claims are inspected and decided within the year; people in the register use more care than all insured do.
procured_most|集采单品最大降幅 | Deepest fall of a procured price|0.736|share|0.03|jinhua|
procured_national|集采平均降幅(国家) | Mean fall of procured prices|0.60|share|0.05|xinyi|
aided_own|救助对象住院自付占总费用(≤10%) | Own share of aided people in hospital (10 % at most)|<=0.10|share|0.03|xinyi|Xinyi pays the rest by a programme of its own.
signed|家庭医生签约率 | Signed with a family doctor|0.516|share|0.03|haian|
grass_roots_pyramid|基层机构占医疗机构 | Primary institutions among all but pharmacies|0.9755|share|0.05|haian|279 of 286 in Haian, village stations included, of which the province lists one in ten.
level_gap|居民住院:乡镇与县级报销差(≥10点) | Residents: township above county hospital (10 points or more)|>=0.10|share|0.01|shandong|
base_groups|基层病组数(≥20) | Base groups (20 or more)|>=20|count|0.05|shandong|
readmitted_14|14天再住院率,机构P90 | Readmission within 14 days, 90th percentile of hospitals|0.062|share|0.04|platform|
high_outliers|高倍率病例占比(上限5%) | High outliers (5 % at most)|<=0.05|share|0.01|payment|
"""

NOT_SHOWN = """
住院费用同比 | Growth of hospital costs|-6.87 %|nanjing|The fall came with the reform itself; the province begins after it.
次均费用同比 | Growth of the cost of a case|-13.42 %|nanjing|As above.
平均住院日同比 | Growth of days|-15.57 %|nanjing|As above.
统筹基金同比 | Growth of pooled funds|-9.81 %|nanjing|As above.
次均负担下降 | Fall of a patient's burden|649.75 yuan|nanjing|As above.
中医病组点数上涨 | Points of Chinese-medicine groups|+16.21 %|nanjing|The synthetic scheme has no Chinese-medicine groups.
住院基金增长率 | Growth of hospital funds|14 % to 7 %|jinhua|Years before the province begins.
集采平均降幅(省级两批) | Mean fall of the province's own rounds|25.7 %|jinhua|The changes of the province's prices are those of national rounds.
APG 分组 | Outpatient groups|1,391|jinhua|The APG scheme of the province has classes and few groups.
电子凭证激活 | Vouchers activated|31.6 % and 86 %|jinhua|Activated is not used: the data show the voucher or card of each settlement only.
网采率 | Bought on the public platform|95 % and 100 %|xinyi|Purchases are not in settlement data.
重点人群签约率 | Key groups signed|84.4 %|haian|The register marks no key groups.
定点机构年增长 | Growth of contracted institutions|39.2 % to 0.8 %|xiamen|The register of the province does not grow.
基金拨付时限、回款周期 | Days until payment|30 to 1, 90 to 27|xiamen|Payments to institutions are not in settlement data.
惠民保赔付比例 | Share paid by the city's commercial policy|70.5 %|xiamen|Commercial insurance is not in settlement data.
基层就诊率、县域内基金占比 | Grass-roots visits, funds kept in the county|no value|shandong|The notice asks for the indicators and gives no value; the province's are shown as its own.
"""


@dataclass(frozen=True)
class Published:
    """One published figure.

    Attributes:
        id: its name in programs.
        name: what it is, Chinese and English parted by "|".
        least, most: the limits of the published value, the same for a single one; shares as parts
            of one, infinite where there is no limit on that side.
        unit: yuan, days, share, ratio or count.
        tolerance: how far the province may be off and still counts as near: a share of the value,
            for shares a difference.
        source: key of `SOURCES`.
        why: why the province may differ, empty when there is no reason.
    """

    id: str
    name: str
    least: float
    most: float
    unit: str
    tolerance: float
    source: str
    why: str


def compared() -> list[Published]:
    """The published figures that a province can show, in order."""
    made: list[Published] = []
    for line in COMPARED.strip().splitlines():
        key, chinese, english, value, unit, tolerance, source, why = line.split("|")
        name = f"{chinese.strip()} | {english.strip()}"
        least, most = _limits(value)
        made.append(Published(key, name, least, most, unit, float(tolerance), source, why))
    return made


def _limits(value: str) -> tuple[float, float]:
    """The limits of a written value: `>=20`, `<=0.05`, `0.70..0.80`, or the value twice."""
    if value.startswith(">="):
        return float(value[2:]), inf
    if value.startswith("<="):
        return -inf, float(value[2:])
    least, _, most = value.partition("..")
    return float(least), float(most or least)


def not_shown() -> list[tuple[str, str, str, str]]:
    """Name, value, source and reason of the published figures that no settlement data can show."""
    rows = [line.split("|") for line in NOT_SHOWN.strip().splitlines()]
    return [(f"{a.strip()} | {b.strip()}", value, source, why) for a, b, value, source, why in rows]
