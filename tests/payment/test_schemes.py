"""Schemes are dated and of an area, and a fault of a folder is told by file, row and column."""

import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as parquet
import pytest

from features.errors import BadInput, Conflict
from features.payment.book import PACKAGED, Book
from features.payment.case import Case
from features.payment.grouper import group
from features.payment.scheme import Method
from features.payment.scheme_file import read_scheme
from features.settings import Settings

SOURCE = PACKAGED / "fw2025"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOURCE, tmp_path / "mine"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


def dated(folder: Path, name: str, since: str, until: str = "", areas: str = '["32"]') -> None:
    """A copy of the packaged scheme beside, for other days or areas."""
    made = Path(shutil.copytree(SOURCE, folder / name))
    change(made, "scheme.toml", 'name = "fw2025"', f'name = "{name}"')
    change(made, "scheme.toml", 'areas = ["32"]', f"areas = {areas}")
    change(
        made,
        "scheme.toml",
        "from = 2024-01-01",
        f"from = {since}\n" + (until and f"until = {until}\n"),
    )


def test_the_packaged_scheme_pays_in_every_way():
    (scheme,) = Book.read(PACKAGED).schemes
    assert scheme.methods == tuple(Method)
    assert len(scheme.tables.groups) == 147
    assert len(scheme.tables.adjacents) == 65


def test_the_day_chooses_the_scheme(tmp_path: Path):
    dated(tmp_path, "old", "2024-01-01", "2024-12-31")
    dated(tmp_path, "new", "2025-01-01")
    book = Book.read(tmp_path)
    assert book.at("329902", date(2024, 12, 31)).name == "old"
    assert book.at("329902", date(2025, 1, 1)).name == "new"
    assert book.gaps() == []


def test_the_longest_area_chooses_the_scheme(tmp_path: Path):
    dated(tmp_path, "province", "2024-01-01")
    dated(tmp_path, "city", "2024-01-01", areas='["3298", "329902"]')
    book = Book.read(tmp_path)
    names = [book.at(area, date(2025, 1, 1)).name for area in ("329802", "329902", "329903")]
    assert names == ["city", "city", "province"]


def test_two_schemes_of_an_area_do_not_overlap(tmp_path: Path):
    dated(tmp_path, "old", "2024-01-01", "2025-01-01")
    dated(tmp_path, "new", "2025-01-01")
    with pytest.raises(Conflict, match="old and new both price area 32 on 2025-01-01"):
        Book.read(tmp_path)


def test_days_between_two_schemes_are_told(tmp_path: Path):
    dated(tmp_path, "old", "2024-01-01", "2024-11-30")
    dated(tmp_path, "new", "2025-01-01")
    book = Book.read(tmp_path)
    assert [(gap.since, gap.until) for gap in book.gaps()] == [
        (date(2024, 12, 1), date(2024, 12, 31))
    ]
    with pytest.raises(BadInput, match="No scheme prices area 329902 on 2024-12-15"):
        book.at("329902", date(2024, 12, 15))


def test_an_area_without_a_scheme_is_told():
    with pytest.raises(BadInput, match="No scheme prices area 110101"):
        Book.read(PACKAGED).at("110101", date(2025, 1, 1))


def test_a_home_with_schemes_uses_its_own(tmp_path: Path):
    dated(tmp_path / "schemes", "ours", "2024-01-01")
    assert [one.name for one in Book.open(Settings(home=tmp_path)).schemes] == ["ours"]
    assert [one.name for one in Book.open(Settings(home=tmp_path / "none")).schemes] == ["fw2025"]


def test_tables_may_be_parquet(folder: Path):
    for path in list(folder.glob("*.csv")):
        options = pacsv.ConvertOptions(
            column_types={
                name: pa.string() for name in path.read_text("utf-8").split("\n")[0].split(",")
            }
        )
        parquet.write_table(
            pacsv.read_csv(path, convert_options=options), path.with_suffix(".parquet")
        )
        path.unlink()
    made, packaged = read_scheme(folder), read_scheme(SOURCE)
    assert made.tables.groups == packaged.tables.groups
    assert made.dip == packaged.dip
    assert made.apg == packaged.apg


def test_tables_may_be_written_by_a_chinese_spreadsheet(folder: Path):
    text = (folder / "groups.csv").read_text("utf-8")
    (folder / "groups.csv").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    assert read_scheme(folder).tables.groups == read_scheme(SOURCE).tables.groups


