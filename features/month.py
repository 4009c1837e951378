"""A month: as people write it, as a whole number, and its days."""

import re
from datetime import date, timedelta

from features.errors import BadInput


def month_named(month: str) -> str:
    """The month itself, when it is written as 2025-03. Raises BadInput otherwise."""
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month, re.ASCII):
        return month
    raise BadInput(f"{month} is no month", "A month is of the form 2025-03", "Give it as YYYY-MM")


def month_text(number: int) -> str:
    """The month as people write it.

    >>> month_text(2025 * 12 + 2)
    '2025-03'
    """
    return f"{number // 12}-{number % 12 + 1:02}"


def month_number(text: str) -> int:
    """The month as a whole number.

    >>> month_number("2025-03") == 2025 * 12 + 2
    True
    """
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def month_days(month: str) -> tuple[date, date]:
    """The first and the last day of a month. Raises BadInput for no month.

    >>> month_days("2025-02")
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    """
    first = date.fromisoformat(f"{month_named(month)}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
