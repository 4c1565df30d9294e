"""Makes traces durable many at a time: one thread of each process joins what waits.

While one group is being written the next one gathers, so the disk is asked once for all who came
meanwhile (group commit). Nobody is told anything before the group is durable. Several processes
may write: the database lets one group at a time through (docs/decisions/0010).
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

import structlog

from jisr.checks.sealing import Ground, Job, SealedJob, seal_jobs
from jisr.errors import JisrError, TraceUnavailable, Unavailable
from jisr.kit.db import Database

GROUP_TRACES_MAX = 2_000
"""Traces of one transaction: some 3 MB of pages, a tenth of a second."""
WAITING_TRACES_MAX = 20_000
"""Traces that wait in memory; what comes beyond is refused at once."""
WAIT_SECONDS_MAX = 10.0
"""A trace that waited longer is refused: whoever asked has gone."""
STOP_SECONDS_MAX = 15.0
_LOG = structlog.get_logger(__name__)
Settled = Sequence[tuple[Job, SealedJob | JisrError]]


class TraceWriter:
    """Seals jobs in groups and tells which were sealed; each job is told exactly once."""

    def __init__(
        self,
        database: Database,
        ground: Ground,
        tell: Callable[[Settled], None],
        *,
        waiting_max: int = WAITING_TRACES_MAX,
    ) -> None:
        self.database = database
        self.ground = ground
        self.waiting_max = waiting_max
        self._tell = tell
        self._jobs: deque[tuple[float, Job]] = deque()
        self._waiting = 0
        self._is_open = False
        self._is_writing = False
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to take jobs."""
        self._is_open = True
        self._thread = threading.Thread(target=self._run, name="traces", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more jobs; what waits is sealed, or refused when that takes too long."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS_MAX)
            self._thread = None
        with self._changed:
            left = [self._taken()[1] for _ in range(len(self._jobs))]
        self._settle([(job, TraceUnavailable()) for job in left])

    def submit(self, job: Job) -> None:
        """Let a job be sealed with the next group.

        Raises:
            TraceUnavailable: the writer is stopped, or too many traces wait.
        """
        with self._changed:
            if not self._is_open or self._waiting + len(job.asked) > self.waiting_max:
                raise TraceUnavailable
            self._jobs.append((time.monotonic(), job))
            self._waiting += len(job.asked)
            self._changed.notify_all()

    def wait_idle(self, seconds: float) -> None:
        """Wait until nothing is being written, but not longer than so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._jobs or self._is_writing), seconds)

    def _taken(self) -> tuple[float, Job]:
        since, job = self._jobs.popleft()
        self._waiting -= len(job.asked)
        return since, job

    def _run(self) -> None:
        while group := self._next_group():
            oldest = time.monotonic() - WAIT_SECONDS_MAX
            late = [job for since, job in group if since < oldest]
            self._settle([(job, TraceUnavailable()) for job in late])
            self._settle(self._sealed([job for since, job in group if since >= oldest]))

    def _next_group(self) -> list[tuple[float, Job]]:
        """Wait for jobs and take them, at least one; none when the writer was stopped."""
        with self._changed:
            self._is_writing = False
            self._changed.notify_all()
            while not self._jobs:
                if not self._is_open:
                    return []
                self._changed.wait()
            self._is_writing = True
            group = [self._taken()]
            size = len(group[0][1].asked)
            while self._jobs and size + len(self._jobs[0][1].asked) <= GROUP_TRACES_MAX:
                group.append(self._taken())
                size += len(group[-1][1].asked)
            return group

    def _sealed(self, group: list[Job]) -> list[tuple[Job, SealedJob | JisrError]]:
        """Seal a group; when one job spoils it, each is tried alone."""
        if not group:
            return []
        try:
            sealed = self.database.in_transaction(seal_jobs, group, self.ground)
            return list(zip(group, sealed, strict=True))
        except Unavailable as error:
            _LOG.warning("traces_unavailable", code=error.code, jobs=len(group))
            return [(job, TraceUnavailable()) for job in group]
        except Exception as error:  # noqa: BLE001  whatever it is, nobody may wait for ever
            _LOG.exception("traces_refused", kind=type(error).__name__, exc_info=False)
            if len(group) > 1:
                return [told for job in group for told in self._sealed([job])]
            known = error if isinstance(error, JisrError) else TraceUnavailable()
            return [(group[0], known)]

    def _settle(self, settled: Settled) -> None:
        if settled:
            self._tell(settled)
