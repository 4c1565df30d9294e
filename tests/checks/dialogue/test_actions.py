"""A hit is taken up, asked, answered and closed by those who may, and by nobody else."""

import dataclasses
import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from check_world import ASKED, CAR, NOBODY_ELSE, NOUR, PASSPORT
from hit_world import CLOCKS, STOLEN, Desk, seen
from jisr.access.model import Purpose
from jisr.checks.dialogue import actions
from jisr.checks.dialogue.model import (
    Answer,
    DialogueView,
    Side,
    State,
    Which,
    Word,
)
from jisr.checks.model import VehicleQuery
from jisr.errors import Conflict, Denied, NotFound, ValueMalformed, VersionStale
from jisr.ledger.log import entries
from jisr.records import actions as records
from jisr.records.model import DocumentReference, Flag, HandlingCode


def _denied(desk: Desk, officer: str, action: object, *given: object, **options: object) -> str:
    with pytest.raises(Denied) as refused:
        desk.do(officer, action, *given, **options)
    return str(refused.value.details["why"])


def _answer(
    desk: Desk, view: DialogueView, answer: Answer = Answer.CONFIRMED, officer: str = "officer@fra"
) -> DialogueView:
    answered: DialogueView = desk.do(officer, actions.answer, seen(view), answer, "it is she")
    return answered


# ── nothing to the owner before it is asked ───────────────────────────────────────────────────


def test_owner_knows_nothing_of_a_hit_that_was_only_taken_up(desk: Desk) -> None:
    """Before the question nobody of the owner, nor of a third bureau, learns of a hit."""
    view = desk.hit()
    for officer in ("officer@fra", "head@fra", "guard@fra", "officer@syr", "root", "reviewer@gs"):
        with pytest.raises(NotFound):
            desk.read(officer, view)
        with desk.database.reading() as transaction:
            found = actions.list_hits(transaction, desk.world.officer(officer), Which.ALL)
        assert found == ()


def test_hit_taken_up_twice_is_one_dialogue(desk: Desk) -> None:
    """A second officer who takes up the same hit finds the dialogue that there is."""
    first = desk.hit()
    again = desk.do("head@mar", actions.open_hit, first.dialogue.trace, first.dialogue.record)
    assert again.dialogue == first.dialogue


def test_first_notice_holds_references_and_record_never_place_or_officer(desk: Desk) -> None:
    """What the owner is shown first are two references and its own record's data."""
    view = desk.read("officer@fra", _asked_with_reference(desk))
    dialogue = view.dialogue
    assert (dialogue.asking, dialogue.asking_reference) == ("MAR", "TNG-1")
    assert (dialogue.owner_reference, dialogue.trace) == ("PARIS-7", "")
    assert view.record_data["number"] == PASSPORT.number
    assert [(each.word, each.officer, each.text) for each in view.statements] == [
        (Word.ASKED, "", "")
    ]


def _asked_with_reference(desk: Desk) -> DialogueView:
    view = desk.hit(reference="PARIS-7")
    asked: DialogueView = desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=False)
    return asked


def test_no_entry_that_the_owner_may_follow_names_the_asking_officer(desk: Desk) -> None:
    """Entries of the shared class name bureaus; the officer stands in those of his own side."""
    view = desk.asked()
    with desk.database.reading() as transaction:
        shared = transaction.connection.scalar(
            sa.text("SELECT audience_class FROM hits WHERE id = :id"), {"id": view.dialogue.id}
        )
        rows = transaction.connection.execute(
            sa.select(entries.c.act, entries.c.document).where(entries.c.audience_class == shared)
        ).all()
    assert len(rows) == 2  # the class itself, and the question
    assert [row for row in rows if b"officer@mar" in row.act + row.document] == []


def test_agency_asks_through_its_national_bureau(desk: Desk) -> None:
    """An agency takes a hit up; the bureau above it puts the question (RPD Art. 21)."""
    record = desk.world.record(CAR)
    trace = desk.world.check(VehicleQuery(vin=CAR.vin), "port@mar").trace
    view = desk.open(trace, record, "port@mar")
    refused = _denied(desk, "port@mar", actions.ask, seen(view), CLOCKS, is_urgent=False)
    asked = desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=False)
    assert (refused, asked.dialogue.state) == ("hits.agency", State.ASKED)
    assert asked.dialogue.asking == "MAR.PORT"


