"""Read a message 3103: what a doctor did about each reminder."""

from dataclasses import dataclass

from features.settlement.intake.personal import without_numbers
from serving.wire import values
from serving.wire.body import children
from serving.wire.envelope import Envelope
from serving.wire.malformed import MalformedMessage

_LONGEST_REASON = 500


@dataclass(frozen=True)
class Disposal:
    """One reminder's fate: `way` 1 keeps the order and says why, 2 goes back to change it.

    A reason is a doctor's free text; numbers of certificates and telephones in it are not kept.
    """

    jr_id: str
    warn_type: str | None
    way: str
    reason: str | None


def disposals(envelope: Envelope) -> list[Disposal]:
    """Every disposal in a 3103.

    Raises MalformedMessage when there is none, or one names no reminder or no way.
    """
    warn_type = values.text(envelope.data.get("warn_type"))
    read: list[Disposal] = []
    for node in children(envelope.data, "warns"):
        jr_id = values.text(node.get("warn_rslt_id"))
        way = values.text(node.get("dspo_way"))
        if jr_id is None or way not in {"1", "2"}:
            raise MalformedMessage(
                "warns中有一项缺少warn_rslt_id或dspo_way。",
                "dspo_way应为1(继续执行)或2(返回修改)。",
                "请补齐后重发。",
            )
        # The standard asks for a reason with way 1; feedback without one is worth more than none.
        reason = without_numbers(values.text(node.get("dspo_way_rea")) or "")
        read.append(Disposal(jr_id, warn_type, way, reason[:_LONGEST_REASON] or None))
    if not read:
        raise MalformedMessage("报文缺少warns(反馈明细)。", "至少应有一项。", "请填写warns后重发。")
    return read
