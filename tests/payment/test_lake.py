"""Stays of a lake are priced as they were billed, measured into the lake, and know no future."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from features.payment.book import PACKAGED, Book
from features.payment.build import build_payment, month_parted
from features.payment.claim import Claim
from features.payment.grouper import group_all
from features.payment.method import Method
from features.payment.prices import placed
from features.payment.pricing import price_of
from features.payment.rounding import POINT
from features.payment.stays import of_month, parted, stays
from features.settings import Settings
from features.settlement.lake.lake import Lake
from tests.payment.test_schemes import change, dated

BOOK = Book.read(PACKAGED)


def test_the_province_is_grouped_and_priced_as_it_was_billed(lake: duckdb.DuckDBPyConnection):
    """Its codes, honest or not, lead to the group that was billed; prices differ by rounding alone."""
    for own in stays(lake, BOOK, "true"):
        groups = group_all(own.cases, own.scheme.tables)
        codes = [*(group.code for group in own.scheme.tables.groups), "0000"]
        billed = own.facts["drg_code"].to_pylist()
        made = [codes[place] for place in groups.group.tolist()]
        by_group = [n for n, code in enumerate(billed) if code is not None]
        assert len(by_group) > 500
        assert [made[n] for n in by_group] == [billed[n] for n in by_group]
        standard = price_of(own.scheme, Method.RATE, groups, own.bills).standard
        off = abs(standard - own.numbers("pay_std"))[by_group]
        assert off.max() <= 1
        weight = placed(groups, own.scheme.tables, POINT).weight
        assert (weight[by_group] == own.numbers("rw")[by_group]).all()


def test_a_build_loads_what_it_measured_once(paid: Settings):
    first = build_payment(paid, BOOK, lambda *_: None)
    assert first.loaded == first.stays == first.grouped_as_billed
    again = build_payment(paid, BOOK, lambda *_: None)
    assert (again.stays, again.loaded) == (first.stays, 0)
    with duckdb.connect() as con:
        Lake.open(paid).attach(con)
        kept = con.execute(
            "SELECT COUNT(*), SUM(mrgl_code_cnt), SUM(mrgl_gain_amt) FROM drg_whatif_d"
        ).fetchall()
    assert kept == [(first.stays, first.marginal_codes, first.marginal_gain)]


@pytest.fixture
def copied(lake: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake's tables in a database that may be changed."""
    with duckdb.connect() as con:
        for table in ("setl_d", "setl_list", "setl_diag", "setl_oprn", "drg_case_d", "fee_list_d",
                      "fixmedins_b", "bgt_mon_d"):  # fmt: skip
            rows = lake.sql(f"SELECT * FROM {table}").to_arrow_table()
            con.register(f"all_{table}", rows)
            con.execute(f"CREATE TABLE {table} AS SELECT * FROM all_{table}").fetchall()
        yield con


def by_stay(con: duckdb.DuckDBPyConnection, book: Book, month: str) -> dict[str, dict[str, object]]:
    rows = month_parted(con, book, month)[0]
    assert rows is not None
    return {row["setl_id"]: row for row in rows.to_pylist()}


@pytest.mark.parametrize("method", ["rate", "points", "dip"])
def test_no_row_knows_what_came_later(
    copied: duckdb.DuckDBPyConnection, tmp_path: Path, method: str
):
    """Claims and refunds after a moment of the second month, however odd, change no row before it."""
    dated(tmp_path, "any", "2024-01-01")
    change(tmp_path / "any", "scheme.toml", 'method = "rate"', f'method = "{method}"')
    book, moment = Book.read(tmp_path), datetime(2025, 2, 12, 10)
    copied.execute("CREATE TABLE late AS SELECT * FROM setl_d WHERE setl_time > ?", [moment])
    copied.execute("DELETE FROM setl_d WHERE setl_time > ?", [moment])
    known = {month: by_stay(copied, book, month) for month in ("2025-01", "2025-02")}
    assert min(map(len, known.values())) > 100
    assert any(row["prev_setl_id"] for rows in known.values() for row in rows.values())
    copied.execute("INSERT INTO setl_d FROM late")
    # later cases are billed with another coefficient, and all that was settled before is refunded
    copied.execute(
        "UPDATE drg_case_d SET inst_coef = 5000 WHERE setl_id IN (SELECT setl_id FROM late)"
    )
    copied.execute(
        "INSERT INTO setl_d SELECT * REPLACE ('R' || setl_id AS setl_id, setl_id AS init_setl_id, "
        "'1' AS refd_setl_flag, ?::TIMESTAMP AS setl_time, -hifp_pay AS hifp_pay, "
        "-medfee_sumamt AS medfee_sumamt) FROM setl_d WHERE refd_setl_flag = '0' AND setl_time <= ?",
        [moment + timedelta(hours=1), moment],
    )
    for month, rows in known.items():
        after = by_stay(copied, book, month)
        assert {setl_id: after[setl_id] for setl_id in rows} == rows


