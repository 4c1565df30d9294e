"""Blind hits by name: found for the owner alone, and only where the evidence is very strong."""

import dataclasses
import time

import pytest
import sqlalchemy as sa

from check_world import ASKED, CAR, NOBODY_ELSE, NOUR, draft_of
from hit_world import Desk, hidden_persons, seen
from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.checks import traces
from jisr.checks.dialogue import actions, watch, watch_store
from jisr.checks.dialogue.model import DialogueView, Side, State, Which
from jisr.checks.dialogue.watch_names import POINT
from jisr.checks.model import PersonQuery, TraceFilter, VehicleQuery
from jisr.checks.view import LIST_LIMITS
from jisr.errors import Denied, NotFound
from jisr.ledger.log import entries
from jisr.names import operating_points, threshold_bits
from jisr.records import actions as records
from jisr.records.model import Audience, Flag, HandlingCode
from jisr.settings import Settings


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A network whose watch has begun, so that it follows every question from now on."""
    watch.follow(desk.database)
    return desk


def _follow(desk: Desk) -> int:
    return watch.follow(desk.database, names=hidden_persons(desk))


def _seen_by(desk: Desk, officer: str) -> list[DialogueView]:
    with desk.database.reading() as transaction:
        return list(actions.list_hits(transaction, desk.world.officer(officer), Which.ALL))


def _told_to_asker(desk: Desk) -> tuple[object, ...]:
    """Return all that the asking bureau is told of its questions: traces, hits and figures."""
    guardian = desk.world.officer("guardian@mar")
    with desk.database.reading() as transaction:
        told = traces.read_traces(transaction, guardian, TraceFilter("MAR"), limit=50)
        figures = actions.statistics(transaction, guardian, is_own=False)
    hits = [_seen_by(desk, each) for each in ("officer@mar", "head@mar", "guard@mar")]
    return told, figures.urgent, figures.routine, hits


# ── what is found ─────────────────────────────────────────────────────────────────────────────


def test_point_is_the_strictest_there_is() -> None:
    """No officer compares before the owner is told, so no weaker point is enough."""
    margins = {each: threshold_bits(each, 1_000) for each in operating_points()}
    assert max(margins, key=lambda each: margins[each]) == POINT


def test_owner_alone_learns_that_its_hidden_person_was_asked_for(desk: Desk) -> None:
    """The asking bureau's traces, hits and figures say what they said before."""
    record = desk.world.record(NOUR, audience=NOBODY_ELSE, reference="PARIS-7")
    answer = desk.world.check(ASKED)
    before = _told_to_asker(desk)
    assert (answer.hits, _follow(desk), _follow(desk)) == ((), 1, 0)
    (view,) = _seen_by(desk, "officer@fra")
    assert (view.dialogue.state, view.dialogue.owner_reference) == (State.BLIND, "PARIS-7")
    assert (view.dialogue.record, view.dialogue.asking_reference) == (record.id, "TNG-1")
    assert [each.side for each in _seen_by(desk, "member@ccf")] == [Side.OVERSIGHT]
    assert _told_to_asker(desk) == before
    for officer in ("officer@mar", "system@mar", "officer@syr", "reviewer@gs"):
        with pytest.raises(NotFound):
            desk.read(officer, view)
    with pytest.raises(NotFound):
        desk.do("officer@mar", actions.open_hit, answer.trace, record.id)
    with desk.database.reading() as transaction:
        classes = transaction.connection.scalars(
            sa.select(entries.c.audience_class).where(entries.c.subject_kind == "hit")
        )
        assert set(classes) == {"oversight"}


