"""The desk of one process: questions of many callers are found together and sealed together.

A route hands in what its caller asks and waits without holding a thread. One thread finds: it takes
all that waits, reads the database once for everybody, and passes what it found to the writer of
traces. When a group of traces is durable, its answers go out. Under load the groups grow by
themselves, and the costs of a transaction are shared; alone, a question waits for nobody.
"""

import asyncio
import contextlib
import fcntl
import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from jisr.access import actions as access
from jisr.checks.actions import keep_house
from jisr.checks.askings import Askings
from jisr.checks.finder import Finder, Findings, Inquiry, answer_of, asked_of
from jisr.checks.finding import Found
from jisr.checks.index import PersonIndex
from jisr.checks.model import Answer
from jisr.checks.sealing import Ground, Job, SealedJob
from jisr.checks.spread import SpreadLimits, subject_digest
from jisr.checks.trace_writer import Settled, TraceWriter
from jisr.errors import (
    Denied,
    DeskBusy,
    InputRefused,
    InputTooLarge,
    JisrError,
    RateExceeded,
    SpreadExceeded,
    Unavailable,
    to_translate,
)
from jisr.kit.db import Database
from jisr.kit.http.limits import Rate
from jisr.settings import Settings

QUESTIONS_WAITING_MAX = 10_000
"""Questions that wait to be found; what comes beyond is refused at once."""
GROUP_QUESTIONS_MAX = 64
"""Questions found together: some tens of milliseconds for names; nobody waits longer for others."""
GATHER_SECONDS_MAX = 0.01
"""How long the next group gathers while the last one is being sealed: larger groups cost less."""
ALONE_CALLERS_MAX = 2
LINGER_SECONDS = 0.002
"""How long the next group gathers where more callers than that were in the last one."""
INQUIRY_MAX = 50
"""Questions that one caller hands in at once; a longer list comes in pieces, between others."""
RATE_LOOK_SECONDS = 0.05
TICK_SECONDS = 0.25
"""How often the index follows the ledger while nobody asks."""
HOUSE_SECONDS = 1.0
"""How often the log is folded, and looked whether traces are to be anchored."""
SAVE_SHARE = 5
"""The index is written anew when a fifth of it changed: to write takes longer than to follow."""
SWITCH_SECONDS = 0.0005
"""For how long a thread of this process may keep the others waiting."""
_LOG = structlog.get_logger(__name__)
Outcome = Answer | JisrError
"""What becomes of one question: its answer, or why there is none."""


@dataclass(frozen=True, slots=True)
class _Ticket:
    """One inquiry with the caller who waits for it."""

    inquiry: Inquiry
    loop: asyncio.AbstractEventLoop
    answered: asyncio.Future[list[Outcome]]


_Told = tuple[_Ticket, list[Outcome] | JisrError]


@dataclass(frozen=True, slots=True)
class _Sought:
    """What was found for a ticket and waits for its traces."""

    ticket: _Ticket
    found: tuple[Found | InputRefused, ...]
    findings: Findings


