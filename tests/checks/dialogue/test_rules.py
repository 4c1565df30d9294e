"""Who sees a hit, who may say what, and when a clock is due: each refusal is a test."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodies import officer_of
from hit_bodies import asked_of, dialogue_of, speaker_of
from jisr.access.model import Role
from jisr.checks.dialogue import rules
from jisr.checks.dialogue.model import (
    Answer,
    Clocks,
    Course,
    Dialogue,
    Figures,
    Saying,
    Side,
    State,
    Statement,
    Word,
)
from jisr.values import Decision
from ticking import START

MINUTE = datetime.timedelta(minutes=1)
YES = Decision(allowed=True, why="access.allowed")
SPOKEN = tuple(rules._SIDES)
DATA = {"names": "Nour"}


def _no(why: str) -> Decision:
    return Decision(allowed=False, why=f"hits.{why}")


# ── who sees ──────────────────────────────────────────────────────────────────────────────────

HIDDEN = {
    "presumed": dialogue_of(),
    "dismissed": dialogue_of(state=State.DISMISSED),
    "referred": dialogue_of(state=State.REFERRED, is_referred=True),
    "noticed, then referred": asked_of(is_referred=True),
}


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("role", list(Role))
def test_owner_is_not_told(name: str, role: Role) -> None:
    """Nothing reaches the owner before the question, nor ever where a person is protected."""
    assert rules.side_of(officer_of("AFRIPOL", role), HIDDEN[name]) is None


@pytest.mark.parametrize("role", list(Role))
def test_asking_bureau_never_knows_of_a_blind_hit(role: Role) -> None:
    """A hidden record stays hidden, whatever role looks."""
    blind = dialogue_of(state=State.BLIND, noticed_at=START)
    assert rules.side_of(officer_of("MAR", role), blind) is None
    assert rules.side_of(officer_of("AFRIPOL", Role.BUREAU_OFFICER), blind) is Side.OWNER


@pytest.mark.parametrize(
    ("bureau", "role", "side"),
    [
        ("MAR", Role.BUREAU_OFFICER, Side.ASKING),
        ("MAR", Role.SECURITY_OFFICER, Side.ASKING),
        ("MAR", Role.OPERATOR, None),
        ("MAR.TNG", Role.BUREAU_OFFICER, None),
        ("AFRIPOL", Role.MACHINE, Side.OWNER),
        ("CCF", Role.CCF_MEMBER, Side.OVERSIGHT),
        ("CCF", Role.SECURITY_OFFICER, None),
        ("GS", Role.COORDINATOR, None),
        ("GS", Role.LEGAL_REVIEWER, None),
    ],
)
def test_side_of_an_asked_hit(bureau: str, role: Role, side: Side | None) -> None:
    """Both bureaus and the Commission see an asked hit; the secretariat and strangers do not."""
    assert rules.side_of(officer_of(bureau, role), asked_of()) is side


def test_national_bureau_stands_for_what_is_under_it() -> None:
    """MAR speaks for MAR.TNG, never the other way round, and never for MARX."""
    assert rules.acts_for("MAR", "MAR.TNG")
    assert not rules.acts_for("MAR.TNG", "MAR")
    assert not rules.acts_for("MAR", "MARX")


def test_secretariat_comes_in_where_it_must() -> None:
    """The coordinator after a missed clock, the legal reviewer where it was referred to him."""
    coordinator, reviewer = (
        officer_of("GS", role) for role in (Role.COORDINATOR, Role.LEGAL_REVIEWER)
    )
    escalated, referred = asked_of(escalated_at=START), HIDDEN["referred"]
    seen = [
        rules.side_of(officer, dialogue)
        for officer in (coordinator, reviewer)
        for dialogue in (escalated, referred)
    ]
    assert seen == [Side.SECRETARIAT, None, None, Side.SECRETARIAT]


def _view_names(dialogue: Dialogue, bureau: str) -> tuple[str, str, str]:
    view = rules.view_for(officer_of(bureau, Role.BUREAU_OFFICER), dialogue, (), DATA, START)
    assert view is not None
    return view.dialogue.owner, view.dialogue.owner_reference, view.dialogue.trace


def test_each_side_is_told_its_own() -> None:
    """The owner never gets the trace; its reference comes with the question, not before."""
    assert _view_names(dialogue_of(), "MAR") == ("AFRIPOL", "", "b" * 32)
    assert _view_names(asked_of(), "MAR") == ("AFRIPOL", "ADD-7", "b" * 32)
    assert _view_names(asked_of(), "AFRIPOL") == ("AFRIPOL", "ADD-7", "")
    assert _view_names(HIDDEN["referred"], "MAR") == ("", "", "b" * 32)


def test_record_is_shown_to_its_owner_only() -> None:
    """The record's own data are for its owner, and not for a security officer."""
    shown = [
        view.record_data
        for bureau, role in (
            ("MAR", Role.BUREAU_OFFICER),
            ("AFRIPOL", Role.BUREAU_OFFICER),
            ("AFRIPOL", Role.SECURITY_OFFICER),
            ("CCF", Role.CCF_MEMBER),
        )
        if (view := rules.view_for(officer_of(bureau, role), asked_of(), (), DATA, START))
    ]
    assert shown == [{}, DATA, {}, {}]


