"""Which signals read what is contested: the codes that coding alone decides, and what they pay."""

from features.nodes import Column, Lines, walk
from features.record import place_of
from features.signal import Signal

CASE_TABLES = ("drg_case_d", "drg_whatif_d")


def is_contested(signal: Signal) -> bool:
    """Whether the signal reads diagnosis lines, the group, its weight or its payment.

    A model of which severity the evidence supports leaves such signals out, or it would learn the
    answer from the question.
    """
    return any(_reads_coding(part) for part in walk(signal.node))


def _reads_coding(part: object) -> bool:
    match part:
        case Lines(table="diag"):
            return True
        case Column("claim", name):
            return place_of("claim", name).table in CASE_TABLES or name == "diag_code_cnt"
        case _:
            return False
