"""Area and peers of a doctor are of one claim: the month's latest that no pharmacy made."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from features.indicators import OWN
from features.sql.months import compile_subjects
from features.subjects import SUBJECTS
from tests.readers import complete, duck_engine

KINDS = {"H": "1", "C": "1", "P": "2"}
LEVELS = {"H": "02", "C": "09", "P": "11"}
AREAS = {"H": "320102", "C": "320501", "P": "320901"}


def peers(*claims: tuple[str, int]) -> tuple[str, ...]:
    """Area and peers of the doctor who settled at these places on these days of January."""
    places = [
        {"fixmedins_code": place, "fixmedins_type": kind, "fixmedins_name": "某"}
        for place, kind in KINDS.items()
    ]
    settled: list[dict[str, Any]] = [
        {
            "setl_id": str(number), "mdtrt_id": str(number), "psn_no": "甲", "fixmedins_code": place,
            "fix_blng_admdvs": AREAS[place], "hosp_lv": LEVELS[place], "med_type": "11",
            "setl_time": datetime(2026, 1, day),
        }
        for number, (place, day) in enumerate(claims)
    ]  # fmt: skip
    visits: list[dict[str, Any]] = [
        {"mdtrt_id": one["mdtrt_id"], "atddr_no": "D1", "dept_codg": f"0{n + 1}01"}
        for n, one in enumerate(settled)
    ]
    tables = complete({"setl_d": settled, "mdtrt_d": visits, "fixmedins_b": places})
    subject = SUBJECTS["doctors"]
    asked = replace(subject, indicators={"dr_claims": OWN["doctors"]["dr_claims"]})
    engine = duck_engine(tables)
    engine.run(compile_subjects([asked]).program)
    (row,) = engine.rows("SELECT * FROM figures_doctors").to_pylist()
    return tuple(row[name] for name in ("area", "peer_1", "peer_2", "peer_3"))


def test_area_and_peers_are_of_the_latest_claim() -> None:
    assert peers(("C", 5), ("H", 9)) == ("320102", "3", "020", "3201")
    assert peers(("C", 9), ("H", 5)) == ("320501", "1", "010", "3205")


def test_of_one_moment_the_later_number_counts() -> None:
    assert peers(("C", 5), ("H", 5)) == ("320102", "3", "020", "3201")
    assert peers(("H", 5), ("C", 5)) == ("320501", "1", "020", "3205")


def test_a_pharmacy_does_not_make_a_hospitals_doctor_a_pharmacist() -> None:
    assert peers(("H", 5), ("P", 9)) == ("320102", "3", "010", "3201")
    assert peers(("P", 9)) == ("320901", "pharmacy", "010", "3209")
