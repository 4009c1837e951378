"""Each scheme leaves the trace that names it, in its own claims and hardly in honest ones."""

import duckdb
import pytest

from features.settlement.province.schemes import SCHEMES
from tests.province.traces import TRACES

Data = duckdb.DuckDBPyConnection
# Asked in test_schemes.py, each in its own way.
ELSEWHERE = {"F02", "F05", "F11", "F13", "F15", "F17", "G01", "G02", "O05", "O07", "O08", "P01",
             "U01", "U02", "P03", "P04"}  # fmt: skip


def test_every_scheme_has_a_trace():
    assert {s.id for s in SCHEMES} == TRACES.keys() | ELSEWHERE


@pytest.mark.parametrize("scheme", TRACES)
def test_the_scheme_leaves_its_trace(played: Data, scheme: str):
    trace = TRACES[scheme]
    planted, claims = played.execute(
        f"select avg({trace.ask}), count(*) from claims c where planted(c.schemes, '{scheme}')"
    ).fetchone()
    honest, others = played.execute(
        f"select avg({trace.ask}), count(*) from claims c where c.schemes is null and {trace.among}"
    ).fetchone()
    assert claims >= 3
    assert others >= 10
    assert planted >= trace.least
    if trace.times >= 1:
        assert planted > trace.times * honest or trace.least == 0
    else:
        assert planted < trace.times * honest


def test_sham_patients_are_not_in_their_beds(played: Data):
    absent = """
        select avg(exists(from idet_chk_d k where k.mdtrt_id = c.mdtrt_id
            and k.chk_rslt = 'absent')::int) from claims c
        where c.mdtrt_id in (select mdtrt_id from idet_chk_d) and c.med_type = '21' and {}"""
    (honest,) = played.execute(absent.format("c.schemes is null")).fetchone()
    for scheme in ("F01", "F02"):
        (planted,) = played.execute(absent.format(f"planted(c.schemes, '{scheme}')")).fetchone()
        assert planted > 2 * honest


def test_crooked_institutions_run_several_schemes(played: Data):
    (several,) = played.execute(
        "select avg((n >= 3)::int) from (select count(*) n from planted_institution "
        "where host = '1' group by fixmedins_code)"
    ).fetchone()
    assert several > 0.5


def test_heads_that_were_chosen_are_healthier(played: Data):
    """At hosts of P03 those who leave are sicker than those who come."""
    rows = played.execute(
        """
        select s.enddate is not null as left_it, avg((select count(*) from psn_opsp_d o
            where o.psn_no = s.psn_no)) from psn_sign_d s join planted_institution i
            on i.fixmedins_code = s.fixmedins_code and i.scheme = 'P03' and i.host = '1'
        where s.enddate is not null or s.begndate >= date '2025-01-01' group by 1
        """
    ).fetchall()
    sick = dict(rows)
    assert sick[True] > 2 * sick[False]


def test_the_signed_are_seen_elsewhere(played: Data):
    """At hosts of P04 at work the signed come less to the place that they are signed with."""
    own = """
        select avg((c.fixmedins_code = s.fixmedins_code)::int) from claims c
        join psn_sign_d s on s.psn_no = c.psn_no and c.begndate >= s.begndate and s.enddate is null
        left join planted_institution i
            on i.fixmedins_code = s.fixmedins_code and i.scheme = 'P04' and i.host = '1'
        where c.med_type = '11' and {}"""
    at_work = "month(c.begndate) > i.first_month + 3"
    (hosts,) = played.execute(own.format(at_work)).fetchone()
    (others,) = played.execute(own.format("i.scheme is null")).fetchone()
    assert hosts < 0.87 * others
