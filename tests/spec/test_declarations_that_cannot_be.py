"""What cannot be declared fails at once, and says what to write instead."""

from collections.abc import Callable

import pytest

from features.errors import DeclarationError
from features.language import claim, fee, institution, lines, norm, past, yuan
from features.terms import Term

CASES: dict[str, tuple[Callable[[], object], str]] = {
    "a sum of text": (
        lambda: past.same(claim.psn_no).within(days=90).sum(claim.dscg_maindiag_code),
        "Did you mean distinct()",
    ),
    "a sum of ratios": (
        lambda: past.same(claim.psn_no).within(days=9).sum(claim.medfee_sumamt / claim.age),
        "or whole() of a ratio",
    ),
    "fen beside days": (
        lambda: claim.medfee_sumamt + claim.act_ipt_days,
        "Write yuan(…) for money",
    ),
    "fen beside a bare number": (lambda: claim.medfee_sumamt > 1000, "Write yuan(…) for money"),
    "fen times fen": (lambda: claim.medfee_sumamt * claim.hifp_pay, "Divide instead"),
    "and": (lambda: (claim.age > 60) and (claim.age < 90), "combined with & and |"),
    "a chained comparison": (lambda: 60 < claim.age < 90, "parentheses around each comparison"),
    "a median of the past": (
        lambda: past.same(claim.psn_no).within(days=90).median(claim.medfee_sumamt),
        "Declare a norm: norm.median",
    ),
    "a past without a window": (lambda: past.same(claim.psn_no).count(), "Add .within(days=…)"),
    "two windows": (
        lambda: past.same(claim.psn_no).within(days=1, months=1),
        "exactly one of them",
    ),
    "a window of nothing": (lambda: past.same(claim.psn_no).within(days=0), "above zero"),
    "a past of the past": (
        lambda: (
            past.same(claim.psn_no)
            .within(days=9)
            .sum(past.same(claim.psn_no).within(days=9).count())
        ),
        "Take the inner part out",
    ),
    "a norm of the past": (
        lambda: norm.median(past.same(claim.psn_no).within(days=9).count()).of(claim.med_type),
        "before any past is read",
    ),
    "a norm of a norm": (
        lambda: norm.median(norm.median(claim.age).of(claim.med_type)).of(claim.med_type),
        "a norm of a norm is not fitted",
    ),
    "peers by a ratio": (
        lambda: norm.median(claim.age).of(claim.medfee_sumamt / claim.age),
        "to group peers by",
    ),
    "an unknown column": (lambda: claim.medfee_sum, "Did you mean"),
    "an unknown line column": (lambda: fee.price, "is not in the contract"),
    "a condition that is none": (
        lambda: lines.fee.where(fee.cnt).count(),
        "A condition was expected",
    ),
    "a prefix of money": (lambda: claim.medfee_sumamt.starts_with("1"), "Text or a code"),
    "the hour of a day": (lambda: claim.begndate.hour(), "A moment was expected"),
    "a key that is no column": (lambda: past.same(claim.age + 1), "put conditions into .where"),
    "a list in an expression": (lambda: claim.age == [1], "cannot stand in an expression"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_fails_at_declaration(name: str) -> None:
    """The three sentences are there, and the last says what to do."""
    declare, remedy = CASES[name]
    with pytest.raises(DeclarationError) as told:
        declare()
    assert remedy in str(told.value)
    assert all((told.value.what, told.value.expected, told.value.do))


def test_a_bare_number_takes_the_unit_it_meets() -> None:
    """Days, years and counts meet bare numbers; money meets yuan(…)."""
    for condition in (
        claim.age > 60,
        claim.act_ipt_days <= 2,
        claim.medfee_sumamt >= yuan(10),
        claim.medfee_sumamt / claim.hifp_pay > 1.5,
    ):
        assert isinstance(condition, Term)


def test_an_institution_is_asked_by_months() -> None:
    """The same words make an indicator."""
    share = past.same(institution.fixmedins_code).within(months=1).share(claim.act_ipt_days <= 2)
    assert isinstance(share, Term)
