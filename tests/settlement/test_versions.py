"""What was known on a day: a history of loads, read back day by day, equals the lake of that day."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import text

from features.database import engine
from features.engines.lake import lake_engine
from features.errors import BadInput
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.intake.report import LoadReport
from features.settlement.lake.lake import Lake
from features.settlement.lake.rows import lasting_numbers
from features.settlement.tables import TABLES
from tests.settlement.export import Row, fee, settlement, write

Tables = dict[str, list[tuple[object, ...]]]
NAMES = ("setl_d", "fee_list_d", "fixmedins_b", "psn_info_b", "psn_merge_d", "mdtrt_d")


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
    report: LoadReport | None = field(default=None, compare=False)


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


def whole(settings: Settings, as_of: date | None = None) -> Tables:
    """Every table as it is seen, whole."""
    with duckdb.connect() as con:
        Lake.open(settings).attach(con, as_of=as_of)
        return {
            name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in TABLES
        }


def arrive(settings: Settings, place: Path, arrivals: list[Arrival]) -> None:
    for n, one in enumerate(arrivals):
        folder = place / str(n)
        for name, rows in one.files.items():
            write(folder, name, rows)
        one.report = load(folder, "core", settings, known_on=one.day, replace=one.replace)


@pytest.fixture
def home(database, tmp_path):
    """Gives settings of an empty home with an empty ledger, whose pseudonyms are always the same."""

    def renew(name: str) -> Settings:
        with engine(database).begin() as connection:
            connection.execute(text("TRUNCATE load CASCADE"))
        keys = tmp_path / "secret" / "pseudonym.keys"
        return database.model_copy(
            update={"home": tmp_path / "homes" / name, "pseudonym_keys": keys}
        )

    return renew


def test_each_day_is_the_lake_of_that_day(home, tmp_path):
    all_of_it = home("all")
    arrive(all_of_it, tmp_path / "all", HISTORY)
    seen = {day: whole(all_of_it, day) for day in DAYS}
    assert whole(all_of_it) == seen[DAYS[-1]]
    assert whole(all_of_it, date(2025, 1, 31)) == {name: [] for name in TABLES}
    assert whole(all_of_it, date(2025, 2, 4)) == seen[DAYS[0]]
    for day in DAYS:
        only = home(day.isoformat())
        arrive(only, tmp_path / day.isoformat(), [one for one in HISTORY if one.day <= day])
        assert whole(only) == seen[day]
    assert len({str(tables) for tables in seen.values()}) == len(DAYS), "each day differs"


def rows(settings: Settings, query: str, as_of: date | None = None) -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        Lake.open(settings).attach(con, as_of=as_of)
        return con.execute(query).fetchall()


def test_what_each_load_changed(home, tmp_path):
    settings = home("all")
    arrive(settings, tmp_path / "all", HISTORY)
    reports = [arrival.report for arrival in HISTORY]
    changed = {
        (n, name): (books.loaded, books.rejected, books.corrected, books.withdrawn, books.refiled)
        for n, report in enumerate(reports)
        if report is not None
        for name, books in report.tables.items()
    }
    assert changed == {
        (0, "setl_d"): (3, 0, 0, 0, 0),
        (0, "fee_list_d"): (6, 0, 0, 0, 0),
        (0, "fixmedins_b"): (2, 0, 0, 0, 0),
        (0, "psn_info_b"): (3, 0, 0, 0, 0),
        (1, "setl_d"): (3, 1, 1, 0, 0),
        (1, "fee_list_d"): (2, 0, 1, 0, 1),  # line 4 is corrected, line 5 filed again
        (1, "fixmedins_b"): (1, 0, 1, 0, 0),
        (2, "setl_d"): (1, 1, 1, 1, 0),
        (2, "fee_list_d"): (0, 0, 0, 0, 1),  # line 3 follows its settlement
        (3, "psn_merge_d"): (2, 0, 0, 0, 0),
        (4, "setl_d"): (1, 0, 0, 0, 0),
        (4, "psn_info_b"): (1, 0, 1, 0, 0),
        (4, "fee_list_d"): (0, 0, 0, 0, 1),
    }
    for report in reports:
        assert report is not None
        for books in report.tables.values():
            assert books.rows_in == books.loaded + books.rejected


def test_lines_lie_under_the_month_of_their_settlement(home, tmp_path):
    settings = home("all")
    arrive(settings, tmp_path / "all", HISTORY)
    lake = Lake.open(settings)
    with duckdb.connect() as con:
        for month, lines in (("2025-01", 3), ("2025-02", 4)):
            seen = lake.relation(con, "fee_list_d", [month], also=("_flags", "_source"))
            found = con.execute(
                "SELECT l.feedetl_sn, _flags, _source, strftime(setl_time, '%Y-%m') = ? "
                f"FROM ({seen}) AS l JOIN ({lake.relation(con, 'setl_d')}) USING (setl_id) "
                "ORDER BY 1",
                [month],
            ).fetchall()
            assert len([row for row in found if row[3]]) == lines
            assert all("settlement_unknown" not in str(row[1]) for row in found)
            assert {row[2] for row in found} <= {"fee_list_d-01.csv", "fee_list_d-02.csv"}


def test_persons_are_one_from_the_day_of_their_merge(home, tmp_path):
    settings = home("all")
    arrive(settings, tmp_path / "all", HISTORY)
    persons = "SELECT count(DISTINCT psn_no), count(*) FROM psn_info_b"
    assert rows(settings, persons, date(2025, 3, 9)) == [(3, 3)]
    assert rows(settings, persons) == [(1, 1)]
    assert rows(settings, "SELECT gend FROM psn_info_b") == [("2",)], "the lasting number's row"
    unmatched = "SELECT count(*) FROM setl_d ANTI JOIN psn_info_b USING (psn_no)"
    assert rows(settings, unmatched) == [(0,)]
    assert rows(settings, "SELECT count(DISTINCT psn_no) FROM psn_merge_d") == [(2,)]


def sorted_rows(engine_name: str, settings: Settings, as_of: date | None) -> dict[str, list[str]]:
    columns = {
        "setl_d": "setl_id, psn_no, medfee_sumamt, vali_flag, setl_time",
        "fee_list_d": "setl_id, feedetl_sn, pric",
        "fixmedins_b": "fixmedins_code, hosp_lv",
        "psn_info_b": "psn_no, gend, brdy",
        "mdtrt_d": "mdtrt_id, psn_no",
    }
    with lake_engine(settings, engine_name, "local[1]", as_of) as opened:
        return {
            name: sorted(map(str, opened.rows(f"SELECT {some} FROM {name}").to_pylist()))
            for name, some in columns.items()
        }


@pytest.mark.spark
def test_spark_sees_the_same_versions(home, tmp_path):
    settings = home("all")
    arrive(settings, tmp_path / "all", HISTORY)
    for day in (date(2025, 2, 5), None):
        assert sorted_rows("spark", settings, day) == sorted_rows("duckdb", settings, day)


def test_a_lake_without_corrections_is_a_plain_scan(home, tmp_path):
    settings = home("plain")
    arrive(settings, tmp_path / "plain", HISTORY[:1])
    with duckdb.connect() as con:
        lake = Lake.open(settings)
        lake.attach(con)
        assert all(lake.rows(name).plain for name in NAMES)
        plan = str(con.execute("EXPLAIN SELECT sum(medfee_sumamt) FROM setl_d").fetchall())
        assert "JOIN" not in plan.upper()


def test_a_file_replaced_and_put_back_is_as_before(home, tmp_path):
    settings = home("back")
    first, second = [settlement(1), settlement(2)], [settlement(1, vali_flag="0")]
    arrive(
        settings,
        tmp_path / "back",
        [
            Arrival(date(2025, 2, 1), {"setl_d.csv": first}),
            Arrival(date(2025, 2, 2), {"setl_d.csv": second}, replace=True),
            Arrival(date(2025, 2, 3), {"setl_d.csv": first}, replace=True),
        ],
    )
    before, between = (whole(settings, date(2025, 2, day)) for day in (1, 2))
    assert len(between["setl_d"]) == 1
    assert whole(settings) == before


def test_rows_gone_from_a_file_stay_unless_it_replaces(home, tmp_path):
    settings = home("stay")
    arrive(
        settings,
        tmp_path / "stay",
        [
            Arrival(date(2025, 2, 1), {"setl_d.csv": [settlement(1), settlement(2)]}),
            Arrival(date(2025, 2, 2), {"setl_d.csv": [settlement(1, vali_flag="0")]}),
        ],
    )
    assert rows(settings, "SELECT setl_id, vali_flag FROM setl_d ORDER BY 1") == [
        ("S1", "0"),
        ("S2", "1"),
    ]


def test_knowledge_only_goes_forward(home, tmp_path):
    settings = home("forward")
    arrive(settings, tmp_path / "a", [Arrival(date(2025, 2, 2), {"setl_d.csv": [settlement(1)]})])
    write(tmp_path / "b", "setl_d.csv", [settlement(2)])
    with pytest.raises(BadInput, match="cannot come before another"):
        load(tmp_path / "b", "core", settings, known_on=date(2025, 2, 1))
    with pytest.raises(BadInput, match="is to come"):
        load(tmp_path / "b", "core", settings, known_on=date(2999, 1, 1))
    assert rows(settings, "SELECT setl_id FROM setl_d") == [("S1",)]


def test_merges_that_go_round_name_nobody():
    assert lasting_numbers([("a", "b"), ("b", "a"), ("c", "a")]) == {}
    assert lasting_numbers([("a", "a"), ("b", "c")]) == {"b": "c"}
