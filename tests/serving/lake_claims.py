"""Claims of a lake as others send them: our JSON, and a message 3102 of the same claim."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from features.build import BuildReport
from features.engines.lake import lake_engine
from features.live import ClaimRecord
from features.matrix import Matrix
from features.record import record_columns
from features.records import records
from features.settings import Settings
from features.settlement.contract import Kind
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from features.settlement.pseudonyms.pseudonym import Pseudonyms
from serving.claim_body import KINDS
from serving.hiding import hashed
from serving.wire import names
from tests.serving.messages import Message, message


def newest(settings: Settings, count: int) -> list[ClaimRecord]:
    """Claims of the last built month, spread over it, those with the most lines first.

    Persons have the numbers that they have in life, as whoever sends a claim knows them.
    """
    month = BuildReport.read(settings).months[-1]
    rows = Matrix.open(settings).claims([month], [])
    ids = sorted(rows["setl_id"].astype(str))
    with lake_engine(settings) as engine:
        found = records(engine, ids)
    chosen = sorted(found, key=lambda record: -len(record.lines["fee"]))[:count]
    known = numbers_in_life(settings)
    return [
        ClaimRecord(
            _in_life(record.facts, "claim", known),
            {
                kind: [_in_life(line, kind, known) for line in lines]
                for kind, lines in record.lines.items()
            },
        )
        for record in chosen
    ]


IN_LIFE = {"psn_no": "person", "certno": "certificate", "tel": "telephone"}


def numbers_in_life(settings: Settings) -> dict[str, str]:
    """The numbers in the province's own files, each by its pseudonym in the lake."""
    pseudonyms = Pseudonyms(KeyRing.read(place_of_keys(settings)))
    known: dict[str, str] = {}
    for files in ("psn_info_b*.parquet", "setl_d-*.parquet"):
        raw = settings.path("raw", "data", files)
        read = duckdb.execute(f"SELECT COLUMNS('^({'|'.join(IN_LIFE)})$') FROM '{raw}'")
        words = [IN_LIFE[str(column[0]).lower()] for column in read.description or ()]
        for row in read.fetchall():
            numbers = [(word, str(value)) for word, value in zip(words, row, strict=True) if value]
            known |= {pseudonyms.of(word, number): number for word, number in numbers}
    return known


def _in_life(row: Mapping[str, Any], table: str, known: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: known[value] if name in hashed(table) and value is not None else value
        for name, value in row.items()
    }


def as_json(record: ClaimRecord, stage: str) -> dict[str, Any]:
    """The body of POST /v1/claims/score."""
    return {
        "stage": stage,
        "claim": _plain(record.facts, "claim"),
        "lines": {kind: [_plain(line, kind) for line in record.lines[kind]] for kind in KINDS},
    }


def _plain(row: Mapping[str, Any], table: str) -> dict[str, Any]:
    known = record_columns(table)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if name in known
    }


def as_message(record: ClaimRecord, msgid: str, infno: str = "3102") -> Message:
    """A message 3101 or 3102 about the claim, as its hospital would send it."""
    facts = record.facts
    visit = _sent(facts, names.ENCOUNTER, "claim") | {
        "medins_id": facts["fixmedins_code"],
        "fsi_diagnose_dtos": [
            _sent(row, names.DIAGNOSIS, "diag")
            | {"inout_dise_type": "2", "dias_srt_no": str(row["seq"])}
            for row in record.lines["diag"]
        ],
        "fsi_operation_dtos": [_sent(r, names.OPERATION, "oprn") for r in record.lines["oprn"]]
        or "",
        "fsi_order_dtos": [
            _sent(row, names.ORDER, "fee") | {"curr_drord_flag": "1"} for row in record.lines["fee"]
        ],
    }
    sent = message(infno, msgid=msgid, visit=visit)
    sent["fixmedins_code"] = facts["fixmedins_code"]
    sent["inf_time"] = _text(facts["setl_time"], Kind.MOMENT)
    patient = _sent(facts, names.PATIENT, "claim") | {
        "curr_mdtrt_id": facts["mdtrt_id"],
        "fsi_encounter_dtos": [visit],
    }
    sent["input"]["data"]["patient_dtos"] = [patient]
    return sent


def _sent(row: Mapping[str, Any], mapping: names.Names, table: str) -> dict[str, str]:
    columns, sent = record_columns(table), {}
    for theirs, ours in mapping:
        if ours in columns and row.get(ours) is not None and theirs not in sent:
            sent[theirs] = _text(row[ours], columns[ours].column.kind)
    return sent


def _text(value: object, kind: Kind) -> str:
    scales = {Kind.FEN: 100, Kind.QUANTITY: 10_000, Kind.PRICE: 1_000_000}
    if kind in scales:
        return str(Decimal(str(value)) / scales[kind])
    return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)