def test_name_and_number_of_one_person_make_one_hit(desk: Desk) -> None:
    """What was found by number is not told a second time because the name agrees as well."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED)
    names = hidden_persons(desk)
    assert watch.follow(desk.database, names=names) == 1
    with desk.database.engine.begin() as connection:
        connection.execute(
            sa.update(watch_store.hit_watch)
            .where(watch_store.hit_watch.c.name.like("names:%"))
            .values(position=-1)
        )
    assert (watch.follow(desk.database, names=names), len(_seen_by(desk, "officer@fra"))) == (0, 1)


def test_likeness_that_an_officer_would_be_shown_is_not_enough(desk: Desk) -> None:
    """A hit at the point of a border is no blind hit: nobody compares before the owner is told."""
    alike = PersonQuery(name="Noura Haddad")
    shown = desk.world.record(NOUR)
    assert [hit.record for hit in desk.world.check(alike).hits] == [shown.id]
    owner = desk.world.asking("officer@fra", Purpose.WANTED_PERSON)
    hidden = draft_of(NOUR, audience=NOBODY_ELSE)
    desk.database.in_transaction(records.new_version, owner, shown.id, hidden, read_version=1)
    desk.world.check(alike)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])
    desk.world.check(PersonQuery(name="Nour Haddad"))
    assert _follow(desk) == 1


def test_visible_persons_are_not_matched_a_second_time(desk: Desk) -> None:
    """What the officer was shown, or could have been, is no blind hit."""
    desk.world.record(NOUR)
    desk.world.check(ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_record_is_matched_as_it_is_now(desk: Desk) -> None:
    """An index that has not followed yet reveals nothing and hides nothing."""
    record = desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED)
    names = hidden_persons(desk)
    owner = desk.world.asking("officer@fra", Purpose.WANTED_PERSON)
    shared = draft_of(NOUR, audience=Audience())
    desk.database.in_transaction(records.new_version, owner, record.id, shared, read_version=1)
    assert watch.follow(desk.database, names=names) == 0


# ── the limits of notices hold here too ───────────────────────────────────────────────────────


def test_lists_find_nothing_hidden(desk: Desk) -> None:
    """A list of travellers notifies nobody."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED, limits=LIST_LIMITS)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


@pytest.mark.parametrize("code", ["XXA", "XXB", "XXC"])
def test_refugee_is_told_to_the_reviewer_only(desk: Desk, code: str) -> None:
    """Whoever travels with a convention or a stateless person's document is named to no state."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(dataclasses.replace(ASKED, nationality=code))
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (1, [])
    assert [each.dialogue.is_referred for each in _seen_by(desk, "reviewer@gs")] == [True]
    assert _seen_by(desk, "officer@mar") == []


def test_asylum_is_told_to_the_reviewer_only(desk: Desk) -> None:
    """Where asylum is marked not even the restricting owner is told."""
    desk.world.record(NOUR, audience=NOBODY_ELSE, flags=frozenset((Flag.ASYLUM,)))
    desk.world.check(ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (1, [])
    assert len(_seen_by(desk, "reviewer@gs")) == 1


def test_owner_from_whom_a_person_is_protected_is_not_told(desk: Desk) -> None:
    """The sealed protection list acts on blind hits as on any other."""
    record = desk.world.record(NOUR, audience=NOBODY_ELSE)
    owner = desk.world.asking("head@fra", Purpose.WANTED_PERSON)
    desk.database.in_transaction(records.protect, owner, record.id, ["FRA"])
    desk.world.check(ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (1, [])
    assert len(_seen_by(desk, "reviewer@gs")) == 1


def test_excluded_purpose_is_not_matched_at_all(desk: Desk) -> None:
    """For a purpose that the owner excludes nothing is matched behind anybody's back."""
    audience = Audience(everyone=False, purposes=(Purpose.WANTED_PERSON,))
    desk.world.record(NOUR, audience=audience)
    desk.world.check(ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])
    desk.world.check(ASKED, purpose=Purpose.WANTED_PERSON)
    assert _follow(desk) == 1


