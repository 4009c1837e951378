"""GET /v1/signals: the catalogue of claim signals and institution indicators, as declared."""

from fastapi import APIRouter
from pydantic import BaseModel

from features.catalog import FAMILIES, SIGNALS, fingerprint
from features.signal import Described
from serving.doors import Known
from serving.measures import indicators
from serving.replies import PROBLEMS

router = APIRouter(prefix="/v1/signals", tags=["signals 信号"])


class Declared(BaseModel):
    """One signal or indicator: the question it answers, and what it is measured in."""

    name: str
    asks_zh: str
    asks_en: str
    family: str
    family_zh: str
    family_en: str
    risk: str
    unit: str
    stage: str
    owner: str
    source: str | None


class Catalogue(BaseModel):
    """Everything that is asked of claims and institutions, and the claim signals' fingerprint."""

    fingerprint: str
    claim_signals: list[Declared]
    indicators: list[Declared]


@router.get("", summary="信号目录 The catalogue of signals", responses=PROBLEMS)
def signals(_reader: Known) -> Catalogue:
    """Every signal and indicator with its question in Chinese and English."""
    return Catalogue(
        fingerprint=fingerprint(),
        claim_signals=[_declared(name, signal) for name, signal in SIGNALS.items()],
        indicators=[_declared(name, each) for name, each in indicators().items()],
    )


def _declared(name: str, declared: Described) -> Declared:
    zh, en = declared.question
    family_zh, _, family_en = FAMILIES.get(declared.family, declared.family).partition(" | ")
    return Declared(
        name=name,
        asks_zh=zh,
        asks_en=en or zh,
        family=declared.family,
        family_zh=family_zh,
        family_en=family_en or family_zh,
        risk=declared.risk,
        unit=str(declared.measure.kind),
        stage=declared.stage.name.lower(),
        owner=declared.owner,
        source=getattr(declared, "source", None),
    )
