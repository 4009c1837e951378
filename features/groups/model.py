"""What a model of risk groups is: what it needs and blocks on, how it finds, what it scores.

A model leaves two tables in its connection (`bench.py`): `member`, which settlement belongs to which
candidate, and `measure`, one row a candidate with what its sub-scores and facts are made of. From
there on every model goes the same way: `scoring.py`, `identity.py`, `store.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from features.groups.bench import Bench

CORE = "core"
CONTEXT = "context"
ROLES = {
    CORE: "涉嫌 | suspected",
    CONTEXT: "相关 | of the same group, not suspected by itself",
}


@dataclass(frozen=True)
class SubScore:
    """One sub-score: a measure of the group, put on 0 to 100 by the ramp of the parameters.

    Attributes:
        name: the column of `measure`, and the table of its ramp in the parameters.
        zh, en: what is measured, as an inspector reads it.
    """

    name: str
    zh: str
    en: str


@dataclass(frozen=True)
class Fact:
    """A figure of the group that is stored beside its sub-scores and is not scored.

    Attributes:
        name: the column of `measure`.
        zh, en: what it is.
        unit: "" for plain numbers, "fen" for money, "%" for shares of 1.
    """

    name: str
    zh: str
    en: str
    unit: str = ""


@dataclass(frozen=True)
class Model:
    """One model of risk groups (domain brief C.7, names of the national subsystem).

    Attributes:
        name: the short name of the subsystem, such as "card_agg".
        zh, en: its name in words.
        violations: ids of the violations that it looks for (domain brief C.1 to C.6).
        blocks: what candidates share before they are compared, in words.
        needs: tables of the contract without which it cannot run.
        scores: its sub-scores.
        facts: further figures of a group.
        find: makes `member` and `measure`.
    """

    name: str
    zh: str
    en: str
    violations: tuple[str, ...]
    blocks: str
    needs: frozenset[str]
    scores: tuple[SubScore, ...]
    facts: tuple[Fact, ...]
    find: Callable[["Bench"], None]
