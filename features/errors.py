"""The errors that Fundwatch tells its users: what happened, what was expected, what to do.

Every error that a user can cause or mend is a FundwatchError; anything else is a fault of the
program and keeps its traceback. A message names tables, columns, files and versions, never a value
that belongs to a person.
"""

from typing import ClassVar


class FundwatchError(Exception):
    """A failure told in three sentences, with the exit code of the command that met it."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, expected: str, do: str) -> None:
        """Keep what happened, what was expected, and what the user can do about it."""
        super().__init__(" ".join(sentence(part) for part in (what, expected, do)))
        self.what = what
        self.expected = expected
        self.do = do

    def as_json(self) -> dict[str, str | int]:
        """The error as a command prints it with --json, under the key "error"."""
        return {
            "kind": type(self).__name__,
            "what": self.what,
            "expected": self.expected,
            "do": self.do,
            "exit_code": self.exit_code,
        }


class BadInput(FundwatchError):
    """A file, message, option or declaration that is not what it should be."""

    exit_code = 2


class DeclarationError(BadInput):
    """A signal, indicator or rule that cannot mean anything, found when it is declared."""


class NotReady(FundwatchError):
    """An earlier step has not been done: nothing loaded, built, trained or promoted yet."""

    exit_code = 3


class Conflict(FundwatchError):
    """Two things that must agree do not: a fingerprint, a version, a second writer."""

    exit_code = 4


class Refused(FundwatchError):
    """The caller may not do or see this: a token is missing, expired, or of another role."""

    exit_code = 5


class Unreachable(FundwatchError):
    """Something outside this process does not answer: the database, the disk, a platform."""

    exit_code = 6


def sentence(text: str) -> str:
    """The text, closed by a full stop when it has no closing mark of its own.

    >>> sentence("The lake is empty")
    'The lake is empty.'
    >>> sentence("数据湖是空的。")
    '数据湖是空的。'
    """
    text = text.strip()
    return text if not text or text[-1] in ".!?。！？…" else f"{text}."
