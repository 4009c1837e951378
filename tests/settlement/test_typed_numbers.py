"""The short ways to a stored number give what the exact way gives, value by value."""

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.settlement.contract import Column, Kind
from features.settlement.intake.foreign import EXACT
from features.settlement.intake.typed_numbers import (
    PLACES,
    UNIT_PLACES,
    stored_number,
    stored_plainly,
    whole_number,
)
from features.settlement.mapping.mapping import Named, Rule

KINDS = [Kind.FEN, Kind.QUANTITY, Kind.PRICE, Kind.POINTS, Kind.COUNT, Kind.DAYS, Kind.YEARS]
DIGITS = st.text("0123456789", max_size=17)
WRITTEN = st.one_of(
    st.builds("{}{}.{}".format, st.sampled_from(["", "-", "+"]), DIGITS, DIGITS),
    st.builds("{}{}".format, st.sampled_from(["", "-", "+"]), DIGITS),
    st.builds("{}.{}{}{}".format, DIGITS, DIGITS, st.sampled_from("eE"), st.integers(-12, 12)),
    st.sampled_from(
        ["", ".", "-", "1,234.50", "12.5元", "0x10", "nan", "inf", "1_000", " 1 ", "1e"]
    ),
)


def told(expression: str, value: object, kind: str) -> object:
    row = duckdb.execute(f"SELECT {expression} FROM (SELECT ?::{kind} AS v)", [value]).fetchone()
    return row and row[0]


@given(st.sampled_from(KINDS), WRITTEN)
def test_plain_text_is_read_as_the_exact_way_reads_it(kind, text):
    column, rule = Column("v", kind, "", ""), Rule("v", Named(("v",)))
    exact = whole_number(column, rule, f"TRY_CAST(v AS {EXACT})")
    plainly = stored_plainly("v", column, rule, exact)
    assert told(plainly, text, "VARCHAR") == told(exact, text, "VARCHAR")


@given(
    st.sampled_from([(16, 2), (16, 4), (16, 6), (5, 4), (18, 0), (12, 2), (9, 1)]),
    st.sampled_from(KINDS),
    st.integers(-(10**18) + 1, 10**18 - 1),
)
def test_typed_decimals_are_read_as_the_exact_way_reads_them(form, kind, digits):
    width, decimals = form
    value = Decimal(digits % 10**width).scaleb(-decimals) * (1 if digits > 0 else -1)
    column, rule, typed = (
        Column("v", kind, "", ""),
        Rule("v", Named(("v",))),
        f"DECIMAL({width},{decimals})",
    )
    kept = UNIT_PLACES["yuan"] if kind is Kind.FEN else PLACES.get(kind, 0)
    direct = stored_number("v", typed, kind, kept)
    if direct is not None:
        exact = whole_number(column, rule, f"TRY_CAST(v AS {EXACT})")
        assert told(direct, value, typed) == told(exact, value, typed)


@pytest.mark.parametrize(
    "text", ["0.1", "-0.07", "1234.50", "999999999999.99", "1e2", "1E-3", "007"]
)
def test_amounts_in_fen(text):
    column, rule = Column("v", Kind.FEN, "", ""), Rule("v", Named(("v",)))
    exact = whole_number(column, rule, f"TRY_CAST(v AS {EXACT})")
    fen = Decimal(text) * 100
    expected = int(fen) if fen == int(fen) else None
    assert told(stored_plainly("v", column, rule, exact), text, "VARCHAR") == expected