def test_agency_knows_nothing_of_its_bureaus_hits(desk: Desk) -> None:
    """What the national bureau asked is not for what stands under it."""
    with pytest.raises(NotFound):
        desk.read("port@mar", desk.asked())


# ── refugees and protected persons ────────────────────────────────────────────────────────────


def test_hit_on_a_refugee_goes_to_the_reviewer_and_to_nobody_else(desk: Desk) -> None:
    """A person with a refugee's papers is referred: owner unnamed, unasked, untold."""
    refugee = dataclasses.replace(NOUR, nationalities=("XXB",))
    record = desk.world.record(refugee)
    view = desk.open(desk.world.check(ASKED).trace, record)
    assert (view.dialogue.state, view.dialogue.owner) == (State.REFERRED, "")
    with pytest.raises(NotFound):
        desk.read("officer@fra", view)
    assert desk.read("reviewer@gs", view).dialogue.owner == "FRA"
    refused = _denied(desk, "officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=True)
    assert refused == "hits.referred"


def test_hidden_refugee_nationality_refers_too(desk: Desk) -> None:
    """What the asking officer is not shown protects all the same."""
    refugee = dataclasses.replace(
        NOUR, documents=(DocumentReference("R1234567", "XXB", "passport"),)
    )
    hidden = {"documents": HandlingCode.CONFIRM_ONLY}
    record = desk.world.record(refugee, handling=hidden)
    view = desk.open(desk.world.check(ASKED).trace, record)
    assert view.dialogue.state is State.REFERRED


def test_asylum_flag_refers(desk: Desk) -> None:
    """A record that its owner marked is referred."""
    record = desk.world.record(NOUR, flags=frozenset((Flag.ASYLUM,)))
    assert desk.open(desk.world.check(ASKED).trace, record).dialogue.state is State.REFERRED


def test_person_protected_since_is_referred_when_asked(desk: Desk) -> None:
    """The protection list is read again when the owner is to be asked."""
    record = desk.world.record(NOUR)
    view = desk.open(desk.world.check(ASKED).trace, record)
    owner = desk.world.asking("officer@fra", Purpose.WANTED_PERSON)
    desk.database.in_transaction(records.protect, owner, record.id, ["FRA"])
    after = desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=False)
    assert after.dialogue.state is State.REFERRED
    with pytest.raises(NotFound):
        desk.read("officer@fra", after)


def test_only_the_reviewer_closes_a_referral(desk: Desk) -> None:
    """A referral ends with the reviewer's own reason, which no other side has."""
    record = desk.world.record(NOUR, flags=frozenset((Flag.ASYLUM,)))
    view = desk.open(desk.world.check(ASKED).trace, record)
    refused = _denied(desk, "officer@mar", actions.dismiss, seen(view), "another-person")
    closed = desk.do("reviewer@gs", actions.dismiss, seen(view), "protected")
    assert (refused, closed.dialogue.state) == ("hits.referred", State.DISMISSED)
    with pytest.raises(NotFound):
        desk.read("officer@fra", closed)


# ── asking and dismissing ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("is_urgent", "seconds"), [(True, 600), (False, 3600)])
def test_question_starts_the_clock(desk: Desk, *, is_urgent: bool, seconds: int) -> None:
    """The owner has ten minutes, or an hour."""
    dialogue = desk.asked(is_urgent=is_urgent).dialogue
    asked_at = dialogue.asked_at
    assert asked_at is not None
    assert dialogue.due_at == asked_at + datetime.timedelta(seconds=seconds)


def test_dismissed_hit_was_never_known_to_its_owner(desk: Desk) -> None:
    """What an officer dismisses with a coded reason is told to nobody."""
    view = desk.do("officer@mar", actions.dismiss, seen(desk.hit()), "another-person")
    assert view.dialogue.state is State.DISMISSED
    with pytest.raises(NotFound):
        desk.read("head@fra", view)


def test_unknown_reason_is_refused(desk: Desk) -> None:
    """Reasons are a list; the reviewer's are not the officer's."""
    view = desk.hit()
    for reason in ("because", "protected", ""):
        with pytest.raises(ValueMalformed):
            desk.do("officer@mar", actions.dismiss, seen(view), reason)


def test_question_that_was_put_is_not_put_again(desk: Desk) -> None:
    """A hit is asked once; the owner's clock does not begin anew."""
    view = desk.asked()
    with pytest.raises(Conflict):
        desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=True)


