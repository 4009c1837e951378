"""What a survey of the lake's quality tells: each check's count, each institution's month."""

from dataclasses import dataclass, field

from features.settlement.quality.cross_check import CrossCheck


@dataclass(frozen=True)
class CheckCount:
    """How many rows a check looked at, and how many broke it; `lacks` names tables not loaded."""

    check: CrossCheck
    rows: int
    broken: int
    lacks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The count as plain values."""
        return {
            "check": self.check.name,
            "subject": self.check.subject,
            "grade": self.check.grade,
            "zh": self.check.zh,
            "en": self.check.en,
            "rows": self.rows,
            "broken": None if self.lacks else self.broken,
            "lacks": list(self.lacks),
        }


@dataclass
class InstitutionMonth:
    """The quality of what one institution's month holds.

    `shares` are (good, among) by measure; `broken` rows by check across tables, `flags` by the
    table and check at the door. `required` values should be there, `filled` are.
    """

    institution: str
    month: str | None
    rows: int = 0
    flagged: int = 0
    rejected: int = 0
    required: int = 0
    filled: int = 0
    shares: dict[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    broken: dict[str, int] = field(default_factory=dict[str, int])
    flags: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, other: "InstitutionMonth") -> None:
        """Add another's counts, to make a whole of several months or institutions."""
        for name in ("rows", "flagged", "rejected", "required", "filled"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for measure, (good, among) in other.shares.items():
            before = self.shares.get(measure, (0, 0))
            self.shares[measure] = (before[0] + good, before[1] + among)
        for mine, theirs in ((self.broken, other.broken), (self.flags, other.flags)):
            for check, rows in theirs.items():
                mine[check] = mine.get(check, 0) + rows

    def share(self, measure: str) -> float | None:
        """A measure as a share of 1; None where nothing counts toward it."""
        good, among = self.shares.get(measure, (0, 0))
        return good / among if among else None

    @property
    def completeness(self) -> float | None:
        """The share of required values that are there."""
        return self.filled / self.required if self.required else None

    def as_json(self) -> dict[str, object]:
        """The month as plain values: shares with their numerators and denominators."""
        return {
            "institution": self.institution,
            "month": self.month,
            "rows": self.rows,
            "flagged": self.flagged,
            "rejected": self.rejected,
            "required": self.required,
            "filled": self.filled,
            "completeness": self.completeness,
            "measures": {
                name: {"good": good, "among": among, "share": self.share(name)}
                for name, (good, among) in self.shares.items()
            },
            "broken": self.broken,
            "flags": self.flags,
        }


@dataclass(frozen=True)
class QualityReport:
    """The whole survey: what every check found, and every institution's months."""

    months: list[str]
    list_days: int
    working_days: bool
    checks: list[CheckCount]
    institutions: list[InstitutionMonth]

    def whole(self) -> InstitutionMonth:
        """All institutions and months together."""
        whole = InstitutionMonth("", None)
        for one in self.institutions:
            whole.add(one)
        return whole

    def by_institution(self) -> list[InstitutionMonth]:
        """Each institution over all months that were asked about, in order of code."""
        found: dict[str, InstitutionMonth] = {}
        for one in self.institutions:
            found.setdefault(one.institution, InstitutionMonth(one.institution, None)).add(one)
        return [found[code] for code in sorted(found)]

    def as_json(self) -> dict[str, object]:
        """The survey as plain values."""
        return {
            "months": self.months,
            "list_days": self.list_days,
            "working_days": self.working_days,
            "whole": self.whole().as_json(),
            "checks": [count.as_json() for count in self.checks],
            "institutions": [one.as_json() for one in self.institutions],
        }
