"""Whom a month's end is asked about: institutions, their parts, what they add up to, and persons.

Each subject is asked the same expressions: a look at `past.same(institution.fixmedins_code)` is a look
at the subject's own claims. A subject adds signals of its own, whose looks name its own column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from features.catalog.subjects import pharmacy
from features.indicators import INDICATORS, OWN
from features.indicators.lists import SPECIALITIES
from features.language import claim
from features.monthly_records import MONTH_RECORDS
from features.nodes import Call, Column, Expression, Past, children, walk
from features.record import record_columns
from features.signal import Described
from features.sql.expression import literal
from features.terms import Term

LEVEL_GROUP = (
    "CASE WHEN fixmedins_type = '2' THEN 'pharmacy' WHEN hosp_lv IN ('01','02','03','04') THEN '3'"
    " WHEN hosp_lv IN ('05','06','07') THEN '2' WHEN hosp_lv IS NULL THEN 'unknown' ELSE '1' END"
)
SPECIALITY = (
    "CASE "
    + " ".join(
        f"WHEN fixmedins_name LIKE {literal(f'%{word}%')} THEN {literal(name)}"
        for word, name in SPECIALITIES.items()
    )
    + " ELSE 'general' END"
)
CITY = "SUBSTRING(fix_blng_admdvs, 1, 4)"


_HERE = Column("claim", "fix_blng_admdvs")


@dataclass(frozen=True)
class Subject:
    """Whom the month's end is asked about.

    Attributes:
        name: what its files are called, in the plural.
        words: what one of them is, in Chinese and English.
        keys: the columns that name it, and what they are of a claim.
        indicators: what it is asked.
        named: the claim columns by which its own looks name it, and the key's part each stands for.
        area: the area in which it may be seen, of a claim.
        asked: which claims make it asked; None for all.
        peers: SQL over the claim's columns; peers are alike in all, the last dropped first.
        reads: the claim columns that `peers` and `unless` read.
        unless: SQL over the claim's columns: such claims tell area and peers only where no others do.
        ranked: whether its place among peers is kept for every one, or worked out when it is asked for.
    """

    name: str
    words: tuple[str, str]
    keys: Mapping[str, Expression]
    indicators: Mapping[str, Described]
    named: Mapping[str, Expression] = field(default_factory=dict[str, Expression])
    area: Expression = _HERE
    asked: Expression | None = None
    peers: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    ranked: bool = True
    unless: str | None = None

    def keys_of(self, look: Past) -> tuple[Expression, ...] | None:
        """What the subject's key is of a row that the look looks at; None where it has none."""
        column = look.keys[0]
        record = MONTH_RECORDS.get(column.table)
        named = column.name if record is None else _claim_name(column)
        if column.table == "institution" or (record and named == "fixmedins_code"):
            wanted = tuple(self.keys.values())
        elif column.table in {"claim", *MONTH_RECORDS} and named in self.named:
            wanted = (self.named[named],)
        else:
            return None
        if record is None:
            return wanted
        known = {c.name for part in wanted for c in walk(part) if isinstance(c, Column)}
        held = set(record_columns(column.table)) | set(record_columns("institution"))
        if not {record.column_for(name) for name in known} <= held:
            return None
        return tuple(_renamed(part, column.table) for part in wanted)

    def asks(self, node: Expression) -> bool:
        """Whether the subject can be asked the expression."""
        outside = _outside(node)
        register = any(part.table == "institution" for part in outside)
        if register and list(self.keys) != ["fixmedins_code"]:
            return False
        looks = [
            part for part in walk(node) if isinstance(part, Past) and part.window.unit == "month"
        ]
        return bool(looks) and all(self.keys_of(look) is not None for look in looks)

    def of(self, names: Mapping[str, Described]) -> "Subject":
        """The subject, asked these of them that it can be asked."""
        return replace(self, indicators={n: i for n, i in names.items() if self.asks(i.node)})


def _outside(node: Expression) -> list[Column]:
    """The columns that stand outside of every look."""
    if isinstance(node, Past):
        return []
    if isinstance(node, Column):
        return [node]
    return [column for child in children(node) for column in _outside(child)]


