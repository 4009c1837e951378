"""Every aggregate at every edge and every statistic over every depth of peers, as one fixed set.

Random expressions meet an edge now and then; this set meets all of them in every dense history.
"""

from features.language import (
    Indicator,
    Signal,
    claim,
    fee,
    institution,
    lines,
    norm,
    past,
    scan,
)
from features.terms import Term

EXPECTED = norm.mean(claim.medfee_sumamt).of(claim.med_type)


def looks(days: int, *keys: Term) -> dict[str, Term]:
    """One look of every aggregate over a window."""
    look = past.same(*keys).within(days=days)
    return {
        f"count_{days}": look.count(),
        f"count_some_{days}": look.where(claim.med_type.starts_with("2")).count(),
        f"sum_{days}": look.sum(claim.medfee_sumamt),
        f"sum_of_norms_{days}": look.sum(EXPECTED),
        f"sum_of_lines_{days}": look.sum(lines.fee.sum(fee.det_item_fee_sumamt)),
        f"least_{days}": look.min(claim.medfee_sumamt),
        f"greatest_{days}": look.max(claim.setl_time),
        f"latest_{days}": look.latest(claim.hosp_lv),
        f"latest_day_{days}": look.latest(claim.begndate),
        f"distinct_{days}": look.distinct(claim.fixmedins_code),
        f"distinct_some_{days}": look.where(claim.age > 1).distinct(claim.med_type),
        f"share_{days}": look.share(claim.age >= 2),
    }


def line_looks(days: int, *keys: Term) -> dict[str, Term]:
    """One look of every aggregate at a fee line's own past."""
    look = past.same(*keys).within(days=days)
    drug = fee.list_type == "101"
    seen = look.where(drug).count()
    return {
        f"line_count_{days}": lines.fee.sum(look.count()),
        f"line_count_drugs_{days}": lines.fee.where(drug & (seen > 0)).count(),
        f"line_count_of_stays_{days}": lines.fee.sum(
            look.where(drug & claim.med_type.starts_with("2")).count()
        ),
        f"line_fewest_{days}": lines.fee.min(look.count()),
        f"line_sum_{days}": lines.fee.sum(look.sum(fee.det_item_fee_sumamt)),
        f"line_sum_of_claims_{days}": lines.fee.max(look.sum(claim.medfee_sumamt)),
        f"line_least_{days}": lines.fee.min(look.min(fee.det_item_fee_sumamt)),
        f"line_greatest_{days}": lines.fee.max(look.max(claim.setl_time)),
        f"line_latest_{days}": lines.fee.distinct(look.latest(fee.list_type)),
        f"line_latest_fee_{days}": lines.fee.sum(look.latest(fee.det_item_fee_sumamt)),
        f"line_distinct_{days}": lines.fee.sum(look.distinct(fee.det_item_fee_sumamt)),
        f"line_places_{days}": lines.fee.max(look.distinct(claim.fixmedins_code)),
        f"line_repeated_{days}": lines.fee.where(seen > 1).by(fee.med_list_codg).count(at_least=1),
    }


def scan_looks(days: int, *keys: Term) -> dict[str, Term]:
    """One look of every aggregate at a scan's own past."""
    look = past.same(*keys).within(days=days)
    sold = scan.evt_type == "sale"
    return {
        f"scan_count_{days}": lines.scan.sum(look.count()),
        f"scan_sold_{days}": lines.scan.where(sold & (look.where(sold).count() > 0)).count(),
        f"scan_sum_{days}": lines.scan.sum(look.sum(scan.sel_retn_cnt)),
        f"scan_least_{days}": lines.scan.min(look.min(scan.sel_retn_cnt)),
        f"scan_greatest_{days}": lines.scan.max(look.max(scan.sel_retn_time)),
        f"scan_latest_{days}": lines.scan.distinct(look.latest(scan.evt_type)),
        f"scan_distinct_{days}": lines.scan.sum(look.distinct(scan.fixmedins_code)),
    }


def _signal(expression: Term) -> Signal:
    return Signal(expression, asks="? | ?", family="f")


PEERS = {"two": (claim.med_type, claim.hosp_lv), "one": (claim.hosp_lv,), "all": ()}

EVERY_SIGNAL: dict[str, Signal] = {
    "repeated_items": _signal(lines.fee.by(fee.med_list_codg).count(at_least=2)),
    "items": _signal(lines.fee.by(fee.med_list_codg).count()),
    "fullest_item": _signal(lines.fee.by(fee.med_list_codg).largest()),
    "items_of_two_fees": _signal(
        lines.fee.by(fee.med_list_codg).distinct(fee.det_item_fee_sumamt, at_least=2)
    ),
    "items_of_two_fees_some": _signal(
        lines.fee.where(fee.list_type == "101")
        .by(fee.med_list_codg)
        .distinct(fee.det_item_fee_sumamt, at_least=2)
    ),
    **{name: _signal(e) for days in (1, 7, 30) for name, e in looks(days, claim.psn_no).items()},
    **{
        name: _signal(e)
        for days in (1, 7, 30)
        for name, e in line_looks(days, claim.psn_no, fee.med_list_codg).items()
    },
    **{
        name: _signal(e)
        for days in (1, 7)
        for name, e in scan_looks(days, scan.drug_trac_codg).items()
    },
    **{f"norm_count_{n}": _signal(norm.count(claim.age).of(*p)) for n, p in PEERS.items()},
    **{f"median_{n}": _signal(norm.median(claim.medfee_sumamt).of(*p)) for n, p in PEERS.items()},
    **{f"p80_{n}": _signal(norm.quantile(claim.age, 0.8).of(*p)) for n, p in PEERS.items()},
    **{f"mad_{n}": _signal(norm.mad(claim.medfee_sumamt).of(*p)) for n, p in PEERS.items()},
    **{f"mean_{n}": _signal(norm.mean(claim.medfee_sumamt).of(*p)) for n, p in PEERS.items()},
    **{f"rate_{n}": _signal(norm.rate(claim.age >= 2).of(*p)) for n, p in PEERS.items()},
}

_month = past.same(institution.fixmedins_code).within(months=1)
_quarter = past.same(institution.fixmedins_code).within(months=3)

EVERY_INDICATOR: dict[str, Indicator] = {
    name: Indicator(expression, asks="? | ?", family="f")
    for name, expression in {
        "claims": _month.count(),
        "claims_3m": _quarter.count(),
        "cost": _month.sum(claim.medfee_sumamt),
        "expected": _quarter.sum(EXPECTED),
        "least": _quarter.min(claim.medfee_sumamt),
        "last_begin": _month.max(claim.begndate),
        "persons": _month.distinct(claim.psn_no),
        "persons_3m": _quarter.where(claim.age > 0).distinct(claim.psn_no),
        "share": _quarter.share(claim.med_type.starts_with("2")),
        "mean": _month.mean(claim.medfee_sumamt),
    }.items()
}
