"""Interface messages written by hand, as the software of a hospital logs them."""

import json
from collections.abc import Iterable
from pathlib import Path

from tests.settlement.export import fee, settlement

Message = dict[str, object]

ENVELOPE: Message = {
    "msgid": "H32010000001202501150001",
    "mdtrtarea_admvs": "320100",
    "insuplc_admdvs": "320100",
    "inf_time": "2025-01-14 08:30:00",
    "fixmedins_code": "H32010000001",
}
OF_CORE = ("fixmedins_code", "refd_setl_flag", "vali_flag")


def message(infno: str, sent: object, answer: object = None, code: object = 0, **more: object):
    """A message with its answer beside it."""
    head = {**ENVELOPE, **more, "infno": infno, "input": sent}
    return head if answer is None and code == 0 else {**head, "infcode": code, "output": answer}


def settled(n: int = 1, **changes: object) -> Message:
    """2304: the settlement of `export.settlement`, with two of its funds."""
    said = {k: v for k, v in settlement(n).items() if k not in OF_CORE} | changes
    funds = [{"fund_pay_type": "310100", "fund_payamt": "70.00"}]
    sent = {"data": {"psn_no": f"P{n}", "mdtrt_id": f"M{n}", "mid_setl_flag": "0"}}
    return message("2304", sent, {"setlinfo": said, "setldetail": funds})


def charged(*lines: Message, infno: str = "2301", **more: object) -> Message:
    """2301: lines, and the answer's grade and price limit for each."""
    answer = [
        {"feedetl_sn": line["feedetl_sn"], "chrgitm_lv": "01", "pric_uplmt_amt": "9.5"}
        for line in lines
    ]
    return message(infno, {"feedetail": list(lines)}, {"result": answer}, **more)


def line(n: int = 1, setl: int = 1, **changes: object) -> Message:
    """A line as 2301 sends it: without a settlement."""
    said = {k: v for k, v in fee(n, setl).items() if k not in ("setl_id", "fixmedins_code")}
    return {**said, **changes}


def listed(n: int = 1, **changes: object) -> Message:
    """4101: a settlement list with two diagnoses and all its parts."""
    parts: Message = {
        "setlinfo": {
            "setl_id": f"S{n}",
            "mdtrt_id": f"M{n}",
            "fixmedins_code": "H32010000001",
            "gend": "1",
            "brdy": "1960-02-29",
            "adm_time": "2025-01-10 08:00:00",
            "dscg_time": "2025-01-15 08:00:00",
            "vent_used_dura": "1/13/24",
            "curr_addr": "某路1号",
        },
        "diseinfo": [
            {"diag_type": "1", "diag_code": "K22.301", "diag_name": "甲", "maindiag_flag": "1"},
            {"diag_type": "2", "diag_code": "I10.x05", "diag_name": "乙", "maindiag_flag": "0"},
        ],
        "oprninfo": [{"oprn_oprt_code": "96.7201", "oprn_oprt_date": "2025-01-11"}],
        "iteminfo": [{"med_chrgitm": "09", "amt": "10.00", "claa_sumfee": "10.00"}],
        "payinfo": [{"fund_pay_type": "310100", "fund_payamt": "70.00"}],
        "icuinfo": [{"scs_cutd_ward_type": "1", "scs_cutd_sum_dura": "0/5/30"}],
        "bldinfo": [{"bld_cat": "1", "bld_amt": "2", "bld_unt": "U"}],
        "opspdiseinfo": [{"diag_code": "E11.900", "diag_name": "丙"}],
    }
    return message("4101", {**parts, **changes})


def write_log(path: Path, messages: Iterable[object], encoding: str = "utf-8") -> Path:
    """Write messages, a line each; text is written as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (m if isinstance(m, str) else json.dumps(m, ensure_ascii=False) for m in messages)
    path.write_text("".join(line + "\n" for line in lines), encoding=encoding)
    return path
