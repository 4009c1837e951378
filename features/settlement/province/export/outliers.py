"""The truth about honest outliers: who looks odd and is not to be accused."""

import numpy as np
import pyarrow as pa

from features.settlement.province.columns import Table, day, table, words
from features.settlement.province.export.names import person_number
from features.settlement.province.outliers import kinds, outliers
from features.settlement.province.province import Province


def outlier_truth(province: Province) -> Table:
    """`outliers`: kind, name, mistaken scheme, institution or person, claims, planted ones.

    An outlier may host a scheme as well; `planted` counts its claims that are not honest.
    """
    world, visits = province.world, province.visits
    found, listed = outliers(world, visits), kinds()
    person = found.person >= 0
    claims = np.where(
        person,
        np.bincount(visits.person, minlength=world.persons.count)[found.person],
        np.bincount(visits.institution, minlength=world.institutions.count)[found.institution],
    )
    bent = np.unique(province.truth.visit)
    planted = np.where(
        person,
        np.bincount(visits.person[bent], minlength=world.persons.count)[found.person],
        np.bincount(visits.institution[bent], minlength=world.institutions.count)[
            found.institution
        ],
    )
    return table(
        {
            "kind": words(found.kind, [name for name, _, _ in listed]),
            "name": words(found.kind, [words_ for _, words_, _ in listed]),
            "looks_like": words(found.kind, [scheme for _, _, scheme in listed]),
            "fixmedins_code": words(
                np.maximum(found.institution, 0), world.institutions.code, absent=person
            ),
            "psn_no": _people(province, found.person),
            "since": day(np.maximum(found.since, 0), absent=found.since < 0),
            "claims": pa.array(claims.astype(np.int32)),
            "planted": pa.array(planted.astype(np.int32)),
        }
    )


def _people(province: Province, person: np.ndarray) -> object:
    """The numbers of people; null for institutions."""
    numbers = person_number(province.world.persons.number[np.maximum(person, 0)])
    return pa.array(
        [
            None if who < 0 else number
            for who, number in zip(person, numbers.to_pylist(), strict=True)
        ],
        type=pa.string(),
    )
