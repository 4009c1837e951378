"""`fundwatch rules import, points, answers, samples`: their JSON, and words that a person understands."""

import json

import pytest
import typer
from typer.testing import CliRunner

from features.errors import BadInput
from serving.commands.knowledge import add_import
from tests.settlement.knowledge.workbooks import PILL, SYRUP, drugs

app = typer.Typer()
add_import(app)


def run(*arguments: object):
    answer = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.output


@pytest.fixture
def second_line(tmp_path):
    points = [[1, "甲", "a", "限二线", 2]]
    return drugs(tmp_path / "限二线.xlsx", "09", points, [[1, "甲", 1, PILL], [8, "乙", 2, SYRUP]])


def test_an_import_tells_a_person_what_became_of_every_row(database, second_line):
    told = run("import", second_line)
    assert "第九批" in told
    assert "代码的知识点序号不在知识点表中 | the code belongs to no point 「8」" in told
    assert "item_point_b: 读入 2 = 装载 1 + 拒收 1" in told
    assert "未作改变" in run("import", second_line)


def test_an_import_tells_a_program(database, second_line):
    said = json.loads(run("import", second_line, "--json", "--holds-from", "2025-01-01"))
    assert (said["changed"], said["items"], said["holds_from"]) == (True, 1, "2025-01-01")
    (sheet,) = said["sheets"]
    assert (sheet["kind"], sheet["points"], sheet["rows"], sheet["accepted"]) == ("09", 1, 2, 1)
    (refused,) = sheet["refused"]
    assert (refused["sheet"], refused["row"], refused["fault"]) == ("代码", 3, "orphan")
    assert said["load"]["tables"]["item_limit_b"]["loaded"] == 1


def test_points_lists_every_kind(database, second_line):
    run("import", second_line, "--known-on", "2025-03-01")
    said = json.loads(run("points", "--json"))
    known = {kind["no"]: kind for kind in said["kinds"]}
    assert len(known) == 26
    assert (known["09"]["points"], known["09"]["codes"], known["09"]["since"]) == (
        1,
        1,
        "2025-03-01",
    )
    assert (known["09"]["refused"], known["12"]["points"]) == (1, 0)
    (unread,) = said["unread"]
    assert (unread["kind"], unread["sheet"], unread["row"], unread["said"]) == (
        "09",
        "代码",
        3,
        "8",
    )
    assert "拒收 refused 09 代码 第3行" in run("points", "--unread")
    assert json.loads(run("points", "--as-of", "2025-02-28", "--json"))["items"] == 0
    assert "限制的项目 1 个" in run("points")


def test_samples_are_written_imported_and_answered(database, tmp_path):
    files = json.loads(run("samples", tmp_path / "samples", "--json"))["files"]
    assert len(files) == 26
    some = [
        one for one in files if one.rpartition("/")[2].startswith(("第四批", "第七批", "第十二批"))
    ]
    assert "现有限制的项目" in run("import", *some)
    answers = tmp_path / "answers.toml"
    assert json.loads(run("answers", answers, "--json"))["open"] == 4
    with pytest.raises(BadInput, match="is there already"):
        run("answers", answers)
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("icd = []", 'icd = ["E11"]'), encoding="utf-8")
    assert "按答复更新" in run("import", "--answers", answers)
    assert json.loads(run("answers", tmp_path / "rest.toml", "--json"))["open"] == 2