def test_coefficients_are_of_an_institution_and_its_days(folder: Path):
    (folder / "coefficients.csv").write_text(
        "fixmedins_code,coefficient,from,until\nH1,1.1,2025-01-01,2025-06-30\nH1,1.2,2025-07-01,\n"
    )
    told = read_scheme(folder).coefficients
    days = (date(2025, 6, 30), date(2025, 7, 1), date(2024, 1, 1))
    assert [told.of("H1", "02", on) for on in days] == [11_000, 12_000, 10_600]
    assert told.of("H2", "02", days[0], billed=9_876) == 9_876
    with pytest.raises(BadInput, match="Institution H2 of level unknown has no coefficient"):
        told.of("H2", "", days[0])


def test_a_group_may_ask_for_age_and_severity_by_its_row(folder: Path):
    """Local versions split by age, and their last digit tells nothing (D.1)."""
    old = next(
        line
        for line in (folder / "groups.csv").read_text("utf-8").split("\n")
        if ",ES3,MCC," in line
    )
    parts = old.split(",")
    young = ",".join(["ES30", *parts[1:4], "0.9999", *parts[5:], "", "17"])
    grown = ",".join([*parts, "17", ""])
    change(folder, "groups.csv", "mean_los,base", "mean_los,base,age_from,age_to")
    change(folder, "groups.csv", old, f"{young}\n{grown}")
    scheme = read_scheme(folder)
    found = [group(Case("J18.900", ("A41.900",), age=age), scheme).drg for age in (16, 17)]
    assert found == ["ES30", "ES31"]


def test_an_adrg_may_need_both_a_diagnosis_and_an_operation(folder: Path):
    change(folder, "adrgs.csv", "FM1,F,经皮冠状动脉支架植入,procedure,operation",
           "FM1,F,经皮冠状动脉支架植入,procedure,both")  # fmt: skip
    change(folder, "adrg_diagnoses.csv", "adrg,diag_code\n", "adrg,diag_code\nFM1,I21.900\n")
    scheme = read_scheme(folder)
    stent = ("36.0700x004",)
    assert group(Case("I21.900", operations=stent), scheme).drg == "FM15"
    assert group(Case("I20.000", operations=stent), scheme).drg == "0000"


def test_an_adrg_may_ask_for_hours_of_ventilation(folder: Path):
    change(folder, "adrgs.csv", "name,kind,needs", "name,kind,needs,ventilated_from")
    change(folder, "adrgs.csv", "procedure,operation", "procedure,operation,96")
    scheme = read_scheme(folder)
    found = [
        group(Case("J96.000", operations=("96.7201",), ventilated=hours), scheme).drg
        for hours in (95, 96)
    ]
    assert found == ["0000", "AH19"]


