"""One small training for all tests of models."""

import pandas as pd
import pytest

from models import fraud, severity, upcoding
from models.expected import worth_of_excess
from models.fraud import Lesson
from models.head import Head
from models.labels import UPCODING, decided
from models.support import Support, with_support
from tests.models.examples import PROTOCOL, claims, lesson, verdicts


@pytest.fixture(scope="session")
def rows() -> pd.DataFrame:
    return claims()


@pytest.fixture(scope="session")
def known(rows: pd.DataFrame) -> pd.DataFrame:
    return verdicts(rows)


@pytest.fixture(scope="session")
def taught(rows: pd.DataFrame, known: pd.DataFrame) -> Lesson:
    return lesson(rows, known)


@pytest.fixture(scope="session")
def head(taught: Lesson) -> Head:
    return fraud.train(taught, PROTOCOL, "post")


@pytest.fixture(scope="session")
def support(rows: pd.DataFrame) -> Support:
    return severity.fit(rows, severity.evidence(itemised=True))


@pytest.fixture(scope="session")
def upcoder(taught: Lesson, known: pd.DataFrame, support: Support) -> Head:
    grouped = taught.narrowed(decided(known, PROTOCOL.as_of), UPCODING)
    grouped = grouped.of_rows(with_support(grouped.rows, support.many(grouped.rows)))
    made = fraud.fit(grouped, PROTOCOL, "upcoding", "post", upcoding.features(), upcoding.RISKS)
    excess = grouped.rows["excess_if_unsupported"].to_numpy(dtype=float)
    made.worth = worth_of_excess(excess, grouped.confirmed, grouped.found_fen)
    made.support = support
    return made


@pytest.fixture(scope="session")
def risks() -> dict[str, str]:
    return fraud.RISKS
