"""The real claims of DE-SynPUF load with exact books; what they lack stays empty."""

from pathlib import Path

import duckdb
import pytest

from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.tables import TABLES

DATA = Path(__file__).parents[3] / "shared" / "data" / "synpuf"

pytestmark = pytest.mark.skipif(
    not (DATA / "inpatient_claims.parquet").exists(), reason="DE-SynPUF is not in ../shared/data"
)

BOOKS = {
    "setl_d": (102_933, 102_841, 92),
    "setl_list": (102_933, 102_841, 92),
    "setl_diag": (829_228, 829_228, 0),
    "setl_oprn": (146_858, 146_858, 0),
    "mdtrt_d": (102_933, 102_841, 92),
    "drg_case_d": (102_933, 102_841, 92),
    "psn_info_b": (531_736, 180_000, 351_736),
}


def test_the_books_and_what_they_hold(database):
    report = load(DATA, "desynpuf", database)
    assert {
        name: (books.rows_in, books.loaded, books.rejected) for name, books in report.tables.items()
    } == BOOKS
    assert report.missing_tables == [name for name in TABLES if name not in BOOKS]
    assert report.unknown_columns == {}
    (segments,) = report.tables["setl_d"].reasons
    assert (segments.rows, segments.column) == (92, "SEGMENT")
    (older,) = report.tables["psn_info_b"].reasons
    assert "superseded by a later year" in older.reason

    con = duckdb.connect()
    lake = Lake.open(database)
    assert lake.attach(con) == set(BOOKS)
    assert lake.months()[0] == "2008-01"
    assert lake.months()[-1] == "2010-12"
    assert len(lake.months()) == 36
    claims = str(DATA / "inpatient_claims.parquet")
    # Cent for cent what was published, added up another way.
    published = con.execute(
        "SELECT sum(round(CLM_PMT_AMT::DOUBLE * 100)::BIGINT), "
        "sum(round((CLM_PMT_AMT::DOUBLE + NCH_PRMRY_PYR_CLM_PD_AMT::DOUBLE "
        "+ coalesce(NCH_BENE_IP_DDCTBL_AMT::DOUBLE, 0) + NCH_BENE_PTA_COINSRNC_LBLTY_AM::DOUBLE "
        "+ NCH_BENE_BLOOD_DDCTBL_LBLTY_AM::DOUBLE) * 100)::BIGINT) "
        f"FROM '{claims}' WHERE SEGMENT = '1'"
    ).fetchone()
    assert con.execute(
        "SELECT sum(fund_pay_sumamt), sum(medfee_sumamt) FROM setl_d"
    ).fetchone() == (published)
    for column in ("hosp_lv", "psn_type", "acct_pay"):
        assert column in lake.empty_columns(con, "setl_d"), f"{column} was made up"
    assert con.execute(
        "SELECT count(*) FROM setl_d WHERE gend IS NULL OR age IS NULL"
    ).fetchone() == (0,)
    stays = "SELECT count(*) FROM setl_d ANTI JOIN setl_list USING (setl_id)"
    assert con.execute(stays).fetchone() == (0,)
    main = "SELECT count(*) FROM setl_diag WHERE maindiag_flag = '1'"
    assert con.execute(main).fetchone() == (102_803,)
    assert not load(DATA, "desynpuf", database).changed