def test_several_regions_make_a_multiple_trauma(folder: Path):
    """MDC Z: injuries of two regions (D.1); then a secondary code may move the category."""
    change(
        folder,
        "mdcs.csv",
        "mdc,name,gend,any_diagnosis\n",
        "mdc,name,gend,any_diagnosis,regions\nZ,多发伤,,0,2\n",
    )
    change(folder, "mdc_diagnoses.csv", "mdc,diag_code\n", "mdc,diag_code\nZ,S06.000\n")
    change(folder, "adrgs.csv", "needs\n", "needs\nZZ1,Z,多发性创伤,medical,diagnosis\n")
    change(folder, "adrg_diagnoses.csv", "adrg,diag_code\n", "adrg,diag_code\nZZ1,S06.000\n")
    change(folder, "groups.csv", "base\n", "base\nZZ19,多发性创伤,ZZ1,ANY,1.5,17700.00,12,0\n")
    (folder / "regions.csv").write_text("diag_code,region\nS06.000,head\nS22.300,chest\n")
    scheme = read_scheme(folder)
    assert group(Case("S06.000", ("S22.300",)), scheme).drg == "ZZ19"
    assert group(Case("S06.000", ("E78.500",)), scheme).drg == "VS15"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("groups.csv", "ES33,", "ES31,", "groups.csv, row [0-9]+: code ES31 was listed above"),
        ("groups.csv", ",ES3,MCC,", ",ES9,MCC,", "adrg is ES9"),
        ("groups.csv", ",ES3,MCC,", ",ES3,CC,", "ES3 with CC at age 0 leads to ES31 and ES33"),
        ("groups.csv", ",ES3,MCC,", ",ES3,HEAVY,", "severity is HEAVY"),
        ("groups.csv", "0.8526", "0.85261", "weight is 0.85261"),
        ("groups.csv", "0.8526", "", "weight is empty"),
        ("groups.csv", "weight,", "rw,", "no column weight"),
        ("complications.csv", "A41.900,MCC", "A41.900,major", "level is major"),
        ("complications.csv", "J96.000,MCC,XR", "J96.000,MCC,XQ", "exclusion is in no row"),
        ("adrgs.csv", ",medical,diagnosis", ",medical,anything", "needs is anything"),
        ("adrg_diagnoses.csv", "ES3,", "EX9,", "adrg is EX9"),
        ("mdcs.csv", "E,", "E ,", None),
        ("bed_days.csv", "A15,61,", "A15,62,", "Bands of a department follow each other"),
        ("bed_days.csv", "A15,61,,", "A15,61,90,", "ends before the stay of department A15"),
        ("dip_groups.csv", "D0002,", "D0002,x,A09.9,,1,1,0\nD0003,", "repeats a row above"),
        ("apg_groups.csv", ",procedure,J06.900", ",surgical,J06.900", "class is surgical"),
        ("scheme.toml", "high_share = 0.7", "high_share = -0.7", "high_share is -0.7"),
        ("scheme.toml", "low = 0.4", "lowest = 0.4", "low is missing"),
        ("scheme.toml", "low = 0.4", "low = 0.4\nlower = 0.3", "says lower"),
        ("scheme.toml", 'method = "rate"', 'method = "item"', "method is item"),
        ("scheme.toml", "up_to = 3.0\n", "up_to = 0.5\n", "leave a gap or overlap"),
        (
            "scheme.toml",
            "from = 2024-01-01",
            "from = 2024-01-01\nuntil = 2023-01-01",
            "before it begins",
        ),
        ("scheme.toml", "split_days = 15", "split_days = true", "split_days is True"),
        ("scheme.toml", "split_days = 15", "split_days = ]", "not readable TOML"),
    ],
)
def test_a_fault_is_told_where_it_is(folder: Path, file: str, old: str, new: str, told: str | None):
    change(folder, file, old, new)
    if told is None:  # blanks around a value are no fault
        assert read_scheme(folder).tables.groups == read_scheme(SOURCE).tables.groups
        return
    with pytest.raises(BadInput, match=told) as caught:
        read_scheme(folder)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("table", ["groups", "adrgs", "mdcs", "dip_groups", "apg_groups"])
def test_a_table_that_is_missing_is_told(folder: Path, table: str):
    (folder / f"{table}.csv").unlink()
    with pytest.raises(BadInput, match=f"no rows of {table}"):
        read_scheme(folder)


@pytest.mark.parametrize(
    ("table", "text", "told"),
    [
        ("coefficients", "fixmedins_code,coefficient,from,until\nH1,1,2025-01-01,2025-06-30\n"
         "H1,1,2025-06-30,\n", "row 2: from overlaps a row above"),
        ("months", "method,month,budget,point_value\npoints,2025-01-01,,\n", "One of the two"),
        ("months", "method,month,budget,point_value\npoints,2025-01-01,1,\npoints,2025-01-01,2,\n",
         "was listed above"),
        ("months", "method,month,budget,point_value\nitems,2025-01-01,1,\n", "method is items"),
        ("months", "method,month,budget,point_value,pool\npoints,2025-01-01,1,,32\n", "pool is 32"),
    ],
)  # fmt: skip
def test_a_fault_of_a_further_table_is_told(folder: Path, table: str, text: str, told: str):
    (folder / f"{table}.csv").write_text(text, "utf-8")
    with pytest.raises(BadInput, match=told):
        read_scheme(folder)


def test_a_way_that_the_scheme_does_not_tell_is_told(folder: Path):
    text = (folder / "scheme.toml").read_text("utf-8")
    head, _, rest = text.partition("[dip] ")
    (folder / "scheme.toml").write_text(head + "[apg] " + rest.partition("[apg] ")[2], "utf-8")
    scheme = read_scheme(folder)
    assert Method.DIP not in scheme.methods
    with pytest.raises(BadInput, match="does not say how to pay by dip"):
        scheme.points_of(Method.DIP)


def test_a_scheme_has_a_rate_for_each_insurance(folder: Path):
    change(folder, "scheme.toml", "other = 9649.24\n", "")
    with pytest.raises(BadInput, match="no rate for insurance scheme 510"):
        read_scheme(folder).rate_of("510")
