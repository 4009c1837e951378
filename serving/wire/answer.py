"""Write findings as the standard's result list (违规信息), within its lengths and in GBK."""

import secrets
from collections.abc import Mapping, Sequence
from typing import cast

from serving.finding import Finding
from serving.wire.codes import WireCodes
from serving.wire.message import Analysis
from serving.wire.written import written
from serving.wire.yuan import yuan

_LONGEST_ID = 50
_LONGEST_NAME = 200
_LONGEST_TEXT = 500


def result_id() -> str:
    """A new id of a result or of one of its details: unique, unguessable, 32 characters."""
    return secrets.token_hex(16)


def result(
    analysis: Analysis, findings: Sequence[tuple[str, Finding]], codes: WireCodes
) -> list[dict[str, object]]:
    """The findings, each under the jr_id it is kept by, as `output.result`."""
    return [_result(analysis, jr_id, finding, codes) for jr_id, finding in findings]


def addressed(told: Mapping[str, object], patn_id: str | None) -> dict[str, object]:
    """An answer as its sender gets it: about the patient of the message, by the sender's number.

    Answers are made and kept without that number.
    """
    output = told.get("output")
    if not isinstance(output, dict):
        return dict(told)
    found = cast(Mapping[str, object], output).get("result")
    rows = cast(Sequence[Mapping[str, object]], found) if isinstance(found, list) else []
    return {**told, "output": {**output, "result": [_about(row, patn_id) for row in rows]}}


def _about(row: Mapping[str, object], patn_id: str | None) -> dict[str, object]:
    about = dict(row)
    if "patn_id" in about:
        about["patn_id"] = written(patn_id or "", _LONGEST_ID)
    details = about.get("judge_result_detail_dtos")
    if isinstance(details, list):
        own = cast(Sequence[Mapping[str, object]], details)
        about["judge_result_detail_dtos"] = [_about(detail, patn_id) for detail in own]
    return about


def _result(
    analysis: Analysis, jr_id: str, finding: Finding, codes: WireCodes
) -> dict[str, object]:
    computed = finding.expected_fen is not None
    return {
        "jr_id": jr_id,
        "rule_id": written(finding.rule_id, _LONGEST_ID),
        "rule_name": written(finding.title_zh, _LONGEST_NAME),
        "vola_cont": written(finding.text_zh, _LONGEST_TEXT),
        "patn_id": written(analysis.patn_id or "", _LONGEST_ID),
        "mdtrt_id": written(analysis.mdtrt_id, _LONGEST_ID),
        "judge_result_detail_dtos": _details(analysis, finding, codes),
        "vola_amt": yuan(finding.expected_fen),
        "vola_amt_stas": (
            codes.vola_amt_stas.computed if computed else codes.vola_amt_stas.not_computed
        ),
        "sev_deg": getattr(codes.sev_deg, finding.severity),
        "vola_evid": written(finding.basis_zh, _LONGEST_TEXT),
        "vola_bhvr_type": (
            codes.vola_bhvr_type.item if finding.lines else codes.vola_bhvr_type.conduct
        ),
        "task_id": analysis.task_id,
    }


def _details(analysis: Analysis, finding: Finding, codes: WireCodes) -> list[dict[str, object]]:
    """One detail a line that bears the finding out.

    A line violates (违规项) where the finding is certain and its amount is known. It is related
    (涉及项) to a suspicion, and to a violation of which it may be the rightful part: one of two
    charged alike, or within the limit that all together exceed.
    A finding without lines still has one detail, for receivers that take the list to be filled.
    """
    proven = finding.severity == "certain" and finding.expected_fen is not None
    kind = codes.vola_item_type.violating if proven else codes.vola_item_type.related
    amounts = {
        line.get("feedetl_sn"): line.get("det_item_fee_sumamt") for line in analysis.lines["fee"]
    }
    lines: list[str | None] = [sn for sn in finding.lines if sn in amounts] or [None]
    details: list[dict[str, object]] = []
    for sn in lines:
        amount = amounts.get(sn)
        details.append(
            {
                "jrd_id": result_id(),
                "patn_id": written(analysis.patn_id or "", _LONGEST_ID),
                "mdtrt_id": written(analysis.mdtrt_id, _LONGEST_ID),
                "rx_id": written(sn, _LONGEST_ID),
                "vola_item_type": kind,
                "vola_amt": yuan(amount if isinstance(amount, int) else finding.expected_fen),
            }
        )
    return details
