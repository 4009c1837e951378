"""A live claim and its row in the batch become the same numbers, and the same score to the bit."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from features.catalog import SIGNALS
from features.settlement.contract import Stage
from models.frame import Frame, allowed, coded_signals
from models.head import Head


def live(rows: pd.DataFrame, place: int) -> dict[str, object]:
    row = rows.iloc[place]
    return {
        name: None if pd.isna(value) else getattr(value, "item", lambda value=value: value)()
        for name, value in row.items()
    }


@pytest.mark.parametrize("stored", ["plain", "arrow"])
def test_live_row_is_batch_row(rows, stored):
    held = rows.head(200)
    if stored == "arrow":
        table = pa.Table.from_pandas(held, preserve_index=False)
        held = table.to_pandas(types_mapper=pd.ArrowDtype)
    frame = Frame.of(allowed(SIGNALS, "post"), held, coded_signals(SIGNALS))
    matrix = frame.matrix(held)
    for place in range(len(held)):
        assert np.array_equal(matrix[[place]], frame.row(live(rows, place)), equal_nan=True)


def test_unseen_code_and_null_are_missing(rows):
    frame = Frame.of(("sex", "claim_fund"), rows, coded_signals(SIGNALS))
    assert np.isnan(frame.row({"sex": "9", "claim_fund": None})).all()
    assert frame.row({"sex": "2", "claim_fund": 5}).tolist() == [[1.0, 5.0]]


def test_live_score_is_batch_score(head, rows):
    held = rows.head(60)
    batch = head.score_rows(held)
    for place in range(len(held)):
        scored = head.score(live(rows, place))
        assert scored.raw == batch.raw[place]
        assert scored.probability == batch.probability[place]
        assert scored.expected_fen == batch.expected_fen[place]


def test_live_upcoding_is_batch_upcoding(upcoder, rows):
    held = rows.head(60).copy()
    held.loc[::7, ["rw", "drg_code"]] = [np.nan, None]
    batch = upcoder.score_rows(held)
    for place in range(len(held)):
        values = live(held, place)
        signals = {name: values[name] for name in SIGNALS}
        scored = upcoder.score(signals, values)
        if scored is None:
            assert np.isnan(batch.probability[place])
            continue
        assert scored.probability == batch.probability[place]
        assert scored.expected_fen == batch.expected_fen[place]


def test_a_kept_head_scores_the_same(upcoder, head, rows, tmp_path: Path):
    for one in (head, upcoder):
        one.write(tmp_path / one.key)
        again = Head.read(tmp_path / one.key)
        held = rows.head(50)
        before, after = (which.score_rows(held) for which in (one, again))
        assert before.raw.tolist() == after.raw.tolist()
        assert before.expected_fen.tolist() == after.expected_fen.tolist()


@pytest.mark.parametrize(("stage", "latest"), [("pre", Stage.PRE), ("in", Stage.IN)])
def test_a_stage_sees_only_what_it_knows(stage, latest):
    for name in allowed(SIGNALS, stage):
        assert SIGNALS[name].stage.value <= latest.value