def test_withdrawn_record_is_not_asked_about(desk: Desk) -> None:
    """Of what its owner withdrew, nothing follows any more."""
    view = desk.hit()
    owner = desk.world.asking("officer@fra", Purpose.INVESTIGATION)
    desk.database.in_transaction(records.withdraw, owner, view.dialogue.record, "found")
    with pytest.raises(Conflict):
        desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=False)


def test_own_record_has_no_dialogue(desk: Desk) -> None:
    """A member asks itself at its own desk."""
    record = desk.world.record(PASSPORT)
    trace = desk.world.check(STOLEN, "officer@fra").trace
    refused = _denied(desk, "officer@fra", actions.open_hit, trace, record.id)
    assert refused == "hits.own_member"


def test_record_that_did_not_come_back_is_no_hit(desk: Desk) -> None:
    """Only what a question found can be taken up, only by the bureau that asked it."""
    record = desk.world.record(PASSPORT)
    other = desk.world.record(dataclasses.replace(PASSPORT, number="AB999999"))
    hidden = desk.world.record(
        dataclasses.replace(PASSPORT, number="CD777777"), audience=NOBODY_ELSE
    )
    trace = desk.world.check(STOLEN).trace
    missed = desk.world.check(dataclasses.replace(STOLEN, number="CD777777")).trace
    for officer, asked, found in (
        ("officer@mar", trace, other.id),
        ("officer@mar", missed, hidden.id),
        ("officer@mar", "0" * 32, record.id),
        ("officer@mar", "nonsense", record.id),
        ("officer@syr", trace, record.id),
        ("root", trace, record.id),
    ):
        with pytest.raises(NotFound):
            desk.do(officer, actions.open_hit, asked, found)


# ── who may speak ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("officer", "why"),
    [("system@mar", "hits.people_only"), ("guard@mar", "hits.role"), ("guardian@mar", "hits.role")],
)
def test_only_people_of_the_desk_ask(desk: Desk, officer: str, why: str) -> None:
    """Neither a machine nor a security or data-protection officer puts a question."""
    view = desk.hit()
    assert _denied(desk, officer, actions.ask, seen(view), CLOCKS, is_urgent=False) == why
    assert _denied(desk, officer, actions.dismiss, seen(view), "another-person") == why


@pytest.mark.parametrize(
    ("officer", "why"),
    [
        ("system@fra", "hits.people_only"),
        ("guard@fra", "hits.role"),
        ("guardian@fra", "hits.role"),
        ("officer@mar", "hits.side"),
        ("member@ccf", "hits.role"),
    ],
)
def test_only_people_of_the_owner_answer(desk: Desk, officer: str, why: str) -> None:
    """A machine never confirms: what follows may be a measure of force (RPD Art. 63)."""
    view = desk.asked()
    refused = _denied(desk, officer, actions.answer, seen(view), Answer.CONFIRMED)
    assert refused == why


def test_third_bureau_cannot_speak_in_a_dialogue(desk: Desk) -> None:
    """For whoever has no part in it, there is no such dialogue."""
    view = desk.asked()
    for action, given in (
        (actions.answer, (Answer.CONFIRMED,)),
        (actions.write_message, ("hello",)),
        (actions.report, ("none",)),
    ):
        with pytest.raises(NotFound):
            desk.do("officer@syr", action, seen(view), *given)


def test_those_who_watch_read(desk: Desk) -> None:
    """Security and data-protection officers of both sides and the Commission read a dialogue."""
    view = desk.asked()
    sides = {
        officer: desk.read(officer, view).side
        for officer in ("guard@mar", "guardian@mar", "guard@fra", "system@fra", "member@ccf")
    }
    assert sides == {
        "guard@mar": Side.ASKING,
        "guardian@mar": Side.ASKING,
        "guard@fra": Side.OWNER,
        "system@fra": Side.OWNER,
        "member@ccf": Side.OVERSIGHT,
    }
    assert desk.read("guard@fra", view).record_data == {}


def test_only_the_commission_learns_the_officers_of_both_sides(desk: Desk) -> None:
    """Each side names its own officers; the other side hears the bureau."""
    view = _answer(desk, desk.asked())
    named = {
        officer: [each.officer for each in desk.read(officer, view).statements]
        for officer in ("officer@mar", "officer@fra", "member@ccf")
    }
    assert named == {
        "officer@mar": ["officer@mar", "officer@mar", ""],
        "officer@fra": ["", "officer@fra"],
        "member@ccf": ["officer@mar", "officer@mar", "officer@fra"],
    }