def test_what_an_agreement_does_not_give_is_not_matched(desk: Desk) -> None:
    """An agency that may not search persons finds none for anybody."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    with pytest.raises(Denied):
        desk.world.check(ASKED, "port@mar")
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_secretariat_is_under_no_restriction(desk: Desk) -> None:
    """What it is not shown is hidden by a role, not by an owner (RPD Art. 58)."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED, "reviewer@gs")
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_field_that_the_owner_keeps_to_himself_is_not_matched(desk: Desk) -> None:
    """A confirm-only name finds nothing, hidden record or not."""
    desk.world.record(NOUR, audience=NOBODY_ELSE, handling={"names": HandlingCode.CONFIRM_ONLY})
    desk.world.check(ASKED)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_record_hidden_since_tells_nobody_of_old_questions(desk: Desk) -> None:
    """Traces are no archive in which to fish with a new record (RPD Art. 126)."""
    desk.world.check(ASKED)
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_officer_who_left_is_not_followed(desk: Desk) -> None:
    """What he was not shown cannot be told any more."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED)
    desk.database.in_transaction(access.deactivate_officer, "head@mar", "officer@mar")
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])


def test_owner_still_decides_whether_the_asking_bureau_learns_of_it(desk: Desk) -> None:
    """Revealed, it is a presumed hit like others; the record keeps its audience."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED)
    _follow(desk)
    (view,) = _seen_by(desk, "officer@fra")
    desk.do("officer@fra", actions.reveal, seen(view))
    (found,) = _seen_by(desk, "officer@mar")
    assert (found.dialogue.state, desk.world.check(ASKED).hits) == (State.PRESUMED, ())


# ── how it looks ──────────────────────────────────────────────────────────────────────────────


def test_numbers_come_first_and_names_go_on_where_they_were_stopped(desk: Desk) -> None:
    """A look that may work no longer leaves its names to the next one; none is lost or doubled."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    for _ in range(3):
        desk.world.check(ASKED)
    names = hidden_persons(desk)
    rests: list[float] = []

    def rest(seconds: float) -> bool:
        rests.append(seconds)
        return True

    begun = [watch.follow(desk.database, rest, names) for _ in range(5)]
    assert (begun, len(rests)) == ([0, 1, 1, 1, 0], 4)
    assert min(rests) > 0
    assert len(_seen_by(desk, "officer@fra")) == 3


def test_look_leaves_names_in_time_for_clocks_and_numbers(desk: Desk) -> None:
    """However many wait, the next tick comes soon; it is known that some are left."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    for officer in ("officer@mar", "officer@syr"):
        desk.world.check(ASKED, officer)
    names = hidden_persons(desk)
    names.look_seconds_max = 0.05

    def rest(_seconds: float) -> bool:
        time.sleep(0.06)
        return False

    told = [(watch.follow(desk.database, rest, names), names.is_behind) for _ in range(3)]
    assert told == [(1, True), (1, True), (0, False)]


def test_things_and_numbers_cost_no_search(desk: Desk) -> None:
    """Only a question with a person's name is searched; all others are passed over at once."""
    desk.world.check(VehicleQuery(vin=CAR.vin))
    desk.world.check(PersonQuery(document_number="XY998877"))
    rests: list[float] = []

    def rest(seconds: float) -> bool:
        rests.append(seconds)
        return False

    watch.follow(desk.database, rest, hidden_persons(desk))
    assert len(rests) == 2  # after the one batch, of numbers and then of names


def test_house_that_watched_numbers_only_begins_names_where_it_is(desk: Desk) -> None:
    """After an upgrade nobody is told of old questions."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED)
    watch.follow(desk.database)
    with desk.database.engine.begin() as connection:
        connection.execute(
            sa.delete(watch_store.hit_watch).where(watch_store.hit_watch.c.name.like("names%"))
        )
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])
    desk.world.check(ASKED)
    assert _follow(desk) == 1


def test_erased_terms_are_passed_over(desk: Desk) -> None:
    """A trace whose terms are gone finds nobody, and the next one is treated."""
    desk.world.record(NOUR, audience=NOBODY_ELSE)
    desk.world.check(ASKED)
    node = Settings().node_name
    desk.database.in_transaction(traces.expire_terms, node=node, retention_days=-1)
    assert (_follow(desk), _seen_by(desk, "officer@fra")) == (0, [])
    desk.world.check(ASKED)
    assert _follow(desk) == 1
