"""What the models are made of: parameters by area, likeness of names, expected fees, chance."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from features.errors import BadInput
from features.groups.expected_fees import expected_fees
from features.groups.graph import groups_of
from features.groups.models import MODELS
from features.groups.names import likeness, plain_name
from features.groups.parameters import parameters
from features.groups.surprise import beyond_chance


def test_every_sub_score_has_a_ramp_and_every_ramp_a_sub_score() -> None:
    asked = parameters()
    assert set(asked.models) == set(MODELS)
    for name, model in MODELS.items():
        assert {one.name for one in model.scores} == set(asked.models[name].ramps), name


def test_a_bureau_says_only_what_differs_for_all_and_for_an_area(tmp_path: Path) -> None:
    own = tmp_path / "groups.toml"
    own.write_text(
        'version = "2026-07"\n[card_agg]\nminutes = 10\n'
        "[area.32.card_agg]\nminutes = 20\n[area.3201.card_agg]\nscore.persons = { low = 4 }\n",
        "utf-8",
    )
    everywhere, city = parameters(own), parameters(own, "320102")
    assert (everywhere.models["card_agg"].number("minutes"), everywhere.version) == (
        10,
        "2026-01+2026-07",
    )
    assert city.models["card_agg"].number("minutes") == 20
    assert (city.models["card_agg"].ramps["persons"].low, city.longest_window) == (
        4,
        parameters().longest_window,
    )
    assert parameters(own, "33").models["card_agg"].ramps == parameters().models["card_agg"].ramps


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ('version = "1"\n[card_agg]\nminuts = 10', "card_agg.minuts means nothing there"),
        ('version = "1"\n[card_agg]\nminutes = "10"', "card_agg.minutes is not a number"),
        ('version = "1"\n[area.32.nobody]\nx = 1', "nobody means nothing there"),
        ('version = "1"\n[card_agg]\nscore = 1', "card_agg.score is not what the defaults have"),
        ("[card_agg]\nminutes = 10", "it has no version"),
        ("version = ", "it is not readable TOML"),
    ],
)
def test_parameters_that_mean_nothing_are_refused(tmp_path: Path, said: str, why: str) -> None:
    own = tmp_path / "groups.toml"
    own.write_text(said, "utf-8")
    with pytest.raises(BadInput, match=r"groups\.toml cannot be used") as refused:
        parameters(own)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("★推拿治疗", "推拿治疗", 1.0),
        ("推拿治疗(次)", "推拿治疗", 1.0),
        ("特级护理/日", "特级护理", 1.0),
        ("住院诊查费-院内", "住院诊查费", 1.0),
        ("水光护理", "推拿治疗", 0.0),
        ("陪护床位费", "普通病房床位费", 2 / 8),  # 床位, 位费 of 陪护 护床 普通 通病 病房 房床
        ("CT平扫", "CT增强", 1 / 5),
        (None, "推拿治疗", None),
    ],
)
def test_names_that_say_the_same_are_alike(
    one: str | None, other: str, alike: float | None
) -> None:
    with duckdb.connect() as con:
        row = con.execute(
            f"SELECT {likeness('a', 'b')} FROM (SELECT {plain_name('x')} AS a, {plain_name('y')} AS b"
            " FROM (SELECT ?::VARCHAR AS x, ?::VARCHAR AS y))",
            [one, other],
        ).fetchall()
    assert row[0][0] == (alike if alike is None else pytest.approx(alike, abs=1e-6))


def test_expected_fees_follow_the_line_of_their_peers() -> None:
    days = np.tile(np.arange(1.0, 11.0), 8)
    fee = np.expm1(5 + 0.5 * np.log(days))
    group = np.repeat(np.array([0, 1], dtype=np.int64), 40)
    fee[group == 1] *= 1.0  # the second group lies on the same line and is too small by itself
    found = expected_fees(group, days, fee, least=50, z=2.0)
    assert found.estimate == pytest.approx(fee)
    assert found.upper == pytest.approx(fee)  # nothing deviates, so the interval has no width


def test_the_interval_is_wider_far_from_the_mean_and_for_few_peers() -> None:
    rng = np.random.default_rng(3)
    days = rng.integers(1, 20, 400).astype(np.float64)
    fee = np.expm1(6 + 0.4 * np.log(days) + rng.normal(0, 0.3, 400))
    one = np.zeros(400, dtype=np.int64)
    wide = expected_fees(one, days, fee, 30, 2.0)
    relative = np.log1p(wide.upper) - np.log1p(wide.estimate)
    assert relative[days == 1].min() > relative[days == 8].max()
    inside = (fee >= wide.lower) & (fee <= wide.upper)
    assert inside.mean() > 0.9


def test_chance_is_surprised_by_many_and_not_by_few() -> None:
    with duckdb.connect() as con:
        found = con.execute(
            f"SELECT {beyond_chance('n', 'c')} FROM"
            " (VALUES (1, 2.0), (2, 2.0), (4, 2.0), (8, 2.0)) AS t(n, c)"
        ).fetchall()
    none, same, some, many = (row[0] for row in found)
    assert (none, same) == (0, 0)
    assert 0 < some < many
    assert 10**-many >= 0.0011 - 1e-4  # P(X ≥ 8) is 0.0011 for a mean of 2; the bound is above it


def test_communities_part_what_one_edge_joins() -> None:
    edges = " UNION ALL ".join(
        f"SELECT '{side}{a}' AS a, '{side}{b}' AS b, {3} AS w"
        for side in "xy"
        for a in range(4)
        for b in range(a + 1, 4)
    )
    edges += " UNION ALL SELECT 'x0', 'y0', 1"
    with duckdb.connect() as con:
        whole = groups_of(con, edges)
        parted = groups_of(con, edges, seed=7)
        assert parted == groups_of(con, edges, seed=7)
    assert set(whole["grp"].to_pylist()) == {0}
    by_node = dict(zip(parted["node"].to_pylist(), parted["grp"].to_pylist(), strict=True))
    assert {by_node[f"x{n}"] for n in range(4)} == {0}
    assert {by_node[f"y{n}"] for n in range(4)} == {1}
