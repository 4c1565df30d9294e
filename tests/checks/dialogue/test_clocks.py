"""The clocks of hits say each thing once, whatever the machines' clocks show (T20)."""

import datetime
import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from hit_world import CLOCKS, Desk, seen
from jisr.access.model import DatabaseName, Purpose
from jisr.checks.dialogue import actions, clocks, rules
from jisr.checks.dialogue.model import (
    Answer,
    Channel,
    Dialogue,
    DialogueView,
    Preference,
    Saying,
    Side,
    State,
    Word,
)
from jisr.checks.dialogue.preferences import choose_preference
from jisr.checks.dialogue.services import HitClock
from jisr.errors import NotFound, StorageFull, VersionStale
from jisr.kit import outbox
from jisr.kit.db import Database, Transaction
from jisr.records.model import Kind
from jisr.settings import Settings
from ticking import START, TickingClock

HOUR = datetime.timedelta(hours=1)


def _words(desk: Desk, view: DialogueView) -> list[Word]:
    return [each.word for each in desk.read("member@ccf", view).statements]


def _tick(desk: Desk) -> int:
    return HitClock(desk.database, Settings()).tick()


def test_owner_is_reminded_at_half_time_and_the_secretariat_told_at_the_end(
    desk: Desk, clock: TickingClock
) -> None:
    """One reminder, one escalation, and nothing twice."""
    view = desk.asked()
    said = []
    for minutes in (0, 28, 3, 1, 27, 2, 60):
        clock.advance(minutes=minutes)
        said.append(_tick(desk))
    assert said == [0, 0, 1, 0, 0, 1, 0]
    assert _words(desk, view)[2:] == [Word.REMINDED, Word.ESCALATED]


def test_secretariat_sees_a_hit_only_when_its_clock_was_missed(
    desk: Desk, clock: TickingClock
) -> None:
    """Before the end of the clock the coordinator knows nothing of the dialogue."""
    view = desk.asked()
    with pytest.raises(NotFound):
        desk.read("root", view)
    clock.advance(hours=2)
    _tick(desk)
    assert desk.read("root", view).side is Side.SECRETARIAT


@pytest.mark.parametrize("answer", list(Answer))
def test_answered_hit_is_never_escalated(desk: Desk, clock: TickingClock, answer: Answer) -> None:
    """Whatever the owner answered, its clock has ended."""
    view = desk.asked()
    desk.do("officer@fra", actions.answer, seen(view), answer)
    clock.advance(days=1)
    assert _tick(desk) == 0


def test_missed_reminder_is_not_made_up_after_the_end(desk: Desk, clock: TickingClock) -> None:
    """After a long stop of the hub the secretariat is told at once, and nobody reminded."""
    view = desk.asked(is_urgent=True)
    clock.advance(days=1)
    assert (_tick(desk), _tick(desk)) == (1, 0)
    assert _words(desk, view)[2:] == [Word.ESCALATED]


def test_many_hits_are_escalated_in_pages(desk: Desk, clock: TickingClock) -> None:
    """More hits than one look holds are all told; the pages go on by id."""
    view = desk.asked()
    clock.advance(hours=2)
    with desk.database.reading() as transaction:
        first = clocks.due_hits(transaction)
        assert clocks.due_hits(transaction, after=view.dialogue.id) == ([], "")
    assert first == ([view.dialogue.id], "")


def test_escalation_and_its_message_are_one(desk: Desk, clock: TickingClock) -> None:
    """The message to the secretariat is written with the escalation: both or neither, once."""
    desk.database.in_transaction(
        choose_preference,
        desk.world.officer("root"),
        Preference("GS", Channel.EMAIL, "hits@secretariat.example"),
    )
    view = desk.asked()
    clock.advance(hours=2)
    for _ in range(3):
        _tick(desk)
    taken = desk.database.in_transaction(outbox.take, limit=10)
    told = [(json.loads(each.body)["to"], each.kind) for each in taken]
    assert told == [("hits@secretariat.example", "courier.mail")]
    assert view.dialogue.id in taken[0].body.decode()


def test_processes_with_clocks_an_hour_apart_escalate_once(desk: Desk, clock: TickingClock) -> None:
    """Three processes look at once, one an hour behind, one an hour ahead: one escalation."""
    view = desk.asked()
    clock.advance(minutes=61)
    now = clock.instant
    skewed = [
        Database(
            desk.database.url.render_as_string(hide_password=False),
            clock=TickingClock(now + HOUR * hours),
        )
        for hours in (-1, 0, 1)
    ]
    with ThreadPoolExecutor(len(skewed)) as pool:
        said = list(pool.map(_tick_patiently, skewed * 3))
    for database in skewed:
        database.close()
    assert sum(said) >= 1
    assert _words(desk, view).count(Word.ESCALATED) == 1
    assert _words(desk, view).count(Word.REMINDED) <= 1


