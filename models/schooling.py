"""Schooling: train heads on the fixed protocol, and record each as a challenger.

Heads of one call share what they can: the claims are read once, the severity support is grown once.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from features.catalog import fingerprint
from features.errors import NotReady
from features.settings import Settings
from models import fraud, institution, severity, upcoding
from models.boost import SEED
from models.frame import STAGES
from models.head import Head
from models.material import Material
from models.registry import Registry
from models.split import GAP_MONTHS, TEST_MONTHS, Protocol, by_time
from models.support import Support

FRAUD = ("fraud-pre", "fraud-in", "fraud-post")
COURSES = ("severity", *FRAUD, "upcoding-post", "institution-month")
NAMED: dict[str, tuple[str, ...]] = {
    "all": COURSES,
    "severity": ("severity",),
    "fraud": FRAUD,
    "upcoding": ("upcoding-post",),
    "institution": ("institution-month",),
    "tails": (),
    **{course: (course,) for course in COURSES},
}
SUPPORT_FOLDER, ORIGIN = ("models", "severity"), "origin.json"


@dataclass
class Schooling:
    """One call's training: the material, the protocol, and what has been made so far."""

    settings: Settings
    gap: int = GAP_MONTHS
    test: int = TEST_MONTHS
    seed: int = SEED
    heads: dict[str, Head] = field(default_factory=dict[str, Head])
    _support: Support | None = None
    _lesson: fraud.Lesson | None = None

    def __post_init__(self) -> None:
        """Open the build and fix the protocol.

        Raises NotReady without a build or with too few months, Conflict when the build is of other
        signals than this program's.
        """
        self.material = Material(self.settings)
        self.material.require_current()
        self.protocol: Protocol = by_time(self.material.months, self.gap, self.test)
        self.registry = Registry(self.settings)

    def run(
        self, courses: Iterable[str], told: Callable[[str], None], *, strict: bool
    ) -> list[dict[str, Any]]:
        """Train these heads and record them; gives a line of figures for each.

        When not strict, a head that lacks labels is told as skipped, with the reason.
        """
        lines: list[dict[str, Any]] = []
        for course in courses:
            told(course)
            begun = perf_counter()
            try:
                figures = self._course(course, begun)
                lines.append({**figures, "seconds": round(perf_counter() - begun, 1)})
            except NotReady as lack:
                if strict:
                    raise
                lines.append({"head": course, "skipped": str(lack)})
        return lines

    def _course(self, course: str, begun: float) -> dict[str, Any]:
        if course == "severity":
            support = severity.train(self.material, self._support_months(), self.seed)
            self._support = support
            keep_support(self.settings, support, self._support_months())
            return {"head": course, "version": fingerprint(), **support.figures}
        head = self._head(course)
        figures = {**head.meta["labels"], "features": len(head.frame.features)}
        version = self.registry.record(head, figures, perf_counter() - begun)
        self.heads[course] = head
        return {"head": course, "version": version, **figures}

    def _head(self, course: str) -> Head:
        name, _, stage = course.partition("-")
        if name == "fraud" and stage in STAGES:
            return fraud.train(self.lesson(), self.protocol, stage, self.seed)
        if name == "upcoding":
            return upcoding.train(
                self.material, self.protocol, self.lesson(), self.support(), self.seed
            )
        return institution.train(
            self.material, self.protocol, self.lesson(), self._claims_head(), self.seed
        )

    def _claims_head(self) -> Head:
        """The newest fraud head after settlement, if of this protocol and these signals; else a new one."""
        head = self.heads.get("fraud-post") or self.registry.head("fraud-post")
        if head is not None and head.meta["fingerprint"] == fingerprint():
            trained = head.meta["trained_on"]
            if (
                list(trained["train"]) == list(self.protocol.train)
                and head.meta["seed"] == self.seed
            ):
                return head
        return fraud.train(self.lesson(), self.protocol, "post", self.seed)

    def lesson(self) -> fraud.Lesson:
        """The claims of the train months with their labels, read once."""
        if self._lesson is None:
            self._lesson = fraud.lesson(self.material, self.protocol)
        return self._lesson

    def support(self) -> Support:
        """The severity support of the train and gap months; it needs no labels."""
        if self._support is None:
            months = self._support_months()
            kept = kept_support(self.settings, months)
            self._support = kept or severity.train(self.material, months, self.seed)
        return self._support

    def _support_months(self) -> list[str]:
        return [*self.protocol.train, *self.protocol.gap]


def keep_support(settings: Settings, support: Support, months: list[str]) -> Path:
    """Keep a severity support with the signals and months it was grown on."""
    folder = settings.path(*SUPPORT_FOLDER)
    support.write(folder)
    (folder / ORIGIN).write_text(json.dumps(_origin(months)), "utf-8")
    return folder


def kept_support(settings: Settings, months: list[str]) -> Support | None:
    """The kept severity support, if it was grown on today's signals and on these months."""
    file = settings.path(*SUPPORT_FOLDER, ORIGIN)
    if not file.exists() or json.loads(file.read_text("utf-8")) != _origin(months):
        return None
    return Support.read(file.parent)


def _origin(months: list[str]) -> dict[str, Any]:
    return {"fingerprint": fingerprint(), "months": months}
