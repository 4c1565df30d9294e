"""The live feed of one process: notices what changed, and hands each follower the newest state.

One thread looks, only while somebody follows. It makes one snapshot for all, whoever wrote the
change; a follower that is slow is given the newest snapshot and never a queue of old ones.
"""

import asyncio
import contextlib
import itertools
import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

import structlog
from prometheus_client import Gauge

from jisr.assembly.votes.actions.ground import CHANGED
from jisr.errors import HallFull, JisrError
from jisr.kit.clock import instant_text
from jisr.kit.db import Database, Transaction
from jisr.ledger.log import newest

LOOK_SECONDS: Final = 0.05
"""What another process wrote is noticed so soon; to look costs a fifth of a millisecond."""
BETWEEN_SECONDS: Final = 0.2
"""At most five snapshots a second, however fast the hall votes."""
CLOCK_SECONDS: Final = 15.0
"""A quiet line is used so often: proxies keep it open, and a page notices when it is dead."""
CHECKED_EVERY_SECONDS: Final = 15.0
"""Each follower's credential is looked at again so often while anything is sealed: so is whatever
ends one."""
CHECKED_IN_ANY_CASE_SECONDS: Final = 60.0
"""Time ends credentials too."""
CHECKED_AT_ONCE: Final = 5
"""At each look: four milliseconds at most, and a hundred followers a second."""
FOLLOWERS_MAX: Final = 1_500
"""Of one process: seven screens of each delegation. Each holds some 40 kB."""
FOLLOWERS_OF_ONE_MAX: Final = 20
"""Of one officer in one process: nobody may fill the hall alone."""
STOP_SECONDS_MAX: Final = 5.0
CONNECTIONS = Gauge(
    "jisr_hall_connections",
    "Live connections that follow the assembly.",
    multiprocess_mode="livesum",
)
_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Channel:
    """What a follower is shown: a session, with or without what is closed to observers."""

    session: int
    shows_closed: bool


Read = Callable[[Transaction, Channel], Mapping[str, Any]]
"""Returns the state of a channel."""


@dataclass(slots=True, eq=False)
class Follower:
    """One live connection; what it is given is changed only in the thread of its event loop.

    `recheck` raises as soon as the credential is good no more. Of snapshots only the newest waits.
    """

    channel: Channel
    officer: str
    recheck: Callable[[], object]
    checked_at: float = field(default_factory=time.monotonic)
    checked_as_of: tuple[int, int] = (-1, -1)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    clock: bytes = b""
    snapshot: bytes = b""
    is_ended: bool = False

    def show(self, snapshot: bytes) -> None:
        """Let the connection send this next; an older snapshot that still waits is dropped."""
        self.snapshot = snapshot
        self.woken.set()

    def tick(self, clock: bytes) -> None:
        """Let the connection send the time."""
        self.clock = clock
        self.woken.set()

    def end(self) -> None:
        """Let the connection close."""
        self.is_ended = True
        self.woken.set()

    def take(self) -> bytes:
        """Return what is to be sent now."""
        given = self.clock + self.snapshot
        self.clock = self.snapshot = b""
        self.woken.clear()
        return given


@dataclass(slots=True)
class _Shown:
    """What a channel shows, and what was the newest entry when that was made."""

    followers: set[Follower] = field(default_factory=set)
    snapshot: bytes = b""
    seen: tuple[int, int] = (-1, -1)
    looked_at: float = 0.0


