"""Pseudonyms and their keys: Python and DuckDB give the same, and a bad key ring is refused."""

import hashlib
import hmac
import multiprocessing
import stat

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import BadInput, FundwatchError, NotReady
from features.settings import Settings
from features.settlement.pseudonyms.hidden import Hidden
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from features.settlement.pseudonyms.pseudonym import WORDS, Pseudonyms, passed_on
from features.settlement.tables import TABLES

KEY = bytes(range(32))
RING = KeyRing((KEY,))
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
RINGS = st.lists(st.binary(min_size=32, max_size=90), min_size=1, max_size=3, unique=True)


def in_duckdb(ring: KeyRing, word: str, values: list[str | None]) -> list[str | None]:
    con = duckdb.connect()
    made = Pseudonyms(ring).sql(con, word, "value")
    con.execute("CREATE TABLE given (n INTEGER, value VARCHAR)")
    con.executemany("INSERT INTO given VALUES (?, ?)", list(enumerate(values)))
    return [row[0] for row in con.execute(f"SELECT {made} FROM given ORDER BY n").fetchall()]


def test_it_is_hmac_sha256_cut_to_128_bits():
    """Against the standard library, and against a digest that openssl gave for the same text."""
    made = Pseudonyms(RING).of("person", "P1")
    assert made == hmac.new(KEY, b"person\x1fP1", hashlib.sha256).hexdigest()[:32]
    assert made == "efb51bbd0c205b7cc9fc41799b58355a"


@given(keys=RINGS, word=st.sampled_from(WORDS), values=st.lists(VALUES, min_size=1, max_size=5))
def test_duckdb_and_python_agree(keys, word, values):
    ring = KeyRing(tuple(keys))
    pseudonyms = Pseudonyms(ring)
    assert in_duckdb(ring, word, values) == [pseudonyms.of(word, value) for value in values]


def test_nothing_stays_nothing():
    assert in_duckdb(RING, "person", [None, "P1"])[0] is None


def test_one_number_in_three_roles_has_three_pseudonyms():
    pseudonyms = Pseudonyms(RING)
    made = {pseudonyms.of(word, "13800000000") for word in WORDS}
    assert len(made) == 3
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in made)


@pytest.mark.parametrize(
    ("word", "one", "other"),
    [
        ("certificate", "32010219850101123x", "32010219850101123X"),
        ("telephone", "+86 138-0000-0000", "13800000000"),
    ],
)
def test_two_writings_of_one_number_have_one_pseudonym(word, one, other):
    pseudonyms = Pseudonyms(RING)
    assert pseudonyms.of(word, one) == pseudonyms.of(word, other)
    assert in_duckdb(RING, word, [one])[0] == pseudonyms.of(word, other)


def test_a_turned_ring_passes_old_pseudonyms_on():
    turned = RING.turned()
    before, after = Pseudonyms(RING), Pseudonyms(turned)
    con = duckdb.connect()
    passed = passed_on(con, turned.keys[-1], "person", "old")
    found = con.execute(f"SELECT {passed} FROM (SELECT ? AS old)", [before.of("person", "P1")])
    assert found.fetchone() == (after.of("person", "P1"),)
    assert before.of("person", "P1") != after.of("person", "P1")
    assert turned.named(RING.id) == RING
    assert turned.named(turned.id) == turned
    assert RING.named(turned.id) is None


def test_no_statement_and_no_plan_of_an_error_shows_a_key():
    con = duckdb.connect()
    made = Pseudonyms(RING).sql(con, "person", "missing")
    assert KEY.hex() not in made
    with pytest.raises(duckdb.Error) as told:
        con.execute(f"SELECT {made}")
    for pad in (0, 0x36, 0x5C):
        padded = bytes(byte ^ pad for byte in KEY)
        assert padded.hex().upper() not in str(told.value).upper().replace("\\X", "")
    assert KEY.hex() not in repr(RING)
    assert str(KEY) not in repr(RING)


