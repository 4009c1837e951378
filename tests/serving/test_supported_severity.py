"""The severity that the evidence of a stay supports is asked of the champion's severity support."""

from pathlib import Path

import numpy as np

from features.matrix import Matrix
from features.settings import Settings
from models.champion import Champion
from models.supported_severity import supported_severity


def test_the_answer_is_the_likeliest_severity_of_the_stay(ready: Settings):
    support = next(
        head.support for head in Champion.open(ready.home).heads.values() if head.support
    )
    matrix = Matrix.open(ready)
    month = matrix.months[-1]
    rows = matrix.claims([month])
    grouped = rows[rows["case_severity"].notna()].head(8)
    assert len(grouped) == 8
    chances = support.frame.matrix(grouped)
    for place, (setl_id, institution) in enumerate(
        zip(grouped["setl_id"], grouped["fixmedins_code"], strict=True)
    ):
        trees = support.severities[support.fold(str(institution))]
        told = np.asarray(trees.predict(chances[place : place + 1]))[0]
        assert supported_severity(ready, setl_id, month) == int(np.argmax(told))


def test_nobody_answers_for_what_is_not_there(ready: Settings, tmp_path: Path):
    month = Matrix.open(ready).months[-1]
    assert supported_severity(ready, "no-such-claim", month) is None
    assert supported_severity(ready, "no-such-claim", "2031-01") is None
    assert supported_severity(Settings(home=tmp_path), "no-such-claim", month) is None
