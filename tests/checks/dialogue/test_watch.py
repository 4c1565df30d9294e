"""What traces tell afterwards: exact document hits, blind hits, and what goes with its record."""

import dataclasses
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from check_world import ASKED, CAR, NOBODY_ELSE, NOUR, PASSPORT, draft_of
from hit_world import CLOCKS, STOLEN, Desk, hidden_persons, seen
from jisr.access.model import Asking, Purpose
from jisr.checks.dialogue import actions, attachments, watch, watch_store
from jisr.checks.dialogue.model import (
    Channel,
    DialogueView,
    Preference,
    Side,
    State,
    Which,
    Word,
)
from jisr.checks.dialogue.preferences import choose_preference
from jisr.checks.dialogue.services import HitClock
from jisr.checks.model import VehicleQuery
from jisr.checks.view import LIST_LIMITS
from jisr.errors import Conflict, Denied, NotFound, ValueMalformed
from jisr.kit import outbox
from jisr.ledger.log import entries
from jisr.records import actions as records
from jisr.records.model import Audience, DocumentReference, Flag
from jisr.settings import Settings
from ticking import TickingClock
from web import web_over

CARS = VehicleQuery(vin=CAR.vin)
CARRIED = dataclasses.replace(NOUR, documents=(DocumentReference("XY998877", "LBN", "passport"),))
CARRIED_ASKED = dataclasses.replace(ASKED, name="", document_number="XY998877")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A network whose watch has begun, so that it follows every question from now on."""
    watch.follow(desk.database)
    return desk


def _follow(desk: Desk) -> int:
    return watch.follow(desk.database)


def _seen_by(desk: Desk, officer: str) -> list[DialogueView]:
    with desk.database.reading() as transaction:
        return list(actions.list_hits(transaction, desk.world.officer(officer), Which.ALL))


# ── how it looks ──────────────────────────────────────────────────────────────────────────────


def test_a_look_rests_after_each_batch_and_goes_on_where_it_was_stopped(desk: Desk) -> None:
    """Checks of the same process come first; nothing is lost and nothing is treated twice."""
    desk.world.record(PASSPORT)
    for _ in range(watch.TRACES_AT_ONCE):
        desk.world.check(CARS)
    desk.world.check(STOLEN)
    rests: list[float] = []

    def rest(seconds: float) -> bool:
        rests.append(seconds)
        return True

    begun = [watch.follow(desk.database, rest) for _ in range(3)]
    assert (begun, len(rests)) == ([0, 1, 0], 2)
    assert min(rests) > 0


# ── exact document hits ───────────────────────────────────────────────────────────────────────


def test_owner_of_a_stolen_passport_is_told_by_itself(desk: Desk) -> None:
    """An exact document hit is noticed without a question; no clock runs before somebody asks."""
    desk.world.record(PASSPORT, reference="PARIS-7")
    desk.world.check(STOLEN)
    assert (_follow(desk), _follow(desk)) == (1, 0)
    (view,) = _seen_by(desk, "officer@fra")
    dialogue = view.dialogue
    assert (dialogue.state, dialogue.due_at) == (State.PRESUMED, None)
    assert (dialogue.owner_reference, dialogue.asking_reference) == ("PARIS-7", "TNG-1")
    read = desk.read("officer@fra", view)
    assert [(each.word, each.officer) for each in read.statements] == [(Word.NOTICED, "")]
    asked = desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=True)
    assert asked.dialogue.state is State.ASKED


def test_hit_that_was_taken_up_first_is_noticed_too(desk: Desk) -> None:
    """Whoever is faster, officer or watch, it is one dialogue."""
    view = desk.hit()
    assert _follow(desk) == 1
    (told,) = _seen_by(desk, "officer@fra")
    assert (told.dialogue.id, told.side) == (view.dialogue.id, Side.OWNER)


def test_document_marked_since_is_referred_and_not_noticed(desk: Desk) -> None:
    """What was taken up and then marked for asylum goes to the reviewer."""
    view = desk.hit()
    owner = desk.world.asking("officer@fra", Purpose.BORDER_MANAGEMENT)
    marked = draft_of(PASSPORT, flags=frozenset((Flag.ASYLUM,)))
    desk.database.in_transaction(
        records.new_version, owner, view.dialogue.record, marked, read_version=1
    )
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (1, [])
    assert desk.read("officer@mar", view).dialogue.state is State.REFERRED


def test_lists_notify_nobody(desk: Desk) -> None:
    """What came of a list of travellers stays with whoever checked it."""
    desk.world.record(PASSPORT)
    desk.world.record(CAR, audience=NOBODY_ELSE)
    desk.world.check(STOLEN, limits=LIST_LIMITS)
    desk.world.check(VehicleQuery(vin=CAR.vin), limits=LIST_LIMITS)
    assert _follow(desk) == 0
    assert _seen_by(desk, "officer@fra") == []


def test_presumed_person_is_noticed_to_nobody(desk: Desk) -> None:
    """A name that matched is no exact document: without a question its owner is not told."""
    desk.world.record(NOUR)
    desk.world.check(ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_protected_paper_is_referred_and_not_noticed(desk: Desk) -> None:
    """A document marked for asylum goes to the reviewer, and to nobody else."""
    desk.world.record(PASSPORT, flags=frozenset((Flag.ASYLUM,)))
    desk.world.check(STOLEN)
    assert _follow(desk) == 1
    assert _seen_by(desk, "officer@fra") == []
    (view,) = _seen_by(desk, "reviewer@gs")
    assert view.dialogue.state is State.REFERRED
    said = [each.word for each in desk.read("reviewer@gs", view).statements]
    assert said == [Word.REFERRED]
    assert [each.dialogue.owner for each in _seen_by(desk, "officer@mar")] == [""]


# ── blind hits ────────────────────────────────────────────────────────────────────────────────


def test_restricting_bureau_alone_learns_of_a_blind_hit(desk: Desk) -> None:
    """A hidden record is matched afterwards; only its owner and the Commission know of it."""
    desk.world.record(CARRIED, audience=NOBODY_ELSE, reference="PARIS-7")
    answer = desk.world.check(CARRIED_ASKED)
    assert (answer.hits, _follow(desk), _follow(desk)) == ((), 1, 0)
    (view,) = _seen_by(desk, "officer@fra")
    assert (view.dialogue.state, view.dialogue.owner_reference) == (State.BLIND, "PARIS-7")
    assert [each.side for each in _seen_by(desk, "member@ccf")] == [Side.OVERSIGHT]
    for officer in (
        *("officer@mar", "head@mar", "guard@mar", "guardian@mar", "system@mar"),
        *("officer@syr", "reviewer@gs"),
    ):
        assert _seen_by(desk, officer) == []
        with pytest.raises(NotFound):
            desk.read(officer, view)


def _blind(desk: Desk) -> DialogueView:
    desk.world.record(CARRIED, audience=NOBODY_ELSE, reference="PARIS-7")
    desk.world.check(CARRIED_ASKED)
    _follow(desk)
    (view,) = _seen_by(desk, "officer@fra")
    return view


def test_owner_reveals_a_blind_hit(desk: Desk) -> None:
    """The owner may tell the bureau that asked; the record itself keeps its audience."""
    view = desk.do("officer@fra", actions.reveal, seen(_blind(desk)))
    (found,) = _seen_by(desk, "officer@mar")
    assert (found.dialogue.owner, found.dialogue.state) == ("FRA", State.PRESUMED)
    asked = desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=True)
    assert asked.dialogue.state is State.ASKED
    assert desk.world.check(CARRIED_ASKED).hits == ()


def test_secretariat_lifts_a_restriction_after_its_deadline(
    desk: Desk, clock: TickingClock
) -> None:
    """Silence is consent (RPD Art. 59); until then the asking bureau knows nothing."""
    view = _blind(desk)
    lifting = desk.do("root", actions.lift, seen(view), CLOCKS, text="a life is in danger")
    assert lifting.dialogue.state is State.LIFTING
    assert desk.read("officer@fra", view).statements[-1].text == "a life is in danger"
    tick = HitClock(desk.database, Settings()).tick
    clock.advance(hours=23)
    assert (tick(), _seen_by(desk, "officer@mar")) == (0, [])
    clock.advance(hours=2)
    assert (tick(), tick()) == (1, 0)
    (found,) = _seen_by(desk, "officer@mar")
    words = [each.word for each in desk.read("officer@mar", found).statements]
    assert (found.dialogue.owner, words) == ("FRA", [Word.NOTICED, Word.REVEALED])


def test_owner_objects_to_a_lifting(desk: Desk, clock: TickingClock) -> None:
    """After the objection the hit stays unseen, whatever the clock shows."""
    lifting = desk.do("root", actions.lift, seen(_blind(desk)), CLOCKS, text="danger")
    objected = desk.do("head@fra", actions.object_to, seen(lifting), "a source would be lost")
    assert objected.dialogue.state is State.BLIND
    clock.advance(days=2)
    assert HitClock(desk.database, Settings()).tick() == 0
    assert _seen_by(desk, "officer@mar") == []


def test_owner_is_told_of_a_lifting_and_of_its_end(desk: Desk, clock: TickingClock) -> None:
    """By its own preference: when it begins, when nobody objected; the asking bureau at the end."""
    for head, bureau in (("head@fra", "FRA"), ("head@mar", "MAR")):
        wanted = Preference(bureau, Channel.WEBHOOK, f"https://{bureau.lower()}.example/hits")
        desk.database.in_transaction(choose_preference, desk.world.officer(head), wanted)
    view = _blind(desk)

    def told() -> list[tuple[str, str]]:
        with desk.database.reading() as transaction:
            bodies = transaction.connection.scalars(sa.select(outbox.OUTBOX.c.body))
            messages = [json.loads(each) for each in bodies]
        return sorted((each["url"][8:11], each["said"]["type"]) for each in messages)

    assert told() == [("fra", "hit.noticed")]
    desk.do("root", actions.lift, seen(view), CLOCKS, text="a life is in danger")
    assert told() == [("fra", "hit.lifting"), ("fra", "hit.noticed")]
    clock.advance(days=2)
    HitClock(desk.database, Settings()).tick()
    assert told() == [
        ("fra", "hit.lifting"),
        ("fra", "hit.noticed"),
        ("fra", "hit.revealed"),
        ("mar", "hit.revealed"),
    ]


def test_restriction_is_lifted_over_the_api(desk: Desk, tmp_path: Path) -> None:
    """The coordinator alone begins it; the owner objects; nobody else knows that there is a hit."""
    view = _blind(desk)
    web = web_over(desk.database, tmp_path)
    path, why = f"/v1/hits/{view.dialogue.id}", {"text": "a life is in danger"}

    def say(officer: str, word: str, version: int) -> tuple[int, str]:
        answer = web.post(f"{path}/{word}", officer, why, If_Match=f'"{version}"')
        return answer.status_code, answer.json().get("state", "")

    refused = [say(each, "lift", 1)[0] for each in ("officer@mar", "reviewer@gs", "head@fra")]
    assert refused == [404, 404, 403]
    assert say("root", "lift", 1) == (200, "lifting")
    assert [say(each, "object", 2)[0] for each in ("officer@mar", "root")] == [404, 403]
    assert say("root", "lift", 2)[0] == 409  # it has begun already
    assert say("head@fra", "object", 2) == (200, "blind")
    assert [web.get(path, each).status_code for each in ("officer@mar", "officer@fra")] == [
        404,
        200,
    ]


def _as_owner(desk: Desk) -> Asking:
    return desk.world.asking("head@fra", Purpose.WANTED_PERSON)


def test_lifting_of_a_person_protected_since_is_the_reviewers(
    desk: Desk, clock: TickingClock
) -> None:
    """At the deadline nobody is told: neither who asked, nor the owner that it was referred."""
    view = _blind(desk)
    desk.do("root", actions.lift, seen(view), CLOCKS, text="danger")
    desk.database.in_transaction(records.protect, _as_owner(desk), view.dialogue.record, ["FRA"])
    clock.advance(days=2)
    tick = HitClock(desk.database, Settings()).tick
    assert (tick(), tick()) == (1, 0)
    assert (_seen_by(desk, "officer@mar"), _seen_by(desk, "officer@fra")) == ([], [])
    (found,) = _seen_by(desk, "reviewer@gs")
    assert (found.dialogue.state, found.dialogue.is_referred) == (State.BLIND, True)


def test_lifting_ends_with_its_record(desk: Desk, clock: TickingClock) -> None:
    """What was withdrawn meanwhile is told to nobody, as if its owner had objected."""
    view = _blind(desk)
    desk.do("root", actions.lift, seen(view), CLOCKS, text="danger")
    desk.database.in_transaction(
        records.withdraw, _as_owner(desk), view.dialogue.record, "found again"
    )
    clock.advance(days=2)
    tick = HitClock(desk.database, Settings()).tick
    assert (tick(), tick(), _seen_by(desk, "officer@mar")) == (1, 0, [])
    (kept,) = _seen_by(desk, "officer@fra")
    assert kept.dialogue.state is State.BLIND


@pytest.mark.parametrize(("officer", "verb"), [("officer@fra", "reveal"), ("root", "lift")])
def test_person_protected_since_is_neither_revealed_nor_lifted(
    desk: Desk, officer: str, verb: str
) -> None:
    """Neither owner nor secretariat tells of her any more: that is the legal reviewer's."""
    view = _blind(desk)
    more = {"audience": NOBODY_ELSE, "reference": "PARIS-7"}
    marked = draft_of(CARRIED, flags=frozenset((Flag.ASYLUM,)), **more)
    desk.database.in_transaction(
        records.new_version, _as_owner(desk), view.dialogue.record, marked, read_version=1
    )
    given = {"clocks": CLOCKS, "text": "danger"} if verb == "lift" else {}
    with pytest.raises(Denied) as caught:
        desk.do(officer, getattr(actions, verb), seen(view), **given)
    assert caught.value.details["why"] == "hits.referred"
    assert _seen_by(desk, "officer@mar") == []


