"""Seals what many officers asked in one transaction, and judges how far their questions spread."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jisr.access.model import Asking
from jisr.checks import store, traces
from jisr.checks.dialogue.notices import tell_of_spread
from jisr.checks.model import ResultCode
from jisr.checks.spread import SpreadLimits, is_counted, judge
from jisr.checks.traces import AUDIENCE, HOUR_CHARACTERS, SUPERVISION, Asked
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.canonical import JsonValue
from jisr.ledger.entry import Act
from jisr.ledger.log import seal

SPREAD_ALARMED = "officer.spread_alarmed"
"""The act; the bureau is told as it prefers to be told of hits."""


@dataclass(frozen=True, slots=True)
class Job:
    """What one officer asked and is to be sealed; `subjects` tells apart whom, for each question.

    `ticket` is for whoever gave the job.
    """

    asking: Asking
    asked: tuple[Asked, ...]
    subjects: tuple[bytes, ...] = ()
    ticket: object = None


@dataclass(frozen=True, slots=True)
class SealedJob:
    """The ids of the traces of a job, when they were sealed, and which questions were refused."""

    traces: tuple[str, ...]
    sealed_at: datetime.datetime
    refused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """Where traces are sealed: the network, this node, and how far questions may spread."""

    network: str
    node: str
    spread: SpreadLimits


def seal_jobs(transaction: Transaction, jobs: Sequence[Job], ground: Ground) -> list[SealedJob]:
    """Seal every question of every job; one that goes too far is sealed as refused."""
    judged = [_judge(transaction, job, ground) for job in jobs]
    group = [
        (
            job.asking,
            [_refused(each) if n in refused else each for n, each in enumerate(job.asked)],
        )
        for job, refused in zip(jobs, judged, strict=True)
    ]
    ids = traces.seal_group(transaction, group, network=ground.network, node=ground.node)
    return [
        SealedJob(sealed, transaction.now, refused)
        for sealed, refused in zip(ids, judged, strict=True)
    ]


def _refused(asked: Asked) -> Asked:
    return replace(asked, code=ResultCode.ACCESS_DENIED, records=())


def _judge(transaction: Transaction, job: Job, ground: Ground) -> frozenset[int]:
    """Note of whom the officer asked, tell of it when it is too much, return what is refused."""
    if not job.subjects or not is_counted(job.asking):
        return frozenset()
    officer = job.asking.officer.id
    hour = instant_text(transaction.now)[:HOUR_CHARACTERS]
    known, was_alarmed = store.read_spread(transaction, officer, hour)
    spread = judge(known, job.subjects, ground.spread.for_purpose(job.asking))
    alarms = spread.is_alarming and not was_alarmed
    if spread.subjects != known or alarms:
        is_alarmed = was_alarmed or alarms
        store.put_spread(transaction, officer, hour, spread.subjects, is_alarmed=is_alarmed)
    if alarms:
        _alarm(transaction, job.asking, hour, spread.count)
    return spread.refused


def _alarm(transaction: Transaction, asking: Asking, hour: str, count: int) -> None:
    """Seal that an officer asks for very many, and leave a message for the security officer."""
    act = Act(
        time=instant_text(transaction.now),
        bureau=asking.bureau.id,
        officer=asking.officer.id,
        verb=SPREAD_ALARMED,
        subject=asking.officer.id,
        purpose=SUPERVISION,
        audience_class=AUDIENCE,
    )
    told = _told(asking, hour, count)
    seal(transaction, act, told, version=None)
    tell_of_spread(transaction, asking.bureau.id, count, hour)


def _told(asking: Asking, hour: str, count: int) -> dict[str, JsonValue]:
    """Return what the security officer is told: who asked for how many, never for whom."""
    return {
        "bureau": asking.bureau.id,
        "officer": asking.officer.id,
        "hour": hour,
        "subjects": count,
        "purpose": str(asking.purpose),
    }
