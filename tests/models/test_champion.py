"""The service reads champions from a folder, without any training library, and sees a promotion."""

import subprocess
import sys

import pytest

from features.errors import Conflict, NotReady
from models.champion import Champion, enthrone
from models.head import Head


def test_nothing_promoted_is_not_ready(tmp_path):
    with pytest.raises(NotReady, match="promoted"):
        Champion.open(tmp_path)


def test_promotion_turns_the_pointer(head, upcoder, rows, tmp_path):
    head, upcoder = (_copy(one, tmp_path / "kept") for one in (head, upcoder))
    head.meta["version"] = "1"
    enthrone(tmp_path, head, {"won": True})
    first = Champion.open(tmp_path)
    assert first.stamp == "fraud-post/1"
    with pytest.raises(NotReady, match="upcoding"):
        first.head("upcoding", "post")
    upcoder.meta["version"] = "4"
    enthrone(tmp_path, upcoder, {"won": False, "forced_because": "first"})
    assert first.changed()
    second = Champion.open(tmp_path)
    assert second.stamp == "fraud-post/1 upcoding-post/4"
    assert [one.name for one in second.of_stage("post")] == ["fraud", "upcoding"]
    held = rows.head(20)
    assert second.head("fraud", "post").score_rows(held).raw.tolist() == (
        head.score_rows(held).raw.tolist()
    )
    second.require(head.meta["fingerprint"])
    with pytest.raises(Conflict, match="trained on signals"):
        second.require("000000000000")


def test_serving_imports_no_training_library():
    program = (
        "import sys, models.champion, models.reasons, models.bearing\n"
        "heavy = {'mlflow', 'shap', 'matplotlib', 'pyspark'} & set(sys.modules)\n"
        "own = {n for n in sys.modules if n.startswith('models.')}\n"
        "assert not heavy, heavy\n"
        "assert not own & {'models.registry', 'models.fraud', 'models.baselines'}, own\n"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True)


def _copy(head: Head, folder) -> Head:
    head.write(folder / head.key)
    return Head.read(folder / head.key)
