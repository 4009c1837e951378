"""The report compares a written province with the published figures, draws it, and says what is off."""

import json
import re
from base64 import b64decode
from pathlib import Path

import pytest
from typer.testing import CliRunner

from features.errors import BadInput
from features.settlement.province.order import Order
from features.settlement.province.review import funds, hospital
from features.settlement.province.review.opened import opened
from features.settlement.province.review.page import deviation, published, written
from features.settlement.province.review.published import SOURCES, compared, not_shown
from features.settlement.province.review.review import DRAWN, STEPS, Review, review
from features.settlement.province.run import run
from serving.cli import app, register
from tests.province.conftest import say_nothing

register(("province",))
RUN = CliRunner()
# What a province of any size must show, because it is calibrated on it; small ones swing more.
NEAR = ("case_cost", "stay_days", "paid_share", "group_rate", "match_rate", "base_share",
        "rate_employee", "rate_resident", "ratio_mcc", "ratio_cc", "es31", "es33", "es35", "br23",
        "ij11", "essential_drugs", "level_gap", "base_groups", "procured_most", "high_outliers")  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def made(folder: Path) -> Review:
    return review(folder, say_nothing)


def test_every_published_figure_has_a_measure_and_a_source():
    measures = {**hospital.MEASURES, **funds.MEASURES}
    assert {figure.id for figure in compared()} == set(measures)
    assert {figure.source for figure in compared()} <= set(SOURCES)
    assert all(figure.least <= figure.most and figure.tolerance > 0 for figure in compared())
    assert all(value and why for _, value, _, why in not_shown())


def test_the_figures_of_the_notices_are_there():
    values = {figure.least for figure in compared()}
    assert {13_973.02, 7.0364, 0.0757, 0.5422, 0.3324, 0.09, 0.0354, 12_252.70, 9_649.24, 1.64,
            1.36, 0.3715, 0.5542, 0.9969, 0.9999} <= values  # fmt: skip


def test_what_is_calibrated_is_near(made: Review):
    by_id = {one.id: one for one in made.compared}
    far = {key: (by_id[key].made, by_id[key].least) for key in NEAR
           if by_id[key].off is None or abs(by_id[key].off) > 0.12}  # fmt: skip
    assert far == {}


def test_what_is_off_has_a_reason(made: Review):
    silent = [one.id for one in made.compared if one.near is False and not one.why
              and abs(one.off or 0) > 0.12]  # fmt: skip
    assert silent == []


def test_shares_of_base_groups_sum_to_one(made: Review):
    shares = [one.made for one in made.compared if re.match(r"base_(tertiary|secondary)", one.id)]
    assert len(shares) == 4
    assert sum(share or 0 for share in shares) == pytest.approx(1)


def test_a_figure_equals_one_counted_by_hand(folder: Path, made: Review):
    with opened(folder) as con:
        row = con.execute(
            """
            select avg(medfee_sumamt)::double from setl_d s where med_type in ('21', '52')
            and refd_setl_flag = '0' and not exists (from setl_d r where r.init_setl_id = s.setl_id)
            """
        ).fetchone()
    assert row is not None
    assert next(one.made for one in made.compared if one.id == "case_cost") == pytest.approx(row[0])


def test_growth_is_told_from_thirteen_months_on(made: Review, tmp_path: Path):
    assert next(one for one in made.compared if one.id == "growth").made is None
    run(Order(claims=12_000, months=24, seed=2), tmp_path, say_nothing)
    with opened(tmp_path) as con:
        row = con.execute(hospital.MEASURES["growth"]).fetchone()
    assert row is not None
    assert -0.05 < row[0] < 0.2


def test_the_page_is_whole_and_asks_for_nothing(made: Review):
    text = made.page.read_text(encoding="utf-8")
    images = re.findall(r'src="data:image/png;base64,([^"]+)"', text)
    assert len(images) == len(DRAWN)
    assert all(b64decode(image).startswith(PNG) for image in images)
    assert "http" not in re.sub(r"base64,[^\"]+", "", text)
    for one in made.compared:
        assert one.name.replace("&", "&amp;").replace("'", "&#x27;") in text


def test_every_step_is_announced(folder: Path):
    said: list[str] = []
    review(folder, said.append)
    assert len(said) == STEPS


def test_figures_are_written_by_their_unit(made: Review):
    by_id = {one.id: one for one in made.compared}
    assert written(0.1234, "share") == "12.34%"
    assert written(None, "yuan") == "—"
    assert published(by_id["base_groups"]) == "≥ 20"
    assert published(by_id["chronic_paid"]) == "70.00% – 80.00%"
    assert deviation(by_id["growth"]) == ""


def test_the_command_prints_json(folder: Path):
    said = RUN.invoke(app, ["province", "report", str(folder), "--json"])
    assert said.exit_code == 0, said.output
    told = json.loads(said.stdout)
    assert told["settlements"] == 24_000
    assert {one["id"] for one in told["figures"]} == {figure.id for figure in compared()}
    assert told["not_shown"]


def test_the_command_prints_a_table(folder: Path):
    said = RUN.invoke(app, ["province", "report", str(folder)])
    assert said.exit_code == 0, said.output
    assert "13,973.02" in said.stdout
    assert "province.html" in said.stdout.replace("\n", "")


def test_a_folder_without_a_province_is_refused(tmp_path: Path):
    said = RUN.invoke(app, ["province", "report", str(tmp_path)])
    assert isinstance(said.exception, BadInput)


def test_a_province_without_a_folder_is_refused():
    said = RUN.invoke(app, ["province", "--claims", "2000"])
    assert isinstance(said.exception, BadInput)
