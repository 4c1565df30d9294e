"""Pure decisions about hits: who sees one, who may say what, when the clock is due."""

import dataclasses
import datetime
import statistics
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from jisr.access.model import OVERSIGHT, SECRETARIAT, Bureau, BureauKind, Officer, Role
from jisr.access.reasons import ALLOWED
from jisr.access.rules import member_of
from jisr.checks.dialogue.model import (
    Answer,
    Clocks,
    Course,
    Dialogue,
    DialogueView,
    Figures,
    Saying,
    Side,
    Speaker,
    State,
    Statement,
    Word,
)
from jisr.checks.dialogue.reasons import WARNINGS
from jisr.values import Decision

URGENT = "urgent"
ROUTINE = "routine"
ANSWERED = frozenset((State.CONFIRMED, State.NOT_THE_SAME, State.CANNOT_SAY))
"""The owner has spoken; it may correct itself until the dialogue is closed."""
TALKING = ANSWERED | {State.ASKED}
UNSEEN = frozenset((State.BLIND, State.LIFTING))
"""The bureau that asked does not know of the hit: its owner restricts the record."""
OVER = frozenset((State.CLOSED, State.DISMISSED, State.ERASED))
_STATE_OF: Mapping[str, State] = MappingProxyType(
    {
        Answer.CONFIRMED: State.CONFIRMED,
        Answer.NOT_THE_SAME: State.NOT_THE_SAME,
        Answer.CANNOT_SAY: State.CANNOT_SAY,
    }
)
_STATE_AFTER: Mapping[Word, State] = MappingProxyType(
    {
        Word.ASKED: State.ASKED,
        Word.DISMISSED: State.DISMISSED,
        Word.OUTCOME: State.CLOSED,
        Word.REFERRED: State.REFERRED,
        Word.LIFTING: State.LIFTING,
        Word.OBJECTED: State.BLIND,
        Word.REVEALED: State.PRESUMED,
    }
)
_MOMENT_OF: Mapping[Word, str] = MappingProxyType(
    {
        Word.ASKED: "asked_at",
        Word.NOTICED: "noticed_at",
        Word.REMINDED: "reminded_at",
        Word.ESCALATED: "escalated_at",
    }
)
_ENDS_OF_CLOCK = frozenset((Word.ASKED, Word.LIFTING, Word.OBJECTED, Word.REVEALED, Word.REFERRED))
_SPEAKING = frozenset((Role.BUREAU_OFFICER, Role.HEAD_OF_BUREAU, Role.COORDINATOR))
"""What follows from a hit may be a measure of force, so people speak, never a machine."""
_READING = _SPEAKING | {
    Role.SECURITY_OFFICER,
    Role.DATA_PROTECTION_OFFICER,
    Role.MACHINE,
    Role.LEGAL_REVIEWER,
}
_SEES_RECORD = _READING - {Role.SECURITY_OFFICER}
"""A security officer watches that hits are answered and has no right in any database."""
_CHOOSING = frozenset((Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER, Role.COORDINATOR))
_MENDING = frozenset((Role.OPERATOR, Role.COORDINATOR))
_FITS: Mapping[Word, frozenset[State]] = MappingProxyType(
    {
        Word.ASKED: frozenset((State.PRESUMED,)),
        Word.DISMISSED: frozenset((State.PRESUMED, State.REFERRED)),
        Word.ANSWERED: TALKING,
        Word.OUTCOME: TALKING,
        Word.MESSAGE: TALKING | {State.REFERRED},
        Word.ATTACHED: TALKING | {State.REFERRED},
        Word.LIFTING: frozenset((State.BLIND,)),
        Word.OBJECTED: frozenset((State.LIFTING,)),
        Word.REVEALED: UNSEEN,
    }
)
_SIDES: Mapping[Word, frozenset[Side]] = MappingProxyType(
    {
        Word.OPENED: frozenset((Side.ASKING,)),
        Word.ASKED: frozenset((Side.ASKING,)),
        Word.DISMISSED: frozenset((Side.ASKING, Side.SECRETARIAT)),
        Word.ANSWERED: frozenset((Side.OWNER,)),
        Word.OUTCOME: frozenset((Side.ASKING,)),
        Word.MESSAGE: frozenset((Side.ASKING, Side.OWNER, Side.SECRETARIAT)),
        Word.ATTACHED: frozenset((Side.ASKING, Side.OWNER, Side.SECRETARIAT)),
        Word.LIFTING: frozenset((Side.SECRETARIAT,)),
        Word.OBJECTED: frozenset((Side.OWNER,)),
        Word.REVEALED: frozenset((Side.OWNER,)),
    }
)


