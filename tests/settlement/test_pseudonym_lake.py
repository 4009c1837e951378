"""No number of a person as it is in life is anywhere in the lake, the ledger, or what is rejected."""

import duckdb
import pytest

from features.database import engine
from features.database.tables import load as load_table
from features.errors import Conflict, FundwatchError, NotReady
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.books import prove
from features.settlement.lake.lake import Lake
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from features.settlement.pseudonyms.pseudonym import Pseudonyms
from tests.settlement.in_life import (
    CERTIFICATES,
    PERSONS,
    TELEPHONE,
    dump,
    every_byte,
    export,
    personal,
    rejected,
    secrets_in,
    silent,
)


@pytest.fixture
def loaded(database, tmp_path) -> Settings:
    load(export(tmp_path / "in"), "core", database)
    return database


def test_the_search_finds_what_is_there(tmp_path):
    export(tmp_path)
    (tmp_path / "setl_d.csv").write_bytes(
        (tmp_path / "setl_d.csv").read_bytes().decode("gbk").encode()
    )
    assert len(secrets_in(every_byte(tmp_path))) == len(CERTIFICATES) + len(PERSONS) + 3


def test_no_secret_is_in_the_lake_or_the_database(loaded):
    assert secrets_in(every_byte(loaded.home)) == []
    assert secrets_in(dump(loaded)) == []


def test_nothing_is_left_of_the_work(loaded):
    assert list(loaded.path("lake", "_work").glob("**/*")) == []


def test_a_person_has_one_pseudonym_everywhere(loaded):
    made = Pseudonyms(KeyRing.read(place_of_keys(loaded)))
    con = duckdb.connect()
    Lake.open(loaded).attach(con)
    expected = {made.of("person", number) for number in PERSONS[:2]}
    assert {p for (p,) in con.execute("SELECT psn_no FROM setl_d").fetchall()} == expected
    lines = con.execute("SELECT setl_id, psn_no FROM fee_list_d ORDER BY feedetl_sn").fetchall()
    assert lines == [(f"S{n}", made.of("person", PERSONS[n])) for n in range(3)]
    hashes = con.execute("SELECT certno_hash FROM setl_d ORDER BY setl_id").fetchall()
    assert hashes == [(made.of("certificate", number),) for number in CERTIFICATES[:2]]
    (tel,) = con.execute("SELECT tel_hash FROM psn_info_b").fetchone()
    assert tel == made.of("telephone", TELEPHONE)


def test_rejected_rows_carry_pseudonyms(loaded):
    made = Pseudonyms(KeyRing.read(place_of_keys(loaded)))
    rows = rejected(loaded, "setl_d")
    assert sorted(rows) == sorted((f"S{n}", made.of("person", PERSONS[n])) for n in (0, 2))


def test_another_ring_is_refused(loaded, tmp_path):
    other = loaded.model_copy(update={"pseudonym_keys": tmp_path / "other.keys"})
    with pytest.raises(NotReady, match="is not there"):
        load(tmp_path / "in", "core", other)
    assert not (tmp_path / "other.keys").exists(), "no ring is made beside a lake that has one"
    KeyRing.opened(other)
    with pytest.raises(Conflict, match="not the one of this lake"):
        load(tmp_path / "in", "core", other)
    assert not prove(other, silent).balanced
    assert prove(loaded, silent).balanced


def test_loads_of_before_there_were_pseudonyms_are_refused(loaded, tmp_path):
    with engine(loaded).begin() as connection:
        connection.execute(load_table.update().values(pseudonym_ring=None))
    with pytest.raises(Conflict, match="without pseudonyms"):
        load(tmp_path / "in", "core", loaded)


def test_errors_of_a_broken_file_show_no_person(database, tmp_path):
    header = ",".join(personal(0))
    row = ",".join(personal(1).values())
    (tmp_path / "setl_d.csv").write_text(f'{header}\n{row}\n{row}"x",{row}\n', encoding="utf-8")
    with pytest.raises(FundwatchError) as told:
        load(tmp_path, "core", database)
    assert secrets_in(str(told.value).encode()) == []
