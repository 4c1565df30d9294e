"""Traces are written in groups; nobody waits for ever, and nobody is told too early."""

import queue
import threading

import pytest

from check_world import World
from jisr.access.model import DatabaseName
from jisr.checks import store
from jisr.checks.model import DocumentQuery, ResultCode
from jisr.checks.sealing import Ground, Job, SealedJob
from jisr.checks.spread import SpreadLimits
from jisr.checks.trace_writer import Settled, TraceWriter
from jisr.checks.traces import Asked
from jisr.errors import JisrError, StorageFull, TraceUnavailable, ValueMalformed
from jisr.kit.db import Database

GROUND = Ground("world", "hub", SpreadLimits(100, 300))
WAIT_SECONDS = 30


class Ears:
    """Hears what a writer tells."""

    def __init__(self) -> None:
        self.told: queue.Queue[tuple[object, SealedJob | JisrError]] = queue.Queue()

    def __call__(self, settled: Settled) -> None:
        """Hear."""
        for job, sealed in settled:
            self.told.put((job.ticket, sealed))

    def hear(self, count: int) -> dict[object, SealedJob | JisrError]:
        """Return what was told about so many jobs."""
        return dict(self.told.get(timeout=WAIT_SECONDS) for _ in range(count))


def _job(world: World, ticket: object, number: str = "AB1") -> Job:
    asked = Asked(DocumentQuery(number), ResultCode.NO_ANSWER, (DatabaseName.NOMINAL,))
    return Job(world.asking(), (asked,), ticket=ticket)


def _is_stored(database: Database, sealed: SealedJob | JisrError) -> bool:
    if isinstance(sealed, JisrError):
        return False
    with database.reading() as transaction:
        return all(store.find(transaction, each) is not None for each in sealed.traces)


def test_jobs_of_many_threads_are_each_sealed_once(world: World) -> None:
    """Whoever hands in a job is told of it when its trace is stored."""
    ears = Ears()
    writer = TraceWriter(world.database, GROUND, ears)
    writer.start()
    jobs = [_job(world, number) for number in range(40)]
    threads = [threading.Thread(target=writer.submit, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    told = ears.hear(40)
    stored = [_is_stored(world.database, each) for each in told.values()]
    writer.stop()
    assert (sorted(map(str, told)), stored) == (sorted(map(str, range(40))), [True] * 40)


def test_what_waits_is_sealed_before_the_writer_stops(world: World) -> None:
    """A graceful stop loses no trace, and nothing is taken afterwards."""
    ears = Ears()
    writer = TraceWriter(world.database, GROUND, ears)
    writer.start()
    for number in range(20):
        writer.submit(_job(world, number))
    writer.stop()
    told = ears.hear(20)
    assert [_is_stored(world.database, each) for each in told.values()] == [True] * 20
    with pytest.raises(TraceUnavailable):
        writer.submit(_job(world, "late"))


def test_a_full_queue_refuses(world: World) -> None:
    """More than the writer keeps is refused at once, not kept in memory."""
    writer = TraceWriter(world.database, GROUND, Ears(), waiting_max=0)
    writer.start()
    with pytest.raises(TraceUnavailable):
        writer.submit(_job(world, 1))
    writer.stop()


def test_one_job_that_cannot_be_sealed_spoils_no_other(world: World) -> None:
    """What no ledger takes is refused; who asked at the same time is answered."""
    ears = Ears()
    writer = TraceWriter(world.database, GROUND, ears)
    told = {
        job.ticket: sealed
        for job, sealed in writer._sealed([_job(world, "good"), _job(world, "bad", "\ud800")])
    }
    assert _is_stored(world.database, told["good"])
    assert isinstance(told["bad"], ValueMalformed)


def test_without_a_disk_everybody_is_refused(world: World) -> None:
    """No trace, no answer: the writer says so and goes on."""
    ears = Ears()
    world.database.freeze(StorageFull())
    writer = TraceWriter(world.database, GROUND, ears)
    writer.start()
    writer.submit(_job(world, 1))
    told = ears.hear(1)
    writer.stop()
    assert [type(each) for each in told.values()] == [TraceUnavailable]


def test_the_writer_tells_when_it_is_idle(world: World) -> None:
    """Whoever waits for it goes on when nothing is being written."""
    ears = Ears()
    writer = TraceWriter(world.database, GROUND, ears)
    writer.start()
    writer.submit(_job(world, 1))
    writer.wait_idle(WAIT_SECONDS)
    assert ears.told.qsize() == 1
    writer.stop()