def _yes_if(allowed: bool, why: str) -> Decision:  # noqa: FBT001  the condition itself
    return Decision(allowed, ALLOWED if allowed else f"hits.{why}")


# ── who sees a dialogue ───────────────────────────────────────────────────────────────────────


def acts_for(bureau: str, side: str) -> bool:
    """Return whether a bureau stands for a side: it is that bureau, or the one above it."""
    return bureau == side or side.startswith(f"{bureau}.")


def reads_hits(officer: Officer) -> bool:
    """Return whether an officer reads the hits of his bureau's questions and records at all."""
    return officer.is_active and bool(officer.roles & _READING)


def side_of(officer: Officer, dialogue: Dialogue) -> Side | None:
    """Return on which side an officer stands; None where he must not know that there is a hit.

    The owner knows nothing before it was noticed, and the asking bureau never knows of a blind
    hit. The secretariat's coordinator comes in when a clock was missed or a restriction may have
    to be lifted, its legal reviewer where a hit was referred; the Commission sees everything.
    """
    if not officer.is_active:
        return None
    if Role.CCF_MEMBER in officer.roles and officer.bureau == OVERSIGHT:
        return Side.OVERSIGHT
    return _party(officer, dialogue) or _secretariat(officer, dialogue)


def _party(officer: Officer, dialogue: Dialogue) -> Side | None:
    if not officer.roles & _READING:
        return None
    if acts_for(officer.bureau, dialogue.asking) and dialogue.state not in UNSEEN:
        return Side.ASKING
    is_told = dialogue.noticed_at is not None and not dialogue.is_referred
    return Side.OWNER if is_told and acts_for(officer.bureau, dialogue.owner) else None


def _secretariat(officer: Officer, dialogue: Dialogue) -> Side | None:
    if officer.bureau != SECRETARIAT:
        return None
    reviews = Role.LEGAL_REVIEWER in officer.roles and dialogue.is_referred
    # Restrictions do not act against the secretariat, which alone may lift them (RPD Art. 58, 59).
    has_cause = dialogue.escalated_at is not None or dialogue.state in UNSEEN
    steps_in = Role.COORDINATOR in officer.roles and has_cause and not dialogue.is_referred
    return Side.SECRETARIAT if reviews or steps_in else None


def view_for(
    officer: Officer,
    dialogue: Dialogue,
    statements: Iterable[Statement],
    record_data: Mapping[str, str],
    now: datetime.datetime,
) -> DialogueView | None:
    """Return what an officer is shown of a dialogue; None where he must not know of it."""
    side = side_of(officer, dialogue)
    if side is None:
        return None
    shows_record = side is Side.OWNER and bool(officer.roles & _SEES_RECORD)
    return DialogueView(
        dialogue=_as_told(dialogue, side),
        side=side,
        warning=WARNINGS[dialogue.state],
        is_overdue=is_overdue(dialogue, now),
        statements=tuple(_heard(each, side) for each in statements if _hears(each, side)),
        record_data=record_data if shows_record else {},
    )


def _as_told(dialogue: Dialogue, side: Side) -> Dialogue:
    if side is Side.OWNER:
        return dataclasses.replace(dialogue, trace="", audience_class="")
    if side is Side.ASKING:
        # A protecting state is not named; the owner's reference comes with the question.
        owner = "" if dialogue.is_referred else dialogue.owner
        reference = dialogue.owner_reference if dialogue.asked_at is not None else ""
        return dataclasses.replace(
            dialogue, owner=owner, owner_reference=reference, audience_class=""
        )
    return dataclasses.replace(dialogue, audience_class="")