def test_the_file_is_made_once_for_its_owner_only(tmp_path):
    settings = Settings(home=tmp_path)
    ring = KeyRing.opened(settings)
    path = place_of_keys(settings)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path == tmp_path / "keys" / "pseudonym.keys"
    assert KeyRing.opened(settings) == ring == KeyRing.read(path)
    assert sorted(path.parent.iterdir()) == [path]


def test_the_settings_place_it_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("FUNDWATCH_PSEUDONYM_KEYS", str(tmp_path / "apart" / "keys"))
    KeyRing.opened(Settings(home=tmp_path / "home"))
    assert (tmp_path / "apart" / "keys").exists()
    assert not (tmp_path / "home").exists()
    monkeypatch.setenv("FUNDWATCH_PSEUDONYM_KEYS", "")
    assert Settings(home=tmp_path).pseudonym_keys is None


def opened(home) -> str:
    return KeyRing.opened(Settings(home=home)).id


def test_many_that_make_it_at_once_make_one(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(opened, [tmp_path] * 8))) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no key"),
        ("# nothing\n", "holds no key"),
        ("zz" * 32, "line 1 is not hexadecimal"),
        ("# a\n" + "ab" * 16, "the key of line 2 has 16 bytes"),
        (f"{'ab' * 32}\n{'AB' * 32}\n", "a key twice"),
        ("密钥", "not text"),
    ],
)
def test_a_malformed_ring_is_refused(tmp_path, text, told):
    path = tmp_path / "pseudonym.keys"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(BadInput, match=told) as error:
        KeyRing.read(path)
    assert "ab" * 16 not in str(error.value)


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o620, 0o666])
def test_a_ring_open_to_others_is_refused(tmp_path, mode):
    path = tmp_path / "pseudonym.keys"
    path.write_text("ab" * 32)
    path.chmod(mode)
    with pytest.raises(BadInput, match="open to others"):
        KeyRing.read(path)


def test_a_missing_or_unreadable_ring_is_told(tmp_path):
    with pytest.raises(NotReady, match="is not there"):
        KeyRing.read(tmp_path / "none")
    with pytest.raises(FundwatchError, match="cannot be read"):
        KeyRing.read(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(FundwatchError, match=r"cannot be (read|made)"):
        KeyRing.opened(Settings(home=tmp_path / "file"))


def test_numbers_learned_beforehand_and_numbers_met_later_are_keyed_alike():
    con = duckdb.connect()
    hidden, table = Hidden(con, Pseudonyms(RING)), TABLES["setl_d"]
    person, certificate = table.column("psn_no"), table.column("certno_hash")
    hidden.learn([(person, "SELECT unnest(['P1', 'P2', 'P1', NULL])")])
    hidden.learn([(person, "SELECT missing FROM nowhere")])  # known by now: not asked again
    columns, joins = hidden.stored(table, ("psn_no", "certno_hash"))
    other = ", ".join(f"NULL AS {c.name}" for c in table.columns if c not in (person, certificate))
    given = "[{p: 'P1', c: '1x'}, {p: 'P2', c: NULL}, {p: 'P3', c: '1X'}, {p: NULL, c: '2'}]"
    seen = f"SELECT psn_no, certno_hash, {other} FROM (SELECT unnest({given}, recursive := true))"
    seen = seen.replace("psn_no, certno_hash,", "p AS psn_no, c AS certno_hash,", 1)
    rows = con.execute(
        f"SELECT psn_no, certno_hash FROM (SELECT {columns} FROM ({seen}) AS seen {joins})"
    ).fetchall()
    made = Pseudonyms(RING)
    assert set(rows) == {
        (made.of("person", "P1"), made.of("certificate", "1X")),
        (made.of("person", "P2"), None),
        (made.of("person", "P3"), made.of("certificate", "1X")),
        (None, made.of("certificate", "2")),
    }
