"""Random cases over the codes of the packaged scheme and some that no table has."""

from hypothesis import strategies as st

from features.payment.case import Case
from tests.payment.plain import DIAGNOSES, HEAVY, OPERATIONS

STRANGE = ("Q99.900", "Z99.x01")

cases = st.builds(
    Case,
    principal=st.sampled_from([*DIAGNOSES, *STRANGE]),
    secondary=st.lists(st.sampled_from([*HEAVY, *STRANGE, "E78.500"]), max_size=4).map(tuple),
    operations=st.lists(st.sampled_from([*OPERATIONS, "99.9900"]), max_size=2).map(tuple),
    age=st.integers(0, 99),
    fee=st.integers(0, 20_000_000),
    pooled=st.integers(0, 100_000),
    days=st.integers(1, 90),
    insutype=st.sampled_from(["310", "390", ""]),
    level=st.sampled_from(["02", "05", "11"]),
    department=st.sampled_from(["A03.01", "A15", "A21.02", ""]),
    special=st.booleans(),
    billed_coefficient=st.sampled_from([None, 10_382, 9_141]),
)
