"""The kinds of workbooks in which knowledge points are published, batch by batch.

A kind is known by the columns of its point sheet and, where several kinds have the same columns, by
words of its title. Source: the headings of the eighteen batches in the domain brief, C.8.
"""

from dataclasses import dataclass
from functools import cached_property

DRUG, SERVICE, HERB = "drug", "service", "herb"


@dataclass(frozen=True)
class Kind:
    """One kind of workbook: its batch, its title, its columns, and the limit that it sets.

    `columns` are the roles of headings that its point sheet has (headings.py), `optional` those
    that it may have; with `codes_apart` the codes stand on a second sheet. `words` are those of its
    title that no other kind of the same columns has. `stem` names the limit (tables/knowledge.py);
    None for pairs.
    """

    no: str
    title: str
    item: str
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    words: tuple[str, ...]
    stem: str | None
    codes_apart: bool = False

    @property
    def batch(self) -> str:
        """The batch and, where it has several rules, the rule, as 第一批-1."""
        return self.title.partition("_")[0]

    @property
    def theme(self) -> str:
        """What the kind limits, as 药品区分性别使用."""
        return self.title.partition("_")[2]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that its headings must have."""
        return frozenset(self.columns)


def _drug(
    no: str, title: str, stem: str, *words: str, listed: bool = False, more: tuple[str, ...] = ()
) -> Kind:
    """A kind of drugs, whose codes stand on a second sheet."""
    columns = ("no", "drug", *(("listed",) if listed else ()), *more, "logic", "basis", "code_cnt")
    return Kind(no, title, DRUG, columns, (), words, stem, codes_apart=True)


def _service(no: str, title: str, stem: str, *words: str, more: tuple[str, ...] = ()) -> Kind:
    """A kind of service items, with their codes in the row."""
    columns = ("no", "service", *more, "logic", "basis", "item_codes")
    return Kind(no, title, SERVICE, columns, ("memo",), words, stem)


def _herb(no: str, title: str, *words: str) -> Kind:
    """A kind of herbal pieces, with their codes in the row."""
    return Kind(no, title, HERB, ("no", "herb", "herb_codes", "logic", "basis"), (), words, "tcm")


KINDS: tuple[Kind, ...] = (
    _drug("01-1", "第一批-1_药品区分性别使用", "gend", "药品区分性别", listed=True, more=("gend",)),
    _service("01-2", "第一批-2_医疗服务项目区分性别使用", "gend", "项目区分性别", more=("gend",)),
    _drug("01-3", "第一批-3_药品儿童专用", "chld", "药品儿童专用", listed=True),
    _drug("01-4", "第一批-4_药品限儿童使用", "age", "药品限儿童"),
    _service("01-5", "第一批-5_医疗服务项目儿童专用", "chld", "项目儿童专用"),
    _drug("03-1", "第三批-1_药品限工伤保险", "wkinj", "限工伤"),
    _drug("03-2", "第三批-2_药品限生育保险", "matn", "限生育"),
    _drug("04", "第四批_药品限就医方式", "med", "限就医方式"),
    _drug("05", "第五批_药品限医疗机构级别", "lv", "限医疗机构级别"),
    _drug("06", "第六批_药品限支付疗程", "crs", "限支付疗程"),
    Kind(
        "07",
        "第七批_医疗服务项目重复收费",
        SERVICE,
        ("no", "interval", "service_a", "codes_a", "service_b", "codes_b", "logic", "basis"),
        ("memo",),
        ("重复收费",),
        None,
    ),
    _service("08-1", "第八批-1_医疗服务项目限定频次", "day", "限定频次", more=("day_max",)),
    _service("08-2", "第八批-2_医疗服务项目限年龄", "age", "限年龄"),
    _service("08-3", "第八批-3_医疗服务项目限支付疗程", "crs", "限支付疗程"),
    _service(
        "08-4", "第八批-4_医疗服务项目周期超频次", "cyc", "周期超频次", more=("cyc_max", "cyc_days")
    ),
    _drug("09", "第九批_药品限二线使用", "ln2", "限二线"),
    _drug("10", "第十批_超互联网医院药品支付范围", "itnt", "互联网医院"),
    _herb("11-1", "第十一批-1_中药饮片单复方均不予支付", "单复方均不予支付"),
    _herb("11-2", "第十一批-2_中药饮片单方使用不予支付", "单方使用不予支付"),
    _drug("12", "第十二批_药品限适应症_消化道和代谢", "dise", "消化道"),
    _drug("13", "第十三批_药品限适应症_血液和造血器官", "dise", "造血器官"),
    _drug("14", "第十四批_药品限适应症_心血管系统", "dise", "心血管"),
    _drug("15", "第十五批_药品限适应症_皮肤泌尿生殖及激素", "dise", "泌尿生殖"),
    _drug("16", "第十六批_药品限适应症_全身用抗感染药物", "dise", "抗感染"),
    _drug("17", "第十七批_药品限适应症_抗肿瘤免疫及肌肉骨骼", "dise", "抗肿瘤"),
    _drug("18", "第十八批_药品限适应症_神经系统", "dise", "神经系统"),
)
BY_NO: dict[str, Kind] = {kind.no: kind for kind in KINDS}
CODE_SHEET = frozenset({"point_no", "code"})
"""The roles of headings that a sheet of codes must have."""
