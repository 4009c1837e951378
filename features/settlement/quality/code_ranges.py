"""Whom a code can be about: sex and age by ranges of diagnoses, operations and service items.

The ranges are chapters and blocks of ICD-10 and of ICD-9-CM-3 that their titles bind to a sex or an
age ("diseases of male genital organs", "conditions originating in the perinatal period"), and the
sections of the national price items of the same organs (经验: these are only noted, not flagged).
Ages are whole years; a range is bound loosely, since a rare case is no error.
"""

from dataclasses import dataclass

MALE, FEMALE = "1", "2"


@dataclass(frozen=True)
class CodeRange:
    """Codes from `first` to `last` (by their leading characters), and whom they can be about."""

    kind: str
    first: str
    last: str
    zh: str
    en: str
    sex: str | None = None
    youngest: int | None = None
    oldest: int | None = None

    @property
    def parts(self) -> list[str]:
        """Every code part of the range.

        >>> CodeRange("diag", "C60", "C63", "", "").parts
        ['C60', 'C61', 'C62', 'C63']
        """
        letters = self.first.rstrip("0123456789")
        width = len(self.first) - len(letters)
        numbers = range(int(self.first[len(letters) :]), int(self.last[len(letters) :]) + 1)
        return [f"{letters}{number:0{width}d}" for number in numbers]


RANGES = (
    CodeRange("diag", "A34", "A34", "产科破伤风", "obstetrical tetanus", FEMALE, 10, 60),
    CodeRange("diag", "A33", "A33", "新生儿破伤风", "neonatal tetanus", None, None, 0),
    CodeRange("diag", "C51", "C58", "女性生殖器官恶性肿瘤", "female genital cancers", FEMALE),
    CodeRange("diag", "C60", "C63", "男性生殖器官恶性肿瘤", "male genital cancers", MALE),
    CodeRange("diag", "D25", "D28", "子宫、卵巢等良性肿瘤", "benign female tumours", FEMALE),
    CodeRange("diag", "D06", "D06", "子宫颈原位癌", "carcinoma in situ of cervix", FEMALE),
    CodeRange("diag", "D29", "D29", "男性生殖器官良性肿瘤", "benign male tumours", MALE),
    CodeRange("diag", "D39", "D39", "女性生殖器官动态未定肿瘤", "uncertain female tumours", FEMALE),
    CodeRange("diag", "D40", "D40", "男性生殖器官动态未定肿瘤", "uncertain male tumours", MALE),
    CodeRange("diag", "E28", "E28", "卵巢功能障碍", "ovarian dysfunction", FEMALE),
    CodeRange("diag", "E29", "E29", "睾丸功能障碍", "testicular dysfunction", MALE),
    CodeRange("diag", "F00", "F03", "痴呆", "dementia", None, 18),
    CodeRange("diag", "F53", "F53", "产褥期精神障碍", "puerperal disorders", FEMALE, 10, 60),
    CodeRange("diag", "G30", "G30", "阿尔茨海默病", "Alzheimer's disease", None, 18),
    CodeRange("diag", "H25", "H25", "老年性白内障", "senile cataract", None, 18),
    CodeRange("diag", "N40", "N40", "前列腺增生", "hyperplasia of prostate", MALE, 18),
    CodeRange("diag", "N41", "N51", "男性生殖器官疾病", "diseases of male organs", MALE),
    CodeRange("diag", "N70", "N77", "女性盆腔炎性疾病", "female pelvic inflammation", FEMALE),
    CodeRange("diag", "N80", "N98", "女性生殖道疾病", "disorders of female organs", FEMALE),
    CodeRange("diag", "O00", "O99", "妊娠、分娩和产褥期", "pregnancy and birth", FEMALE, 10, 60),
    CodeRange("diag", "P00", "P96", "起源于围生期的情况", "perinatal conditions", None, None, 0),
    CodeRange("diag", "Q50", "Q52", "女性生殖器官先天性畸形", "female malformations", FEMALE),
    CodeRange("diag", "Q53", "Q55", "男性生殖器官先天性畸形", "male malformations", MALE),
    CodeRange("diag", "R54", "R54", "衰老", "senility", None, 50),
    CodeRange("diag", "R86", "R86", "男性生殖器官标本异常", "male specimens", MALE),
    CodeRange("diag", "R87", "R87", "女性生殖器官标本异常", "female specimens", FEMALE),
    CodeRange("diag", "Z32", "Z36", "妊娠与产前检查", "pregnancy care", FEMALE, 10, 60),
    CodeRange("diag", "Z37", "Z37", "分娩结局", "outcome of delivery", FEMALE, 10, 60),
    CodeRange("diag", "Z38", "Z38", "活产婴儿", "liveborn infants", None, None, 0),
    CodeRange("diag", "Z39", "Z39", "产后医疗照顾", "care after delivery", FEMALE, 10, 60),
    CodeRange("oprn", "60", "64", "男性生殖系统手术", "operations on male organs", MALE),
    CodeRange("oprn", "65", "71", "女性生殖系统手术", "operations on female organs", FEMALE),
    CodeRange("oprn", "72", "75", "产科手术", "obstetric operations", FEMALE, 10, 60),
    CodeRange("item", "3111", "3111", "男性生殖系统诊疗", "care of male organs", MALE),
    CodeRange("item", "3312", "3312", "男性生殖系统手术项目", "operations on male organs", MALE),
    CodeRange(
        "item", "3313", "3313", "女性生殖系统手术项目", "operations on female organs", FEMALE
    ),
    CodeRange("item", "3314", "3314", "产科手术项目", "obstetric operations", FEMALE),
)