class Desk:
    """Answers the checks of one process; `Hub.part(Desk)` returns it."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        folder: Path | None = None,
        *,
        workers: int = 1,
    ) -> None:
        self.database = database
        self.settings = settings
        self.folder = folder
        self.askings = Askings(database)
        rate = settings.check_rate_per_second
        self._rate = Rate(rate, 2.0 * rate, workers=workers)
        self._finder: Finder | None = None
        self._writer: TraceWriter | None = None
        self._tickets: deque[_Ticket] = deque()
        self._lists: deque[_Ticket] = deque()
        self._waiting = 0
        self._is_open = False
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def is_open(self) -> bool:
        """Whether questions are answered."""
        return self._is_open

    @property
    def index(self) -> PersonIndex | None:
        """The names index that its questions are searched in; None until the desk was opened."""
        return None if self._finder is None else self._finder.index

    def start(self) -> None:
        """Open the index and begin to answer."""
        sys.setswitchinterval(SWITCH_SECONDS)
        with self.database.reading() as transaction:
            network = access.network(transaction)
        self._finder = Finder(self._open_index(), network.time_zone)
        self._finder.index.warm()
        gc.freeze()  # what is there now stays: to look through it again would make callers wait
        spread = SpreadLimits(
            self.settings.spread_alarm_subjects, self.settings.spread_cap_subjects
        )
        ground = Ground(network.name, self.settings.node_name, spread)
        self._writer = TraceWriter(self.database, ground, self._tell)
        self._writer.start()
        self._stopping.clear()
        self._is_open = True
        for work in (self._find_all, self._keep_house):
            thread = threading.Thread(target=work, name=work.__name__.strip("_"), daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Answer what waits, then take no more; the traces are anchored with the next tick."""
        with self._changed:
            self._is_open = False
            self._changed.notify()
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        if self._writer is not None:
            self._writer.stop()

    async def ask(self, inquiry: Inquiry) -> list[Outcome]:
        """Return what becomes of each question, in order; its trace is durable by then.

        Raises:
            DeskBusy: the desk is not open, or too many questions wait.
            RateExceeded: the caller asks faster than allowed; a list waits instead.
            InputTooLarge: there are more than `INQUIRY_MAX` questions.
            TraceUnavailable: the traces could not be sealed.
        """
        count = len(inquiry.queries)
        if count > INQUIRY_MAX:
            raise InputTooLarge(field=to_translate("list"), limit=INQUIRY_MAX)
        if not count:
            return []
        await self._take_turn(inquiry)
        loop = asyncio.get_running_loop()
        ticket = _Ticket(inquiry, loop, loop.create_future())
        with self._changed:
            if not self._is_open or self._waiting + count > QUESTIONS_WAITING_MAX:
                raise DeskBusy
            (self._lists if inquiry.limits.is_list else self._tickets).append(ticket)
            self._waiting += count
            self._changed.notify()
        return await ticket.answered

    async def _take_turn(self, inquiry: Inquiry) -> None:
        """Count what a caller asks: who asks too fast is refused, a list is slowed down."""
        caller, count = inquiry.asking.officer.id, len(inquiry.queries)
        while True:
            try:
                self._rate.take(caller, count)
            except RateExceeded:
                if not inquiry.limits.is_list:
                    raise
                await asyncio.sleep(RATE_LOOK_SECONDS)
            else:
                return

    # ── the thread that finds ─────────────────────────────────────────────────────────────────

    def _find_all(self) -> None:
        while True:
            group = self._next_group()
            if group:
                self._find(group)
                if self._writer is not None:
                    self._writer.wait_idle(GATHER_SECONDS_MAX)
                if len(group) > ALONE_CALLERS_MAX:
                    time.sleep(LINGER_SECONDS)
            elif not self._is_open:
                return
            else:
                self._follow()

    def _next_group(self) -> list[_Ticket]:
        """Wait a tick for questions and take them: those of a desk before those of a list."""
        with self._changed:
            if not (self._tickets or self._lists) and self._is_open:
                self._changed.wait(TICK_SECONDS)
            group: list[_Ticket] = []
            size = 0
            while (self._tickets or self._lists) and size < GROUP_QUESTIONS_MAX:
                ticket = (self._tickets or self._lists).popleft()
                group.append(ticket)
                size += len(ticket.inquiry.queries)
            self._waiting -= size
            return group

    def _find(self, group: Sequence[_Ticket]) -> None:
        """Find for a group and pass on what waits for its traces."""
        finder = self._finder
        if finder is None:
            return
        try:
            with self.database.reading() as transaction:
                findings = finder.find(transaction, [each.inquiry for each in group])
        except Exception as error:  # noqa: BLE001  whatever it is, nobody may wait for ever
            _LOG.exception("finding_failed", kind=type(error).__name__, exc_info=False)
            if len(group) > 1:
                for each in group:
                    self._find([each])
                return
            self._answer([(group[0], error if isinstance(error, JisrError) else JisrError())])
            return
        for ticket, found in zip(group, findings.found, strict=True):
            self._seal(_Sought(ticket, found, findings))

    def _seal(self, sought: _Sought) -> None:
        inquiry = sought.ticket.inquiry
        readable = [each for each in sought.found if isinstance(each, Found)]
        job = Job(
            asking=inquiry.asking,
            asked=tuple(asked_of(each, inquiry.limits) for each in readable),
            subjects=tuple(subject_digest(each.prepared) for each in readable),
            ticket=sought,
        )
        if self._writer is None or not readable:
            self._tell([(job, SealedJob((), self.database.clock()))])
            return
        try:
            self._writer.submit(job)
        except Unavailable as error:
            self._answer([(sought.ticket, error)])

    def _follow(self) -> None:
        """Take into account what was recorded since, so that the next question need not."""
        finder = self._finder
        if finder is None:
            return
        try:
            with self.database.reading() as transaction:
                finder.follow(transaction)
        except Exception as error:  # noqa: BLE001  the next question tries again
            _LOG.exception("following_failed", kind=type(error).__name__, exc_info=False)

    # ── answers ───────────────────────────────────────────────────────────────────────────────

    def _tell(self, settled: Settled) -> None:
        """Give the callers what the writer sealed; called by its thread."""
        answered: list[_Told] = []
        for job, sealed in settled:
            sought = job.ticket
            if isinstance(sought, _Sought):
                told = sealed if isinstance(sealed, JisrError) else self._outcomes(sought, sealed)
                answered.append((sought.ticket, told))
        self._answer(answered)

    def _outcomes(self, sought: _Sought, sealed: SealedJob) -> list[Outcome]:
        """Return what becomes of each question of one caller."""
        following = iter(enumerate(sealed.traces))
        outcomes: list[Outcome] = []
        limits = self._writer.ground.spread if self._writer else SpreadLimits(0, 0)
        for each in sought.found:
            if isinstance(each, InputRefused):
                outcomes.append(each)
                continue
            place, trace = next(following)
            if each.denied is not None:
                outcomes.append(Denied(why=each.denied.why, **each.denied.details))
            elif place in sealed.refused:
                cap = limits.for_purpose(sought.ticket.inquiry.asking).cap
                outcomes.append(SpreadExceeded(limit=cap))
            else:
                outcomes.append(
                    answer_of(
                        each,
                        sought.findings,
                        trace=trace,
                        answered_at=sealed.sealed_at,
                        stale_seconds=self.settings.data_stale_seconds,
                    )
                )
        return outcomes

    def _answer(self, answered: Sequence[_Told]) -> None:
        """Wake the callers: one call for all who wait in one event loop."""
        by_loop: dict[asyncio.AbstractEventLoop, list[_Told]] = {}
        for ticket, told in answered:
            by_loop.setdefault(ticket.loop, []).append((ticket, told))
        for loop, several in by_loop.items():
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits there
                loop.call_soon_threadsafe(_resolve, several)

    # ── around it ─────────────────────────────────────────────────────────────────────────────

    def _open_index(self) -> PersonIndex:
        """Return the index from its file, which the processes of a machine share in memory."""
        folder = self.folder
        with self.database.reading() as transaction:
            if folder is None:
                return PersonIndex.open(transaction)
            with _alone(folder):
                index = PersonIndex.open(transaction, folder)
                if index.changes * SAVE_SHARE > len(index):
                    with contextlib.suppress(Unavailable, InputRefused, OSError):
                        index.save(transaction, folder)
                        index = PersonIndex.open(transaction, folder)
            return index

    def _keep_house(self) -> None:
        """Anchor the traces and erase old terms when it is time, until the desk stops."""
        while not self._stopping.wait(HOUSE_SECONDS):
            try:
                self.database.fold_log()
                keep_house(self.database, self.settings)
            except Exception as error:  # noqa: BLE001  the next tick tries again
                _LOG.exception("house_not_kept", kind=type(error).__name__, exc_info=False)


def _resolve(answered: Sequence[_Told]) -> None:
    for ticket, told in answered:
        if ticket.answered.done():  # the caller has gone
            continue
        if isinstance(told, JisrError):
            ticket.answered.set_exception(told)
        else:
            ticket.answered.set_result(told)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time write to a folder; the others wait and then read what is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError:  # a folder that cannot be written costs memory, not the answer
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
