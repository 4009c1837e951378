"""Where a subject stands: exact quantiles, few cases without rank, peers that fall back, trend."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from features.indicators import INDICATORS
from features.language import DOWN
from features.month import month_text
from features.standing import Only, stand
from features.subjects import INSTITUTION, Subject

MONTH = 2026 * 12
ASKED = {name: INDICATORS[name] for name in ("drug_share", "er_share", "op_visits")}
SUBJECT = replace(INSTITUTION, indicators=ASKED)


def row(code: str, share: float, cases: int, peers: tuple[str, ...], month: int = MONTH) -> Any:
    """An institution's month: a drug share of so many claims, an emergency rate of a tenth of it."""
    hits = round(cases * share / 10)
    figures = {
        "fixmedins_code": code, "month": month, "area": "320101",
        **{f"peer_{n}": peer for n, peer in enumerate(peers, 1)},
        "drug_share_top": round(share * 1000), "drug_share_bottom": 1000, "drug_share_cases": cases,
        "er_share_top": hits, "er_share_bottom": cases, "er_share_cases": cases,
    }  # fmt: skip
    values = {
        "fixmedins_code": code, "month": month, "drug_share": share,
        "er_share": hits / cases, "op_visits": cases,
    }  # fmt: skip
    return values, figures


def standing(
    folder: Path,
    rows: list[Any],
    month: int = MONTH,
    only: Only | None = None,
    subject: Subject = SUBJECT,
) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows of a month, by code and indicator, of all that was built."""
    for kind, place in (("institutions", 0), ("figures/institutions", 1)):
        for built in {one[0]["month"] for one in rows}:
            chosen = [one[place] for one in rows if one[0]["month"] == built]
            file = folder / kind / f"month={month_text(built)}.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            parquet.write_table(pa.Table.from_pylist(chosen), file)
    with duckdb.connect() as connection:
        stand(connection, folder, subject, MONTH, only=only)
        asked = connection.execute(f"SELECT * FROM standing WHERE month = {month}")
        names = [column[0] for column in asked.description or []]
        found = [dict(zip(names, one, strict=True)) for one in asked.fetchall()]
    return {(one["fixmedins_code"], one["indicator"]): one for one in found}


CITY = ("1", "3", "general", "3201")


def test_quantiles_rank_and_robust_z(tmp_path: Path) -> None:
    shares = (0.1, 0.2, 0.3, 0.4, 0.5, 0.9)
    found = standing(tmp_path, [row(f"H{n}", s, 100, CITY) for n, s in enumerate(shares)])
    top = found["H5", "drug_share"]
    assert (top["peers"], top["p50"], top["p80"], top["pct_rank"]) == (6, 0.3, 0.5, 1.0)
    assert top["z_robust"] == pytest.approx((0.9 - 0.3) / (1.4826 * 0.1))
    assert found["H0", "drug_share"]["pct_rank"] == 0.0
    assert (top["top"], top["bottom"], top["cases"]) == (900, 1000, 100)


def test_few_cases_have_no_rank_and_are_nobodys_peer(tmp_path: Path) -> None:
    rows = [row(f"H{n}", 0.1 * n, 100, CITY) for n in range(1, 6)] + [row("few", 0.9, 19, CITY)]
    found = standing(tmp_path, rows)
    few = found["few", "drug_share"]
    assert (few["pct_rank"], few["peers"], few["p50"]) == (None, 5, pytest.approx(0.3))
    assert found["H5", "drug_share"]["pct_rank"] == 1.0
    assert found["few", "op_visits"]["pct_rank"] == 0.0, "a count is not a share of few"


def test_a_rate_of_few_is_drawn_toward_its_peers(tmp_path: Path) -> None:
    rows = [row(f"H{n}", 1.0 * n, 1000, CITY) for n in range(1, 6)] + [row("few", 9.0, 10, CITY)]
    found = standing(tmp_path, rows)
    few, many = found["few", "er_share"], found["H5", "er_share"]
    pooled = (100 + 200 + 300 + 400 + 500) / 5000
    assert pooled < few["shrunk"] < few["value"] == 0.9
    assert abs(many["shrunk"] - many["value"]) < abs(few["shrunk"] - few["value"])


def test_peers_fall_back_one_column_at_a_time(tmp_path: Path) -> None:
    here = [row(f"H{n}", 0.1, 100, CITY) for n in range(4)]
    there = [row(f"X{n}", 0.2, 100, ("1", "3", "general", "3205")) for n in range(5)]
    lonely = [row("T", 0.3, 100, ("1", "3", "tcm", "3201"))]
    found = standing(tmp_path, here + there + lonely)
    assert (found["X0", "drug_share"]["level"], found["X0", "drug_share"]["peers"]) == (0, 5)
    assert (found["H0", "drug_share"]["level"], found["H0", "drug_share"]["peers"]) == (1, 9)
    assert (found["T", "drug_share"]["level"], found["T", "drug_share"]["peers"]) == (2, 10)
    assert found["T", "drug_share"]["peer_group"] == "1|3"


def test_months_give_growth_slope_and_a_sudden_move(tmp_path: Path) -> None:
    shares = [0.1, 0.11, 0.12, 0.1, 0.11, 0.12, 0.1, 0.11, 0.12, 0.1, 0.11, 0.12, 0.4]
    rows = [row("H", share, 100, CITY, MONTH - 12 + n) for n, share in enumerate(shares)]
    one = standing(tmp_path, rows)["H", "drug_share"]
    assert one["mom"] == pytest.approx(0.4 / 0.12 - 1)
    assert one["yoy"] == pytest.approx(0.4 / 0.1 - 1)
    last = shares[1:]
    mean = sum(last) / 12
    slope = sum((n - 5.5) * (v - mean) for n, v in enumerate(last)) / sum(
        (n - 5.5) ** 2 for n in range(12)
    )
    assert one["slope"] == pytest.approx(slope)
    assert one["shifted"] is True
    assert one["pct_rank"] is None, "alone it has no peers"


def test_nothing_later_moves_a_month(tmp_path: Path) -> None:
    rows = [
        row(f"H{n}", 0.1 * n, 100, CITY, MONTH - back) for n in range(1, 6) for back in range(4)
    ]
    later = [row(f"H{n}", 0.9, 100, CITY, MONTH + 1) for n in range(1, 6)]
    before = standing(tmp_path / "before", rows)
    after = standing(tmp_path / "after", rows + later, MONTH)
    assert len(before) == 15
    assert after == before


def test_of_eight_the_one_beyond_the_seven_others_stands_beyond(tmp_path: Path) -> None:
    found = standing(tmp_path, [row(f"H{n}", 0.1 * n, 100, CITY) for n in range(1, 9)])
    beyond = {code for (code, name), one in found.items() if name == "drug_share" and one["beyond"]}
    assert beyond == {"H8"}


def test_two_alike_at_the_top_of_eight_do_not_stand_beyond(tmp_path: Path) -> None:
    shares = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.9, 0.9)
    found = standing(tmp_path, [row(f"H{n}", s, 100, CITY) for n, s in enumerate(shares)])
    assert not any(one["beyond"] for one in found.values())


def test_where_less_is_worse_the_lowest_of_eight_stands_beyond(tmp_path: Path) -> None:
    low = {"drug_share": replace(ASKED["drug_share"], risk=DOWN)}
    rows = [row(f"H{n}", 0.1 * n, 100, CITY) for n in range(1, 9)]
    found = standing(tmp_path, rows, subject=replace(SUBJECT, indicators=low))
    assert {code for (code, _), one in found.items() if one["beyond"]} == {"H1"}


def test_one_asked_about_alone_stands_where_it_stands_among_all(tmp_path: Path) -> None:
    other = ("1", "3", "general", "3205")
    rows = [
        row(f"H{n}", 0.1 * n + 0.01 * back, 100, CITY, MONTH - back)
        for n in range(1, 5) for back in range(3)
    ]  # fmt: skip
    rows += [row(f"X{n}", 0.1 * n, 100, other) for n in range(1, 5)]
    rows += [row(f"P{n}", 0.1 * n, 100, ("2", "pharmacy", "general", "3201")) for n in range(6)]
    whole = standing(tmp_path, rows)
    alone = standing(tmp_path, rows, only=Only({"fixmedins_code": "H4"}, {"peer_1": "1"}))
    assert {key for key in alone if key[0].startswith("P")} == set()
    for name in ASKED:
        assert alone["H4", name] == whole["H4", name]
    assert alone["H4", "drug_share"]["peers"] == 8
    assert alone["H4", "drug_share"]["mom"] is not None
    assert alone["H1", "drug_share"]["mom"] is None, "the others' earlier months are not read"