class Feed:
    """The feed of one process; `Hub.part(Feed)` returns it."""

    def __init__(
        self, database: Database, read: Read, *, followers_max: int = FOLLOWERS_MAX
    ) -> None:
        self.database = database
        self.followers_max = followers_max
        self._read = read
        self._channels: dict[Channel, _Shown] = {}
        self._of_officer: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._woken = threading.Event()
        self._is_stopped = self._is_looking = self._is_in_trouble = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._clock_at = 0.0
        self._seen = (-1, -1)

    def start(self) -> None:
        """Be ready: the thread begins with the first follower."""
        self._is_stopped = False
        self.database.listen(CHANGED, self._woken.set)
        if threading.current_thread() is threading.main_thread():
            self._end_with_process()

    def stop(self) -> None:
        """End every connection and the thread."""
        self.end_all()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS_MAX)
            self._thread = None

    def end_all(self) -> None:
        """Let every connection close, and accept no other."""
        self._is_stopped = True
        self._woken.set()
        self._tell(self._followers(), Follower.end)

    @property
    def followers(self) -> int:
        """How many connections follow."""
        return self._of_officer.total()

    def join(self, follower: Follower) -> None:
        """Begin to give a follower what changes, the newest state first; called in the event loop.

        Raises:
            HallFull: as many follow already as may.
        """
        is_one_too_many = self._of_officer[follower.officer] >= FOLLOWERS_OF_ONE_MAX
        if self._is_stopped or is_one_too_many or self.followers >= self.followers_max:
            raise HallFull
        self._loop = asyncio.get_running_loop()
        self._of_officer[follower.officer] += 1
        CONNECTIONS.inc()
        follower.tick(self._clock())
        with self._lock:
            shown = self._channels.setdefault(follower.channel, _Shown())
            shown.followers.add(follower)
            if shown.snapshot:
                follower.show(shown.snapshot)
            if self._is_looking:
                return
            self._is_looking = True
        self._clock_at = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="hall", daemon=True)
        self._thread.start()

    def leave(self, follower: Follower) -> None:
        """Give a follower nothing more; called in the event loop."""
        with self._lock:
            shown = self._channels[follower.channel]
            shown.followers.discard(follower)
            if not shown.followers:
                del self._channels[follower.channel]
        self._of_officer -= Counter({follower.officer: 1})  # forgets who has none left
        CONNECTIONS.dec()

    def _run(self) -> None:
        while self._goes_on():
            try:
                self.look()
                self._is_in_trouble = False
            except Exception as error:  # noqa: BLE001  a thread that ends would freeze the hall
                if not self._is_in_trouble:  # said once, not twenty times a second
                    _LOG.warning("hall_waits", kind=type(error).__name__)
                self._is_in_trouble = True
            self._woken.wait(LOOK_SECONDS)
            self._woken.clear()

    def _goes_on(self) -> bool:
        with self._lock:
            self._is_looking = bool(self._channels) and not self._is_stopped
            return self._is_looking

    def look(self) -> None:
        """Look once: show what changed, tell the time, look at some credentials again."""
        now = time.monotonic()
        with self._lock:
            due = [
                (channel, shown)
                for channel, shown in self._channels.items()
                if now >= shown.looked_at + BETWEEN_SECONDS
            ]
        if due:
            with self.database.reading() as transaction:
                seen = self._seen = newest(transaction)
                for channel, shown in due:
                    if seen != shown.seen:
                        shown.looked_at = now
                        self._show(shown, event("state", self._read(transaction, channel)))
                        shown.seen = seen
        if now >= self._clock_at + CLOCK_SECONDS:
            self._clock_at = now
            clock = self._clock()
            self._tell(self._followers(), lambda each: each.tick(clock))
        self._check(now)

    def _show(self, shown: _Shown, snapshot: bytes) -> None:
        if snapshot == shown.snapshot:
            return
        with self._lock:  # who joins from now on is given this one
            shown.snapshot = snapshot
            followers = list(shown.followers)
        self._tell(followers, lambda each: each.show(snapshot))

    def _check(self, now: float) -> None:
        """Look at the credentials whose turn has come, a few at once: the hall goes first."""
        due = (each for each in self._followers() if now >= each.checked_at + CHECKED_EVERY_SECONDS)
        for follower in itertools.islice(due, CHECKED_AT_ONCE):
            follower.checked_at = now
            try:
                follower.recheck()
            except JisrError:
                self._tell([follower], Follower.end)

    def _followers(self) -> list[Follower]:
        with self._lock:
            return [each for shown in self._channels.values() for each in shown.followers]

    def _clock(self) -> bytes:
        return event("clock", {"now": instant_text(self.database.clock())})

    def _tell(self, followers: Iterable[Follower], what: Callable[[Follower], None]) -> None:
        """Do something with followers in the event loop."""

        def tell() -> None:
            for each in followers:
                what(each)

        self._call(tell)

    def _call(self, what: Callable[[], None]) -> None:
        """Run something in the event loop; when that is closed nobody follows any more."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(what)

    def _end_with_process(self) -> None:
        """Close the connections when the process is asked to stop.

        The server waits for every answer to end before it tells the application that it stops, and
        these have no end of their own.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)

            def ending(signum: int, frame: Any, before: Any = before) -> None:
                self._call(self.end_all)
                if callable(before):
                    before(signum, frame)

            signal.signal(number, ending)


def event(name: str, content: Mapping[str, Any]) -> bytes:
    """Return one server-sent event; a state is named by its digest (HTML Living Standard, 9.2)."""
    data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    lines = [f"event: {name}", f"data: {data}"]
    if name == "state":
        lines.insert(0, f"id: {sha256(data.encode()).hexdigest()[:16]}")
    return ("\n".join(lines) + "\n\n").encode()
