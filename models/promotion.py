"""Promotion: a challenger becomes champion by a win on the fixed protocol, or by a recorded decision.

The rival is the champion; where there is none yet, the order by amount that any bureau has already.
Both are asked about the same unseen claims (for the institution head: the same institution-months),
and the higher average precision wins. Without verdicts on unseen claims nothing can win.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from features.errors import Conflict, NotReady, Refused
from models import institution
from models.baselines import amount_rank
from models.frame import Reals
from models.head import Head
from models.labels import UPCODING, decided, labels
from models.material import Material
from models.ranking import rank
from models.registry import CHALLENGER, CHAMPION, Registry
from models.split import Protocol
from models.standing import standing

FEWEST_CONFIRMED = 3


@dataclass(frozen=True)
class Bout:
    """One comparison: the average precision of challenger and rival on the same claims."""

    key: str
    version: str
    rival: str
    ap: float | None
    rival_ap: float | None
    claims: int
    confirmed: int

    @property
    def won(self) -> bool:
        """Whether the challenger stands strictly higher."""
        return self.ap is not None and self.rival_ap is not None and self.ap > self.rival_ap


def promote(
    registry: Registry, material: Material, protocol: Protocol, key: str, forced_because: str | None
) -> dict[str, Any]:
    """Promote the challenger of a head; gives the comparison and what became of it.

    Raises NotReady when there is no challenger, Refused when it did not win and nobody forced it.
    """
    head = registry.head(key, CHALLENGER)
    if head is None:
        raise NotReady(
            f"{key} has no challenger",
            "A newly trained head is a challenger until it is promoted",
            f"Run `fundwatch train {key}` first",
        )
    bout = compare(material, protocol, head, _champion(registry, head))
    if not bout.won and not forced_because:
        raise Refused(
            f"{key} version {head.version} did not win: average precision {_told(bout.ap)} against "
            f"{_told(bout.rival_ap)} of {bout.rival}, on {bout.claims} unseen claims with "
            f"{bout.confirmed} confirmed",
            "A challenger is promoted when it beats its rival on the fixed protocol",
            'Wait for more verdicts, train better, or decide by --force --reason "…"',
        )
    record = {
        "promoted_at": datetime.now(ZoneInfo("Asia/Shanghai"))
        .replace(tzinfo=None)
        .isoformat(timespec="seconds"),
        "won": bout.won,
        "rival": bout.rival,
        "ap": bout.ap,
        "rival_ap": bout.rival_ap,
        "forced_because": None if bout.won else forced_because,
    }
    registry.promote(head, record)
    return {
        "head": key,
        "version": head.version,
        "claims": bout.claims,
        "confirmed": bout.confirmed,
        **record,
    }


def _champion(registry: Registry, head: Head) -> Head | None:
    """The champion in office, if it can still be asked: of the same signals, in a form that is read."""
    try:
        found = registry.head(head.key, CHAMPION)
    except (Conflict, NotReady):
        return None
    same = found is not None and found.meta["fingerprint"] == head.meta["fingerprint"]
    return found if same else None


def compare(material: Material, protocol: Protocol, head: Head, champion: Head | None) -> Bout:
    """The challenger beside its rival on claims that neither was trained on."""
    if head.name == institution.NAME:
        mine, theirs, positive = _institutions(material, protocol, head, champion)
    else:
        mine, theirs, positive = _claims(material, protocol, head, champion)
    rival = f"champion {champion.version}" if champion is not None else "amount_rank"
    confirmed = int(positive.sum())
    if confirmed < FEWEST_CONFIRMED or confirmed == len(positive):
        return Bout(head.key, head.version, rival, None, None, len(positive), confirmed)
    nothing = np.zeros(len(positive))
    ours, other = (standing(score, positive, nothing, 1).ap for score in (mine, theirs))
    return Bout(head.key, head.version, rival, ours, other, len(positive), confirmed)


def _claims(
    material: Material, protocol: Protocol, head: Head, champion: Head | None
) -> tuple[Reals, Reals, Reals]:
    rows = material.claims([*protocol.gap, *protocol.test])
    known = decided(material.verdicts(), date.max)
    kinds = UPCODING if head.name == "upcoding" else ""
    found = labels(rows["setl_id"], known, kinds)
    asked = ~np.isnan(found)
    if head.support is not None:
        asked &= rows["drg_code"].notna().to_numpy()
    rows = rows[asked].reset_index(drop=True)
    mine = head.score_rows(rows).raw
    theirs = amount_rank(rows) if champion is None else champion.score_rows(rows).raw
    return mine, theirs, found[asked]


def _institutions(
    material: Material, protocol: Protocol, head: Head, champion: Head | None
) -> tuple[Reals, Reals, Reals]:
    heads = {one.key: one for one in Registry(material.settings).candidates().values()}
    ranked = rank(material.claims([*protocol.gap, *protocol.test]), heads)
    rows = institution.table(material, ranked.rows, ranked.probability, ranked.expected_fen)
    known = decided(material.verdicts(), date.max)
    outcome = institution.outcome_of(rows, ranked.rows, labels(ranked.rows["setl_id"], known))
    asked = ~np.isnan(outcome)
    rows = rows[asked].reset_index(drop=True)
    amounts = ranked.rows.groupby(["fixmedins_code", "month"])["fund_pay_sumamt"].sum()
    keys = list(zip(rows["fixmedins_code"], rows["month"], strict=True))
    theirs = (
        np.array([float(amounts.get(key, 0)) for key in keys])
        if champion is None
        else champion.score_rows(rows).raw
    )
    return head.score_rows(rows).raw, theirs, outcome[asked]


def _told(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.3f}"
