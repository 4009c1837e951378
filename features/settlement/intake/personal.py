"""Whether a column that nobody asked for looks as if it told of a person.

Such a column is named in the load report, but its values are not kept: an unknown column is no
reason to store a name, a certificate number, a telephone or an address.
"""

import re

from features.settlement.intake.foreign import quote

NAMES = re.compile(
    r"psn_?(no|id|num)$|pat(n|ient)_?(no|id|num)|person_?(no|id|num)|insured_?(no|id)|"
    r"name$|^xm|xingming|cert|idcard|id_no|idno|sfz|shenfenzheng|passport|tel|phone|mobile|mob$|sjh|lxdh|"
    r"addr|zhuzhi|dizhi|email|mail|wechat|weixin|contact|coner|lxr|brdy|birth|photo|face|finger|account|"
    r"acct_no|bank|card|"
    r"人员编号|病人|患者|姓名|证件|身份证|护照|电话|手机|地址|住址|邮箱|微信|联系人|出生|照片|银行|卡号|家属|监护",
    re.IGNORECASE,
)
PUBLIC = re.compile(
    r"^(medins|fixmedins|hilist|medins_list|dise|diag|drug|item|dept|oprn_oprt|drg|prod|dosform|org|insu)"
    r"\w*name$",
    re.IGNORECASE,
)
"""Names of things and institutions, which end like those of people."""

CERTIFICATE = r"[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]"
OLD_CERTIFICATE = r"^[1-9]\d{5}\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}$"
TELEPHONE = r"(^|\D)1[3-9]\d{9}(\D|$)"
ADDRESS = r"(省|市|县|区|镇|乡|村|街道|路|街|巷).{0,20}(号|室|栋|单元|组|队|村|路|街)"
NUMBERS = rf"{CERTIFICATE}|\b1[3-9]\d{{9}}\b"
"""Numbers of people inside a longer text; what lies in other writing beside them ends a number."""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
PERSON = f"^[{SURNAMES}][\\x{{4e00}}-\\x{{9fa5}}]{{1,2}}$"
FEW = 0.2
"""Share of the filled values from which a telephone, an address or a name makes a column personal."""


def by_name(column: str) -> bool:
    """Whether the name of a column says that it tells of a person.

    >>> by_name("PSN_NAME"), by_name("medins_list_name"), by_name("联系电话"), by_name("strange")
    (True, False, True, False)
    """
    last = column.rpartition(".")[2]
    return NAMES.search(last) is not None and PUBLIC.match(last) is None


def by_content(column: str) -> str:
    """The SQL over a text column's rows that says whether what it holds looks personal.

    One certificate number is enough; telephones, addresses and names of people count from a fifth.
    """
    text = f"trim({quote(column)}::VARCHAR)"
    filled = f"count(*) FILTER ({text} <> '')"
    shares = " OR ".join(
        f"count(*) FILTER (regexp_matches({text}, '{pattern}')) > {FEW} * {filled}"
        for pattern in (TELEPHONE, ADDRESS, PERSON)
    )
    certificates = " OR ".join(
        f"bool_or(regexp_matches({text}, '{pattern}'))"
        for pattern in (CERTIFICATE, OLD_CERTIFICATE)
    )
    return f"coalesce({certificates} OR {shares}, false)"


def masked(text: str) -> str:
    """A value in SQL as text, numbers of certificates and telephones in it made "***"."""
    return f"regexp_replace({text}::VARCHAR, '{NUMBERS}', '***', 'g')"


def without_numbers(text: str) -> str:
    """The text, numbers of certificates and telephones in it made "***".

    >>> without_numbers("家属13800000000, 身份证32010219850101123X")
    '家属***, 身份证***'
    """
    return re.sub(NUMBERS, "***", text, flags=re.ASCII)
