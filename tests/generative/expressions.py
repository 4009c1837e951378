"""Random expressions, built backwards from the kind of answer wanted."""

from typing import Any

from hypothesis import strategies as st

from features.errors import DeclarationError
from features.language import (
    check,
    claim,
    fee,
    greatest,
    least,
    lines,
    norm,
    opsp,
    pair,
    past,
    scan,
    sign,
    when,
    yuan,
)
from features.terms import Term

WINDOWS = (1, 7, 30, 90)


def money(depth: int) -> st.SearchStrategy[Term]:
    """An amount of money over the claim's own row and lines."""
    plain = st.sampled_from([claim.medfee_sumamt, claim.hifp_pay])
    if depth == 0:
        return plain
    part = money(depth - 1)
    return st.one_of(
        plain,
        st.builds(lambda a, b: a + b, part, part),
        st.builds(lambda a, b: a - b, part, part),
        st.builds(lambda c, a, b: when(c, a, b), truth(depth - 1), part, part),
        st.builds(least, part, part),
        st.builds(greatest, part, part),
        st.builds(lambda a: a.otherwise(yuan(1)), part),
        st.builds(lambda c, a: a.only_if(c), truth(depth - 1), part),
        st.builds(lambda a: a.absolute(), part),
        st.builds(lambda c: lines.fee.where(c).sum(fee.det_item_fee_sumamt), line_truth()),
        st.just(lines.fee.max(fee.det_item_fee_sumamt)),
        st.just(lines.fee.min(fee.det_item_fee_sumamt)),
    )


def line_truth() -> st.SearchStrategy[Term]:
    """A condition on a fee line, perhaps against its claim."""
    return st.sampled_from(
        [
            fee.list_type.isin("101"),
            fee.det_item_fee_sumamt > yuan(0),
            ~fee.list_type.is_null(),
            fee.fee_ocur_time > claim.setl_time,
            fee.det_item_fee_sumamt < claim.hifp_pay,
            fee.lmt_course_days > 3,
            claim.med_type.starts_with("2"),
        ]
    )


def tally(depth: int) -> st.SearchStrategy[Term]:
    """A count over the claim's own row and lines."""
    plain = st.sampled_from(
        [
            claim.age,
            lines.fee.count(),
            lines.fee.distinct(fee.med_list_codg),
            lines.fee.by(fee.med_list_codg).count(at_least=2),
            lines.fee.by(fee.med_list_codg).distinct(fee.list_type, at_least=2),
            lines.scan.where(scan.evt_type == "sale").distinct(scan.drug_trac_codg),
            lines.check.where(check.chk_rslt == "fail").count(),
            lines.opsp.where((opsp.enddate >= claim.begndate) | opsp.enddate.is_null()).count(),
            lines.sign.where(sign.fixmedins_code == claim.fixmedins_code).count(),
            lines.pair.by(pair.pair_no).distinct(pair.side, at_least=2),
            lines.pair.where(pair.side == "A").count(),
            lines.fee.max(fee.lmt_course_days),
            lines.fee.by(fee.med_list_codg, fee.fee_ocur_time.day()).largest(),
            claim.setl_time.hour(),
            claim.setl_time.weekday(),
            claim.setl_time.month_of_year(),
            claim.setl_time.days_since(claim.begndate),
            (claim.setl_time.minutes_since(claim.adm_time) > 60).as_count(),
        ]
    )
    if depth == 0:
        return plain
    return st.one_of(
        plain,
        st.builds(lambda c: lines.fee.where(c).count(), line_truth()),
        st.builds(lambda c: c.as_count(), truth(depth - 1)),
    )