def test_owner_does_not_hear_that_a_hit_was_taken_up() -> None:
    """What was said before the question is the asking bureau's own."""
    said = [
        Statement(number, word, Side.ASKING, "MAR", "amina", START)
        for number, word in enumerate((Word.OPENED, Word.ASKED), 1)
    ]
    view = rules.view_for(officer_of("AFRIPOL", Role.BUREAU_OFFICER), asked_of(), said, {}, START)
    assert view is not None
    assert view.statements == (replace(said[1], officer=""),)


# ── who may say what ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", SPOKEN)
@pytest.mark.parametrize("bureau", ["MAR", "AFRIPOL"])
def test_machine_says_nothing(word: Word, bureau: str) -> None:
    """People speak: what follows may be a measure of force."""
    decided = rules.may_say(speaker_of(bureau, Role.MACHINE), asked_of(), word)
    assert decided == _no("people_only")


@pytest.mark.parametrize("word", SPOKEN)
@pytest.mark.parametrize(
    "role", [Role.SECURITY_OFFICER, Role.DATA_PROTECTION_OFFICER, Role.CCF_MEMBER, Role.OPERATOR]
)
def test_who_watches_does_not_speak(word: Word, role: Role) -> None:
    """Watching and speaking are kept apart."""
    assert rules.may_say(speaker_of("MAR", role), asked_of(), word) == _no("role")


@pytest.mark.parametrize(
    ("bureau", "word", "expected"),
    [
        ("MAR", Word.ASKED, YES),
        ("MAR", Word.OUTCOME, YES),
        ("MAR", Word.ANSWERED, _no("side")),
        ("AFRIPOL", Word.ANSWERED, YES),
        ("AFRIPOL", Word.MESSAGE, YES),
        ("AFRIPOL", Word.OUTCOME, _no("side")),
        ("AFRIPOL", Word.DISMISSED, _no("side")),
        ("AFRIPOL", Word.ASKED, _no("side")),
        ("MAR.TNG", Word.MESSAGE, _no("side")),
    ],
)
def test_each_side_says_its_own(bureau: str, word: Word, expected: Decision) -> None:
    """The asking side asks and closes, the owner answers."""
    speaker = speaker_of(bureau, Role.BUREAU_OFFICER)
    assert rules.may_say(speaker, asked_of(), word) == expected


@pytest.mark.parametrize("word", set(SPOKEN) - {Word.MESSAGE})
def test_asking_side_only_writes_where_it_was_referred(word: Word) -> None:
    """A referral is the reviewer's."""
    speaker = speaker_of("MAR", Role.HEAD_OF_BUREAU)
    is_mine = Side.ASKING in rules._SIDES[word]
    expected = _no("referred") if is_mine else _no("side")
    assert rules.may_say(speaker, HIDDEN["referred"], word) == expected


