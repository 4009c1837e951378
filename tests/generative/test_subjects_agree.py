"""Every subject's months: DuckDB answers as the oracle does, and nothing after a month moves it."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from features.language import Indicator, past
from features.subjects import SUBJECTS, Subject
from features.terms import Record
from tests.generative.comparing import few_cases, typed, unhurried
from tests.generative.expressions import answers
from tests.generative.histories import FIRST, histories
from tests.readers import evaluate_subject

ROLLED = ("doctors", "counties", "communities", "cities")
verdict = Record("verdict")
verdicts = past.same(verdict.fixmedins_code).where(verdict.result == "confirmed")
TOLD = (
    verdicts.within(months=2).count(),
    verdicts.within(months=1).sum(verdict.vola_amt),
    verdicts.within(months=3).by(verdict.vola_type).count(at_least=2),
)
PLACES: list[dict[str, Any]] = [
    {"fixmedins_code": code, "fix_blng_admdvs": area, "bloc_fixmedins_code": head}
    for code, area, head in (
        ("H1", "320101", "H1"),
        ("H2", "320101", "H1"),
        ("H3", "320501", None),
    )
]


@st.composite
def verdict_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some verdicts of the histories' institutions, decided in their months."""
    days = draw(st.lists(st.integers(0, 100), max_size=8))
    return [
        {
            "verdict_id": f"V{number}",
            "fixmedins_code": draw(st.sampled_from(["H1", "H2", "H3"])),
            "decided_date": (FIRST + timedelta(days=day)).date(),
            "result": draw(st.sampled_from(["confirmed", "rejected"])),
            "vola_type": draw(st.sampled_from(["F01", "O02", None])),
            "vola_amt": draw(st.integers(0, 9)),
        }
        for number, day in enumerate(days)
    ]


def asking(name: str, expressions: list[Any]) -> Subject:
    """The subject, asked these expressions as far as it can be."""
    asked = [*expressions, *TOLD]
    return SUBJECTS[name].of(
        {f"i{n}": Indicator(e, asks="? | ?", family="f") for n, e in enumerate(asked)}
    )


def settled(tables: dict[str, Any], verdicts: list[dict[str, Any]]) -> dict[str, Any]:
    """The history in its places, with its verdicts."""
    area = {row["fixmedins_code"]: row["fix_blng_admdvs"] for row in PLACES}
    rows = [row | {"fix_blng_admdvs": area[row["fixmedins_code"]]} for row in tables["setl_d"]]
    return tables | {"setl_d": rows, "fixmedins_b": PLACES, "verdict_d": verdicts}


@settings(unhurried, max_examples=8)
@given(
    st.lists(answers(months=True), min_size=1, max_size=4),
    histories(),
    verdict_rows(),
    st.sampled_from(ROLLED),
)
def test_a_subject_is_asked_alike(
    expressions: list[Any], tables: dict[str, Any], verdicts: list[dict[str, Any]], name: str
) -> None:
    """DuckDB = oracle, value and type, for whoever claims add up to."""
    whole = settled(tables, verdicts)
    with few_cases():
        subject = asking(name, expressions)
        duck = evaluate_subject(subject, whole, "duckdb")
        assert typed(duck) == typed(evaluate_subject(subject, whole, "oracle"))


@settings(unhurried, max_examples=8)
@given(
    st.lists(answers(months=True), min_size=1, max_size=4),
    histories(),
    verdict_rows(),
    st.sampled_from(ROLLED),
    st.integers(0, 2),
)
def test_a_month_sees_no_future(
    expressions: list[Any],
    tables: dict[str, Any],
    verdicts: list[dict[str, Any]],
    name: str,
    last: int,
) -> None:
    """What came after a month's end is cut away; the month's answers stay."""
    whole = settled(tables, verdicts)
    with few_cases():
        kept = [row for row in whole["setl_d"] if row["setl_time"].month - 1 <= last]
        ids = {row["setl_id"] for row in kept}
        before = whole | {
            "setl_d": kept,
            "fee_list_d": [row for row in whole["fee_list_d"] if row["setl_id"] in ids],
            "verdict_d": [row for row in verdicts if row["decided_date"].month - 1 <= last],
        }
        subject = asking(name, expressions)
        known = typed(evaluate_subject(subject, before, "duckdb"))
        later = typed(evaluate_subject(subject, whole, "duckdb"))
        assert known == {key: later[key] for key in known}