def _hears(statement: Statement, side: Side) -> bool:
    """Return whether a side hears a statement: a restriction is itself confidential (Art. 58)."""
    if side is Side.ASKING:
        return statement.word not in (Word.LIFTING, Word.OBJECTED)
    return side is not Side.OWNER or statement.word is not Word.OPENED


def _heard(statement: Statement, side: Side) -> Statement:
    """Return the statement without the officer of another side: the bureau speaks."""
    if statement.side is side or side is Side.OVERSIGHT:
        return statement
    return dataclasses.replace(statement, officer="")


# ── who may say what ──────────────────────────────────────────────────────────────────────────


def may_open(speaker: Speaker, trace_bureau: str) -> Decision:
    """Decide whether an officer takes up a hit of his bureau's question: people and machines."""
    is_trusted = bool(speaker.officer.roles & (_SPEAKING | {Role.MACHINE}))
    if not (speaker.officer.is_active and acts_for(speaker.officer.bureau, trace_bureau)):
        return _yes_if(allowed=False, why="other_bureau")
    return _yes_if(is_trusted, "role")


def may_be_asked(asking: str, owner: str) -> Decision:
    """Decide whether two bureaus have a dialogue: a member asks itself at its own desk."""
    return _yes_if(member_of(asking) != member_of(owner), "own_member")


def may_say(speaker: Speaker, dialogue: Dialogue, word: Word) -> Decision:
    """Decide whether an officer makes a statement of this kind on the side where he stands.

    People speak, never a machine (RPD Art. 63: what follows may be coercive). An agency asks
    through its national bureau (RPD Art. 21). Of the secretariat, the legal reviewer closes what
    was referred, and both reviewer and coordinator may write messages.
    """
    side = side_of(speaker.officer, dialogue)
    roles = speaker.officer.roles
    if side is Side.SECRETARIAT:
        return _secretariat_may_say(speaker.officer, dialogue, word)
    if not roles & _SPEAKING:
        return _yes_if(allowed=False, why="people_only" if Role.MACHINE in roles else "role")
    if side not in _SIDES[word]:
        return _yes_if(allowed=False, why="side")
    if dialogue.is_referred and word is not Word.MESSAGE:
        return _yes_if(allowed=False, why="referred")
    return _yes_if(not (word is Word.ASKED and _is_agency(speaker.bureau)), "agency")


def _secretariat_may_say(officer: Officer, dialogue: Dialogue, word: Word) -> Decision:
    is_reviewer = Role.LEGAL_REVIEWER in officer.roles and dialogue.is_referred
    if word is Word.DISMISSED and not is_reviewer:
        return _yes_if(allowed=False, why="reviewer_only")
    if word is Word.LIFTING and dialogue.is_referred:
        return _yes_if(allowed=False, why="referred")
    return _yes_if(Side.SECRETARIAT in _SIDES[word], "side")


def may_follow(dialogue: Dialogue, *, needs_confirmation: bool) -> Decision:
    """Decide whether an outcome may be told: force only follows a confirmed hit (RPD Art. 63)."""
    is_confirmed = dialogue.state is State.CONFIRMED
    return _yes_if(is_confirmed or not needs_confirmation, "unconfirmed")


def speaks(side: Side, word: Word) -> bool:
    """Return whether statements of this kind are for a side to make."""
    return side in _SIDES[word]


def fits(dialogue: Dialogue, word: Word) -> bool:
    """Return whether a statement of this kind has its place where the dialogue stands."""
    return dialogue.state in _FITS[word]


def may_choose(officer: Officer, bureau: str) -> Decision:
    """Decide whether an officer says how a bureau is notified: its head or security officer."""
    is_trusted = officer.is_active and bool(officer.roles & _CHOOSING)
    return _yes_if(is_trusted and acts_for(officer.bureau, bureau), "chooser")


def may_see_undelivered(officer: Officer) -> Decision:
    """Decide whether an officer sees which notices were given up: operators and coordinators."""
    is_trusted = officer.is_active and bool(officer.roles & _MENDING)
    return _yes_if(is_trusted, "mender")


