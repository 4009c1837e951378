"""Read the claim out of a message 3101 or 3102, in the columns of the contract.

The encounter asked about is `curr_mdtrt_id`; other encounters in the message are history, which the
shelf knows better. Its lines are the orders with `curr_drord_flag` 1. What cannot be read is
missing, and named in `warnings`; only a message without a patient or an encounter is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from features.nodes import Value
from features.record import record_columns
from serving.wire import names, values
from serving.wire.body import Json, children
from serving.wire.envelope import Envelope
from serving.wire.malformed import MalformedMessage

_INPATIENT = ("2", "52")
Facts = dict[str, Value]


@dataclass(frozen=True)
class Analysis:
    """What a message asks about: who, which encounter, and the claim in the contract's columns.

    `order_ids` are the senders' own ids of the lines, to which an answer may point.
    """

    patn_id: str | None
    mdtrt_id: str | None
    task_id: str | None
    scenes: tuple[str, ...]
    facts: Facts
    lines: dict[str, list[Facts]]
    warnings: tuple[str, ...]

    @property
    def order_ids(self) -> frozenset[str]:
        """The ids of the orders asked about."""
        written = (line.get("feedetl_sn") for line in self.lines["fee"])
        return frozenset(sn for sn in written if isinstance(sn, str))


def analysis(envelope: Envelope) -> Analysis:
    """The claim that a 3101 or 3102 asks about.

    Raises MalformedMessage when there is no patient or no encounter.
    """
    data = envelope.data
    patient = next(iter(children(data, "patient_dtos", "patientDtos")), None)
    if patient is None:
        raise MalformedMessage(
            "报文缺少patient_dtos(参保人信息)。", "应为一个参保人。", "请填写patient_dtos后重发。"
        )
    encounters = children(patient, "fsi_encounter_dtos", "encounterDtos")
    if not encounters:
        raise MalformedMessage(
            "报文缺少fsi_encounter_dtos(就诊信息)。",
            "至少应有当前就诊。",
            "请填写fsi_encounter_dtos后重发。",
        )
    encounter = _current(patient, encounters)
    orders = _current_orders(children(encounter, "fsi_order_dtos", "orderDtos"))
    warnings = [*envelope.missing, *_absent(patient, names.EXPECTED_PATIENT)]
    warnings += _absent(encounter, names.EXPECTED_ENCOUNTER)
    warnings += sorted({name for order in orders for name in _absent(order, names.EXPECTED_ORDER)})
    return Analysis(
        patn_id=values.text(patient.get("patn_id")),
        mdtrt_id=values.text(encounter.get("mdtrt_id"))
        or values.text(patient.get("curr_mdtrt_id")),
        task_id=values.text(data.get("task_id")),
        scenes=_scenes(data.get("trig_scen")),
        facts=_facts(envelope, patient, encounter),
        lines={
            "fee": [_row("fee", names.ORDER, order) for order in orders],
            "diag": _diagnoses(children(encounter, "fsi_diagnose_dtos", "diagnoseDtos")),
            "oprn": _numbered(
                _row("oprn", names.OPERATION, operation)
                for operation in children(encounter, "fsi_operation_dtos", "operationDtos")
            ),
        },
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _absent(node: Json, expected: Iterable[str]) -> list[str]:
    return [name for name in expected if values.text(node.get(name)) is None]


def _scenes(raw: object) -> tuple[str, ...]:
    written = values.text(raw) or ""
    return tuple(part.strip() for part in written.split(",") if part.strip())


def _flagged(node: Json, name: str) -> str | None:
    written = values.text(node.get(name))
    return names.WORDS.get(name, {}).get(written, written) if written else None


def _current(patient: Json, encounters: list[Json]) -> Json:
    """The encounter that `curr_mdtrt_id` names; the last one when it names none."""
    wanted = values.text(patient.get("curr_mdtrt_id"))
    for encounter in encounters:
        if wanted is not None and values.text(encounter.get("mdtrt_id")) == wanted:
            return encounter
    return encounters[-1]


def _current_orders(orders: list[Json]) -> list[Json]:
    """The orders of this call; all of them when the sender flags none."""
    current = [order for order in orders if _flagged(order, "curr_drord_flag") == "1"]
    return current or [order for order in orders if _flagged(order, "curr_drord_flag") != "0"]


def _row(table: str, mapping: names.Names, node: Json) -> Facts:
    """The columns of one node, each read as its kind in the contract; unreadable ones left out."""
    columns = record_columns(table)
    row: Facts = {}
    for theirs, ours in mapping:
        place = columns.get(ours)
        if place is None or theirs not in node or row.get(ours) is not None:
            continue
        raw = node[theirs]
        if theirs in names.WORDS:
            raw = _flagged(node, theirs)
        read = values.value(raw, place.column.kind)
        if read is not None:
            row[ours] = read
    return row


def _facts(envelope: Envelope, patient: Json, encounter: Json) -> Facts:
    facts = _row("claim", names.PATIENT, patient) | _row("claim", names.ENCOUNTER, encounter)
    _drop_placeholder_discharge(facts)
    if envelope.fixmedins_code is not None:  # the code that the sender's token vouches for
        facts["fixmedins_code"] = envelope.fixmedins_code
    facts["setl_time"] = envelope.asked
    if envelope.msgid is not None:
        facts["medins_setl_id"] = envelope.msgid
    facts["setl_id"] = envelope.msgid or f"{facts.get('mdtrt_id')}"
    facts["refd_setl_flag"], facts["vali_flag"] = "0", "1"
    born = facts.get("brdy")
    if isinstance(born, date):
        age = _whole_years(born, envelope.asked)
        if age >= 0:
            facts["age"] = age
    known = record_columns("claim")
    return {name: value for name, value in facts.items() if name in known and value is not None}


def _whole_years(born: date, when: datetime) -> int:
    return when.year - born.year - ((when.month, when.day) < (born.month, born.day))


def _drop_placeholder_discharge(facts: Facts) -> None:
    """Forget a discharge not after its admission: patients still in hospital are sent that way.

    An outpatient visit that ends on the day it began has no such placeholder and keeps its end.
    """
    begun, ended = facts.get("begntime"), facts.get("endtime")
    if not isinstance(begun, datetime) or not isinstance(ended, datetime):
        return
    inpatient = str(facts.get("med_type") or "").startswith(_INPATIENT)
    if ended < begun or (inpatient and ended == begun):
        for name in ("enddate", "endtime", "dscg_time"):
            facts.pop(name, None)


def _diagnoses(nodes: list[Json]) -> list[Facts]:
    """The discharge diagnoses in their order; all diagnoses when none is marked as discharge."""
    discharge = [node for node in nodes if values.text(node.get("inout_dise_type")) == "2"]
    ranked = sorted(
        discharge or nodes, key=lambda node: values.scaled(node.get("dias_srt_no"), 1) or 0
    )
    return _numbered(_row("diag", names.DIAGNOSIS, node) for node in ranked)


def _numbered(rows: Iterable[Facts]) -> list[Facts]:
    """The rows with `seq` from 1, since senders start at 0 or 1."""
    return [row | {"seq": place} for place, row in enumerate(rows, start=1)]
