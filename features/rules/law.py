"""The law that rules rest on, by the references of the domain brief's table C.0, in brief.

Contents are told in our own words; the text that counts is the regulation's.
"""

from dataclasses import dataclass

_REGULATION = "《医疗保障基金使用监督管理条例》"


@dataclass(frozen=True)
class Law:
    """One reference: where it stands, what it says in brief, and what follows from it."""

    article: str
    zh: str
    en: str
    consequence: str = ""

    @property
    def told(self) -> str:
        """The reference as a finding names it."""
        return self.article


def _article(number: str, zh: str, en: str, consequence: str = "") -> Law:
    return Law(f"{_REGULATION}{number}", zh, en, consequence)


_REFUND = "退回损失, 处1—2倍罚款; 拒改或后果严重的暂停6—12个月 | refund, 1-2 times fine"
_CORRECT = "责令改正; 拒不改正处1万—5万元罚款 | correction, 10,000-50,000 yuan if refused"
_FRAUD = "退回, 处2—5倍罚款, 暂停或解除协议 | refund, 2-5 times fine, suspension"
_PERSON = "退回, 暂停联网结算3—12个月 | refund, online settlement suspended 3-12 months"

LAWS: dict[str, Law] = {
    "R15": _article("第十五条", "机构的服务与收费行为规范", "conduct of institutions"),
    "R16": _article("第十六条", "保管资料, 如实传送数据", "keep records, send complete data"),
    "R17": _article(
        "第十七条", "持本人凭证就医, 不得重复享受待遇", "own voucher, no double benefit"
    ),
    "R19": _article("第十九条", "不得转卖药品获利", "no reselling of drugs"),
    "R20": _article("第二十条", "不得伪造、虚构服务", "no forging, no invented services"),
    "R24": _article("第二十四条", "大数据实时动态智能监控", "smart monitoring by big data"),
    "R25": _article("第二十五条", "按风险、举报、数据确定检查重点", "inspection by risk and data"),
    "R38(1)": _article(
        "第三十八条第(一)项", "分解住院、挂床住院", "split or hanging stay", _REFUND
    ),
    "R38(2)": _article(
        "第三十八条第(二)项",
        "过度诊疗检查、分解处方、超量开药、重复开药、其他不必要的服务",
        "over-treatment, split prescription, excess or repeated drugs",
        _REFUND,
    ),
    "R38(3)": _article(
        "第三十八条第(三)项",
        "重复收费、超标准收费、分解项目收费",
        "duplicate, over-standard or split charging",
        _REFUND,
    ),
    "R38(4)": _article(
        "第三十八条第(四)项",
        "串换药品、耗材、项目和设施",
        "swapping drugs, items, facilities",
        _REFUND,
    ),
    "R38(5)": _article(
        "第三十八条第(五)项", "为转卖、套现提供便利", "helping resale or cash-back", _REFUND
    ),
    "R38(6)": _article(
        "第三十八条第(六)项",
        "不属基金支付范围的纳入结算",
        "costs outside coverage settled",
        _REFUND,
    ),
    "R38(7)": _article(
        "第三十八条第(七)项", "造成基金损失的其他行为", "other acts that cause loss", _REFUND
    ),
    "R39(1)": _article("第三十九条第(一)项", "未建立内部管理制度", "no internal system", _CORRECT),
    "R39(2)": _article("第三十九条第(二)项", "未妥善保管资料", "records not kept", _CORRECT),
    "R39(3)": _article("第三十九条第(三)项", "未如实完整传送数据", "data not sent", _CORRECT),
    "R39(4)": _article("第三十九条第(四)项", "未报告监管所需信息", "no reporting", _CORRECT),
    "R39(5)": _article("第三十九条第(五)项", "未公开费用结构等信息", "no disclosure", _CORRECT),
    "R39(6)": _article(
        "第三十九条第(六)项",
        "目录外服务未经同意",
        "services outside the catalogue without consent",
        _CORRECT,
    ),
    "R39(7)": _article("第三十九条第(七)项", "拒绝监督检查", "refusing inspection", _CORRECT),
    "R40(1)": _article(
        "第四十条第(一)项",
        "诱导协助冒名或虚假就医, 出具虚假证明、虚开票据",
        "impersonation, sham visits, false proofs and bills",
        _FRAUD,
    ),
    "R40(2)": _article(
        "第四十条第(二)项", "伪造、变造、隐匿、销毁资料", "forging or destroying records", _FRAUD
    ),
    "R40(3)": _article("第四十条第(三)项", "虚构医药服务项目", "invented services", _FRAUD),
    "R40(4)": _article("第四十条第(四)项", "其他骗保行为", "other fraud", _FRAUD),
    "R40¶2": _article(
        "第四十条第二款", "以骗保为目的实施第三十八条行为", "an R38 act with intent", _FRAUD
    ),
    "R41(1)": _article(
        "第四十一条第(一)项", "将本人凭证交他人冒用", "lending the voucher", _PERSON
    ),
    "R41(2)": _article("第四十一条第(二)项", "重复享受待遇", "double benefits", _PERSON),
    "R41(3)": _article("第四十一条第(三)项", "转卖药品、返现获利", "resale or cash-back", _PERSON),
    "R41¶2": _article(
        "第四十一条第二款", "个人以骗保为目的或冒用他人凭证", "a person's act with intent", _FRAUD
    ),
    "C18": Law(
        "医保基金监管案由第18项(苏医保督〔2024〕1号), 第三十八条同类",
        "高套病种病组编码、转嫁住院费用",
        "upcoding, shifting of inpatient costs",
        _REFUND,
    ),
    "C17": Law(
        "医保基金监管案由第17项(苏医保督〔2024〕1号), 第三十八条同类",
        "为非定点机构结算",
        "settling for an institution without contract",
        _REFUND,
    ),
    "C10": Law(
        "医保基金监管案由第10项(苏医保督〔2024〕1号)",
        "以支付政策为由推诿病人",
        "refusing patients on the ground of payment policy",
        _CORRECT,
    ),
    "SIL87": Law("《社会保险法》第八十七条", "机构骗保", "fraud by an institution", _FRAUD),
    "SIL88": Law("《社会保险法》第八十八条", "个人骗保", "fraud by a person", _FRAUD),
}
