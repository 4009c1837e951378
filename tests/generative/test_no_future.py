"""Nothing after a claim's moment moves any signal of it: the future is cut away, the answers stay."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalog import SIGNALS
from features.language import Signal
from tests.generative.comparing import few_cases, typed, unhurried
from tests.generative.expressions import answers
from tests.generative.histories import histories
from tests.readers import evaluate


def before(tables: dict[str, Any], last: tuple[Any, str]) -> dict[str, Any]:
    """The tables as they stood once the claim of this order had settled."""
    kept = [row for row in tables["setl_d"] if (row["setl_time"], row["setl_id"]) <= last]
    ids = {row["setl_id"] for row in kept}
    visits = {row["mdtrt_id"] for row in kept}
    # scans and checks of the day itself are known, and what begins on it; limits are no history
    day = last[0].date()
    return tables | {
        "setl_d": kept,
        "fee_list_d": [line for line in tables["fee_list_d"] if line["setl_id"] in ids],
        "mdtrt_d": [visit for visit in tables["mdtrt_d"] if visit["mdtrt_id"] in visits],
        "drug_trac_d": [one for one in tables["drug_trac_d"] if one["sel_retn_time"].date() <= day],
        "idet_chk_d": [one for one in tables["idet_chk_d"] if one["chk_time"].date() <= day],
        "psn_opsp_d": [one for one in tables["psn_opsp_d"] if one["begndate"] <= day],
        "psn_sign_d": [one for one in tables["psn_sign_d"] if one["begndate"] <= day],
    }


def cut_and_compare(signals: dict[str, Any], tables: dict[str, Any], at: int) -> None:
    """Compare every claim up to a cut, with and without what follows it."""
    orders = sorted((row["setl_time"], row["setl_id"]) for row in tables["setl_d"])
    last = orders[at % len(orders)]
    known = typed(evaluate(signals, before(tables, last), "duckdb"))
    later = typed(evaluate(signals, tables, "duckdb"))
    assert known == {setl_id: later[setl_id] for setl_id in known}


@settings(unhurried, max_examples=20)
@given(st.lists(answers(), min_size=1, max_size=6), histories(), st.integers(0, 40))
def test_random_signals_see_no_future(
    expressions: list[Any], tables: dict[str, Any], at: int
) -> None:
    """Random expressions over random histories."""
    signals = {f"s{i}": Signal(e, asks="? | ?", family="f") for i, e in enumerate(expressions)}
    with few_cases():
        cut_and_compare(signals, tables, at)


@settings(unhurried, max_examples=4)
@given(histories(), st.integers(0, 40))
def test_the_catalogue_sees_no_future(tables: dict[str, Any], at: int) -> None:
    """Every signal of the catalogue over random histories."""
    with few_cases():
        cut_and_compare(dict(SIGNALS), tables, at)
