"""A subject whose place is worked out when asked alerts as a kept one: beyond its peers for two months."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from features.build import BuildReport
from features.month import month_number
from features.month_reading import PEERS, placed, ranking
from features.settings import Settings
from features.subjects import SUBJECTS

MONTHS = ["2025-12", "2026-01"]
PERSONS = SUBJECTS["persons"]


@pytest.fixture
def built(tmp_path: Path) -> Settings:
    """A build of two months of eight persons; 8 leads in both, 7 in neither; one is of other peers."""
    settings = Settings(home=tmp_path)
    for month in MONTHS:
        visits = {f"{n}": n for n in range(1, 9)} | {"9": 90}
        values: list[dict[str, Any]] = []
        figures: list[dict[str, Any]] = []
        for person, count in visits.items():
            own = {"psn_no": person, "month": month_number(month)}
            values.append({**own, "area": "320101", "psn_visits": count, "psn_days": 1})
            group = {"peer_1": "390" if person == "9" else "310", "peer_2": 2}
            figures.append({**own, "area": "320101", **group})
        for kind, rows in (("persons", values), ("figures/persons", figures)):
            file = settings.path("signals") / kind / f"month={month}.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            parquet.write_table(pa.Table.from_pylist(rows), file)
    report = BuildReport("duckdb", "", MONTHS, 0, 0, 0, 0, [], [], {})
    settings.path("signals", "report.json").write_text(json.dumps(asdict(report)), "utf-8")
    return settings


def alerts(settings: Settings, person: str, month: str) -> set[str]:
    return {one.name for one in placed(settings, PERSONS, (person,), month) if PEERS in one.alerts}


def test_beyond_the_peers_for_two_months_alerts(built: Settings) -> None:
    assert alerts(built, "8", "2026-01") == {"psn_visits"}
    assert alerts(built, "7", "2026-01") == set()


def test_one_month_beyond_the_peers_is_no_alert(built: Settings) -> None:
    (visits,) = (o for o in placed(built, PERSONS, ("8",), "2025-12") if o.name == "psn_visits")
    assert visits.beyond
    assert alerts(built, "8", "2025-12") == set()


def test_one_of_other_peers_has_no_rank(built: Settings) -> None:
    assert {one.pct_rank for one in placed(built, PERSONS, ("9",), "2026-01")} == {None}
    ranked = [row["psn_no"] for row in ranking(built, PERSONS, "psn_visits", "2026-01")]
    assert ranked == list("87654321")
