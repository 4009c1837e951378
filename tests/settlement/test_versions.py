"""What was known on a day: a history of loads, read back day by day, equals the lake of that day."""

from collections.abc import Iterator
from datetime import date

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
from tests.homes import empty_home
from tests.settlement.export import settlement, write
from tests.settlement.history import DAYS, HISTORY, Arrival, arrive

Tables = dict[str, list[tuple[object, ...]]]

NAMES = ("setl_d", "fee_list_d", "fixmedins_b", "psn_info_b", "psn_merge_d", "mdtrt_d")


def whole(settings: Settings, as_of: date | None = None) -> Tables:
    """Every table as it is seen, whole."""
    with duckdb.connect() as con:
        Lake.open(settings).attach(con, as_of=as_of)
        return {
            name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in TABLES
        }


@pytest.fixture(scope="module")
def arrived(
    server: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Settings, list[LoadReport]]]:
    """A home in which the whole history has arrived, to be read only, and the report of each load."""
    folder = tmp_path_factory.mktemp("arrived")
    with empty_home(server) as empty:
        settings = empty.model_copy(update={"pseudonym_keys": folder / "secret" / "pseudonym.keys"})
        yield settings, arrive(settings, folder, HISTORY)


@pytest.fixture
def home(arrived, database, tmp_path):
    """Gives settings of an empty home with an empty ledger, whose pseudonyms are always the same."""

    def renew(name: str) -> Settings:
        with engine(database).begin() as connection:
            connection.execute(text("TRUNCATE load CASCADE"))
        keys = arrived[0].pseudonym_keys
        return database.model_copy(
            update={"home": tmp_path / "homes" / name, "pseudonym_keys": keys}
        )

    return renew


def test_each_day_is_the_lake_of_that_day(arrived, home, tmp_path):
    all_of_it, _ = arrived
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


def test_what_each_load_changed(arrived):
    _, reports = arrived
    changed = {
        (n, name): (books.loaded, books.rejected, books.corrected, books.withdrawn, books.refiled)
        for n, report in enumerate(reports)
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
        for books in report.tables.values():
            assert books.rows_in == books.loaded + books.rejected


def test_lines_lie_under_the_month_of_their_settlement(arrived):
    settings, _ = arrived
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


def test_persons_are_one_from_the_day_of_their_merge(arrived):
    settings, _ = arrived
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
def test_spark_sees_the_same_versions(arrived):
    settings, _ = arrived
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
