"""Jobs of many officers are sealed together, and who asks for everybody is told of."""

import json

from check_world import World
from jisr.access.model import DatabaseName
from jisr.checks import store, traces
from jisr.checks.dialogue.model import Channel, Preference
from jisr.checks.dialogue.preferences import choose_preference
from jisr.checks.model import DocumentQuery, ResultCode, TraceFilter
from jisr.checks.sealing import SPREAD_ALARMED, Ground, Job, SealedJob, seal_jobs
from jisr.checks.spread import SpreadLimits
from jisr.checks.traces import Asked
from jisr.kit import outbox
from jisr.ledger.finding import Weight
from jisr.ledger.log import entries_after
from jisr.ledger.tree_store import tree_size

GROUND = Ground("world", "hub", SpreadLimits(alarm=1, cap=1))
"""At a border an alarm at four and a cap of four different people."""


def _asked(number: int) -> Asked:
    return Asked(
        DocumentQuery(f"AB{number}"), ResultCode.NO_ERROR, (DatabaseName.NOMINAL,), (("a" * 32, 1),)
    )


def _job(world: World, officer: str, *numbers: int) -> Job:
    subjects = tuple(bytes([each]) * 8 for each in numbers)
    return Job(world.asking(officer), tuple(map(_asked, numbers)), subjects)


def _seal(world: World, *jobs: Job) -> list[SealedJob]:
    return world.database.in_transaction(seal_jobs, jobs, GROUND)


def test_each_bureau_has_its_own_tree_in_one_group(world: World) -> None:
    """One transaction extends the trees of all who asked, and every trace verifies."""
    first, second, third = _seal(
        world,
        _job(world, "officer@mar", 1, 2),
        _job(world, "officer@fra", 3),
        _job(world, "officer@mar", 4),
    )
    with world.database.reading() as transaction:
        sizes = [tree_size(transaction, f"world/{each}/traces/hub") for each in ("MAR", "FRA")]
        weights = {each.weight for each in traces.audit_traces(transaction)}
        rows = [
            store.find(transaction, each) for job in (first, second, third) for each in job.traces
        ]
    assert (sizes, weights) == ([3, 1], {Weight.PROVEN})
    assert [(each.bureau, each.position) for each in rows if each] == [
        ("MAR", 0),
        ("MAR", 1),
        ("FRA", 0),
        ("MAR", 2),
    ]


def test_findings_are_counted_by_day_and_purpose(world: World) -> None:
    """Each trace in which a record came back adds one."""
    _seal(world, _job(world, "officer@mar", 1), _job(world, "officer@fra", 2))
    _seal(world, _job(world, "officer@mar", 3))
    with world.database.reading() as transaction:
        counted = store.found_of(transaction, "a" * 32, after=("", ""), limit=10)
    assert counted == [("2026-11-21", "border-management", 3)]


def test_beyond_the_cap_a_question_is_sealed_as_refused(world: World) -> None:
    """The fifth person of the hour is not answered, its trace says so, the fourth was told of."""
    (before,) = _seal(world, _job(world, "officer@mar", 1, 2, 3, 4))
    (after,) = _seal(world, _job(world, "officer@mar", 4, 5))
    with world.database.reading() as transaction:
        page = traces.read_traces(
            transaction,
            world.officer("officer@mar"),
            TraceFilter("MAR", code=ResultCode.ACCESS_DENIED),
        )
    assert (before.refused, after.refused) == (frozenset(), frozenset({1}))
    assert [(each.id, each.hit_count) for each in page] == [(after.traces[1], 0)]


def test_the_alarm_is_sealed_and_told_once_in_an_hour(world: World) -> None:
    """The bureau learns how many, its security officer who from the act, and nobody for whom."""
    webhook = Preference("MAR", Channel.WEBHOOK, "https://desk.example/jisr")
    world.database.in_transaction(choose_preference, world.officer("head@mar"), webhook)
    _seal(world, _job(world, "officer@mar", 1, 2, 3, 4))
    _seal(world, _job(world, "officer@mar", 5))
    with world.database.reading() as transaction:
        acts = [
            json.loads(each.act)["verb"]
            for each in entries_after(transaction, -1, 1_000)
            if each.subject_kind == "officer"
        ]
    told = world.database.in_transaction(outbox.take, limit=10)
    assert acts.count(SPREAD_ALARMED) == 1
    assert [json.loads(each.body)["said"]["data"] for each in told] == [
        {"subjects": 4, "hour": "2026-11-21T09"}
    ]


def test_the_next_hour_begins_anew(world: World) -> None:
    """What was asked is forgotten when its hour is over."""
    _seal(world, _job(world, "officer@mar", 1, 2, 3, 4))
    world.database.clock.advance(hours=3)  # type: ignore[attr-defined]  # a TickingClock
    (sealed,) = _seal(world, _job(world, "officer@mar", 5))
    world.database.in_transaction(traces.keep_house, node="hub", retention_days=30)
    with world.database.reading() as transaction:
        old = store.read_spread(transaction, "officer@mar", "2026-11-21T09")
    assert (sealed.refused, old) == (frozenset(), (b"", False))