def truth(depth: int) -> st.SearchStrategy[Term]:
    """A condition on the claim."""
    plain = st.sampled_from(
        [
            claim.med_type.starts_with("2"),
            claim.med_type.starts_with("11", "41"),
            claim.hosp_lv.isin("02"),
            claim.hosp_lv == "08",
            claim.med_type.prefix(1) != "2",
            claim.fixmedins_code.contains(claim.med_type),
            claim.med_type.begins_any(claim.hosp_lv),
            claim.med_type.begins_any("11,2"),
            claim.age.is_null(),
            claim.hi_dr_flag == "1",
            claim.apg_code == "G2",
            claim.age >= 2,
            claim.medfee_sumamt > yuan(1),
        ]
    )
    if depth == 0:
        return plain
    part = truth(depth - 1)
    return st.one_of(
        plain,
        st.builds(lambda a, b: a & b, part, part),
        st.builds(lambda a, b: a | b, part, part),
        st.builds(lambda a: ~a, part),
        st.builds(lambda a, b: a <= b, money(depth - 1), money(depth - 1)),
        st.builds(lambda a, b: a == b, money(depth - 1), money(depth - 1)),
    )


def peers(statistics: bool = True) -> st.SearchStrategy[Term]:
    """A norm over row values."""
    of = st.sampled_from([(claim.med_type, claim.hosp_lv), (claim.hosp_lv,), (), (claim.age,)])
    value = money(1)
    kinds = [
        st.builds(lambda v, k: norm.median(v).of(*k), value, of),
        st.builds(lambda v, k: norm.quantile(v, 0.9).of(*k), value, of),
        st.builds(lambda v, k: norm.mad(v).of(*k), value, of),
        st.builds(lambda v, k: norm.mean(v).of(*k), value, of),
    ]
    if statistics:
        kinds.append(st.builds(lambda v, k: norm.rate(v).of(*k), truth(0), of))
        kinds.append(st.builds(lambda v, k: norm.count(v).of(*k), value, of))
    return st.one_of(*kinds)


def looks(months: bool = False) -> st.SearchStrategy[Term]:
    """A look at the past."""
    if months:
        from features.language import institution

        start = st.builds(
            lambda reach: past.same(institution.fixmedins_code).within(months=reach),
            st.sampled_from([1, 2, 3]),
        )
    else:
        keys = st.sampled_from(
            [
                (claim.psn_no,),
                (claim.fixmedins_code,),
                (claim.psn_no, claim.hosp_lv),
                (claim.atddr_no,),
                (claim.fixmedins_code, claim.medfee_sumamt),
            ]
        )
        start = st.builds(
            lambda k, days: past.same(*k).within(days=days), keys, st.sampled_from(WINDOWS)
        )
    start = st.one_of(start, st.builds(lambda look, c: look.where(c), start, truth(1)))
    value = st.one_of(money(1), peers(statistics=False))
    codes = st.sampled_from([claim.fixmedins_code, claim.med_type, claim.hosp_lv, claim.age])
    kinds: list[st.SearchStrategy[Any]] = [
        st.builds(lambda look: look.count(), start),
        st.builds(lambda look, v: look.sum(v), start, value),
        st.builds(lambda look, v: look.min(v), start, value),
        st.builds(lambda look, v: look.max(v), start, value),
        st.builds(lambda look, v: look.distinct(v), start, codes),
        st.builds(lambda look, v: look.mean(v), start, value),
        st.builds(lambda look, c: look.share(c), start, truth(1)),
        st.builds(lambda look: look.max(claim.begndate), start),
    ]
    if not months:
        kinds.append(
            st.builds(
                lambda look, v: look.latest(v),
                start,
                st.sampled_from(
                    [claim.hosp_lv, claim.begndate, claim.setl_time, claim.medfee_sumamt]
                ),
            )
        )
    return st.one_of(*kinds)