def test_inactive_officer_sees_nothing(desk: Desk) -> None:
    """Who lost his rights is told of no dialogue."""
    view = desk.asked()
    officer = desk.world.officer("officer@mar")
    with desk.database.reading() as transaction, pytest.raises(NotFound):
        actions.read_hit(
            transaction, dataclasses.replace(officer, is_active=False), view.dialogue.id
        )


# ── answering ─────────────────────────────────────────────────────────────────────────────────


def test_second_of_two_answers_is_told(desk: Desk) -> None:
    """Two officers answer one hit at once: the first is heard, the second reads it again."""
    view = desk.asked()
    _answer(desk, view)
    with pytest.raises(VersionStale) as told:
        _answer(desk, view, Answer.NOT_THE_SAME, officer="head@fra")
    assert told.value.details["current"] == view.dialogue.version + 1
    assert desk.read("head@fra", view).dialogue.state is State.CONFIRMED


def test_of_two_answers_at_one_moment_one_is_heard(desk: Desk) -> None:
    """Two processes answer at once: exactly one answer stands, the other officer is told."""
    view = desk.asked()

    def one(officer: str, answer: Answer) -> str:
        try:
            return _answer(desk, view, answer, officer).dialogue.state.value
        except VersionStale:
            return "told"

    with ThreadPoolExecutor(2) as pool:
        heard = [
            pool.submit(one, "officer@fra", Answer.CONFIRMED),
            pool.submit(one, "head@fra", Answer.NOT_THE_SAME),
        ]
        said = sorted(each.result() for each in heard)
    assert said in (["confirmed", "told"], ["not-the-same", "told"])
    assert desk.read("officer@mar", view).dialogue.state.value == said[0]


def test_owner_corrects_itself(desk: Desk) -> None:
    """Until the hit is closed the owner may answer again; the first answer keeps its time."""
    first = _answer(desk, desk.asked(), Answer.CONFIRMED)
    second = _answer(desk, first, Answer.NOT_THE_SAME)
    assert second.dialogue.state is State.NOT_THE_SAME
    assert second.dialogue.answered_at == first.dialogue.answered_at


def test_unasked_hit_cannot_be_answered(desk: Desk) -> None:
    """Where nothing was asked the owner has nothing to answer."""
    view = desk.hit()
    with pytest.raises(NotFound):
        _answer(desk, view)


# ── what may follow ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("answer", [None, Answer.NOT_THE_SAME, Answer.CANNOT_SAY])
@pytest.mark.parametrize("outcome", ["arrest", "seized", "refused-entry"])
def test_no_force_follows_from_an_unconfirmed_hit(
    desk: Desk, answer: Answer | None, outcome: str
) -> None:
    """Arrest, seizure and refusal need the owner's confirmation (RPD Art. 63)."""
    view = desk.asked()
    if answer is not None:
        view = _answer(desk, view, answer)
    assert _denied(desk, "officer@mar", actions.report, seen(view), outcome) == "hits.unconfirmed"


def test_confirmed_hit_is_closed_with_its_outcome(desk: Desk) -> None:
    """After the confirmation an outcome closes the dialogue, and nothing is said any more."""
    view = _answer(desk, desk.asked())
    closed = desk.do("officer@mar", actions.report, seen(view), "arrest", "at once")
    assert (closed.dialogue.state, closed.dialogue.outcome) == (State.CLOSED, "arrest")
    with pytest.raises(Conflict):
        desk.do("officer@fra", actions.write_message, seen(closed), "thank you")


def test_unconfirmed_hit_ends_without_force(desk: Desk) -> None:
    """That nothing came of it, or what national law allowed first, may always be told."""
    closed = desk.do("officer@mar", actions.report, seen(desk.asked()), "urgent-national-measure")
    assert closed.dialogue.state is State.CLOSED


def test_every_view_says_what_may_follow(desk: Desk) -> None:
    """Before the confirmation each side reads that nothing coercive may follow."""
    view = desk.asked()
    for officer in ("officer@mar", "officer@fra", "member@ccf"):
        assert "Nothing coercive may follow" in desk.read(officer, view).warning
    assert "has confirmed this hit" in _answer(desk, view).warning


def test_unknown_outcome_is_refused(desk: Desk) -> None:
    """Outcomes are a list."""
    with pytest.raises(ValueMalformed):
        desk.do("officer@mar", actions.report, seen(desk.asked()), "shot")
