"""Each scheme leaves the trace that names it, in its own claims and hardly in honest ones."""

from collections.abc import Iterator

import duckdb
import pytest

from features.settlement.province.schemes import SCHEMES
from tests.province.traces import PREPARE, TRACES
from tests.province.wicked import wicked

Data = duckdb.DuckDBPyConnection
# Asked in test_schemes.py, each in its own way.
ELSEWHERE = {"F02", "F05", "F11", "F13", "F15", "F17", "G01", "G02", "O05", "O07", "O08", "P01",
             "U01", "U02", "P03", "P04"}  # fmt: skip


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Data]:
    con = wicked(tmp_path_factory.mktemp("wicked"))
    con.execute(PREPARE)
    yield con
    con.close()


def test_every_scheme_has_a_trace():
    assert {s.id for s in SCHEMES} == TRACES.keys() | ELSEWHERE


@pytest.mark.parametrize("scheme", TRACES)
def test_the_scheme_leaves_its_trace(province: Data, scheme: str):
    trace = TRACES[scheme]
    planted, claims = province.execute(
        f"select avg({trace.ask}), count(*) from claims c where planted(c.schemes, '{scheme}')"
    ).fetchone()
    honest, others = province.execute(
        f"select avg({trace.ask}), count(*) from claims c where c.schemes is null and {trace.among}"
    ).fetchone()
    assert claims >= 3
    assert others >= 10
    assert planted >= trace.least
    if trace.times >= 1:
        assert planted > trace.times * honest or trace.least == 0
    else:
        assert planted < trace.times * honest


def test_sham_patients_are_not_in_their_beds(province: Data):
    absent = """
        select avg(exists(from idet_chk_d k where k.mdtrt_id = c.mdtrt_id
            and k.chk_rslt = 'absent')::int) from claims c
        where c.mdtrt_id in (select mdtrt_id from idet_chk_d) and c.med_type = '21' and {}"""
    (honest,) = province.execute(absent.format("c.schemes is null")).fetchone()
    for scheme in ("F01", "F02"):
        (planted,) = province.execute(absent.format(f"planted(c.schemes, '{scheme}')")).fetchone()
        assert planted > 2 * honest


def test_crooked_institutions_run_several_schemes(province: Data):
    (several,) = province.execute(
        "select avg((n >= 3)::int) from (select count(*) n from planted_institution "
        "where host = '1' group by fixmedins_code)"
    ).fetchone()
    assert several > 0.5


def test_heads_that_were_chosen_are_healthier(province: Data):
    """At hosts of P03 those who leave are sicker than those who come."""
    rows = province.execute(
        """
        select s.enddate is not null as left_it, avg((select count(*) from psn_opsp_d o
            where o.psn_no = s.psn_no)) from psn_sign_d s join planted_institution i
            on i.fixmedins_code = s.fixmedins_code and i.scheme = 'P03' and i.host = '1'
        where s.enddate is not null or s.begndate >= date '2025-01-01' group by 1
        """
    ).fetchall()
    sick = dict(rows)
    assert sick[True] > 2 * sick[False]


def test_the_signed_are_seen_elsewhere(province: Data):
    """At hosts of P04 the signed come less to the place that they are signed with."""
    own = """
        select avg((c.fixmedins_code = s.fixmedins_code)::int) from claims c
        join psn_sign_d s on s.psn_no = c.psn_no and c.begndate >= s.begndate and s.enddate is null
        where c.med_type = '11' and s.fixmedins_code {} in (select fixmedins_code
            from planted_institution where scheme = 'P04' and host = '1')"""
    (hosts,) = province.execute(own.format("")).fetchone()
    (others,) = province.execute(own.format("not")).fetchone()
    assert hosts < 0.9 * others
