"""Random histories: few persons, few places, days at window edges, ties, nulls, refunds.

Narrow values on purpose, so that they overlap: what the readers may disagree about is how rows
meet, not what rows hold.
"""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

FIRST = datetime(2025, 1, 1)
EDGES = (0, 1, 2, 6, 7, 8, 29, 30, 31, 32, 59, 60, 61, 89, 90, 91)
CLOCK = (0, 1, 8 * 3600, 8 * 3600, 23 * 3600 + 3599)


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """A moment on an edge day, often tied with another."""
    return FIRST + timedelta(
        days=draw(st.sampled_from(EDGES)), seconds=draw(st.sampled_from(CLOCK))
    )


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value, or now and then null."""
    return st.one_of(values, values, values, st.none())


@st.composite
def settlements(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """One settlement row with the columns that the random expressions read."""
    begin = draw(maybe(st.sampled_from([FIRST.date(), FIRST.date() + timedelta(days=30)])))
    return {
        "setl_id": f"S{number:03}",
        "mdtrt_id": f"M{number:03}",
        "psn_no": draw(maybe(st.sampled_from(["P1", "P2"]))),
        "fixmedins_code": draw(st.sampled_from(["H1", "H2", "H3"])),
        "hosp_lv": draw(maybe(st.sampled_from(["02", "08"]))),
        "med_type": draw(maybe(st.sampled_from(["11", "21", "2101", "41"]))),
        "setl_time": draw(moments()),
        "begndate": begin,
        "age": draw(maybe(st.integers(0, 3))),
        "medfee_sumamt": draw(maybe(st.integers(0, 300))),
        "hifp_pay": draw(maybe(st.integers(0, 3))),
    }


@st.composite
def scans(draw: st.DrawFn, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Scans of few packages: of the claims, on their day or days before and after, and of none."""
    found: list[dict[str, Any]] = []
    for row in rows:
        for _ in range(draw(st.integers(0, 2))):
            off = timedelta(days=draw(st.sampled_from([0, 0, 0, -1, -7, 1])))
            moment = row["setl_time"] + off
            found.append(
                {
                    # ids against the order of time
                    "trac_id": f"T{(len(found) * 7) % 31:02}{len(found):02}",
                    "setl_id": draw(st.sampled_from([row["setl_id"], row["setl_id"], None])),
                    "evt_type": draw(st.sampled_from(["sale", "sale", "return", "stock"])),
                    "drug_trac_codg": draw(maybe(st.sampled_from(["K1", "K1", "K2"]))),
                    "fixmedins_code": row["fixmedins_code"],
                    "sel_retn_cnt": draw(st.integers(1, 3)),
                    "sel_retn_time": draw(st.sampled_from([moment, moment.replace(hour=0)])),
                }
            )
    return found


