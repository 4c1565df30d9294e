"""The desk answers many callers at once, seals every question, and loses none when it stops."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from check_world import ASKED, NOUR, PASSPORT, World
from jisr.access.model import DatabaseName
from jisr.checks import traces
from jisr.checks.desk import INQUIRY_MAX, Desk, Outcome
from jisr.checks.finder import Inquiry
from jisr.checks.model import Answer, DocumentQuery, PersonQuery, TraceFilter, VehicleQuery
from jisr.checks.view import LIST_LIMITS
from jisr.errors import (
    Denied,
    DeskBusy,
    InputTooLarge,
    RateExceeded,
    SpreadExceeded,
    StorageFull,
    TraceUnavailable,
)
from jisr.settings import Settings

SEEN_SECONDS_MAX = 1.0


@pytest.fixture
def desk(world: World, tmp_path: Path) -> Iterator[Desk]:
    """A desk that is open."""
    opened = Desk(world.database, Settings(), tmp_path / "index")
    opened.start()
    yield opened
    opened.stop()


def _ask(desk: Desk, *inquiries: Inquiry) -> list[list[Outcome]]:
    async def together() -> list[list[Outcome]]:
        return await asyncio.gather(*map(desk.ask, inquiries))

    return asyncio.run(together())


def _traces(world: World, bureau: str = "MAR") -> set[str]:
    reader = world.officer(f"guardian@{bureau.lower()}")
    with world.database.reading() as transaction:
        found = traces.read_traces(transaction, reader, TraceFilter(bureau), limit=500)
        return {each.id for each in found}


def _answered(outcomes: list[list[Outcome]]) -> list[Answer]:
    return [one for each in outcomes for one in each if isinstance(one, Answer)]


def test_many_callers_are_answered_each_with_their_trace(world: World, desk: Desk) -> None:
    """Each question has one answer in its place, and one trace."""
    record = world.record(PASSPORT)
    asking = world.asking()
    inquiries = [
        Inquiry(asking, (DocumentQuery(PASSPORT.number if n % 2 else "ZZ000001"),))
        for n in range(20)
    ]
    answers = _answered(_ask(desk, *inquiries))
    hits = [[hit.record for hit in each.hits] for each in answers]
    assert hits == [[record.id] if n % 2 else [] for n in range(20)]
    assert ({each.trace for each in answers}, len(answers)) == (_traces(world), 20)


def test_a_new_record_is_found_within_a_second(world: World, desk: Desk) -> None:
    """As soon as it is committed, by name and by number, without a question in between."""
    record = world.record(NOUR)
    started = time.monotonic()
    (answer,) = _answered(_ask(desk, Inquiry(world.asking(), (ASKED,))))
    assert [hit.record for hit in answer.hits] == [record.id]
    assert time.monotonic() - started < SEEN_SECONDS_MAX * 10  # other tests run beside this one


def test_the_index_follows_while_nobody_asks(world: World, desk: Desk) -> None:
    """A tick takes in what was recorded."""
    finder = desk._finder
    assert finder is not None
    before = finder.index.position
    world.record(NOUR)
    ends = time.monotonic() + 10
    while finder.index.position == before and time.monotonic() < ends:
        time.sleep(0.02)
    assert finder.index.position > before


def test_what_an_officer_may_not_search_is_denied_and_sealed(world: World, desk: Desk) -> None:
    """The refusal stands in its place; the other question of the same caller is answered."""
    outcomes = _ask(
        desk,
        Inquiry(world.asking("port@mar"), (PersonQuery(name="Nour"), VehicleQuery(plate="12 ABC"))),
    )
    ((denied, answer),) = outcomes
    assert (type(denied), type(answer)) == (Denied, Answer)
    with world.database.reading() as transaction:
        reader = world.officer("port@mar")
        found = traces.read_traces(transaction, reader, TraceFilter("MAR.PORT"))
    assert sorted(each.code for each in found) == ["ACCESS_DENIED", "NO_ANSWER"]


def test_unreadable_questions_are_refused_and_leave_no_trace(world: World, desk: Desk) -> None:
    """Nothing was searched, so nothing is sealed."""
    ((refused,),) = _ask(desk, Inquiry(world.asking(), (PersonQuery(name="\u202e"),)))
    assert (not isinstance(refused, Answer), _traces(world)) == (True, set())


def test_who_asks_for_everybody_is_stopped(world: World) -> None:
    """Beyond the cap new people are refused, those asked for before are not."""
    opened = Desk(world.database, Settings(spread_alarm_subjects=1, spread_cap_subjects=1))
    opened.start()
    asking = world.asking()
    queries = tuple(DocumentQuery(f"AB10000{number}") for number in (1, 2, 3, 4, 5, 1))
    (outcomes,) = _ask(opened, Inquiry(asking, queries))
    opened.stop()
    assert [type(each) for each in outcomes] == [Answer] * 4 + [SpreadExceeded, Answer]
    assert DatabaseName.NOMINAL in _answered([outcomes])[0].databases


def test_more_than_a_piece_is_refused(world: World, desk: Desk) -> None:
    """A long list comes in pieces."""
    asked = Inquiry(world.asking(), (DocumentQuery("AB000001"),) * (INQUIRY_MAX + 1))
    with pytest.raises(InputTooLarge):
        _ask(desk, asked)
    assert _ask(desk, Inquiry(world.asking(), ())) == [[]]


def test_a_closed_desk_takes_nothing(world: World, desk: Desk) -> None:
    """Before it starts and after it stopped it says that it is busy."""
    desk.stop()
    with pytest.raises(DeskBusy):
        _ask(desk, Inquiry(world.asking(), (DocumentQuery("AB000001"),)))


def test_no_answer_without_a_trace(world: World, desk: Desk) -> None:
    """When traces cannot be sealed nobody is answered."""
    asking = world.asking()
    world.database.freeze(StorageFull())
    with pytest.raises(TraceUnavailable):
        _ask(desk, Inquiry(asking, (DocumentQuery("AB000001"),)))


def test_a_stop_answers_what_waits(world: World, desk: Desk) -> None:
    """Who asked before the stop is answered, and the trace is there."""
    asking = world.asking()

    async def ask_and_stop() -> list[list[Outcome] | BaseException]:
        waiting = [
            asyncio.create_task(desk.ask(Inquiry(asking, (DocumentQuery(f"AB{n:06d}"),))))
            for n in range(30)
        ]
        await asyncio.sleep(0)
        await asyncio.to_thread(desk.stop)
        return await asyncio.gather(*waiting, return_exceptions=True)

    told = asyncio.run(ask_and_stop())
    answers = _answered([each for each in told if isinstance(each, list)])
    assert ({each.trace for each in answers}, len(answers)) == (_traces(world), 30)


def test_workers_open_the_index_that_the_first_one_saved(world: World, tmp_path: Path) -> None:
    """The file is written once and mapped by all: a second desk builds nothing."""
    record = world.record(NOUR)
    desks = [Desk(world.database, Settings(), tmp_path / "shared") for _ in range(2)]
    files = []
    for each in desks:
        each.start()
        files.append(sorted(path.name for path in (tmp_path / "shared").iterdir()))
    asked = Inquiry(world.asking(), (ASKED,))
    found = [_answered(_ask(each, asked))[0].hits[0].record for each in desks]
    for each in desks:
        each.stop()
    assert (found, files[0]) == ([record.id] * 2, files[1])


def test_who_asks_too_fast_is_refused_and_a_list_is_slowed_down(world: World) -> None:
    """A burst of two is answered; the third question waits when it is one of a list."""
    opened = Desk(world.database, Settings(check_rate_per_second=1))
    opened.start()
    asking, query = world.asking(), DocumentQuery("ZZ000001")
    _ask(opened, *[Inquiry(asking, (query,))] * 2)
    with pytest.raises(RateExceeded):
        _ask(opened, Inquiry(asking, (query,)))
    started = time.monotonic()
    (answers,) = _ask(opened, Inquiry(asking, (query,), LIST_LIMITS))
    opened.stop()
    assert (type(answers[0]), time.monotonic() - started > 0.3) == (Answer, True)


def test_a_desk_is_served_before_lists(world: World) -> None:
    """However many pieces of lists wait, the next group begins with the question of a desk."""
    opened = Desk(world.database, Settings())
    opened._is_open = True
    asking, query = world.asking(), DocumentQuery("ZZ000001")
    piece = Inquiry(asking, (query,) * INQUIRY_MAX, LIST_LIMITS)
    single = Inquiry(asking, (query,))

    async def wait() -> list[list[Inquiry]]:
        waiting = [asyncio.create_task(opened.ask(each)) for each in (piece, piece, single)]
        await asyncio.sleep(0)
        groups = [[each.inquiry for each in opened._next_group()] for _ in range(2)]
        for task in waiting:
            task.cancel()
        return groups

    assert asyncio.run(wait()) == [[single, piece, piece], []]
