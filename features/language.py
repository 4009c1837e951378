"""The words in which signals are declared: one expression over a claim, its own lines, and its past.

    patient_institutions_90d = Signal(
        past.same(claim.psn_no).within(days=90).distinct(claim.fixmedins_code),
        asks="过去90天在几家机构就诊? | How many institutions in 90 days?",
        risk=UP,
        family=SHOPPING,
    )

This module only wraps: meaning lives in `features.nodes`, validity in `features.check`, and four
readers (`features.sql`, `features.live`, `features.words`, the oracle in the tests) read the nodes.
"""

from dataclasses import dataclass, replace
from typing import NoReturn

from features.errors import DeclarationError
from features.nesting import told
from features.nodes import Column, Expression, Lines, Norm, Past, Window
from features.signal import DOWN, NEITHER, UP, Indicator, Signal
from features.terms import (
    Term,
    bld,
    check,
    claim,
    diag,
    fee,
    greatest,
    icu,
    institution,
    least,
    oprn,
    opsp,
    pair,
    price,
    scan,
    sign,
    term,
    units,
    weights,
    when,
    yuan,
)

__all__ = [
    "DOWN",
    "NEITHER",
    "UP",
    "Indicator",
    "Signal",
    "bld",
    "check",
    "claim",
    "diag",
    "fee",
    "greatest",
    "icu",
    "institution",
    "least",
    "lines",
    "norm",
    "oprn",
    "opsp",
    "pair",
    "past",
    "price",
    "scan",
    "sign",
    "units",
    "weights",
    "when",
    "yuan",
]


def _value(value: Term | None) -> Expression | None:
    return None if value is None else value.node


@dataclass(frozen=True)
class OwnLines:
    """The claim's own lines of one kind, perhaps only those that meet a condition."""

    node: Lines

    def where(self, condition: Term) -> "OwnLines":
        """Only the lines that meet the condition; it may compare a line with its claim."""
        both = (
            self.node.where if self.node.where is None else (Term(self.node.where) & condition).node
        )
        return OwnLines(replace(self.node, where=both or condition.node))

    def by(self, *keys: Term) -> "OwnLines":
        """Lines in groups alike in these, for `count`, `distinct` (at_least=…) and `largest()`."""
        return OwnLines(replace(self.node, by=tuple(key.node for key in keys)))

    def _closed(self, aggregate: str, value: Term | None = None, at_least: int = 1) -> Term:
        return term(replace(self.node, aggregate=aggregate, value=_value(value), at_least=at_least))

    def count(self, at_least: int = 1) -> Term:
        """How many lines; after `by`, how many groups hold at least so many."""
        return self._closed("groups" if self.node.by else "count", at_least=at_least)

    def largest(self) -> Term:
        """How many lines the fullest group holds."""
        return self._closed("largest")

    def sum(self, value: Term) -> Term:
        """The total of a whole-numbered value."""
        return self._closed("sum", value)

    def min(self, value: Term) -> Term:
        """The least value, null without lines."""
        return self._closed("min", value)

    def max(self, value: Term) -> Term:
        """The greatest value, null without lines."""
        return self._closed("max", value)

    def distinct(self, value: Term, at_least: int = 1) -> Term:
        """How many different values; after `by`, how many groups have at least so many."""
        return self._closed("distinct", value, at_least)


class lines:
    """The lines of the claim, by kind."""

    fee = OwnLines(Lines("fee", "count"))
    diag = OwnLines(Lines("diag", "count"))
    oprn = OwnLines(Lines("oprn", "count"))
    icu = OwnLines(Lines("icu", "count"))
    bld = OwnLines(Lines("bld", "count"))
    pair = OwnLines(Lines("pair", "count"))
    scan = OwnLines(Lines("scan", "count"))
    check = OwnLines(Lines("check", "count"))
    opsp = OwnLines(Lines("opsp", "count"))
    sign = OwnLines(Lines("sign", "count"))