def _is_agency(bureau: Bureau) -> bool:
    return bureau.kind is BureauKind.AGENCY


# ── what a statement does ─────────────────────────────────────────────────────────────────────


def after(
    dialogue: Dialogue, saying: Saying, now: datetime.datetime, clocks: Clocks | None = None
) -> Dialogue:
    """Return the dialogue after a statement; `clocks` are needed for a question."""
    changed: dict[str, object] = {"version": dialogue.version + 1}
    answered = _STATE_OF[saying.code] if saying.word is Word.ANSWERED else None
    state = answered or _STATE_AFTER.get(saying.word)
    if saying.word is Word.REFERRED and dialogue.state in UNSEEN:
        state = State.BLIND  # whoever asked does not learn of it by the referral either
    if state is not None:
        changed["state"] = state
    if saying.word in _MOMENT_OF:
        changed[_MOMENT_OF[saying.word]] = now
    if saying.word is Word.ASKED:
        changed |= {"is_urgent": saying.code == URGENT, "noticed_at": dialogue.noticed_at or now}
    if saying.word is Word.ANSWERED:
        changed["answered_at"] = dialogue.answered_at or now
    if saying.word is Word.OUTCOME:
        changed["outcome"] = saying.code
    if saying.word is Word.REFERRED:
        changed["is_referred"] = True
    if saying.word in _ENDS_OF_CLOCK:
        changed["due_at"] = _end_of_clock(saying, now, clocks)
    return dataclasses.replace(dialogue, **changed)  # type: ignore[arg-type]  # named above


def _end_of_clock(
    saying: Saying, now: datetime.datetime, clocks: Clocks | None
) -> datetime.datetime | None:
    """Return when a clock that begins now ends; None where one ends before its time."""
    if clocks is None:
        return None
    seconds = {URGENT: clocks.urgent_seconds, ROUTINE: clocks.routine_seconds}
    if saying.word is Word.LIFTING:
        return now + datetime.timedelta(seconds=clocks.lifting_seconds)
    return now + datetime.timedelta(seconds=seconds[saying.code])


# ── the clock ─────────────────────────────────────────────────────────────────────────────────


def is_overdue(dialogue: Dialogue, now: datetime.datetime) -> bool:
    """Return whether the owner's time has passed without an answer."""
    return dialogue.state is State.ASKED and dialogue.due_at is not None and dialogue.due_at <= now


def due_step(dialogue: Dialogue, now: datetime.datetime) -> Word | None:
    """Return what the clock has to say: a reminder at half time, the secretariat at the end.

    A restriction to whose lifting nobody objected in time is lifted: silence is consent
    (RPD Art. 59). Each is said once: what was said stands in the dialogue, whatever clock said it.
    """
    if dialogue.state is State.LIFTING and dialogue.due_at is not None:
        return Word.REVEALED if dialogue.due_at <= now else None
    if dialogue.state is not State.ASKED or dialogue.asked_at is None or dialogue.due_at is None:
        return None
    if dialogue.escalated_at is not None:
        return None
    if dialogue.due_at <= now:
        return Word.ESCALATED
    half = dialogue.asked_at + (dialogue.due_at - dialogue.asked_at) / 2
    return Word.REMINDED if half <= now and dialogue.reminded_at is None else None


def figures(courses: Sequence[Course]) -> Figures:
    """Return what is published of dialogues that ran under one kind of clock."""
    answers = [each for each in courses if each.answered_at is not None]
    waits = [wait_seconds(each) for each in answers]
    return Figures(
        asked=len(courses),
        answered=len(answers),
        in_time=sum(
            each.answered_at is not None and each.answered_at <= each.due_at for each in courses
        ),
        escalated=sum(each.is_escalated for each in courses),
        median_seconds=int(statistics.median(waits)) if waits else None,
    )


def wait_seconds(course: Course) -> int:
    """Return how long the answer took; clocks of two processes may stand apart, never below 0."""
    answered_at = course.answered_at or course.asked_at
    return max(0, int((answered_at - course.asked_at).total_seconds()))
