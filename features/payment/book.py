"""The schemes of a folder of folders: which one prices an area's cases on a day.

Of the schemes in force, those whose area code is the longest beginning of the case's area count. On
each day and area there is one: two that overlap, or a gap between two, are told when they are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from features.errors import BadInput, Conflict
from features.payment.scheme import Scheme
from features.payment.scheme_file import FILE, read_scheme
from features.settings import Settings

PACKAGED = Path(__file__).with_name("schemes")
FOLDER = "schemes"


@dataclass(frozen=True)
class Gap:
    """Days between two schemes of an area that neither covers, both ends counted."""

    area: str
    since: date
    until: date


@dataclass(frozen=True)
class Book:
    """Schemes in order of their first day."""

    schemes: tuple[Scheme, ...]

    @classmethod
    def open(cls, settings: Settings, folder: Path | None = None) -> "Book":
        """The schemes of a folder, else those under the home, else the packaged ones."""
        if folder is None:
            own = settings.path(FOLDER)
            folder = own if own.is_dir() and any(own.iterdir()) else PACKAGED
        return cls.read(folder)

    @classmethod
    def read(cls, folder: Path) -> "Book":
        """The schemes of a folder. Raises BadInput when one cannot be meant, Conflict for overlaps."""
        inner = sorted(path.parent for path in folder.glob(f"*/{FILE}"))
        if (folder / FILE).is_file():
            inner = [folder, *inner]
        if not inner:
            raise BadInput(
                f"There is no payment scheme in {folder.name}",
                f"A scheme is a folder with {FILE} and its tables",
                "Put a scheme folder there; PAYMENT.md tells its form",
            )
        return cls.of([read_scheme(path) for path in inner])

    @classmethod
    def of(cls, schemes: Sequence[Scheme]) -> "Book":
        """A book of schemes. Raises Conflict when two cover an area on the same day."""
        listed = sorted(schemes, key=lambda one: (one.since, one.name))
        for n, one in enumerate(listed):
            for other in listed[n + 1 :]:
                shared = sorted(set(one.areas) & set(other.areas))
                if shared and one.covers(other.since):
                    raise Conflict(
                        f"Schemes {one.name} and {other.name} both price area {shared[0]} "
                        f"on {other.since}",
                        "An area has one scheme on a day",
                        "Let the earlier one end (until) on the day before",
                    )
        return cls(tuple(listed))

    def find(self, area: str, on: date) -> Scheme | None:
        """The scheme of an area on a day, None when none covers it."""
        fits = [
            (len(prefix), scheme)
            for scheme in self.schemes
            for prefix in scheme.areas
            if area.startswith(prefix) and scheme.covers(on)
        ]
        return max(fits, key=lambda pair: pair[0])[1] if fits else None

    def at(self, area: str, on: date) -> Scheme:
        """The scheme of an area on a day. Raises BadInput when none covers it."""
        found = self.find(area, on)
        if found is not None:
            return found
        fits = [one for one in self.schemes if any(area.startswith(own) for own in one.areas)]
        if not fits:
            raise BadInput(
                f"No scheme prices area {area or 'unknown'}",
                f"The schemes price {', '.join(sorted({a for s in self.schemes for a in s.areas}))}",
                "Add the area to `areas` of its scheme",
            )
        days = ", ".join(f"{one.name} {one.since} to {one.until or '…'}" for one in fits)
        raise BadInput(
            f"No scheme prices area {area} on {on}", f"Its schemes are {days}",
            "Add a scheme folder for that day, or correct from and until",
        )  # fmt: skip

    def gaps(self) -> list[Gap]:
        """The days between the schemes of each area that none of them covers."""
        found: list[Gap] = []
        for area in sorted({area for scheme in self.schemes for area in scheme.areas}):
            own = [scheme for scheme in self.schemes if area in scheme.areas]
            for before, after in pairwise(own):
                if before.until is not None and before.until + timedelta(1) < after.since:
                    found.append(Gap(area, before.until + timedelta(1), after.since - timedelta(1)))
        return found
