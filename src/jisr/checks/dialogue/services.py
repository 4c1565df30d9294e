"""What works beside the requests: the clocks of hits, what traces tell afterwards, the courier."""

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

import structlog

from jisr.checks.desk import Desk
from jisr.checks.dialogue import clocks, watch
from jisr.checks.dialogue.watch_names import HiddenPersons
from jisr.errors import AlreadyExists, VersionStale
from jisr.kit.courier.mail import mail_server
from jisr.kit.courier.service import Courier, Means
from jisr.kit.db import Database
from jisr.kit.http.hub import Hub
from jisr.ledger.keys import SigningKey, create_key, load_key
from jisr.settings import Settings

COURIER_KEY_FILE = "courier.key"
"""Its name in a data directory: it signs webhooks and nothing else."""
STOP_SECONDS_MAX = 30.0
REST_SHARE = 4.0
"""What traces tell may take a fifth of a core: the checks of this process come first."""
BEHIND_SECONDS = 0.1
_LOG = structlog.get_logger(__name__)


class HitClock:
    """Looks at the clocks and the new traces on a fixed tick.

    `desk` is where names are searched; without one their turn comes in a process that has one.
    """

    def __init__(self, database: Database, settings: Settings, desk: Desk | None = None) -> None:
        self.database = database
        self.settings = settings
        self._desk = desk
        self._names: HiddenPersons | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._run, name="hit-clock", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the look that is under way and stop."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS_MAX)

    def tick(self) -> int:
        """Say what every clock has to say now; return how many said something."""
        said, after = 0, ""
        while not self._stopped.is_set():
            with self.database.reading() as transaction:
                due, after = clocks.due_hits(transaction, after=after)
            for hit in due:
                # Another process may speak between: what it said is looked at the next time.
                with contextlib.suppress(VersionStale):
                    said += self.database.in_transaction(clocks.keep_clock, hit)
            if not after:
                break
        watch.follow(self.database, self._rest, self._hidden_persons())
        return said

    def _hidden_persons(self) -> HiddenPersons | None:
        index = None if self._desk is None else self._desk.index
        if index is not None and (self._names is None or self._names.index is not index):
            self._names = HiddenPersons(index)
        return self._names

    def _rest(self, seconds: float) -> bool:
        """Leave the rest of the core to checks; return whether to stop."""
        return self._stopped.wait(REST_SHARE * seconds)

    def _wait_seconds(self) -> float:
        """Return how long until the next tick: names that wait are gone on with soon."""
        is_behind = self._names is not None and self._names.is_behind
        return BEHIND_SECONDS if is_behind else max(1, self.settings.hit_tick_seconds)

    def _run(self) -> None:
        while not self._stopped.wait(self._wait_seconds()):
            try:
                self.tick()
            except Exception as error:  # noqa: BLE001  a thread that ends would stop every clock
                # The text of an error may hold data of people: only its kind is logged.
                _LOG.warning("hit_clock_waits", kind=type(error).__name__)


def courier_key(home: Path, network: str) -> SigningKey:
    """Return the key that signs webhooks; the first process of a home makes it."""
    path = home / COURIER_KEY_FILE
    if not path.exists():
        with contextlib.suppress(AlreadyExists):  # another worker was faster
            return create_key(path, network)
    return load_key(path, network)


def services(hub: Hub) -> Sequence[HitClock | Courier]:
    """Return what this package lets work beside the requests of one process."""
    settings = hub.settings
    means = Means(
        mail=mail_server(settings),
        sign=courier_key(hub.home, hub.network).sign,
        allows_private=bool(settings.webhook_allow_private),
    )
    desk = hub.parts.get(Desk)
    clock = HitClock(hub.database, settings, desk if isinstance(desk, Desk) else None)
    return (clock, Courier(hub.database, means))
