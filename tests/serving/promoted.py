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
from features.settlement.intake.load import load
from features.settlement.province.order import Order
from features.settlement.province.run import run
from models import fraud, severity, upcoding
from models.champion import enthrone
from models.expected import worth_of_excess
from models.head import Head
from models.material import Material
from models.split import Protocol
from models.support import with_support


def furnish(settings: Settings, raw: Path) -> None:
    """Make a small province of much upcoding, load it, build its signals, publish its shelf."""
    dials = {"U01": 8.0, "U02": 12.0}
    run(Order(claims=2_500, months=6, seed=11, dials=dials), raw, lambda _: None)
    load(raw / "data", "core", settings)
    with lake_engine(settings) as engine:
        build(engine, settings, lambda _: None)
    promote(settings, raw / "truth")


def promote(settings: Settings, truth: Path, version: str = "1") -> list[Head]:
    """Learn the heads of claims from the truth, and enthrone them."""
    material = Material(settings)
    months = tuple(material.months)
    protocol = Protocol(train=months[:-2], gap=months[-2:-1], test=months[-1:])
    every = _lesson(material, truth, "")
    heads = [fraud.train(every, protocol, stage) for stage in ("pre", "in", "post")]
    heads.append(_upcoding(material, protocol, truth))
    for head in heads:
        head.meta |= {"fingerprint": fingerprint(), "version": version}
        enthrone(settings.home, head, {})
    return heads


def _lesson(material: Material, truth: Path, scheme: str) -> fraud.Lesson:
    """Every claim, with the truth of schemes whose ids begin so."""
    rows = material.claims(material.months)
    with duckdb.connect() as con:
        planted = con.execute(
            f"SELECT setl_id FROM '{truth / 'claims.parquet'}' WHERE starts_with(scheme, ?)",
            [scheme],
        ).fetchall()
    confirmed = rows["setl_id"].isin({str(row[0]) for row in planted}).to_numpy().astype(np.float64)
    return fraud.Lesson(
        rows=rows,
        confirmed=confirmed,
        violation=confirmed,
        found_fen=np.where(confirmed == 1, 50_000.0, 0.0),
        random=np.zeros(len(rows), dtype=bool),
    )


def _upcoding(material: Material, protocol: Protocol, truth: Path) -> Head:
    support = severity.train(material, material.months)
    whole = _lesson(material, truth, "U")
    grouped = whole.take(whole.rows["drg_code"].notna().to_numpy())
    grouped = grouped.of_rows(with_support(grouped.rows, support.many(grouped.rows)))
    grouped = grouped.take(grouped.rows["support_ratio"].notna().to_numpy())
    head = fraud.fit(
        grouped, protocol, "upcoding", upcoding.STAGE, upcoding.features(), upcoding.RISKS
    )
    excess = grouped.rows["excess_if_unsupported"].to_numpy(dtype=np.float64)
    head.worth = worth_of_excess(excess, grouped.confirmed, grouped.found_fen)
    head.support = support
    head.meta["support"] = support.figures
    return head
