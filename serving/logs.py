"""Logs of the service: one JSON line an event, about requests and durations, never about persons.

A field of a log is a request id, a route, a stage, a version, a count, a duration, or the *name* of
a column or error. No value of a message, claim or token is ever passed to a logger; a test scores
a claim full of canaries and reads the log for them.
"""

import logging
import sys
from typing import ClassVar

import structlog


class StandardError:
    """Writes lines to standard error. A log that cannot be written stops no request.

    `lost` counts the lines that had nowhere to go (a closed pipe, a full disk).
    """

    lost: ClassVar[int] = 0

    def write(self, line: str) -> None:
        """Write one line, if anybody is there to take it."""
        try:
            sys.stderr.write(f"{line}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            StandardError.lost += 1

    debug = info = warning = error = critical = write


def open_logs() -> None:
    """Write the service's events as JSON lines to standard error."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: StandardError(),
    )


def log() -> structlog.typing.FilteringBoundLogger:
    """The service's logger."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger("fundwatch")
    return logger
