"""The truth is apart from the data: no name, no order and no number gives a planted claim away."""

from pathlib import Path

import duckdb
import numpy as np
import pyarrow.parquet as pq

from features.settlement.province.schemes import SCHEMES
from features.settlement.tables import TABLES

WORDS_OF_TRUTH = ("scheme", "truth", "mark", "planted", "intent", "loss", "wrong", "severity")


def test_no_column_of_the_data_tells(folder: Path):
    columns = {name for path in (folder / "data").iterdir() for name in pq.read_schema(path).names}
    assert not [c for c in columns for word in WORDS_OF_TRUTH if word in c]


def test_only_tables_of_the_contract_are_in_the_data(folder: Path):
    named = {
        path.name.split("-20")[0].removesuffix(".parquet") for path in (folder / "data").iterdir()
    }
    assert named <= set(TABLES)


def test_scheme_ids_appear_only_in_confirmed_verdicts(folder: Path):
    ids = {scheme.id for scheme in SCHEMES}
    for path in (folder / "data").iterdir():
        table = pq.read_table(path)
        for name in table.column_names:
            if str(table.schema.field(name).type) == "string":
                found = ids & set(table.column(name).unique().to_pylist())
                assert not found or name == "vola_type", (path.name, name)


def test_no_number_gives_a_planted_claim_away(data: duckdb.DuckDBPyConnection):
    """Serial numbers and seconds part planted from honest claims no better than luck.

    Within a kind of claim, the chance that a planted one has the larger number is near one half.
    """
    frame = data.execute(
        """
        select substr(c.med_type, 1, 1) as kind, t.setl_id is not null as planted,
            substr(c.mdtrt_id, 8)::bigint as mdtrt,
            second(c.setl_time) as settles, second(c.begntime) as begins,
            substr(c.setl_id, -1)::int as last_digit,
            coalesce(substr(l.medcasno, 2)::bigint % 1000, 0) as medcasno
        from claims c left join (select distinct setl_id from truth) t using (setl_id)
        left join setl_list l using (setl_id)
        """
    ).fetchdf()
    for kind in ("1", "2", "4"):
        some = frame[frame.kind == kind]
        planted = some.planted.to_numpy(dtype=bool)
        count = int(planted.sum())
        assert count > 50
        for column in ("mdtrt", "settles", "begins", "last_digit", "medcasno"):
            ranks = some[column].rank().to_numpy()
            area = (ranks[planted].sum() - count * (count + 1) / 2) / (count * (~planted).sum())
            assert abs(area - 0.5) < 4 / np.sqrt(12 * count), (kind, column, area)


def test_an_invented_complication_has_no_place_of_its_own(data: duckdb.DuckDBPyConnection):
    places = dict(
        data.execute(
            """
            select t.setl_id is not null, avg((d.seq - 1.5) / greatest(l.diag_code_cnt - 1, 1))
            from setl_diag d join drg_case_d g using (setl_id) join setl_list l using (setl_id)
            left join truth t on t.setl_id = d.setl_id and t.scheme = 'U02'
            where d.diag_code in (g.mcc_code, g.cc_code) and l.diag_code_cnt >= 3 group by 1
            """
        ).fetchall()
    )
    assert abs(places[True] - places[False]) < 0.1