def test_lifting_needs_its_reason_and_its_right(desk: Desk) -> None:
    """Nobody else lifts, and not without saying why."""
    view = _blind(desk)
    with pytest.raises(ValueMalformed):
        desk.do("root", actions.lift, seen(view), CLOCKS, text=" ")
    for officer, error in (
        ("officer@mar", NotFound),
        ("reviewer@gs", NotFound),
        ("head@fra", Denied),
        ("member@ccf", Denied),
    ):
        with pytest.raises(error):
            desk.do(officer, actions.lift, seen(view), CLOCKS, text="danger")


def test_blind_hit_shows_nowhere_for_who_asked(desk: Desk) -> None:
    """Neither the figures nor any entry that the asking bureau may follow tell of it."""
    record = desk.world.record(CARRIED, audience=NOBODY_ELSE)
    trace = desk.world.check(CARRIED_ASKED).trace
    officer = desk.world.officer("officer@mar")
    with desk.database.reading() as transaction:
        before = actions.statistics(transaction, officer, is_own=False)
    _follow(desk)
    with desk.database.reading() as transaction:
        after = actions.statistics(transaction, officer, is_own=False)
        classes = transaction.connection.execute(
            sa.select(entries.c.audience_class).where(entries.c.subject_kind == "hit")
        ).scalars()
        assert set(classes) == {"oversight"}
    assert (before.urgent, before.routine) == (after.urgent, after.routine)
    with pytest.raises(NotFound):
        desk.do("officer@mar", actions.open_hit, trace, record.id)