@dataclass(frozen=True)
class Earlier:
    """Earlier claims alike in some keys, within a window."""

    node: Past

    def where(self, condition: Term) -> "Earlier":
        """Only the past claims that meet the condition, read on the past claim."""
        held = self.node.where
        both = condition.node if held is None else (Term(held) & condition).node
        return Earlier(replace(self.node, where=both))

    def within(self, *, days: int = 0, months: int = 0) -> "Earlier":
        """How far back: whole days for a claim's signal, whole months for an indicator."""
        if (days > 0) == (months > 0):
            raise DeclarationError(
                f"A window of {days} days and {months} months was asked for.",
                "A claim's past is within(days=…), an institution's within(months=…).",
                "Give exactly one of them, above zero.",
            )
        return Earlier(
            replace(self.node, window=Window("day", days) if days else Window("month", months))
        )

    def by(self, *keys: Term) -> "Earlier":
        """Rows in groups alike in these, at a month's end: `count(at_least=…)`, `largest()`, `distinct`."""
        return Earlier(replace(self.node, by=tuple(key.node for key in keys)))

    def _closed(self, aggregate: str, value: Term | None = None, at_least: int = 1) -> Term:
        if not self.node.window.reach:
            raise DeclarationError(
                f"{told(self.node)} has no window.",
                "Every look at the past is bounded, so that no request grows with history.",
                "Add .within(days=…), or .within(months=…) for an indicator.",
            )
        return term(replace(self.node, aggregate=aggregate, value=_value(value), at_least=at_least))

    def count(self, at_least: int = 1) -> Term:
        """How many past claims; after `by`, how many groups hold at least so many."""
        return self._closed("groups" if self.node.by else "count", at_least=at_least)

    def reaching(self, total: int, value: Term) -> Term:
        """After `by`, how many groups' totals of a value reach so many of its units, as it is stored."""
        return self._closed("groups", value, total)

    def largest(self, value: Term | None = None) -> Term:
        """How many claims the fullest group holds, or the greatest total of a value in a group."""
        return self._closed("largest", value)

    def sum(self, value: Term) -> Term:
        """The total of a whole-numbered value."""
        return self._closed("sum", value)

    def min(self, value: Term) -> Term:
        """The least value, null when there is none."""
        return self._closed("min", value)

    def max(self, value: Term) -> Term:
        """The greatest value, null when there is none."""
        return self._closed("max", value)

    def latest(self, value: Term) -> Term:
        """The last value that is not missing, null when there is none."""
        return self._closed("latest", value)

    def distinct(self, value: Term, at_least: int = 1) -> Term:
        """How many different values; after `by`, how many groups hold at least so many."""
        return self._closed("distinct", value, at_least)

    def mean(self, value: Term) -> Term:
        """The total over how many claims have the value."""
        return self.sum(value) / self.where(~value.is_null()).count()

    def share(self, condition: Term) -> Term:
        """The part of past claims that meet the condition, of those where it is known."""
        return self.where(condition).count() / self.where(~condition.is_null()).count()

    def spread(self, value: Term) -> Term:
        """The greatest value less the least."""
        return self.max(value) - self.min(value)

    def median(self, value: Term) -> NoReturn:
        """Never: two days' medians do not make one."""
        raise DeclarationError(
            f"median({told(value.node)}) cannot look at the past.",
            "Only what merges can: two days' medians do not make one.",
            "Declare a norm: norm.median(...).of(...).",
        )


class past:
    """What came before the claim."""

    @staticmethod
    def same(*keys: Term) -> Earlier:
        """Earlier claims alike in every one of these columns."""
        columns = tuple(key.node for key in keys)
        named = tuple(column for column in columns if isinstance(column, Column))
        if not named or len(named) != len(columns):
            raise DeclarationError(
                "past.same() was given something that is not a column.",
                "The keys of a past are columns of claim, or institution.fixmedins_code.",
                "Name columns; put conditions into .where(…).",
            )
        return Earlier(Past(named, Window("day", 0), "count"))


@dataclass(frozen=True)
class Peers:
    """A norm that still lacks its peers."""

    statistic: str
    value: Term
    permille: int = 500

    def of(self, *peers: Term) -> Term:
        """Among claims alike in these, the last dropped first where peers are few."""
        keys = tuple(peer.node for peer in peers)
        return term(Norm(self.statistic, self.value.node, keys, self.permille))


class norm:
    """Peer figures of earlier months."""

    @staticmethod
    def median(value: Term) -> Peers:
        """The middle value: the ⌈n/2⌉-th of n."""
        return Peers("quantile", value)

    @staticmethod
    def quantile(value: Term, share: float) -> Peers:
        """The ⌈n·share⌉-th of n values; the share counts in thousandths."""
        return Peers("quantile", value, round(share * 1000))

    @staticmethod
    def mad(value: Term) -> Peers:
        """The median distance from the median."""
        return Peers("mad", value)

    @staticmethod
    def mean(value: Term) -> Peers:
        """The mean of whole numbers, rounded half up to a whole one."""
        return Peers("mean", value)

    @staticmethod
    def rate(condition: Term) -> Peers:
        """The share that meet the condition, drawn toward the overall rate by RATE_PRIOR cases."""
        return Peers("rate", condition)

    @staticmethod
    def count(value: Term) -> Peers:
        """How many peers have the value."""
        return Peers("count", value)