@pytest.mark.parametrize(
    ("role", "word", "expected"),
    [
        (Role.LEGAL_REVIEWER, Word.DISMISSED, YES),
        (Role.LEGAL_REVIEWER, Word.ASKED, _no("side")),
        (Role.LEGAL_REVIEWER, Word.ANSWERED, _no("side")),
        (Role.LEGAL_REVIEWER, Word.OUTCOME, _no("side")),
    ],
)
def test_reviewer_closes_a_referral_and_no_more(role: Role, word: Word, expected: Decision) -> None:
    """He speaks for neither side."""
    assert rules.may_say(speaker_of("GS", role), HIDDEN["referred"], word) == expected


def test_coordinator_only_writes_in_an_escalated_hit() -> None:
    """The secretariat presses; it does not answer or close for anybody."""
    coordinator, escalated = speaker_of("GS", Role.COORDINATOR), asked_of(escalated_at=START)
    decided = {word: rules.may_say(coordinator, escalated, word) for word in SPOKEN}
    assert {word for word, each in decided.items() if each.allowed} == {
        Word.MESSAGE,
        Word.ATTACHED,
        Word.LIFTING,
    }
    assert rules.fits(escalated, Word.LIFTING) is False
    assert decided[Word.DISMISSED] == _no("reviewer_only")


def test_agency_takes_up_but_does_not_ask() -> None:
    """Agencies reach the network through their bureau (RPD Art. 21)."""
    clerk = speaker_of("MAR.PORT", Role.BUREAU_OFFICER)
    mine = dialogue_of(asking="MAR.PORT")
    assert rules.may_open(clerk, "MAR.PORT") == YES
    assert rules.may_say(clerk, mine, Word.ASKED) == _no("agency")
    assert rules.may_say(clerk, mine, Word.DISMISSED) == YES


@pytest.mark.parametrize(
    ("bureau", "role", "expected"),
    [
        ("MAR", Role.MACHINE, YES),
        ("MAR", Role.BUREAU_OFFICER, YES),
        ("MAR", Role.SECURITY_OFFICER, _no("role")),
        ("MAR", Role.DATA_PROTECTION_OFFICER, _no("role")),
        ("AFRIPOL", Role.BUREAU_OFFICER, _no("other_bureau")),
        ("MAR.TNG", Role.BUREAU_OFFICER, _no("other_bureau")),
    ],
)
def test_who_takes_up_a_hit(bureau: str, role: Role, expected: Decision) -> None:
    """A machine may take it up: nobody is told by that."""
    assert rules.may_open(speaker_of(bureau, role), "MAR") == expected


def test_inactive_officer_takes_up_nothing() -> None:
    """Rights end at once."""
    speaker = speaker_of("MAR", Role.BUREAU_OFFICER)
    gone = replace(speaker, officer=replace(speaker.officer, is_active=False))
    assert rules.may_open(gone, "MAR") == _no("other_bureau")
    assert rules.side_of(gone.officer, asked_of()) is None
    assert rules.may_choose(gone.officer, "MAR") == _no("chooser")


def test_member_does_not_ask_itself() -> None:
    """What stands under one member has no dialogue with it."""
    assert rules.may_be_asked("MAR.TNG", "MAR") == _no("own_member")
    assert rules.may_be_asked("MAR", "FRA") == YES


@pytest.mark.parametrize(
    ("bureau", "role", "expected"),
    [
        ("MAR", Role.HEAD_OF_BUREAU, YES),
        ("MAR", Role.SECURITY_OFFICER, YES),
        ("GS", Role.COORDINATOR, _no("chooser")),
        ("MAR", Role.BUREAU_OFFICER, _no("chooser")),
        ("MAR", Role.MACHINE, _no("chooser")),
        ("MAR.TNG", Role.HEAD_OF_BUREAU, _no("chooser")),
    ],
)
def test_who_says_how_a_bureau_is_notified(bureau: str, role: Role, expected: Decision) -> None:
    """Its head or its security officer, of it or of the bureau above it."""
    assert rules.may_choose(officer_of(bureau, role), "MAR") == expected


