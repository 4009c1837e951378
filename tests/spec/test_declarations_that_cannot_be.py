"""What cannot be declared fails at once, and says what to write instead."""

from collections.abc import Callable

import pytest

from features.errors import DeclarationError
from features.language import (
    Signal,
    claim,
    diag,
    fee,
    institution,
    lines,
    norm,
    past,
    scan,
    units,
    yuan,
)
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
    "a line by itself": (
        lambda: Signal(fee.cnt > units(1), asks="? | ?", family="f"),
        "lines.fee.where(…).count()",
    ),
    "a line's past by itself": (
        lambda: Signal(past.same(fee.med_list_codg).within(days=9).count(), asks="?", family="f"),
        "Add them up: lines.fee.where(…)",
    ),
    "a line's past in a norm": (
        lambda: norm.median(lines.fee.sum(past.same(fee.med_list_codg).within(days=9).count())).of(
            claim.med_type
        ),
        "before any past is read",
    ),
    "a line's past in a claim's": (
        lambda: (
            past.same(claim.psn_no)
            .within(days=9)
            .sum(lines.fee.sum(past.same(fee.med_list_codg).within(days=9).count()))
        ),
        "Take the inner part out",
    ),
    "a line's past of two kinds": (
        lambda: past.same(fee.med_list_codg, diag.diag_code).within(days=9).count(),
        "Leave the others out",
    ),
    "a line's past with lines inside": (
        lambda: past.same(fee.med_list_codg).within(days=9).where(lines.diag.count() > 0).count(),
        "declare it of the claim",
    ),
    "a scan's past by the claim": (
        lambda: past.same(claim.psn_no, scan.drug_trac_codg).within(days=9).count(),
        "The past of scan reads columns of scan",
    ),
    "the claim's past in a line": (
        lambda: lines.fee.where(past.same(claim.psn_no).within(days=9).count() > 0).count(),
        "name a column of the line in past.same(…)",
    ),
    "a norm in a line": (
        lambda: lines.fee.where(
            fee.det_item_fee_sumamt > norm.median(claim.medfee_sumamt).of(claim.med_type)
        ).count(),
        "Take it out and combine the two with an operator",
    ),
    "a line of another kind": (
        lambda: lines.fee.where(diag.diag_code == "A").count(),
        "Add the other kind up with lines of its own",
    ),
    "a past claim's line": (
        lambda: past.same(claim.psn_no).within(days=9).sum(fee.cnt),
        "ask it inside lines.fee.where(…)",
    ),
    "groups by the past": (
        lambda: lines.fee.by(past.same(fee.med_list_codg).within(days=9).count()).count(),
        "Put the past into .where(…)",
    ),
    "a sum of groups": (
        lambda: lines.fee.by(fee.med_list_codg).sum(fee.cnt),
        "Use count(at_least=…)",
    ),
    "groups of nothing": (
        lambda: lines.fee.by(fee.med_list_codg).count(at_least=0),
        "Say at_least=1",
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