def _tick_patiently(database: Database) -> int:
    return HitClock(database, Settings()).tick()


def test_process_that_dies_in_a_look_loses_nothing(desk: Desk, clock: TickingClock) -> None:
    """What was not committed was not said; whoever looks next says it, once."""
    view = desk.asked()
    clock.advance(hours=2)

    def die(transaction: Transaction) -> None:
        clocks.keep_clock(transaction, view.dialogue.id)
        raise StorageFull

    for _ in range(3):
        with pytest.raises(StorageFull):
            desk.database.in_transaction(die)
    assert [_tick(desk), _tick(desk)] == [1, 0]
    assert _words(desk, view).count(Word.ESCALATED) == 1


# ── the law, without a database ───────────────────────────────────────────────────────────────

RUNS = 10_000
STEPS = 24


def _new() -> Dialogue:
    return Dialogue(
        id="a" * 32,
        version=1,
        trace="b" * 32,
        record="c" * 32,
        record_version=1,
        kind=Kind.DOCUMENT,
        database=DatabaseName.TRAVEL_DOCUMENTS,
        asking="MAR",
        owner="FRA",
        purpose=Purpose.BORDER_MANAGEMENT,
        asking_reference="TNG-1",
        owner_reference="",
        state=State.PRESUMED,
        opened_at=START,
        audience_class="x",
    )


class _House:
    """One stored dialogue, and processes whose clocks stand up to an hour apart.

    A process reads, decides, and writes only if nobody wrote since: as a transaction does. It may
    die between, and its receipt may be lost; then it looks again.
    """

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.said: list[Word] = []
        question = Saying(Word.ASKED, dice.choice((rules.URGENT, rules.ROUTINE)))
        self.stored = rules.after(_new(), question, START, CLOCKS)

    def look(self, read: Dialogue, now: datetime.datetime) -> None:
        step = rules.due_step(read, now)
        if step is None or self.dice.random() < 0.2:  # nothing to say, or it dies here
            return
        if self.stored.version == read.version:
            self.stored = rules.after(read, Saying(step), now)
            self.said.append(step)

    def answer(self, now: datetime.datetime) -> None:
        saying = Saying(Word.ANSWERED, self.dice.choice(list(Answer)))
        self.stored = rules.after(self.stored, saying, now)


def _run(seed: int) -> tuple[list[Word], bool, bool]:
    """Return what the clock said, whether the owner answered, and whether it did so in time."""
    dice = random.Random(seed)  # noqa: S311  a simulation, not a secret
    house = _House(dice)
    skews = [datetime.timedelta(seconds=dice.randint(-3600, 3600)) for _ in range(3)]
    true_now, is_answered = START, False
    answers_at = dice.choice((None, dice.randint(0, STEPS - 1)))
    escalated_before = False
    for step in range(STEPS):
        true_now += datetime.timedelta(minutes=dice.randint(0, 20))
        read = house.stored
        for skew in dice.choices(skews, k=2):  # two processes read the same and race
            house.look(read, true_now + skew)
        if step == answers_at:
            escalated_before = Word.ESCALATED in house.said
            house.answer(true_now)
            is_answered = True
    for _ in range(50):  # every process lives on, long after
        house.look(house.stored, true_now + 10 * HOUR)
    return house.said, is_answered, escalated_before


def test_no_escalation_is_lost_or_doubled_in_ten_thousand_runs() -> None:
    """Under skew of an hour, deaths and races: unanswered is told once, answered never after."""
    wrong = []
    for seed in range(RUNS):
        said, is_answered, escalated_before = _run(seed)
        expected = escalated_before if is_answered else True
        is_right = (
            said.count(Word.ESCALATED) == int(expected)
            and said.count(Word.REMINDED) <= 1
            and Word.REMINDED not in said[said.index(Word.ESCALATED) :][1:]
            if Word.ESCALATED in said
            else not expected
        )
        if not is_right:
            wrong.append(seed)
    assert wrong == []


def test_stale_look_says_nothing(desk: Desk, clock: TickingClock) -> None:
    """A process that decided on an old version is refused, not believed."""
    view = desk.asked()
    clock.advance(hours=2)
    desk.do("officer@fra", actions.answer, seen(view), Answer.CONFIRMED)
    assert desk.database.in_transaction(clocks.keep_clock, view.dialogue.id) is False
    with pytest.raises(VersionStale):
        desk.do("head@fra", actions.answer, seen(view), Answer.CANNOT_SAY)
