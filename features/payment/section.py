"""One section of a scheme's TOML, read value by value; what it holds beside them is a fault."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from features.errors import BadInput
from features.payment.rounding import fen, millionths, ten_thousandths


class Section:
    """A table of the TOML file. Raises BadInput for what is missing, of another kind, or unknown."""

    def __init__(self, body: Mapping[str, Any], name: str) -> None:
        """Keep the table and how it is called."""
        self.name = name
        self._left: dict[str, Any] = dict(body)

    def section(self, key: str) -> "Section | None":
        """A table within, None where there is none."""
        found = self._left.pop(key, None)
        if found is None:
            return None
        if not isinstance(found, Mapping):
            raise self._wrong(key, "is no table", "a table")
        return Section(cast("Mapping[str, Any]", found), f"{self.name} [{key}]")

    def needed(self, key: str) -> "Section":
        """A table within that must be there."""
        found = self.section(key)
        if found is None:
            raise self._wrong(key, "is missing", "a table")
        return found

    def sections(self, key: str) -> list["Section"]:
        """The tables of a list within."""
        found = self._left.pop(key, [])
        if not isinstance(found, list):
            raise self._wrong(key, "is no list of tables", f"[[{key}]]")
        bodies = cast("list[Mapping[str, Any]]", found)
        return [Section(body, f"{self.name} [[{key}]] {n}") for n, body in enumerate(bodies, 1)]

    def text(self, key: str, default: str | None = None) -> str:
        """A word."""
        return str(self._take(key, str, "a text", default))

    def among(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """One of some words."""
        found, words = self.text(key, default), list(allowed)
        if found not in words:
            raise self._wrong(key, f"is {found}", f"one of {', '.join(words)}")
        return found

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of words."""
        found = self._take(key, list, "a list of texts", default)
        if not all(isinstance(one, str) for one in found):
            raise self._wrong(key, "holds something else than text", "a list of texts")
        return tuple(found)

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        return bool(self._take(key, bool, "true or false", default))

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number of zero or more."""
        found = self._take(key, int, "a whole number", default)
        if isinstance(found, bool) or found < 0:
            raise self._wrong(key, f"is {found}", "a whole number of zero or more")
        return int(found)

    def day(self, key: str, *, maybe: bool = False) -> date | None:
        """A day, as TOML writes it."""
        if maybe and key not in self._left:
            return None
        found = self._take(key, date, "a day such as 2025-01-01", None)
        return found.date() if isinstance(found, datetime) else found

    def share(self, key: str, default: str | None = None) -> int:
        """A share, weight or coefficient, in ten-thousandths."""
        return self._number(key, default, ten_thousandths, "a number with four decimals at most")

    def money(self, key: str, default: str | None = None) -> int:
        """Yuan, as fen."""
        return self._number(key, default, fen, "yuan with two decimals at most")

    def value(self, key: str, default: str | None = None) -> int:
        """The yuan a point is worth, in millionths."""
        return self._number(key, default, millionths, "yuan with six decimals at most")

    def left(self) -> list[str]:
        """What has not been read yet."""
        return list(self._left)

    def done(self) -> None:
        """Raises BadInput when the table holds something that nobody reads."""
        if self._left:
            raise BadInput(
                f"{self.name} says {', '.join(sorted(self._left))}, which means nothing there",
                "PAYMENT.md lists what a scheme says",
                "Correct the name, or remove the line",
            )

    def _number(self, key: str, default: str | None, made: Any, expected: str) -> int:
        known = None if default is None else Decimal(default)
        found = self._take(key, (int, Decimal, str), expected, known)
        try:
            value = int(made(Decimal(found)))
        except (ArithmeticError, ValueError):
            raise self._wrong(key, f"is {found}", expected) from None
        if value < 0:
            raise self._wrong(key, f"is {found}", "zero or more")
        return value

    def _take(self, key: str, kind: Any, expected: str, default: Any) -> Any:
        if key not in self._left:
            if default is None:
                raise self._wrong(key, "is missing", expected)
            return default
        found = self._left.pop(key)
        if not isinstance(found, kind):
            raise self._wrong(key, f"is {found}", expected)
        return found

    def _wrong(self, key: str, what: str, expected: str) -> BadInput:
        return BadInput(
            f"{self.name}: {key} {what}", f"It is {expected}", f"Correct {key} in scheme.toml"
        )
