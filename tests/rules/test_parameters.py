"""Limits by area and day: which one counts, what is refused, and how they are put into a rule."""

from datetime import date
from pathlib import Path

import pytest

from features.errors import BadInput
from features.hits.library import Library
from features.hits.variants import region_of, regions_between, variants
from features.nodes import Literal, walk
from features.rules import RULES
from features.rules.binding import bound, parameters_of
from features.rules.parameters import PACKAGED, packaged
from features.rules.parameters.book import ParameterBook
from features.settings import Settings

ACUTE = "supply_days_acute"
DAY = date(2025, 6, 1)


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def of_area(area: str, *values: str, name: str = ACUTE, unit: str = "") -> str:
    written = ", ".join(f'{{ {value}, source = "s" }}' for value in values)
    unit = f'unit = "{unit}"\n' if unit else ""
    return f'area = "{area}"\n[parameters.{name}]\n{unit}values = [{written}]\n'


def read(folder: Path) -> ParameterBook:
    return ParameterBook.read([PACKAGED, folder])


def test_the_longest_area_counts_and_then_the_later_folder(tmp_path: Path) -> None:
    write(tmp_path, "city.toml", of_area("3299", "value = 10, since = 2020-01-01"))
    write(tmp_path, "county.toml", of_area("329921", "value = 14, since = 2020-01-01"))
    write(tmp_path, "all.toml", of_area("", "value = 8, since = 2025-01-01"))
    book = read(tmp_path)
    found = {a: book.limits(a, DAY).values[ACUTE] for a in ("110100", "329902", "329921", "")}
    assert found == {"110100": 8, "329902": 10, "329921": 14, "": 8}
    assert book.limits("110100", date(2024, 12, 31)).values[ACUTE] == 7


def test_days_of_a_value_are_whole_and_both_ends_count(tmp_path: Path) -> None:
    spans = ("value = 9, since = 2025-01-01, until = 2025-01-31", "value = 5, since = 2025-02-01")
    book = read(write(tmp_path, "city.toml", of_area("3299", *spans)))
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31), date(2025, 2, 1)]
    assert [book.limits("329902", day).values[ACUTE] for day in days] == [7, 9, 9, 5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            of_area("3299", "value = 7, since = 2020-01-01", name="supply_days_acut"),
            "no rule reads",
        ),
        (of_area("3299", "value = 1.5, since = 2020-01-01"), "no value in days"),
        (of_area("3299", 'value = "7", since = 2020-01-01'), "no value in days"),
        (of_area("3299", "value = 7, since = 2020-01-01", unit="yuan"), "in yuan"),
        (of_area("3299", "value = 7"), "without since"),
        (of_area("3299", "value = 7, since = 2021-01-01, until = 2020-01-01"), "before it begins"),
        (
            of_area("3299", "value = 7, since = 2020-01-01", "value = 9, since = 2024-01-01"),
            "two values on 2024-01-01",
        ),
        ('area = "江苏"\n', "names the area"),
        ('region = "3299"\n', "has region"),
        ("area = \n", "no TOML"),
    ],
)
def test_what_cannot_be_meant_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=words):
        read(write(tmp_path, "city.toml", text))


def test_money_is_in_fen_and_lists_are_codes() -> None:
    limits = packaged().limits("", DAY).values
    assert limits["two_diseases_visit_yuan"] == 30_000
    assert limits["newborn_diagnoses"] == ("P",)


def test_a_text_of_the_command_line_is_a_value_of_its_unit() -> None:
    book = packaged()
    assert book.written(ACUTE, "9") == 9
    assert book.written("two_diseases_visit_yuan", "12.5") == 1250
    assert book.written("newborn_diagnoses", "P,Q0") == ("P", "Q0")
    with pytest.raises(BadInput, match="no value in days"):
        book.written(ACUTE, "nine")
    with pytest.raises(BadInput, match="no parameter none"):
        book.written("none", "1")


def test_binding_leaves_no_name(tmp_path: Path) -> None:
    codes = 'value = ["X1", "X2", "X3"], since = 2020-01-01'
    write(tmp_path, "city.toml", of_area("3299", codes, name="outpatient_diagnoses"))
    limits = read(tmp_path).limits("329902", DAY)
    for rule in RULES.values():
        for node in rule.nodes:
            assert not parameters_of([bound(node, limits)]), rule.id
    node = bound(RULES["low_standard_admission"].node, limits)
    given = {part.value for part in walk(node) if isinstance(part, Literal)}
    assert {"X1", "X2", "X3"} <= given
    assert "M54" not in given


def test_a_rule_is_bound_once_for_each_set_of_its_own_limits(tmp_path: Path) -> None:
    folder = tmp_path / "rules" / "parameters"
    write(folder, "city.toml", of_area("3299", "value = 10, since = 2020-01-01"))
    write(folder, "county.toml", of_area("329921", "value = 7, since = 2020-01-01"))
    library = Library.open(Settings(home=tmp_path))
    regions = regions_between(library, DAY, DAY)
    assert [region.area for region in regions] == ["329921", "630123", "3299", ""]
    names = ["supply_needs_a_reason", "price_above_limit"]
    found = variants(library, regions, names)
    assert [(v.name, v.regions) for v in found] == [
        ("supply_needs_a_reason", (0, 1, 3)),
        ("supply_needs_a_reason", (2,)),
        ("price_above_limit", (0, 1, 2, 3)),
    ]
    assert len({v.version for v in found}) == 3
    assert region_of(regions, "329999", DAY).area == "3299"
    assert region_of(regions, None, DAY).area == ""
