"""The one source of time: UTC instants with milliseconds."""

import datetime
from collections.abc import Callable

from jisr.errors import ValueMalformed, to_translate

Clock = Callable[[], datetime.datetime]
"""Returns the present instant, in UTC, in whole milliseconds."""


def system_clock() -> datetime.datetime:
    """Return the machine's present instant."""
    return in_milliseconds(datetime.datetime.now(datetime.UTC))


def in_milliseconds(instant: datetime.datetime) -> datetime.datetime:
    """Return the instant without what is finer than a millisecond."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def instant_text(instant: datetime.datetime) -> str:
    """Write an instant in its one spelling: `2026-11-21T19:24:00.123Z`."""
    utc = instant.astimezone(datetime.UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"


def parse_instant(text: str) -> datetime.datetime:
    """Read an instant; any other spelling of the same moment raises `ValueMalformed`."""
    try:
        instant = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(
            tzinfo=datetime.UTC
        )
    except ValueError:
        instant = None
    if instant is None or instant_text(instant) != text:
        raise ValueMalformed(
            field="instant", why=to_translate("write it as 2026-11-21T19:24:00.123Z")
        )
    return instant