@st.composite
def beside(draw: st.DrawFn, rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What else claims are made of: scans, checks, registrations, sign-ups, limits, pairs, groups."""
    some = [row for row in rows if draw(st.integers(0, 2)) == 0]
    days = st.sampled_from([FIRST.date() + timedelta(days=day) for day in (-30, 0, 7, 31, 60)])
    checks = [
        {
            "chk_id": f"C{number}",
            "mdtrt_id": row["mdtrt_id"],
            "chk_time": row["setl_time"] + timedelta(days=draw(st.sampled_from([-1, 0, 1]))),
            "chk_rslt": draw(st.sampled_from(["pass", "fail"])),
        }
        for number, row in enumerate(some)
    ]
    registrations = [
        {
            "psn_no": person,
            "dise_codg": disease,
            "begndate": draw(days),
            "enddate": draw(maybe(days)),
        }
        for person in ("P1", "P2")
        for disease in draw(st.sampled_from([(), ("M1",), ("M1", "M2")]))
    ]
    return {
        "drug_trac_d": draw(scans(rows)),
        "idet_chk_d": checks,
        "psn_opsp_d": registrations,
        "psn_sign_d": [
            {"psn_no": "P1", "fixmedins_code": code, "begndate": draw(days)}
            for code in draw(st.sampled_from([(), ("H1",), ("H1", "H2")]))
        ],
        "item_limit_b": [
            {"med_list_codg": "a", "lmt_gend": "2", "lmt_course_days": draw(st.integers(1, 7))}
        ],
        "item_pair_b": [
            {"pair_no": number, "side": side, "med_list_codg": item}
            for number, side, item in draw(
                st.sampled_from([(), (("1", "A", "a"), ("1", "B", "b"), ("2", "A", "a"))])
            )
        ],
        "apg_case_d": [
            {"setl_id": row["setl_id"], "apg_code": code, "points": draw(maybe(st.integers(1, 2)))}
            for row in some
            for code in ("G1", "G2")
        ],
        "drg_whatif_d": [
            {"setl_id": row["setl_id"], "schm_ver": "s", "exp_pts": draw(maybe(st.integers(1, 2)))}
            for row in some
        ],
        "dr_info_b": [{"dr_code": "D1", "hi_dr_flag": "1"}],
    }


@st.composite
def histories(draw: st.DrawFn, most: int = 14) -> dict[str, list[dict[str, Any]]]:
    """Settlements with fee lines, diagnoses, visits and now and then a refund."""
    count = draw(st.integers(1, most))
    rows = [draw(settlements(number)) for number in range(count)]
    refunds = []
    for row in rows[: count // 3]:
        if draw(st.booleans()):
            later = row["setl_time"] + timedelta(days=draw(st.sampled_from([0, 1, 30])), seconds=1)
            refunds.append(
                row
                | {
                    "setl_id": "R" + row["setl_id"],
                    "init_setl_id": row["setl_id"],
                    "refd_setl_flag": "1",
                    "setl_time": later,
                    "medfee_sumamt": None
                    if row["medfee_sumamt"] is None
                    else -row["medfee_sumamt"],
                }
            )
    fees = [
        {
            "setl_id": row["setl_id"],
            "feedetl_sn": str(number),
            "med_list_codg": draw(maybe(st.sampled_from(["a", "a-1", "b"]))),
            "list_type": draw(maybe(st.sampled_from(["101", "201"]))),
            "det_item_fee_sumamt": draw(maybe(st.integers(-2, 5))),
            "fee_ocur_time": draw(maybe(moments())),
        }
        for row in rows
        for number in range(draw(st.integers(0, 4)))
    ]
    visits = [
        {"mdtrt_id": row["mdtrt_id"], "atddr_no": draw(maybe(st.sampled_from(["D1", "D2"])))}
        for row in rows
        if draw(st.booleans())
    ]
    own = {"setl_d": rows + refunds, "fee_list_d": fees, "mdtrt_d": visits}
    return own | draw(beside(rows))


@st.composite
def dense_histories(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Two persons' crowded months: pairs of claims at every edge of a window, refunds long after.

    Built around a few days, each with claims exactly, just under and just over a window apart.
    """
    anchors = draw(st.lists(st.integers(40, 60), min_size=1, max_size=3))
    gaps = (0, 1, 2, 6, 7, 8, 29, 30, 31)
    days = [anchor - draw(st.sampled_from(gaps)) for anchor in anchors for _ in range(5)] + anchors
    rows = []
    for number, day in enumerate(days):
        clock = timedelta(days=day, seconds=draw(st.sampled_from(CLOCK)))
        rows.append(
            draw(settlements(number))
            | {
                "psn_no": draw(st.sampled_from(["P1", "P1", "P2"])),
                # ids against the order of time, so that neither can stand in for the other
                "setl_id": f"S{(number * 7) % 19:02}{number:02}",
                "setl_time": FIRST + clock,
                "vali_flag": draw(st.sampled_from(["1", "1", "1", "1", "0"])),
            }
        )
    refunds = [
        row
        | {
            "setl_id": "R" + row["setl_id"],
            "init_setl_id": row["setl_id"],
            "refd_setl_flag": "1",
            "setl_time": row["setl_time"] + timedelta(days=draw(st.sampled_from([0, 1, 20, 31]))),
            "vali_flag": draw(st.sampled_from(["1", "1", "0"])),
        }
        for row in rows
        if draw(st.integers(0, 3)) == 0
    ]
    fees = [
        {
            "setl_id": row["setl_id"],
            "feedetl_sn": str(number),
            "med_list_codg": draw(st.sampled_from(["a", "b", None])),
            "list_type": draw(maybe(st.sampled_from(["101", "201"]))),
            "det_item_fee_sumamt": draw(maybe(st.integers(-2, 5))),
        }
        for row in rows
        for number in range(3)
    ]
    own = {"setl_d": rows + refunds, "fee_list_d": fees, "mdtrt_d": []}
    return own | {"drug_trac_d": draw(scans(rows))}
