"""Turn what senders write into the contract's values; what cannot be read is missing, never zero.

One conversion for each kind of the contract. Money, quantities, prices and weights become exact
integers from their decimal text, so no float ever stands between a message and a signal.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from features.nodes import Value
from features.settlement.contract import Kind

_BLANK = frozenset({"", "-", "--", "—", "/", "null", "none", "undefined", "nan"})
_BEIJING = timezone(timedelta(hours=8))
_FIRST_YEAR = 1901  # 1900-01-01 and 0001-01-01 are how clients write "no date"
_LARGEST = Decimal(2**62)
_SCALE = {
    Kind.FEN: 100,
    Kind.QUANTITY: 10_000,
    Kind.PRICE: 1_000_000,
    Kind.POINTS: 10_000,
    Kind.COUNT: 1,
    Kind.YEARS: 1,
    Kind.DAYS: 1,
    Kind.HOURS: 1,
}
_USUAL = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\.\d+)?)?"
)
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S", 17: "%Y%m%d%H%M%S%f"}


def text(raw: object) -> str | None:
    """The trimmed text of a scalar; None for a blank, a dash, or anything that is no scalar."""
    if raw is None or isinstance(raw, (dict, list)):
        return None
    if isinstance(raw, bool):
        return "1" if raw else "0"
    written = str(raw).replace("\x00", "").strip().encode("utf-8", "replace").decode("utf-8")
    return None if written.lower() in _BLANK else written


def decimal(raw: object) -> Decimal | None:
    """The exact number a scalar writes, thousands commas allowed; None when it writes none.

    >>> decimal("1,234.50"), decimal("-"), decimal("abc")
    (Decimal('1234.50'), None, None)
    """
    written = text(raw)
    if written is None:
        return None
    try:
        number = Decimal(written.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def scaled(raw: object, scale: int) -> int | None:
    """A decimal as a whole number of 1/scale, halves away from zero; None when unreadable.

    >>> scaled("0.29", 100), scaled("1.005", 100), scaled("-1.005", 100)
    (29, 101, -101)
    """
    number = decimal(raw)
    if number is None or abs(number) * scale > _LARGEST:
        return None
    return int((number * scale).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def moment(raw: object) -> datetime | None:
    """A second of Beijing time from any usual writing; midnight when only a day is written."""
    written = text(raw)
    if written is None:
        return None
    usual = _USUAL.fullmatch(written)
    try:
        if usual:
            year, month, of_month, hour, minute, second = (
                int(part or 0) for part in usual.groups()
            )
            read = datetime(year, month, of_month, hour, minute, second)
        elif written.isdigit():
            read = datetime.strptime(written, _COMPACT[len(written)])  # noqa: DTZ007 - Beijing
        else:
            read = datetime.fromisoformat(written)
    except (ValueError, KeyError):
        return None
    try:
        read = beijing(read)
    except OverflowError:
        return None
    return read if read.year >= _FIRST_YEAR else None


def beijing(when: datetime) -> datetime:
    """A moment as a second of Beijing time without zone; one without zone is Beijing's already."""
    local = when if when.tzinfo is None else when.astimezone(_BEIJING)
    return local.replace(tzinfo=None, microsecond=0)


def day(raw: object) -> date | None:
    """A calendar day of Beijing time, from a day or a moment."""
    read = moment(raw)
    return None if read is None else read.date()


def value(raw: object, kind: Kind) -> Value:
    """What a sender wrote, as the contract's value of that kind; None when it cannot be read."""
    match kind:
        case Kind.TEXT | Kind.CODE:
            return text(raw)
        case Kind.FLAG:
            written = text(raw)
            return None if written is None else written in {"1", "true", "True"}
        case Kind.RATIO:
            number = decimal(raw)
            return None if number is None else float(number)
        case Kind.DATE:
            return day(raw)
        case Kind.MOMENT:
            return moment(raw)
        case _:
            return scaled(raw, _SCALE[kind])


def beijing_now() -> datetime:
    """The present second in Beijing, without zone."""
    return beijing(datetime.now(UTC))
