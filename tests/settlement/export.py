"""Small exports of a core database, written by hand: the fewest columns that a row needs."""

import csv
from collections.abc import Iterable
from pathlib import Path

Row = dict[str, str]


def settlement(n: int = 1, **changes: str) -> Row:
    """A settlement of 100.00 yuan, of which the fund pays 70.00."""
    return {
        "setl_id": f"S{n}",
        "mdtrt_id": f"M{n}",
        "psn_no": f"P{n}",
        "psn_type": "11",
        "fixmedins_code": "H32010000001",
        "setl_time": "2025-01-15 10:30:00",
        "med_type": "21",
        "medfee_sumamt": "100.00",
        "fulamt_ownpay_amt": "5.00",
        "overlmt_selfpay": "0.00",
        "preselfpay_amt": "5.00",
        "inscp_scp_amt": "90.00",
        "hifp_pay": "70.00",
        "fund_pay_sumamt": "70.00",
        "psn_part_amt": "30.00",
        "acct_pay": "10.00",
        "psn_cash_pay": "20.00",
        "refd_setl_flag": "0",
        "vali_flag": "1",
        **changes,
    }


def fee(n: int = 1, setl: int = 1, **changes: str) -> Row:
    """A line of 2.5 units at 4.00 yuan."""
    return {
        "feedetl_sn": f"F{n}",
        "setl_id": f"S{setl}",
        "mdtrt_id": f"M{setl}",
        "psn_no": f"P{setl}",
        "fixmedins_code": "H32010000001",
        "fee_ocur_time": "2025-01-14 08:00:00",
        "med_list_codg": "XJ01XDT045A001010104642",
        "cnt": "2.5",
        "pric": "4.000000",
        "det_item_fee_sumamt": "10.00",
        **changes,
    }


def write(
    folder: Path, name: str, rows: Iterable[Row], encoding: str = "utf-8", upper: bool = False
) -> Path:
    """Write the rows as a CSV file of that name; columns are those of the first row."""
    rows = list(rows)
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        names = list(rows[0])
        out = csv.writer(file)
        out.writerow([name.upper() for name in names] if upper else names)
        out.writerows([row[name] for name in names] for row in rows)
    return path
