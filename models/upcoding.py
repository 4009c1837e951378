"""Upcoding: the probability that the billed group is above what is supported, and the excess yuan.

Learns from confirmed violations of kind U (domain brief C.2) among grouped stays, from every signal
and what severity support derives. The excess is Δ weight × rate × coefficient (D.3): the billed
weight less the weight of the severities that the evidence supports, within the same ADRG.
"""

import numpy as np

from models import fraud, severity
from models.boost import SEED
from models.expected import worth_of_excess
from models.head import Head
from models.labels import UPCODING, decided
from models.material import Material
from models.split import Protocol
from models.support import DERIVED, Support, with_support

STAGE = "post"  # the group is known after the settlement
RISKS = fraud.RISKS | {name: derived.risk for name, derived in DERIVED.items()}


def features() -> tuple[str, ...]:
    """The signals and derived figures that the head reads."""
    return (*fraud.claim_features(STAGE), *DERIVED)


def train(
    material: Material,
    protocol: Protocol,
    whole: fraud.Lesson,
    support: Support | None = None,
    seed: int = SEED,
) -> Head:
    """The upcoding head with the severity support inside it.

    Raises NotReady when too few stays are grouped or too few cases of upcoding are confirmed.
    """
    support = support or severity.train(material, [*protocol.train, *protocol.gap], seed)
    known = decided(material.verdicts(), protocol.as_of)
    grouped = whole.take(whole.rows["drg_code"].notna().to_numpy()).narrowed(known, UPCODING)
    grouped = grouped.of_rows(with_support(grouped.rows, support.many(grouped.rows)))
    grouped = grouped.take(grouped.rows["support_ratio"].notna().to_numpy())
    head = fraud.fit(grouped, protocol, "upcoding", STAGE, features(), RISKS, seed)
    excess = grouped.rows["excess_if_unsupported"].to_numpy(dtype=np.float64)
    head.worth = worth_of_excess(excess, grouped.confirmed, grouped.found_fen)
    head.support = support
    head.meta["support"] = support.figures
    return head
