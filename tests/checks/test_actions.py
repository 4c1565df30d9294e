"""Checks are answered with a sealed trace, or not at all."""

import pytest
import sqlalchemy as sa

from check_world import ASKED, NOUR, PASSPORT, World
from jisr.access.model import DatabaseName
from jisr.checks import traces
from jisr.checks.actions import Checker
from jisr.checks.model import (
    Answer,
    DocumentQuery,
    PersonQuery,
    Query,
    ResultCode,
    TraceFilter,
    VesselQuery,
)
from jisr.checks.view import Limits
from jisr.errors import (
    CheckDigitWrong,
    Denied,
    InputRefused,
    InputTooLarge,
    TraceUnavailable,
    ValueMalformed,
)
from jisr.kit.db import Database
from jisr.records.model import (
    DocumentReference,
    Name,
    Person,
)
from jisr.settings import Settings
from jisr.values import PartialDate
from ticking import TickingClock

NOT_FOUND = (ResultCode.NO_ANSWER, ())


def _shape(answer: Answer) -> tuple[ResultCode, tuple[object, ...]]:
    return answer.code, answer.hits


def _trace_count(world: World) -> int:
    with world.database.reading() as transaction:
        return transaction.connection.scalar(sa.text("SELECT count(*) FROM traces")) or 0


def test_nothing_found_is_said_with_position_and_age(world: World) -> None:
    """An answer without hits tells what it rests on."""
    world.record(NOUR)
    with world.database.reading() as transaction:
        position = transaction.connection.scalar(sa.text("SELECT count(*) FROM entries"))
    answer = world.check(PersonQuery(name="Someone Entirely Different"))
    assert _shape(answer) == NOT_FOUND
    assert (answer.position, answer.databases) == (position, (DatabaseName.NOMINAL,))
    assert answer.data_at < answer.answered_at
    assert not answer.is_stale


def test_every_question_is_sealed_also_the_empty_one(world: World) -> None:
    """A question with nothing to look for is answered as such, and traced."""
    answer = world.check(PersonQuery(sex="F"))
    assert _shape(answer) == (ResultCode.INVALID_SEARCH_ERROR, ())
    with world.database.reading() as transaction:
        trace = traces.read_trace(transaction, world.officer("officer@mar"), answer.trace)
    assert (trace.code, trace.officer, trace.case) == (
        ResultCode.INVALID_SEARCH_ERROR,
        "officer@mar",
        "TNG-1",
    )


def test_trace_tells_outcome_and_keeps_terms(world: World) -> None:
    """The trace of a hit says how many; its terms say which records."""
    record = world.record(NOUR)
    answer = world.check(ASKED)
    terms = world.database.in_transaction(
        traces.read_terms, world.officer("guardian@mar"), answer.trace, "DPO-1"
    )
    assert (terms.trace.code, terms.trace.hit_count) == (ResultCode.NO_ERROR, 1)
    assert terms.records == ((record.id, 1),)
    assert terms.query == {
        "name": "Nour Haddad",
        "birth_date": "1974-03-02",
        "nationality": "LBN",
    }


def test_unreadable_question_is_not_searched_and_not_sealed(world: World) -> None:
    """What cannot be read is refused with a sentence before anything happens."""
    for query in (PersonQuery(name="a\u202eb"), DocumentQuery("1"), VesselQuery(imo="9074728")):
        with pytest.raises(InputRefused):
            world.check(query)
    assert _trace_count(world) == 0


def test_denied_question_is_sealed_and_then_refused(world: World) -> None:
    """An officer without the role gets no answer, and that he asked is known."""
    with pytest.raises(Denied):
        world.check(ASKED, "guardian@mar")
    with world.database.reading() as transaction:
        page = traces.read_traces(transaction, world.officer("guardian@mar"), TraceFilter("MAR"))
    assert [(each.code, each.hit_count, each.officer) for each in page] == [
        (ResultCode.ACCESS_DENIED, 0, "guardian@mar")
    ]


