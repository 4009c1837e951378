"""A home that is ready to score: a small province, built, with heads learned from its truth.

The truth stands in for verdicts, of which a province this small has too few to learn from.
"""

from pathlib import Path

import duckdb
import numpy as np

from features.build import build
from features.catalog import fingerprint
from features.engines.lake import lake_engine
from features.settings import Settings
from features.settlement.intake import load
from features.settlement.province.order import Order
from features.settlement.province.run import run
from models import fraud
from models.champion import enthrone
from models.head import Head
from models.material import Material
from models.split import Protocol


def promote(settings: Settings, truth: Path, version: str = "1") -> list[Head]:
    """Learn the fraud head of each stage from the truth, and enthrone it."""
    material = Material(settings)
    months = tuple(material.months)
    protocol = Protocol(train=months[:-2], gap=months[-2:-1], test=months[-1:])
    rows = material.claims(months)
    planted = {
        str(row[0])
        for row in duckdb.sql(f"SELECT setl_id FROM '{truth / 'claims.parquet'}'").fetchall()
    }
    confirmed = rows["setl_id"].isin(planted).to_numpy().astype(np.float64)
    found = np.where(confirmed == 1, 50_000.0, 0.0)
    lesson = fraud.Lesson(
        rows=rows,
        confirmed=confirmed,
        violation=confirmed,
        found_fen=found,
        random=np.zeros(len(rows), dtype=bool),
    )
    heads: list[Head] = []
    for stage in ("pre", "in", "post"):
        head = fraud.train(lesson, protocol, stage)
        head.meta |= {"fingerprint": fingerprint(), "version": version}
        enthrone(settings.home, head, {})
        heads.append(head)
    return heads


def furnish(settings: Settings, raw: Path) -> None:
    """Make a small province, load it, build its signals and publish its shelf."""
    run(Order(claims=2_000, months=6, seed=11), raw, lambda _: None)
    load(raw / "data", "core", settings)
    with lake_engine(settings) as engine:
        build(engine, settings, lambda _: None)
    promote(settings, raw / "truth")
