"""POST /v1/claims/score: one claim in the contract's columns, scored now."""

import asyncio
from dataclasses import replace
from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from serving.brought import given
from serving.claim_body import ScoreRequest, Stage
from serving.doors import Known, NotFound, Stationed
from serving.finding import Finding
from serving.ledger import Entry, score_id
from serving.readers import Reader
from serving.replies import PROBLEMS, Problem
from serving.station import Station
from serving.wire.values import beijing_now

router = APIRouter(prefix="/v1/claims", tags=["claims 结算"])


class ScoreAnswer(BaseModel):
    """A claim's score, with the findings that inspectors and hospitals read."""

    model_config = ConfigDict(protected_namespaces=())

    score_id: str
    stage: Stage
    score: float | None = Field(description="Highest probability of a head; null if none applies.")
    findings: list[Finding]
    model_version: str
    fingerprint: str = Field(description="Of the signals that the models were trained on.")
    stale: bool = Field(description="The shelf ends before the day ahead of the claim's day.")


@router.post(
    "/score",
    summary="评一笔结算 Score one claim",
    responses=PROBLEMS
    | {
        404: {"model": Problem, "description": "An institution that this token does not open."},
        409: {"model": Problem, "description": "A day that the shelf no longer answers."},
        503: {"model": Problem, "description": "Nothing to score with yet, or it does not match."},
    },
)
async def score_claim(asked: ScoreRequest, reader: Known, at: Stationed) -> ScoreAnswer:
    """Score a claim. Money is integer fen, as in every column of the contract.

    The answer is the batch's own: the same signals, the same models. It is kept in the score
    ledger under `score_id`.
    """
    return await asyncio.wrap_future(at.submit(lambda: _score(at, reader, asked)))


def _score(at: Station, reader: Reader, asked: ScoreRequest) -> ScoreAnswer:
    facts = asked.facts()
    code = str(facts["fixmedins_code"])
    area = at.scorer.area(code)
    if not reader.sees(code, area):
        raise NotFound(
            "没有此机构,或不在您的辖区 (no such institution, or not in your area)",
            "An institution that your token opens",
            "请核对机构编号 (check fixmedins_code)",
        )
    lines = asked.line_rows()
    scored = at.scorer.score(asked.stage, facts, lines, given(facts, lines))
    when = facts["setl_time"]
    entry = Entry(
        score_id=score_id(reader.name, "v1", None),
        client=reader.name,
        stage=asked.stage,
        asked_at=when if isinstance(when, datetime) else beijing_now(),
        setl_id=str(facts["setl_id"]),
        fixmedins_code=code,
        area=area,
    )
    told = ScoreAnswer(
        score_id=entry.score_id,
        stage=asked.stage,
        score=scored.score,
        findings=scored.findings,
        model_version=scored.model_version,
        fingerprint=scored.fingerprint,
        stale=scored.stale,
    )
    at.metrics.ruled(scored.ruling.hits, scored.ruling.failed)
    for finding in scored.findings:
        at.metrics.findings.labels(asked.stage, finding.rule_id).inc()
    at.ledger.record(scored.kept_as(replace(entry, answer=told.model_dump(mode="json"))))
    return told