@pytest.mark.parametrize("state", list(State))
def test_force_follows_only_a_confirmed_hit(state: State) -> None:
    """In every other state an outcome of force is refused (RPD Art. 63)."""
    dialogue = asked_of(state=state)
    expected = YES if state is State.CONFIRMED else _no("unconfirmed")
    assert rules.may_follow(dialogue, needs_confirmation=True) == expected
    assert rules.may_follow(dialogue, needs_confirmation=False) == YES


@pytest.mark.parametrize("state", sorted(rules.OVER))
@pytest.mark.parametrize("word", sorted(set(SPOKEN) - {Word.OPENED}))
def test_nothing_is_said_after_the_end(state: State, word: Word) -> None:
    """A closed, dismissed or erased hit takes no statement."""
    assert rules.fits(dialogue_of(state=state), word) is False


def test_little_is_said_of_what_is_unseen() -> None:
    """Of a blind hit one may only tell, of a lifting only object or tell."""
    words = set(SPOKEN) - {Word.OPENED}
    said = {
        state: {each for each in words if rules.fits(dialogue_of(state=state), each)}
        for state in rules.UNSEEN
    }
    assert said == {
        State.BLIND: {Word.LIFTING, Word.REVEALED},
        State.LIFTING: {Word.OBJECTED, Word.REVEALED},
    }


@pytest.mark.parametrize(
    ("bureau", "role", "expected"),
    [
        ("GS", Role.COORDINATOR, YES),
        ("GS", Role.LEGAL_REVIEWER, _no("role")),
        ("AFRIPOL", Role.HEAD_OF_BUREAU, _no("side")),
        ("MAR", Role.HEAD_OF_BUREAU, _no("side")),
        ("CCF", Role.CCF_MEMBER, _no("role")),
    ],
)
def test_only_the_secretariat_lifts_a_restriction(
    bureau: str, role: Role, expected: Decision
) -> None:
    """RPD Art. 59: the coordinator, and nobody else."""
    blind = dialogue_of(state=State.BLIND, noticed_at=START)
    assert rules.may_say(speaker_of(bureau, role), blind, Word.LIFTING) == expected


def test_protected_persons_hit_is_never_lifted() -> None:
    """What was referred stays with the reviewer, even where it is blind as well."""
    blind = dialogue_of(state=State.BLIND, is_referred=True)
    assert rules.side_of(officer_of("GS", Role.COORDINATOR), blind) is None
    reviewer = speaker_of("GS", Role.LEGAL_REVIEWER)
    assert rules.may_say(reviewer, blind, Word.LIFTING) == _no("referred")


@pytest.mark.parametrize("state", sorted(rules.UNSEEN))
def test_referral_of_an_unseen_hit_tells_nobody_else(state: State) -> None:
    """Whoever asked still does not know, the owner no longer does, and its clock has ended."""
    unseen = dialogue_of(state=state, noticed_at=START, due_at=START)
    referred = rules.after(unseen, Saying(Word.REFERRED), START)
    assert (referred.state, referred.is_referred, referred.due_at) == (State.BLIND, True, None)
    sides = [
        rules.side_of(officer_of(bureau, role), referred)
        for bureau, role in (
            ("MAR", Role.HEAD_OF_BUREAU),
            ("AFRIPOL", Role.HEAD_OF_BUREAU),
            ("GS", Role.COORDINATOR),
            ("GS", Role.LEGAL_REVIEWER),
        )
    ]
    assert sides == [None, None, None, Side.SECRETARIAT]


@pytest.mark.parametrize("role", [Role.MACHINE, Role.SECURITY_OFFICER])
@pytest.mark.parametrize("word", [Word.OBJECTED, Word.REVEALED])
def test_owners_people_decide_what_is_revealed(role: Role, word: Word) -> None:
    """Neither a machine nor a watcher gives a hidden record away, or keeps it hidden."""
    lifting = dialogue_of(state=State.LIFTING, noticed_at=START)
    assert not rules.may_say(speaker_of("AFRIPOL", role), lifting, word).allowed
    assert rules.may_say(speaker_of("AFRIPOL", Role.BUREAU_OFFICER), lifting, word) == YES
    assert rules.may_say(speaker_of("MAR", Role.HEAD_OF_BUREAU), lifting, word) == _no("side")


