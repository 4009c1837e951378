"""The files of the truth: planted claims, the institutions and persons of schemes."""

import numpy as np
import pyarrow as pa

from features.settlement.province.columns import Table, flag, table, words, yuan
from features.settlement.province.export.names import person_number, settlement_number
from features.settlement.province.fees import by_visit
from features.settlement.province.refunds import Settlements
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.truth import Truth
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


def claim_truth(world: World, settled: Settlements, truth: Truth) -> Table:
    """`claims`: settlement, scheme, loss, intent."""
    row = settled.row_of[truth.visit]
    order = np.lexsort((truth.scheme, row))
    scheme = truth.scheme[order]
    return table(
        {
            "setl_id": settlement_number(world.order, row[order]),
            "scheme": words(scheme, [s.id for s in SCHEMES]),
            "loss": yuan(truth.loss[order]),
            "intent": flag(np.array([s.intent for s in SCHEMES])[scheme]),
        }
    )


def institution_truth(world: World, visits: Visits, truth: Truth) -> Table:
    """`institutions`: planted claims and loss of each institution and scheme."""
    key = visits.institution[truth.visit] * len(SCHEMES) + truth.scheme
    found, inverse, claims = np.unique(key, return_inverse=True, return_counts=True)
    return table(
        {
            "fixmedins_code": words(found // len(SCHEMES), world.institutions.code),
            "scheme": words(found % len(SCHEMES), [s.id for s in SCHEMES]),
            "claims": pa.array(claims.astype(np.int32)),
            "loss": yuan(by_visit(truth.loss, inverse.astype(np.int64), len(found))),
        }
    )


def person_truth(world: World, visits: Visits, truth: Truth) -> Table:
    """`persons`: planted claims of people in schemes that need them, by scheme."""
    acting = np.array([s.id in {"F02", "F05", "F11", "F13", "F17", "O05"} for s in SCHEMES])
    some = np.flatnonzero(acting[truth.scheme])
    key = visits.person[truth.visit[some]] * len(SCHEMES) + truth.scheme[some]
    found, claims = np.unique(key, return_counts=True)
    return table(
        {
            "psn_no": person_number(world.persons.number[found // len(SCHEMES)]),
            "scheme": words(found % len(SCHEMES), [s.id for s in SCHEMES]),
            "claims": pa.array(claims.astype(np.int32)),
        }
    )
