"""A clock for tests."""

import datetime

START = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)


class TickingClock:
    """A clock that moves one millisecond at each look, and further when told."""

    def __init__(self, start: datetime.datetime = START) -> None:
        self.instant = start

    def __call__(self) -> datetime.datetime:
        """Return the next millisecond."""
        self.instant += datetime.timedelta(milliseconds=1)
        return self.instant

    def advance(self, **duration: float) -> None:
        """Move on by a duration, as `datetime.timedelta` takes it."""
        self.instant += datetime.timedelta(**duration)
