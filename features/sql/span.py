"""From which month a program answers, fits norms and reads claims, when it need not do all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from features.nodes import NORM_MONTHS, Expression, Norm, Past, children
from features.sql.program import inner


@dataclass(frozen=True)
class Span:
    """Months as whole numbers: the first that is answered, fitted, and read.

    What is read before the first answered month is what its claims can see: their windows, and the
    twelve months that norms are fitted from; of past claims too, where a look compares them.
    """

    answered: int
    fitted: int
    read: int

    @classmethod
    def of(cls, first: int, nodes: Iterable[Expression], shelf: tuple[int, int] | None) -> "Span":
        """What has to be read so that every month from the first on is answered exactly.

        `shelf` is the last month there is and how many days before a claim's window the shelf
        keeps, when the shelf is published too.
        """
        asked = list(nodes)
        looks, norms = inner(asked, Past), inner(asked, Norm)
        back = max((_months(look) for look in looks), default=0)
        compared = any(inner(children(look), Norm) for look in looks)
        fitted = first - back if compared else first
        read = min(first - back, fitted - NORM_MONTHS if norms else first)
        if shelf is not None:
            last, spare = shelf
            read = min(read, last - back - spare // 28 - 1)
        return cls(first, fitted, read)


def _months(look: Past) -> int:
    """How many months before its own a window may reach, with the looks inside it."""
    if look.window.unit == "month":
        inside = inner(children(look), Past)
        return look.window.reach + max((_months(part) for part in inside), default=0)
    return look.window.reach // 28 + 1
