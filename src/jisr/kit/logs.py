"""Structured logs without data of people: one JSON line an event, on the standard error stream.

An exception is logged by its kind and place, never by its text or its values: these may hold a
search term or a name.
"""

import logging
import sys
import traceback
from types import TracebackType

import structlog
from structlog.typing import EventDict, WrappedLogger

PLACES_MAX = 5
Caught = tuple[type[BaseException], BaseException, TracebackType | None]


def start_logging() -> None:
    """Let everything that logs, the web server included, write JSON lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_values,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


def without_values(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and the places that it came through."""
    caught = event.pop("exc_info", None)
    if caught is True:
        caught = sys.exc_info()
    if isinstance(caught, BaseException):
        caught = (type(caught), caught, caught.__traceback__)
    if caught and caught[0] is not None:
        event["kind"], event["places"] = caught[0].__name__, places(caught)
    return event


def places(caught: Caught) -> list[str]:
    """Return the last places that an exception came through: module, line and function."""
    frames = traceback.extract_tb(caught[2])[-PLACES_MAX:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]


class _Line(logging.Formatter):
    """Writes what other libraries log as lines of the same kind."""

    def format(self, record: logging.LogRecord) -> str:
        is_own = record.name.startswith("uvicorn") or record.levelno < logging.ERROR
        event: EventDict = {
            "event": record.name,
            # What the server itself says of its start and end is about no person.
            "message": "" if record.exc_info or not is_own else record.getMessage(),
            "level": record.levelname.lower(),
            "exc_info": record.exc_info,
        }
        stamped = structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", event)
        line = structlog.processors.JSONRenderer()(None, "", without_values(None, "", stamped))
        return line if isinstance(line, str) else line.decode()
