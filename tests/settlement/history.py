"""A history of loads, each on its day: corrections, a refund, a file replaced, persons merged."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.intake.report import LoadReport
from tests.settlement.export import Row, fee, settlement, write


def institution(n: int = 1, **changes: str) -> Row:
    return {
        "fixmedins_code": f"H3201000000{n}",
        "fixmedins_name": f"第{n}医院",
        "fixmedins_type": "1",
        "hosp_lv": "02",
        **changes,
    }


def person(n: int, **changes: str) -> Row:
    return {"psn_no": f"P{n}", "gend": "1", "brdy": "1960-01-01", **changes}


@dataclass
class Arrival:
    """What arrives on one day: files of rows by name, and whether they replace earlier ones."""

    day: date
    files: dict[str, list[Row]]
    replace: bool = False


REFUND = settlement(
    4, psn_no="P1", refd_setl_flag="1", init_setl_id="S1", medfee_sumamt="-100.00",
    setl_time="2025-02-03 09:00:00", fulamt_ownpay_amt="-5.00", preselfpay_amt="-5.00",
    inscp_scp_amt="-90.00", hifp_pay="-70.00", fund_pay_sumamt="-70.00", psn_part_amt="-30.00",
    acct_pay="-10.00", psn_cash_pay="-20.00",
)  # fmt: skip

HISTORY = [
    Arrival(
        date(2025, 2, 1),
        {
            "setl_d-01.csv": [settlement(0) | {"init_setl_id": ""}]
            + [settlement(n) | {"init_setl_id": ""} for n in (1, 2)],
            "fee_list_d-01.csv": [fee(1, 1), fee(2, 1), fee(3, 2), fee(4, 3), fee(5, 3), fee(6, 5)],
            "fixmedins_b.csv": [institution(1), institution(2)],
            "psn_info_b.csv": [person(1), person(2), person(3)],
        },
    ),
    # A settlement comes after its lines; another is corrected to invalid; a refund; a known row.
    Arrival(
        date(2025, 2, 5),
        {
            "setl_d-02.csv": [
                settlement(3, setl_time="2025-02-01 08:00:00") | {"init_setl_id": ""},
                settlement(1, vali_flag="0") | {"init_setl_id": ""},
                settlement(2) | {"init_setl_id": ""},
                REFUND,
            ],
            "fee_list_d-02.csv": [
                fee(7, 4, psn_no="P1", cnt="-2.5", det_item_fee_sumamt="-10.00"),
                fee(4, 3, pric="5.000000", det_item_fee_sumamt="12.50"),
            ],
            "fixmedins_b-2.csv": [institution(2, hosp_lv="01")],
        },
    ),
    # The first file comes anew: settlement 0 is gone, 2 has moved to another month, 1 is as it was.
    Arrival(
        date(2025, 3, 1),
        {
            "setl_d-01.csv": [
                settlement(1, vali_flag="0") | {"init_setl_id": ""},
                settlement(2, setl_time="2025-02-28 23:00:00") | {"init_setl_id": ""},
            ],
        },
        replace=True,
    ),
    # Two persons were one, and a later merge passes the number on; a second load of the same day.
    Arrival(
        date(2025, 3, 10),
        {
            "psn_merge_d.csv": [
                {"psn_no_old": "P3", "psn_no": "P2", "merged_date": "2025-03-09"},
                {"psn_no_old": "P2", "psn_no": "P1", "merged_date": "2025-03-10"},
            ]
        },
    ),
    Arrival(
        date(2025, 3, 10),
        {
            "setl_d-03.csv": [settlement(5, psn_no="P2") | {"init_setl_id": ""}],
            "psn_info_b-2.csv": [person(1, gend="2")],
        },
    ),
]

DAYS = sorted({arrival.day for arrival in HISTORY})


def arrive(settings: Settings, place: Path, arrivals: list[Arrival]) -> list[LoadReport]:
    """Load each arrival on its day, from a folder of its own; gives the report of each load."""
    reports = []
    for n, one in enumerate(arrivals):
        folder = place / str(n)
        for name, rows in one.files.items():
            write(folder, name, rows)
        reports.append(load(folder, "core", settings, known_on=one.day, replace=one.replace))
    return reports
