"""Logs of the service: one JSON line an event, about requests and durations, never about persons.

A field of a log is a request id, a route, a stage, a version, a count, a duration, or the *name* of
a column or error. No value of a message, claim or token is ever passed to a logger; a test scores
a claim full of canaries and reads the log for them.
"""

import logging
import sys

import structlog


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
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


def log() -> structlog.typing.FilteringBoundLogger:
    """The service's logger."""
    return structlog.get_logger("fundwatch")