def test_the_coefficient_is_that_of_the_month_before(copied: duckdb.DuckDBPyConnection):
    copied.execute(
        "UPDATE drg_case_d SET inst_coef = 5000 WHERE setl_id IN "
        "(SELECT setl_id FROM setl_d WHERE setl_time < TIMESTAMP '2025-02-01')"
    )
    asked = of_month("2025-02")
    (own,) = parted(copied, BOOK, asked, as_settled=True).stays
    place, codes = own.words("fixmedins_code")
    january = {row[0] for row in copied.execute(
        "SELECT DISTINCT fixmedins_code FROM drg_case_d JOIN setl_d USING (setl_id) "
        "WHERE setl_time < TIMESTAMP '2025-02-01'").fetchall()}  # fmt: skip
    billed = [codes[n] in january for n in place.tolist()]
    assert set(own.bills.coefficient[billed].tolist()) == {5_000}
    (seen,) = parted(copied, BOOK, asked).stays
    assert 5_000 not in seen.bills.coefficient


@pytest.mark.parametrize("method", ["rate", "points", "dip"])
def test_a_claim_and_the_lake_tell_one_gain_of_a_split(
    lake: duckdb.DuckDBPyConnection, tmp_path: Path, method: str
):
    """Both merge alike: the first stay's group leads, and stays of another ADRG are no split."""
    dated(tmp_path, "any", "2024-01-01")
    scheme = tmp_path / "any" / "scheme.toml"
    change(tmp_path / "any", scheme.name, 'method = "rate"', f'method = "{method}"')
    change(tmp_path / "any", scheme.name, "as_billed = true", "as_billed = false")
    book = Book.read(tmp_path)
    rows = by_stay(lake, book, "2025-01")
    split = {setl_id: row["split_gain_amt"] for setl_id, row in rows.items() if row["prev_setl_id"]}
    refunded = {row[0] for row in lake.execute(
        "SELECT init_setl_id FROM setl_d WHERE init_setl_id IS NOT NULL").fetchall()}  # fmt: skip
    asked = [one for one in split if not {one, rows[one]["prev_setl_id"]} & refunded]
    assert asked
    for setl_id in asked[:4]:
        told = Claim.read(lake, book, setl_id).alternatives(Method(method))
        (merged,) = [one for one in told if one.key == "merged"]
        assert (merged.detail, merged.difference) == (rows[setl_id]["prev_setl_id"], split[setl_id])
    # two stays of different groups, one named by the inspector: only then they are told as one
    read = stays(lake, book, "true")[0]
    groups = group_all(read.cases, read.scheme.tables).adrg
    names = read.facts["setl_id"].to_pylist()
    other = next(name for n, name in enumerate(names) if groups[n] not in (-1, groups[0]))
    claim = Claim.read(lake, book, names[0], merged_with=other)
    keys = [one.key for one in claim.alternatives(Method(method))]
    found = replace(claim, named=False).alternatives(Method(method))
    assert "merged" in keys
    assert "merged" not in [one.key for one in found]


def test_care_outside_is_counted_on_both_sides_for_an_inspector(lake: duckdb.DuckDBPyConnection):
    asked = """
        SELECT p.setl_id, SUM(s.fund_pay_sumamt), COUNT(*)
        FROM setl_d AS p JOIN setl_list AS l ON l.setl_id = p.setl_id
        JOIN setl_d AS s ON s.psn_no = p.psn_no AND s.fixmedins_code = p.fixmedins_code
        WHERE p.refd_setl_flag = '0' AND s.refd_setl_flag = '0'
          AND s.setl_id NOT IN (SELECT setl_id FROM setl_list)
          AND s.begndate BETWEEN CAST(l.adm_time AS DATE) - 7 AND CAST(l.dscg_time AS DATE) + 7
          AND s.setl_id NOT IN (SELECT init_setl_id FROM setl_d WHERE init_setl_id IS NOT NULL)
          AND p.setl_id NOT IN (SELECT init_setl_id FROM setl_d WHERE init_setl_id IS NOT NULL)
        GROUP BY ALL HAVING SUM(s.fund_pay_sumamt) > 0 ORDER BY 1 LIMIT 3
    """
    found = lake.execute(asked).fetchall()
    assert found
    for setl_id, fen, visits in found:
        claim = Claim.read(lake, BOOK, setl_id)
        outside = next(a for a in claim.alternatives(Method.RATE) if a.key == "outside")
        assert (outside.fund_loss, outside.detail) == (fen, str(visits))
        assert outside.redistribution == 0
