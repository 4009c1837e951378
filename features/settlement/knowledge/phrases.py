"""What the words of a point say, where they say it plainly; None where they do not.

A published text is read only when one of the sentences known here stands in it and nothing in it is
left that could limit further. Every other text stays open, to be answered by the bureau.
Words of grounds (限…) tell what is paid, words of logic what is found: 超过14天 in a limit of 14 days.
In law 以上, 以下 and 以内 include the number they follow (Civil Code, article 1259).
"""

import re
import unicodedata
from collections.abc import Iterable

SEXES = {"男": "1", "男性": "1", "女": "2", "女性": "2"}
SEX = re.compile(r"(?:仅?限|仅)?(男性?|女性?)(?:患者|使用|参保人员?)*")

COUNTED = re.compile(r"(\d+(?:\.\d{1,4})?)(?:次|个|项|人次|单位)?")
WHOLE = re.compile(r"(\d+)(?:\.0+)?(?:天|日)?")

LEVELS = (
    (re.compile(r"限?三级(?:及以上)?(?:定点)?(?:医疗机构|医院)?(?:使用)?"), "3"),
    (re.compile(r"限?二级(?:及|或)?(?:二级)?以上(?:定点)?(?:医疗机构|医院)?(?:使用)?"), "2"),
    (re.compile(r"限?一级(?:及|或)?(?:一级)?以上(?:定点)?(?:医疗机构|医院)?(?:使用)?"), "1"),
)
USERS = r"(?:患者|病人)?(?:使用|支付|治疗|费用)*"
AND = r"(?:、|和|及|或)?"
SETTINGS = (
    (re.compile(rf"限?门(?:诊{AND})?急诊{USERS}"), "otp_er"),
    (re.compile(rf"限?(?:急诊{AND}住院|住院{AND}急诊){USERS}"), "ipt_er"),
    (re.compile(rf"限?(?:急诊|急救|抢救)(?:{AND}(?:急诊|急救|抢救))*{USERS}"), "er"),
    (re.compile(rf"限?门诊{USERS}"), "otp"),
    (re.compile(rf"限?住院{USERS}"), "ipt"),
)
INTERVALS = (
    (re.compile(r"同一?(?:时间|时点|时刻)|同时"), "moment"),
    (re.compile(r"同[一1]?(?:日|天)|[当单每一1](?:日|天)内?|日"), "day"),
    (
        re.compile(
            r"(?:同?[一1]?|单|每)次(?:就诊|住院|门诊|结算)(?:期间|期|内)?|(?:住院|就诊)期间"
        ),
        "visit",
    ),
)
SOME_DAYS = re.compile(r"(\d+)(?:天|日)(?:内|以内)?")
COURSE = re.compile(r"(?:不超过|不得超过|最多|至多|≤|<=)(\d+)(天|日|周|个?月)")
COURSE_PASSED = re.compile(r"(?:超过|大于|超出|>)(\d+)(天|日|周|个?月)")
ANY_SPAN = re.compile(r"\d+(?:\.\d+)?(?:天|日|周|个?月|年|次|小时|疗程)")
DAYS_OF = {"天": 1, "日": 1, "周": 7, "月": 31, "个月": 31}
"""Days of a unit; a month counts 31, so that nothing within it is found."""


def folded(text: str) -> str:
    """The text with one width of digits and signs, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("周岁", "岁")


def sex_in(text: str) -> str | None:
    """The code of the sex that a cell names.

    >>> sex_in("限男性"), sex_in("女"), sex_in("均可")
    ('1', '2', None)
    """
    found = SEX.fullmatch(folded(text))
    return SEXES[found[1]] if found else None


def quantity_in(text: str) -> str | None:
    """The number above 0 that a cell tells, as plain decimals of up to four places.

    >>> quantity_in(" 2次 "), quantity_in("1.50"), quantity_in("0"), quantity_in("若干")
    ('2', '1.50', None, None)
    """
    found = COUNTED.fullmatch(folded(text))
    return found[1] if found and float(found[1]) > 0 else None


def whole_in(text: str) -> str | None:
    """The whole number above 0 that a cell tells, perhaps of days.

    >>> whole_in("30天"), whole_in("7.0"), whole_in("7.5"), whole_in("0")
    ('30', '7', None, None)
    """
    found = WHOLE.fullmatch(folded(text))
    return str(int(found[1])) if found and int(found[1]) > 0 else None


def level_in(texts: Iterable[str]) -> str | None:
    """The least grade of institution that grounds name: 1 primary, 2 secondary, 3 tertiary.

    >>> level_in(["限二级及以上医疗机构使用"]), level_in(["限三级医院"]), level_in(["限基层"])
    ('2', '3', None)
    """
    return _only(_sentences(texts), LEVELS)


def setting_in(texts: Iterable[str]) -> str | None:
    """The setting that grounds limit an item to.

    >>> setting_in(["限住院使用"]), setting_in(["限急救、抢救"]), setting_in(["限住院的重症患者"])
    ('ipt', 'er', None)
    """
    return _only(_sentences(texts), SETTINGS)


def interval_in(text: str) -> tuple[str, str | None] | None:
    """The interval that a cell names, with its days where it is of several.

    >>> interval_in("同一日"), interval_in("一次住院期间"), interval_in("7天内"), interval_in("常年")
    (('day', None), ('visit', None), ('days', '7'), None)
    """
    words = folded(text)
    days = SOME_DAYS.fullmatch(words)
    if days and int(days[1]) > 1:
        return "days", str(int(days[1]))
    found = _only([words], INTERVALS)
    return (found, None) if found else None


def course_in(grounds: str, logic: str) -> str | None:
    """The longest course that is paid, in days.

    >>> course_in("支付不超过14天", ""), course_in("", "用药超过2周,检出"), course_in("限重症", "")
    ('14', '14', None)
    >>> course_in("首次支付不超过3天,之后不超过7天", "") is None
    True
    """
    limits = {
        int(number) * DAYS_OF[unit]
        for text, pattern in ((grounds, COURSE), (logic, COURSE), (logic, COURSE_PASSED))
        for number, unit in pattern.findall(folded(text))
    }
    alone = all(len(set(ANY_SPAN.findall(folded(text)))) <= 1 for text in (grounds, logic))
    return str(limits.pop()) if len(limits) == 1 and alone else None


def _sentences(texts: Iterable[str]) -> list[str]:
    return [part for text in texts for part in re.split(r"[。;]", folded(text)) if part]


def _only(texts: Iterable[str], patterns: Iterable[tuple[re.Pattern[str], str]]) -> str | None:
    """What every text says that any pattern reads whole; None when they differ or none is read."""
    known = tuple(patterns)
    found = {
        next((meaning for pattern, meaning in known if pattern.fullmatch(text)), None)
        for text in (text.rstrip("。;,") for text in texts)
    }
    return found.pop() if len(found) == 1 else None
