"""Persons as they are in life, an export of them, and a search for what they must not leave behind."""

import duckdb
from sqlalchemy import text

from features.database import engine
from features.settings import Settings
from features.settlement.lake.lake import REJECTED
from tests.settlement.export import fee, settlement, write

CERTIFICATES = [f"3201021985010112{n}X" for n in range(1, 5)]

PERSONS = [f"P-IN-LIFE-{n}" for n in range(1, 5)]

NAME, TELEPHONE, STREET = "欧阳晓明", "13951234567", "中山北路128号5栋301室"


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def personal(n: int, **changes: str) -> dict[str, str]:
    own = {"certno": CERTIFICATES[n], "psn_name": NAME, "psn_no": PERSONS[n]}
    return settlement(n, **own) | {"家属电话": TELEPHONE, "住址": STREET, "note": ""} | changes


def export(folder):
    """Settlements and persons, loaded and rejected rows of each, with everything that is secret."""
    write(
        folder,
        "setl_d.csv",
        [
            personal(0),
            personal(1),
            personal(2, medfee_sumamt="x", note=f"证件{CERTIFICATES[3]}"),
            personal(0, note=TELEPHONE),
        ],
        "gbk",
    )
    lines = [fee(n, n, psn_no=PERSONS[n]) for n in range(3)]
    write(folder, "fee_list_d.csv", [*lines, fee(9, 3, psn_no=PERSONS[3], cnt="many")])
    person = {"psn_no": "", "certno": "", "tel": TELEPHONE, "addr": STREET, "psn_name": NAME}
    write(
        folder,
        "psn_info_b.csv",
        [
            person | {"psn_no": PERSONS[0], "certno": CERTIFICATES[0], "gend": "1"},
            person | {"psn_no": PERSONS[0], "certno": CERTIFICATES[0], "gend": "1"},
        ],
    )
    return folder


def every_byte(folder) -> bytes:
    """What the files say, Parquet unpacked, so that a search finds what compression would hide."""
    told = b""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            rows = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            told += repr(rows).encode()
        if path.is_file():
            told += path.read_bytes()
    return told


def dump(settings: Settings) -> bytes:
    """Every row of every table of the database, as text."""
    told = b""
    with engine(settings).connect() as connection:
        names = connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        ).scalars()
        for name in names.all():
            rows = connection.execute(text(f'SELECT t::text FROM "{name}" AS t')).scalars()
            told += "\n".join(rows.all()).encode()
    return told


def secrets_in(told: bytes) -> list[str]:
    secrets = [*CERTIFICATES, *PERSONS, NAME, TELEPHONE, STREET]
    return [secret for secret in secrets if secret.encode() in told]


def rejected(settings: Settings, table: str) -> list[tuple[str, str]]:
    files = str(settings.path("lake", REJECTED, table, "*.parquet"))
    return duckdb.execute(
        "SELECT json_extract_string(raw, '$.setl_id'), json_extract_string(raw, '$.psn_no') "
        "FROM read_parquet(?)",
        [files],
    ).fetchall()
