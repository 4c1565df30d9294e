"""What pages show of hits: whose turn it is, what may be said, and the record behind a hit."""

import dataclasses

import pytest

from check_world import ASKED, NOBODY_ELSE, NOUR, person
from hit_world import CLOCKS, Desk, seen
from jisr.checks.dialogue import actions, clocks, inbox, watch
from jisr.checks.dialogue.inbox_model import Inbox, RecordShown, Standing, Tab
from jisr.checks.dialogue.model import Answer, Clocks, DialogueView, Word
from jisr.checks.model import PersonQuery
from jisr.errors import NotFound
from jisr.ledger.entry import read_act
from jisr.ledger.log import read_entry
from jisr.records.model import DocumentReference, Flag
from ticking import TickingClock

CARRIED = dataclasses.replace(NOUR, documents=(DocumentReference("XY998877", "LBN", "passport"),))
CARRIED_ASKED = dataclasses.replace(ASKED, name="", document_number="XY998877")


def read(desk: Desk, officer: str, tab: Tab, **options: object) -> Inbox:
    """Return a part of an officer's inbox."""
    with desk.database.reading() as transaction:
        return inbox.read_inbox(transaction, desk.world.officer(officer), tab, **options)  # type: ignore[arg-type]  # named by the tests


def ids(desk: Desk, officer: str, tab: Tab) -> list[str]:
    """Return the hits of a part of an officer's inbox, in order."""
    return [each.dialogue.id for each in read(desk, officer, tab).rows]


def standing(desk: Desk, officer: str, view: DialogueView) -> Standing:
    """Return a hit as it stands on an officer's desk."""
    with desk.database.reading() as transaction:
        return inbox.read_standing(transaction, desk.speaker(officer), view.dialogue.id)


def record(desk: Desk, officer: str, view: DialogueView) -> RecordShown:
    """Return the record of a hit as an officer is shown it."""
    return desk.database.in_transaction(
        inbox.read_record, desk.world.officer(officer), view.dialogue.id
    )


def named_hit(desk: Desk, name: str) -> DialogueView:
    """Let MAR take up a hit on a person of FRA."""
    held = desk.world.record(person(name))
    return desk.open(desk.world.check(PersonQuery(name=name)).trace, held)


def refugee_hit(desk: Desk) -> DialogueView:
    """Let MAR take up a hit on a person who sought asylum."""
    held = desk.world.record(NOUR, flags=frozenset((Flag.ASYLUM,)))
    return desk.open(desk.world.check(ASKED).trace, held)


def blind_hit(desk: Desk) -> str:
    """Let MAR ask for a person whom FRA restricts; return the hit that only FRA knows."""
    watch.follow(desk.database)
    desk.world.record(CARRIED, audience=NOBODY_ELSE, reference="PARIS-7")
    desk.world.check(CARRIED_ASKED)
    watch.follow(desk.database)
    (hit,) = ids(desk, "officer@fra", Tab.ALONE)
    return hit


# ── whose turn it is ──────────────────────────────────────────────────────────────────────────


def test_a_hit_goes_from_desk_to_desk(desk: Desk) -> None:
    """Taken up: MAR decides. Asked: FRA answers. Answered: MAR closes. Closed: nobody waits."""
    walk = []

    def note(view: DialogueView) -> DialogueView:
        hit = view.dialogue.id
        walk.append(
            tuple(
                next((str(tab) for tab in Tab if hit in ids(desk, officer, tab)), "")
                for officer in ("officer@mar", "officer@fra", "officer@syr", "port@mar")
            )
        )
        return view

    view = note(desk.hit())
    view = note(desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=False))
    view = note(desk.do("officer@fra", actions.answer, seen(view), Answer.CONFIRMED))
    note(desk.do("officer@mar", actions.report, seen(view), "none"))
    assert walk == [
        ("turn", "", "", ""),
        ("waiting", "turn", "", ""),
        ("turn", "waiting", "", ""),
        ("closed", "closed", "", ""),
    ]


def test_the_most_pressing_comes_first(desk: Desk) -> None:
    """Urgent before routine, then the clock that ends first, then who waits longest."""
    resting = named_hit(desk, "Amina Mansouri")
    asked = [
        desk.do("officer@mar", actions.ask, seen(named_hit(desk, name)), clock, is_urgent=urgent)
        for name, clock, urgent in (
            ("Karl Friedrich Lindqvist", CLOCKS, False),
            ("Wolfgang Zimmermann", Clocks(600, 60), False),
            ("Nguyen Van Thanh", CLOCKS, True),
        )
    ]
    later = named_hit(desk, "Oleksandr Kovalenko")
    routine, sooner, urgent = (each.dialogue.id for each in asked)
    assert ids(desk, "officer@fra", Tab.TURN) == [urgent, sooner, routine]
    assert ids(desk, "officer@mar", Tab.WAITING) == [urgent, sooner, routine]
    mine = ids(desk, "officer@mar", Tab.TURN)
    assert mine == [resting.dialogue.id, later.dialogue.id]