def test_restriction_is_itself_confidential() -> None:
    """After it was lifted the asking side does not hear why, nor that anybody objected."""
    said = [
        Statement(number, word, Side.OWNER, "AFRIPOL", "f", START, text="why")
        for number, word in enumerate((Word.LIFTING, Word.OBJECTED, Word.REVEALED), 1)
    ]
    view = rules.view_for(officer_of("MAR", Role.BUREAU_OFFICER), dialogue_of(), said, {}, START)
    assert view is not None
    assert [each.word for each in view.statements] == [Word.REVEALED]


# ── the clock ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("minutes", "step"),
    [(0, None), (29, None), (30, Word.REMINDED), (59, Word.REMINDED), (60, Word.ESCALATED)],
)
def test_step_that_is_due(minutes: int, step: Word | None) -> None:
    """A reminder from half time, the secretariat at the end."""
    dialogue = asked_of(due_at=START + 60 * MINUTE)
    assert rules.due_step(dialogue, START + minutes * MINUTE) is step


@given(minutes=st.integers(-10_000, 10_000), state=st.sampled_from(sorted(State)))
def test_clock_runs_only_between_question_and_answer(minutes: int, state: State) -> None:
    """But for a lifting, in no other state and after no escalation has it anything to say."""
    now = START + minutes * MINUTE
    if state not in (State.ASKED, State.LIFTING):
        assert rules.due_step(asked_of(state=state), now) is None
    assert rules.due_step(asked_of(escalated_at=START), now) is None


def test_silence_is_consent() -> None:
    """A lifting to which nobody objected in time is carried out, not before (RPD Art. 59)."""
    clocks = Clocks(600, 3600, 86_400)
    blind = dialogue_of(state=State.BLIND, noticed_at=START)
    lifting = rules.after(blind, Saying(Word.LIFTING, text="why"), START, clocks)
    day = datetime.timedelta(days=1)
    steps = [rules.due_step(lifting, START + each) for each in (day - MINUTE, day)]
    objected = rules.after(lifting, Saying(Word.OBJECTED, text="why"), START)
    revealed = rules.after(lifting, Saying(Word.REVEALED), START)
    assert steps == [None, Word.REVEALED]
    assert (objected.state, objected.due_at) == (State.BLIND, None)
    assert (revealed.state, revealed.due_at) == (State.PRESUMED, None)


@given(answers=st.lists(st.sampled_from(sorted(Answer)), min_size=1, max_size=4))
def test_first_answer_keeps_its_time(answers: list[Answer]) -> None:
    """However often an owner corrects itself, it is measured by its first answer."""
    dialogue = asked_of()
    for number, each in enumerate(answers):
        dialogue = rules.after(dialogue, Saying(Word.ANSWERED, each), START + number * MINUTE)
    assert (dialogue.answered_at, dialogue.state.value) == (START, answers[-1].value)
    assert dialogue.version == 1 + len(answers)


def test_question_sets_the_clock() -> None:
    """Urgent or routine: the clock ends after its setting."""
    clocks = Clocks(600, 3600)
    ends = [
        rules.after(dialogue_of(), Saying(Word.ASKED, each), START, clocks).due_at
        for each in (rules.URGENT, rules.ROUTINE)
    ]
    assert ends == [START + 10 * MINUTE, START + 60 * MINUTE]


def test_figures_of_courses() -> None:
    """Median of the answered, beside how many were asked, in time, and escalated."""
    courses = [
        _course(2),
        _course(20, is_escalated=True),
        _course(-1),  # another process's clock
        _course(None, is_escalated=True),
    ]
    assert rules.figures(courses) == Figures(4, 3, 2, 2, 120)
    assert rules.figures([]) == Figures(0, 0, 0, 0, None)


def _course(minutes: int | None, *, is_escalated: bool = False) -> Course:
    return Course(
        is_urgent=True,
        asked_at=START,
        due_at=START + 10 * MINUTE,
        answered_at=None if minutes is None else START + minutes * MINUTE,
        is_escalated=is_escalated,
    )