def test_no_answer_without_trace(world: World) -> None:
    """When the trace cannot be sealed there is no answer; afterwards there is one again."""
    record = world.record(NOUR)
    assert world.found(ASKED) == [record.id]
    asking = world.asking()
    if world.database.is_sqlite:
        with world.database.engine.begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        full = Database(str(world.database.url), clock=world.database.clock)

        @sa.event.listens_for(full.engine, "connect")
        def _fill(connection: object, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]  # the driver's own

        checker = Checker.open(full, Settings())
        batch = [ASKED] * 1_000  # more than the room that is left in the last page
        with pytest.raises(TraceUnavailable):
            checker.check_many(asking, batch)
        full.close()
    assert world.found(ASKED) == [record.id]


def test_weak_candidates_are_shown_only_where_measuring(world: World) -> None:
    """A working network refuses to show what lies below its operating point."""
    world.record(NOUR)
    with pytest.raises(Denied):
        world.check(ASKED, limits=Limits(min_score=0.0))


def test_measuring_network_shows_the_best_candidate_and_seals_it_as_such(measuring: World) -> None:
    """Every question has its best candidate, with a score, and the trace says why."""
    record = measuring.record(NOUR)
    weak = PersonQuery(name="Nuri Hadid", birth_date=PartialDate(1990))
    assert _shape(measuring.check(weak)) == NOT_FOUND
    answer = measuring.check(weak, limits=Limits(1, min_score=0.0))
    assert [(hit.record, 0 <= hit.score <= 1) for hit in answer.hits] == [(record.id, True)]
    with measuring.database.reading() as transaction:
        page = traces.read_traces(transaction, measuring.officer("officer@mar"), TraceFilter("MAR"))
    assert [each.is_measuring for each in page] == [True, False]


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        (Limits(hits=0), ValueMalformed),
        (Limits(hits=51), ValueMalformed),
        (Limits(min_score=1.5), ValueMalformed),
    ],
)
def test_limits_are_bounded(world: World, limits: Limits, error: type[InputRefused]) -> None:
    """Nobody reads the register by asking for everything."""
    with pytest.raises(error):
        world.check(ASKED, limits=limits)


def test_batch_is_answered_in_order_and_bounded(world: World) -> None:
    """Many questions get their own answers and traces, in one sealing."""
    known, stolen = world.record(NOUR), world.record(PASSPORT)
    queries: list[Query] = [PersonQuery(name="Nobody Here"), ASKED, DocumentQuery("AB123456")]
    answers = world.checker.check_many(world.asking(), queries)
    assert [[hit.record for hit in each.hits] for each in answers] == [[], [known.id], [stolen.id]]
    assert len({each.trace for each in answers}) == 3
    assert len({each.answered_at for each in answers}) == 1
    assert world.checker.check_many(world.asking(), []) == []
    with pytest.raises(InputTooLarge):
        world.checker.check_many(world.asking(), [ASKED] * 1_001)


def test_answer_says_when_its_data_are_stale(database: Database, world: World) -> None:
    """Beyond the set age the answer says so."""
    checker = Checker.open(database, Settings(data_stale_seconds=0))
    answer = checker.check(world.asking(), ASKED)
    assert answer.is_stale


def test_mrz_of_a_passport_asks_for_person_and_document(world: World) -> None:
    """One scan is one question: the bearer by name and the document by number."""
    known = world.record(
        Person(
            (Name("Anna Maria Eriksson"),),
            sex="F",
            birth_dates=(PartialDate(1974, 8, 12),),
        )
    )
    carried = world.record(
        Person((Name("X Y"),), documents=(DocumentReference("L898902C3", "UTO"),))
    )
    zone = (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )
    answer = world.checker.check_mrz(world.asking(), zone)
    assert [hit.record for hit in answer.hits] == [carried.id, known.id]
    wrong = zone.replace("L898902C36", "L898902C37")
    with pytest.raises(CheckDigitWrong):
        world.checker.check_mrz(world.asking(), wrong)
    assert _trace_count(world) == 1


def test_housekeeping_anchors_on_the_tick(world: World, clock: TickingClock) -> None:
    """The roots of the trace trees enter the common ledger on the tick, or at once."""

    def anchors() -> int:
        query = sa.text("SELECT count(*) FROM entries WHERE subject_kind = 'traces'")
        with world.database.reading() as transaction:
            return transaction.connection.scalar(query) or 0

    world.check(ASKED)
    world.checker.keep_house()
    world.checker.keep_house()
    assert anchors() == 1
    world.checker.keep_house(at_once=True)
    assert anchors() == 2
    clock.advance(seconds=61)
    world.checker.keep_house()
    assert anchors() == 3