def line_looks() -> st.SearchStrategy[Term]:
    """What the own past of fee lines or of scans adds up to."""
    keys = st.sampled_from(
        [
            (claim.psn_no, fee.med_list_codg),
            (fee.med_list_codg,),
            (claim.fixmedins_code, fee.med_list_codg, fee.list_type),
        ]
    )
    start = st.builds(
        lambda k, days: past.same(*k).within(days=days), keys, st.sampled_from(WINDOWS)
    )
    start = st.one_of(start, st.builds(lambda look, c: look.where(c), start, line_truth()))
    value = st.sampled_from(
        [fee.det_item_fee_sumamt, claim.medfee_sumamt, fee.det_item_fee_sumamt - claim.hifp_pay]
    )
    number = st.one_of(
        st.builds(lambda look, v: look.sum(v), start, value),
        st.builds(lambda look, v: look.min(v), start, value),
        st.builds(lambda look, v: look.max(v), start, value),
        st.builds(lambda look, v: look.latest(v), start, value),
        st.builds(lambda look, v: look.mean(v).whole(), start, value),
    )
    count = st.one_of(
        st.builds(lambda look: look.count(), start),
        st.builds(lambda look: look.distinct(fee.list_type), start),
        st.builds(lambda look: look.distinct(claim.hosp_lv), start),
        st.builds(lambda look: look.distinct(fee.fee_ocur_time.day()), start),
    )
    of = st.builds(lambda keys, days: past.same(*keys).within(days=days),
        st.sampled_from([(scan.drug_trac_codg,), (scan.drug_trac_codg, scan.evt_type)]),
        st.sampled_from(WINDOWS),
    )  # fmt: skip
    of = st.one_of(of, st.builds(lambda look: look.where(scan.evt_type == "sale"), of))
    own = st.one_of(st.just(lines.fee), st.builds(lines.fee.where, line_truth()))
    return st.one_of(
        st.builds(lambda own, n: own.where(n > 0).count(), own, count),
        st.builds(lambda own, n: own.sum(n), own, st.one_of(count, number)),
        st.builds(lambda own, n: own.max(n), own, number),
        st.builds(lambda own, n: own.where(n > yuan(0)).min(n), own, number),
        st.builds(lambda own, n: own.where(n > 1).by(fee.med_list_codg).count(), own, count),
        st.builds(lambda look: lines.fee.distinct(look.latest(fee.list_type)), start),
        st.builds(lambda look: lines.fee.max(look.latest(fee.fee_ocur_time)), start),
        st.builds(lambda look: lines.scan.where(look.count() > 0).count(), of),
        st.builds(lambda look: lines.scan.sum(look.sum(scan.sel_retn_cnt)), of),
        st.builds(lambda look: lines.scan.max(look.distinct(scan.fixmedins_code)), of),
        st.builds(lambda look: lines.scan.max(look.latest(scan.sel_retn_time)), of),
    )


def month_looks() -> st.SearchStrategy[Term]:
    """A look that only a month's end takes: groups, and what claims knew of their own past."""
    from features.language import institution

    start = st.builds(
        lambda reach: past.same(institution.fixmedins_code).within(months=reach),
        st.sampled_from([1, 2, 3]),
    )
    start = st.one_of(start, st.builds(lambda look, c: look.where(c), start, truth(1)))
    keys = st.sampled_from([(claim.psn_no,), (claim.psn_no, claim.med_type), (claim.age,)])
    groups = st.builds(lambda look, k: look.by(*k), start, keys)
    own = st.builds(
        lambda key, days, c: past.same(key).where(c).within(days=days).count(),
        st.sampled_from([claim.psn_no, claim.hosp_lv]),
        st.sampled_from(WINDOWS),
        truth(0),
    )
    some = st.integers(1, 3)
    return st.one_of(
        st.builds(lambda look, n: look.count(at_least=n), groups, some),
        st.builds(lambda look: look.largest(), groups),
        st.builds(lambda look, v: look.largest(v), groups, money(0)),
        st.builds(lambda look, n, v: look.reaching(n, v), groups, some, money(0)),
        st.builds(lambda look, n: look.distinct(claim.hosp_lv, at_least=n), groups, some),
        st.builds(lambda look, v, n: look.where(v >= n).count(), start, own, some),
        st.builds(lambda look, v: look.sum(v), start, own),
    )


def _combined(left: Term, right: Term) -> Term:
    try:
        return left / right
    except DeclarationError:
        return left


def answers(months: bool = False) -> st.SearchStrategy[Term]:
    """Any expression a signal (or, by months, an indicator) may be."""
    if months:
        one = st.one_of(looks(True), month_looks())
        return st.one_of(one, st.builds(_combined, one, one))
    return st.one_of(
        money(2),
        tally(1),
        truth(2),
        peers(),
        looks(),
        line_looks(),
        st.builds(_combined, looks(), peers()),
    )