def _claim_name(column: Column) -> str:
    """The claim's name for a record's column."""
    back = {own: theirs for theirs, own in MONTH_RECORDS[column.table].stands_for.items()}
    return back.get(column.name, column.name)


def _renamed(node: Expression, table: str) -> Expression:
    match node:
        case Column("claim", name):
            return Column(table, MONTH_RECORDS[table].column_for(name))
        case Call(operator, arguments):
            return Call(operator, tuple(_renamed(part, table) for part in arguments))
        case _:
            return node


def _subject(
    name: str,
    words: tuple[str, str],
    keys: Mapping[str, Term],
    indicators: Mapping[str, Described],
    *,
    named: Mapping[str, Term] | None = None,
    area: Term = claim.fix_blng_admdvs,
    asked: Term | None = None,
    peers: tuple[str, ...] = (),
    reads: tuple[str, ...] = (),
    ranked: bool = True,
    unless: str | None = None,
) -> Subject:
    made = Subject(
        name,
        words,
        {column: key.node for column, key in keys.items()},
        {},
        {column: key.node for column, key in (named or {}).items()},
        area.node,
        None if asked is None else asked.node,
        peers,
        reads,
        ranked,
        unless,
    )
    return made.of(indicators)


_PLACE = ("fixmedins_type", "hosp_lv", "fixmedins_name", "fix_blng_admdvs")
_OF_PLACES = {"complaints", "complaint_rate"}  # of institutions; a doctor's are `dr_complaints`
_ALIKE = ("fixmedins_type", LEVEL_GROUP, SPECIALITY, CITY)
city = claim.fix_blng_admdvs.prefix(4)

INSTITUTION = _subject(
    "institutions", ("机构", "institution"), {"fixmedins_code": claim.fixmedins_code}, INDICATORS,
    peers=_ALIKE, reads=_PLACE,
)  # fmt: skip
SUBJECTS: dict[str, Subject] = {
    subject.name: subject
    for subject in (
        INSTITUTION,
        _subject(
            "departments", ("科室", "department"),
            {"fixmedins_code": claim.fixmedins_code, "dept_codg": claim.dept_codg},
            INDICATORS, peers=(LEVEL_GROUP, "SUBSTRING(dept_codg, 1, 3)", CITY),
            reads=(*_PLACE, "dept_codg"), ranked=False,
        ),
        _subject(
            "doctors", ("医师", "doctor"), {"dr_code": claim.atddr_no},
            {**{n: one for n, one in INDICATORS.items() if n not in _OF_PLACES}, **OWN["doctors"]},
            named={"atddr_no": claim.atddr_no},
            peers=(LEVEL_GROUP, "SUBSTRING(dept_codg, 1, 3)", CITY),
            reads=(*_PLACE, "dept_codg"), ranked=False, unless="fixmedins_type = '2'",
        ),
        _subject(
            "pharmacies", ("药店", "pharmacy"), {"fixmedins_code": claim.fixmedins_code},
            OWN["pharmacies"], named={"fixmedins_code": claim.fixmedins_code}, asked=pharmacy,
            peers=("drugstore_type", CITY), reads=("drugstore_type", "fix_blng_admdvs"),
        ),
        _subject(
            "counties", ("县区", "county"), {"fix_blng_admdvs": claim.fix_blng_admdvs},
            {**INDICATORS, **OWN["counties"]},
            named={"fix_blng_admdvs": claim.fix_blng_admdvs, "insu_admdvs": claim.insu_admdvs},
        ),
        _subject(
            "communities", ("医共体", "medical community"),
            {"bloc_fixmedins_code": claim.bloc_fixmedins_code}, INDICATORS,
        ),
        _subject(
            "cities", ("地市", "city"), {"city": city}, {**INDICATORS, **OWN["counties"]},
            named={"fix_blng_admdvs": city, "insu_admdvs": claim.insu_admdvs.prefix(4)},
        ),
        _subject(
            "persons", ("参保人", "insured person"), {"psn_no": claim.psn_no}, OWN["persons"],
            named={"psn_no": claim.psn_no}, area=claim.insu_admdvs,
            peers=("insutype", "CAST(FLOOR(age / 20) AS BIGINT)"), reads=("insutype", "age"),
            ranked=False,
        ),
    )
}  # fmt: skip