@pytest.mark.parametrize("tab", [Tab.TURN, Tab.CLOSED])
def test_pages_follow_each_other_without_gap_or_repetition(desk: Desk, tab: Tab) -> None:
    """Read one by one, an inbox is the same as read at once."""
    for name in ("Amina Mansouri", "Wolfgang Zimmermann", "Oleksandr Kovalenko"):
        view = named_hit(desk, name)
        if tab is Tab.CLOSED:
            desk.do("officer@mar", actions.dismiss, seen(view), "another-person")
    one_by_one, after = [], None
    for _ in range(3):
        page = read(desk, "officer@mar", tab, after=after, limit=1)
        one_by_one += [each.dialogue.id for each in page.rows]
        after = page.following
    assert (one_by_one, after) == (ids(desk, "officer@mar", tab), None)
    assert len(set(one_by_one)) == 3


def test_escalated_hits_are_the_coordinators_too(desk: Desk, clock: TickingClock) -> None:
    """After the clock the secretariat has the hit before it; before, it knows of none."""
    view = desk.asked()
    assert ids(desk, "root", Tab.ESCALATED) == []
    clock.advance(hours=2)
    desk.database.in_transaction(clocks.keep_clock, view.dialogue.id)
    hit = [view.dialogue.id]
    assert [ids(desk, each, Tab.ESCALATED) for each in ("root", "officer@mar", "officer@fra")] == [
        hit,
        hit,
        hit,
    ]
    assert ids(desk, "officer@syr", Tab.ESCALATED) == []
    assert read(desk, "officer@fra", Tab.TURN).rows[0].is_overdue


def test_a_referred_hit_waits_for_the_reviewer_alone(desk: Desk) -> None:
    """Not for the owner, who never hears of it, and not for the coordinator."""
    view = refugee_hit(desk)
    turns = {each: ids(desk, each, Tab.TURN) for each in ("reviewer@gs", "officer@mar", "root")}
    assert turns == {"reviewer@gs": [view.dialogue.id], "officer@mar": [], "root": []}
    assert ids(desk, "officer@mar", Tab.WAITING) == [view.dialogue.id]
    assert [ids(desk, "officer@fra", tab) for tab in Tab] == [[]] * len(Tab)
    assert set(read(desk, "officer@fra", Tab.TURN).counts.values()) == {0}


def test_a_blind_hit_stands_in_no_inbox_of_who_asked(desk: Desk) -> None:
    """Neither in a list nor in a count, even while it is being lifted; its owner has its turn."""
    hit = blind_hit(desk)
    assert [ids(desk, "officer@mar", tab) for tab in Tab] == [[]] * len(Tab)
    assert set(read(desk, "officer@mar", Tab.TURN).counts.values()) == {0}
    assert ids(desk, "root", Tab.ALONE) == [hit]
    assert read(desk, "officer@fra", Tab.ALONE).counts[Tab.ALONE] == 1
    with pytest.raises(NotFound):
        desk.database.in_transaction(inbox.read_record, desk.world.officer("officer@mar"), hit)
    with desk.database.reading() as transaction:
        view = actions.read_hit(transaction, desk.world.officer("root"), hit)
    lifting = desk.do("root", actions.lift, seen(view), CLOCKS, text="a life is in danger")
    assert ids(desk, "officer@fra", Tab.TURN) == [hit]
    assert standing(desk, "officer@fra", lifting).may == {Word.OBJECTED, Word.REVEALED}
    assert ids(desk, "officer@mar", Tab.WAITING) == []


def test_who_watches_has_no_turn(desk: Desk) -> None:
    """The Commission sees what is open; who reads no hits learns not even how many there are."""
    view = desk.asked()
    assert ids(desk, "member@ccf", Tab.TURN) == []
    assert ids(desk, "member@ccf", Tab.WAITING) == [view.dialogue.id]
    found = read(desk, "guard@ccf", Tab.WAITING)
    assert (found.rows, set(found.counts.values())) == ((), {0})


