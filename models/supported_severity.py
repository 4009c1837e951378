"""The severity that a stay's evidence supports, as the champion's severity support answers it."""

import numpy as np
import pyarrow.parquet as parquet

from features.errors import NotReady
from features.matrix import Matrix
from features.nodes import Value
from features.settings import Settings
from models.champion import Champion
from models.head import Head
from models.support import Support


def supported_severity(settings: Settings, setl_id: str, month: str) -> int | None:
    """The most likely severity: 2 MCC, 1 CC, 0 neither.

    None where nobody can answer: no champion with a severity support, or no signals of the month.
    """
    try:
        support, matrix = _support(settings), Matrix.open(settings)
    except NotReady:
        return None
    if support is None or not support.severities or month not in matrix.months:
        return None
    rows = parquet.read_table(
        matrix.folder / "claims" / f"month={month}.parquet",
        filters=[("setl_id", "=", setl_id)],
    ).to_pylist()
    if not rows:
        return None
    values: dict[str, Value] = rows[0]
    fold = support.fold(str(values.get("fixmedins_code")))
    asked = support.frame.row(values)
    return int(np.argmax(np.asarray(support.severities[fold].predict(asked, num_threads=1))[0]))


def _support(settings: Settings) -> Support | None:
    heads: list[Head] = list(Champion.open(settings.home).heads.values())
    return next((head.support for head in heads if head.support is not None), None)