def test_nobody_speaks_in_a_blind_hit(desk: Desk) -> None:
    """The owner cannot reach the asking bureau through it: that would tell of its record."""
    desk.world.record(CARRIED, audience=NOBODY_ELSE)
    desk.world.check(CARRIED_ASKED)
    _follow(desk)
    (view,) = _seen_by(desk, "officer@fra")
    with pytest.raises(Conflict):
        desk.do("officer@fra", actions.write_message, seen(view), "hello")


def test_hidden_name_waits_for_a_process_that_searches_names(desk: Desk) -> None:
    """Where there is no names index only numbers are matched; no question is lost by it."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED)
    assert _follow(desk) == 0
    assert watch.follow(desk.database, names=hidden_persons(desk)) == 1


def test_blind_hit_for_an_excluded_purpose_is_none(desk: Desk) -> None:
    """For a purpose that the owner excludes its record is not matched behind his back either."""
    desk.world.record(CARRIED, audience=Audience(everyone=False, purposes=(Purpose.WANTED_PERSON,)))
    desk.world.check(CARRIED_ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])
    desk.world.check(CARRIED_ASKED, purpose=Purpose.WANTED_PERSON)
    assert _follow(desk) == 1


def test_record_hidden_since_is_no_blind_hit(desk: Desk) -> None:
    """Whoever hides a record today does not learn who was asked for yesterday."""
    desk.world.check(CARRIED_ASKED)
    desk.world.record(CARRIED, audience=NOBODY_ELSE)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_blind_hit_on_a_protected_person_is_told_to_the_reviewer_only(desk: Desk) -> None:
    """Where asylum is marked not even the restricting owner is told."""
    desk.world.record(CARRIED, audience=NOBODY_ELSE, flags=frozenset((Flag.ASYLUM,)))
    desk.world.check(CARRIED_ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (1, [])
    assert len(_seen_by(desk, "reviewer@gs")) == 1
    assert _seen_by(desk, "officer@mar") == []


def test_what_an_agreement_does_not_give_is_no_restriction(desk: Desk) -> None:
    """A record that the bureau may not search at all is not matched behind its back."""
    desk.world.record(CAR)  # the port's agreement covers vehicles of FRA only
    desk.world.record(dataclasses.replace(CAR, plate=""), owner="SYR")
    desk.world.check(VehicleQuery(vin=CAR.vin), "port@mar")
    assert (_follow(desk), _seen_by(desk, "officer@syr")) == (0, [])


def test_old_questions_are_nobodys_news(desk: Desk) -> None:
    """A watch that begins on an old house starts with the next question."""
    desk.world.record(PASSPORT)
    desk.world.check(STOLEN)
    with desk.database.engine.begin() as connection:
        connection.execute(sa.delete(watch_store.hit_watch))
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_question_of_a_bureau_that_never_asked_before_is_followed(desk: Desk) -> None:
    """The first trace of a new tree is treated as well."""
    desk.world.record(PASSPORT)
    desk.world.check(STOLEN, "officer@syr")
    assert _follow(desk) == 1


# ── what goes with its record ─────────────────────────────────────────────────────────────────


def test_dialogue_keeps_nothing_of_an_erased_record(desk: Desk) -> None:
    """Texts, files and sealed documents go with the record; that it was, remains."""
    view = desk.asked()
    written = desk.do("officer@fra", actions.write_message, seen(view), "Nour Haddad")
    desk.do("officer@mar", attachments.attach, seen(written), "text/plain", b"her visa")
    owner = desk.world.asking("head@fra", Purpose.INVESTIGATION)
    desk.database.in_transaction(records.erase, owner, view.dialogue.record, "cleared")
    watch.follow(desk.database)
    kept = desk.read("officer@mar", view)
    assert kept.dialogue.state is State.ERASED
    assert {(each.text, each.attachment, each.code) for each in kept.statements} == {("", "", "")}
    with desk.database.reading() as transaction:
        documents = transaction.connection.execute(
            sa.select(entries.c.document).where(
                entries.c.subject == view.dialogue.id, entries.c.document.is_not(None)
            )
        ).all()
    assert documents == []


def test_other_processes_wait_while_one_looks(desk: Desk) -> None:
    """The look is one process's at a time; afterwards the next one may."""
    assert desk.database.in_transaction(watch_store.take_lease) is True
    assert desk.database.in_transaction(watch_store.take_lease) is False
    desk.database.in_transaction(watch_store.end_lease)
    assert desk.database.in_transaction(watch_store.take_lease) is True