def test_the_mark_changes_with_what_is_shown(desk: Desk, clock: TickingClock) -> None:
    """The same inbox has the same mark; a statement, or a clock that ends, makes another."""
    view = desk.asked()
    marks = [read(desk, "officer@fra", Tab.TURN).mark for _ in range(2)]
    assert marks[0] == marks[1]
    desk.do("officer@mar", actions.write_message, seen(view), "hello")
    marks.append(read(desk, "officer@fra", Tab.TURN).mark)
    clock.advance(hours=2)
    marks.append(read(desk, "officer@fra", Tab.TURN).mark)
    assert len(set(marks)) == 3


# ── one hit on a desk ─────────────────────────────────────────────────────────────────────────


def test_each_side_is_offered_what_it_may_say_now(desk: Desk) -> None:
    """The asking side decides first; then the owner answers; both write."""
    talk = {Word.MESSAGE, Word.ATTACHED}
    view = desk.hit()
    assert standing(desk, "officer@mar", view).may == {Word.ASKED, Word.DISMISSED}
    view = desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=True)
    assert standing(desk, "officer@mar", view).may == {Word.OUTCOME, *talk}
    assert standing(desk, "officer@fra", view).may == {Word.ANSWERED, *talk}


def test_a_reader_is_told_why_he_decides_nothing(desk: Desk) -> None:
    """A role without a say has the reason, not an empty page."""
    found = standing(desk, "guard@mar", desk.hit())
    assert (found.may, set(found.refused.values())) == (frozenset(), {"hits.role"})


def test_a_referred_hit_is_the_reviewers_to_close(desk: Desk) -> None:
    """Who asked is told that nobody is asked."""
    view = refugee_hit(desk)
    asking = standing(desk, "officer@mar", view)
    assert (asking.may, asking.view.dialogue.owner) == (frozenset((Word.MESSAGE,)), "")
    assert "FRA" not in asking.names
    assert asking.refused[Word.DISMISSED] == "hits.referred"
    assert Word.DISMISSED in standing(desk, "reviewer@gs", view).may


def test_the_question_is_told_to_its_own_side_alone(desk: Desk) -> None:
    """The owner never sees who asked where; nobody sees whom it was about."""
    view = desk.asked()
    question = standing(desk, "officer@mar", view).question
    assert question is not None
    assert (question.officer, question.case) == ("officer@mar", "TNG-1")
    assert standing(desk, "officer@fra", view).question is None


def test_a_hit_of_others_is_on_no_desk(desk: Desk) -> None:
    """It sounds like one that does not exist."""
    view = desk.asked()
    for officer in ("officer@syr", "port@mar", "root", "reviewer@gs"):
        with pytest.raises(NotFound):
            standing(desk, officer, view)


# ── the record behind it ──────────────────────────────────────────────────────────────────────


def test_the_record_is_read_for_the_purpose_and_case_of_the_question(desk: Desk) -> None:
    """As its owner lets it be seen; the reading is sealed with both."""
    view = desk.hit()
    shown = record(desk, "officer@mar", view)
    assert shown.fields["number"] == "AB123456"
    with desk.database.reading() as transaction:
        sealed = read_entry(transaction, shown.entry)
    act, _version = read_act(sealed.act)
    assert (act.verb, act.officer, act.purpose) == (
        "record.read",
        "officer@mar",
        "border-management",
    )
    assert b'"case":"TNG-1"' in (sealed.document or b"")
    for officer in ("officer@fra", "officer@syr", "port@mar"):
        with pytest.raises(NotFound):
            record(desk, officer, view)
    with pytest.raises(NotFound):
        desk.database.in_transaction(inbox.read_record, desk.world.officer("officer@mar"), "x' --")


def test_the_record_of_a_referred_hit_is_shown_to_the_reviewer_alone(desk: Desk) -> None:
    """It would name the state that protects the person."""
    view = refugee_hit(desk)
    for officer in ("officer@mar", "officer@fra", "root", "officer@syr"):
        with pytest.raises(NotFound):
            record(desk, officer, view)
    assert record(desk, "reviewer@gs", view).fields["names"] == "نور الحداد"


def test_a_preference_is_chosen_by_head_and_guard(desk: Desk) -> None:
    """Of their own bureau and of those under it; nobody else's."""
    choosing = {
        (officer, bureau): inbox.may_choose(desk.world.officer(officer), bureau)
        for officer in ("head@mar", "guard@mar", "officer@mar")
        for bureau in ("MAR", "MAR.PORT", "FRA")
    }
    assert {key for key, may in choosing.items() if may} == {
        ("head@mar", "MAR"),
        ("head@mar", "MAR.PORT"),
        ("guard@mar", "MAR"),
        ("guard@mar", "MAR.PORT"),
    }
