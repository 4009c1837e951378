"""Claims made up for the tests: signals of the catalogue with a planted oddity, and some verdicts."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from features.catalog import SIGNALS
from features.month import month_days
from features.settlement.contract import Kind
from models.fraud import Lesson
from models.labels import at_random, decided, labels, recovered
from models.split import Protocol, by_time

MONTHS = tuple(f"2025-{month:02}" for month in range(1, 9))
PROTOCOL: Protocol = by_time(MONTHS)
CODES = {"hospital_level": ("02", "05", "09"), "class_of_care": ("11", "21"), "sex": ("1", "2")}
PLANTED = ("patient_institutions_90d", "unproven_complications")
EVIDENCE = ("ventilator_hours", "treatment_fee", "drug_fee", "test_items", "infusion_days")
GROUPS = {"AB1": (5000, 7000, 9000), "CD2": (8000, 11000, 15000)}


def claims(n: int = 3000, seed: int = 5) -> pd.DataFrame:
    """Claims of eight months and twelve institutions; every twentieth is odd where it is planted."""
    rng = np.random.default_rng(seed)
    columns: dict[str, object] = {
        "setl_id": [f"S{number:06}" for number in range(n)],
        "fixmedins_code": [f"H3299000{one:04}" for one in rng.integers(0, 12, n)],
        "month": rng.choice(MONTHS, n),
    }
    for name, signal in SIGNALS.items():
        kind = signal.measure.kind
        if kind in {Kind.CODE, Kind.TEXT}:
            columns[name] = rng.choice(CODES.get(name, ("A", "B", "C")), n)
        elif kind is Kind.FLAG:
            columns[name] = rng.random(n) < 0.05
        elif kind is Kind.RATIO:
            columns[name] = rng.gamma(2.0, 0.5, n)
        else:
            columns[name] = rng.poisson(6, n)
    odd = rng.random(n) < 0.05
    for name in PLANTED:
        columns[name] = np.asarray(columns[name]) + odd * rng.integers(8, 14, n)
    columns["claim_fund"] = rng.integers(10_000, 900_000, n)
    adrg = rng.choice(list(GROUPS), n)
    severity = rng.integers(0, 3, n)
    for name in EVIDENCE:
        columns[name] = severity * 20 + rng.integers(0, 8, n)
    billed = np.where(odd, 2, severity)
    columns["case_severity"] = billed
    rows = pd.DataFrame(columns)
    weight = [GROUPS[group][level] for group, level in zip(adrg, billed, strict=True)]
    rows = rows.assign(
        hosp_lv=rows["hospital_level"], med_type=rows["class_of_care"] + "01", adrg=adrg,
        drg_code=[f"{group}{level}" for group, level in zip(adrg, billed, strict=True)],
        rw=weight, pay_std=np.array(weight) * 100, medfee_sumamt=np.array(weight) * 90,
        fund_pay_sumamt=rows["claim_fund"], fix_blng_admdvs="329900", odd=odd,
    )  # fmt: skip
    punched = rng.random(n) < 0.1
    rows["days_since_last_claim"] = rows["days_since_last_claim"].astype("Int64").mask(punched)
    rows["is_after_death"] = rows["is_after_death"].astype("boolean").mask(punched)
    rows["main_diagnosis"] = rows["main_diagnosis"].astype(object).mask(punched, None)
    return rows.sort_values("setl_id", ignore_index=True)


def verdicts(rows: pd.DataFrame, seed: int = 6) -> pd.DataFrame:
    """Verdicts on a sixth of the claims, decided one to six months after the settlement's month."""
    rng = np.random.default_rng(seed)
    checked = rows[(rng.random(len(rows)) < 0.12) | (rows["odd"] & (rng.random(len(rows)) < 0.5))]
    after = rng.integers(40, 190, len(checked))
    settled = [month_days(month)[0] for month in checked["month"]]
    odd = checked["odd"].to_numpy()
    return pd.DataFrame(
        {
            "verdict_id": [f"V{number:05}" for number in range(len(checked))],
            "setl_id": checked["setl_id"].to_numpy(),
            "fixmedins_code": checked["fixmedins_code"].to_numpy(),
            "source": rng.choice(["random", "targeted"], len(checked)),
            "check_date": settled,
            "decided_date": [
                day + timedelta(days=int(d)) for day, d in zip(settled, after, strict=True)
            ],
            "result": np.where(odd, "confirmed", "rejected"),
            "vola_type": np.where(odd, rng.choice(["U02", "F05"], len(checked)), None),
            "vola_amt": np.where(odd, (checked["claim_fund"] * 0.4).round(), 0).astype("int64"),
        }
    )


def lesson(rows: pd.DataFrame, known: pd.DataFrame, as_of: date = PROTOCOL.as_of) -> Lesson:
    """The train months' claims with what was decided by a day."""
    train = rows[rows["month"].isin(PROTOCOL.train)].reset_index(drop=True)
    held, ids = decided(known, as_of), train["setl_id"]
    any_kind = labels(ids, held)
    return Lesson(train, any_kind, any_kind, recovered(ids, held), at_random(ids, held))
