"""Imported limits judge claims of a lake: by national codes, and only from the day they hold."""

from datetime import date

import duckdb
import pytest

from features.engines.duckdb import DuckEngine
from features.hits.library import Library
from features.hits.variants import described
from features.rules.binding import bound
from features.rules.parameters import packaged
from features.settlement.intake.load import load
from features.settlement.knowledge.importing import import_points
from features.settlement.knowledge.samples import province_points
from features.settlement.lake.lake import Lake
from features.settlement.province.catalogue import catalogue
from features.sql.compiler import compile_signals
from tests.settlement.export import fee, settlement, write

LOADED, IMPORTED = date(2025, 4, 1), date(2025, 4, 2)
SOME = ("01-2", "01-3", "05", "07", "12")
BILLED = {item.name: item.code for item in reversed(catalogue().items)}


def billed(n: int, setl: int, name: str, **changes: str) -> dict[str, str]:
    """A line of an item of the province, in policy, under the code by which it is billed there."""
    own = {
        "med_list_codg": BILLED[name],
        "cnt": "1",
        "inscp_scp_amt": "10.00",
        "fee_ocur_time": f"2025-03-0{setl} 08:00:00",
    }
    return fee(n, setl, **(own | changes))


def person(n: int, gend: str, age: str, **changes: str) -> dict[str, str]:
    """A settlement of a person of this sex and age in a secondary hospital."""
    own = {"gend": gend, "age": age, "insutype": "310", "hosp_lv": "05"}
    return settlement(n, setl_time=f"2025-03-0{n} 10:00:00", **(own | changes))


@pytest.fixture
def lake(database, tmp_path):
    """A lake of four settlements: a man's, a child's, a woman's and one in a hospital of grade 8."""
    folder = tmp_path / "export"
    write(
        folder,
        "setl_d.csv",
        [
            person(1, "1", "50"),
            person(2, "2", "8"),
            person(3, "2", "30"),
            person(4, "1", "60", hosp_lv="08"),
        ],
    )
    write(
        folder,
        "fee_list_d.csv",
        [
            billed(1, 1, "妇科彩色多普勒超声"),
            billed(2, 1, "小儿豉翘清热颗粒"),
            billed(3, 2, "小儿豉翘清热颗粒"),
            billed(4, 3, "妇科彩色多普勒超声"),
            billed(5, 3, "腹部CT平扫"),
            billed(6, 3, "腹部CT增强", det_item_fee_sumamt="7.00"),
            billed(7, 4, "注射用美罗培南"),
            billed(8, 4, "腹部CT平扫"),
            billed(9, 4, "腹部CT增强", fee_ocur_time="2025-03-03 08:00:00"),
        ],
    )
    load(folder, "core", database, known_on=LOADED)
    return database


def hits(settings) -> dict[str, set[str]]:
    """The settlements that each rule of knowledge points hits."""
    rules = {
        name: rule
        for name, rule in Library.open(settings).rules.items()
        if int(rule.id.split("-")[1]) > 200
    }
    limits = packaged().limits(None, IMPORTED)
    asked = described({name: bound(rule.node, limits) for name, rule in rules.items()})
    with duckdb.connect() as con:
        Lake.open(settings).attach(con)
        engine = DuckEngine(con)
        engine.run(compile_signals(asked).program)
        rows = engine.rows("SELECT * FROM answers").to_pylist()
    found = {name: {row["setl_id"] for row in rows if row[name]} for name in rules}
    return {name: claims for name, claims in found.items() if claims}


def test_limits_that_hold_before_the_claims_hit_them(official, lake):
    import_points(
        [official[no] for no in SOME],
        lake,
        known_on=IMPORTED,
        holds_from=date(2025, 1, 1),
    )
    assert hits(lake) == {
        "item_of_the_other_sex": {"S1"},
        "item_made_for_children": {"S1"},
        "item_above_the_grade": {"S4"},
        "pair_on_one_day": {"S3"},
    }


def test_claims_before_the_import_are_not_judged_by_it(official, lake):
    import_points([official[no] for no in SOME], lake, known_on=IMPORTED)
    assert hits(lake) == {}


def test_every_item_of_the_samples_is_one_of_the_province():
    national = {item.code.partition("-")[0] for item in catalogue().items}
    for points in province_points().values():
        for point in points:
            assert {*point.codes, *point.others} <= national
