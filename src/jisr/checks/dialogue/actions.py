"""The verbs of hits: taken up, asked or dismissed, answered, closed; each one transaction.

Who speaks hands in the version that he had read, so the second of two officers who answer one hit
at once is told. What each may see is decided by `rules.view_for`, also for what a verb returns.
"""

import datetime
import unicodedata
from collections.abc import Mapping

from jisr.access.model import OVERSIGHT, SECRETARIAT, Officer, Role
from jisr.checks.dialogue import rules, store, traced
from jisr.checks.dialogue.model import (
    Answer,
    Clocks,
    Dialogue,
    DialogueView,
    Reason,
    Saying,
    Seen,
    Side,
    Speaker,
    State,
    Statistics,
    Which,
    Word,
)
from jisr.checks.dialogue.speaking import (
    begin,
    first_class,
    hub_says,
    known_to,
    must_refer,
    no_such_hit,
    say,
    spoken_by,
)
from jisr.checks.dialogue.store import Reach
from jisr.checks.dialogue.tables import dismissals, outcomes
from jisr.checks.hits import shown_fields
from jisr.errors import Conflict, Denied, InputTooLarge, ValueMalformed, to_translate
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import Transaction
from jisr.records import actions as records
from jisr.records.document import kind_of
from jisr.records.model import State as RecordState
from jisr.settings import Settings
from jisr.values import is_id, new_id

TEXT_LENGTH_MAX = 4_000
"""A message between two desks; what is longer is a file."""
PAGE_MAX = 500
COURSES_MAX = 10_000
"""Dialogues that one publication of figures counts: the newest."""
STATISTICS_DAYS = 90
STATISTICS_DAYS_MAX = 366

_KEPT_CONTROLS = frozenset("\n\t")
_MARKS = frozenset("\u200c\u200d\u200e\u200f")  # spelling and direction of words, harmless
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def clocks_of(settings: Settings) -> Clocks:
    """Return how long an owner has to answer in this network."""
    return Clocks(
        settings.hit_urgent_seconds, settings.hit_routine_seconds, settings.hit_lifting_seconds
    )


# ── the asking bureau ─────────────────────────────────────────────────────────────────────────


def open_hit(
    transaction: Transaction, speaker: Speaker, trace_id: str, record_id: str
) -> DialogueView:
    """Take up a hit of a question that the bureau asked; taken up twice, it is the same dialogue.

    Nobody else is told, except that a hit about a person who may be a refugee, stateless or
    protected from the owner goes to the legal reviewer of the secretariat, and to nobody else.

    Raises:
        NotFound: the bureau did not ask that, or that record did not come back, or is erased.
        Denied: no role of the officer treats hits, or the record is the member's own.
    """
    found = traced.read(transaction, trace_id) if is_id(trace_id) else None
    if found is None or record_id not in found.records or found.is_measuring:
        raise no_such_hit()
    allowed = rules.may_open(speaker, found.bureau)
    if allowed.why == "hits.other_bureau":
        raise no_such_hit()
    allowed.or_refuse()
    known = store.find_of(transaction, trace_id, record_id)
    if known is not None:
        return _shown(transaction, speaker.officer, known)
    held = records.record_for_flows(transaction, record_id)
    if held is None:
        raise no_such_hit()
    record = held.record
    rules.may_be_asked(found.bureau, record.owner).or_refuse()
    is_referred = must_refer(transaction, found, record)
    dialogue = Dialogue(
        id=new_id(),
        version=1,
        trace=found.id,
        record=record.id,
        record_version=found.records[record_id],
        kind=kind_of(record.subject),
        database=record.database,
        asking=found.bureau,
        owner=record.owner,
        purpose=found.purpose,
        asking_reference=found.case,
        owner_reference=record.metadata.reference,
        state=State.REFERRED if is_referred else State.PRESUMED,
        opened_at=transaction.now,
        audience_class=first_class(transaction, found, is_referred=is_referred),
        is_referred=is_referred,
    )
    statement = spoken_by(speaker, Side.ASKING, dialogue, Saying(Word.OPENED), transaction)
    return _shown(transaction, speaker.officer, begin(transaction, dialogue, statement))


def ask(
    transaction: Transaction, speaker: Speaker, seen: Seen, clocks: Clocks, *, is_urgent: bool
) -> DialogueView:
    """Ask the owner whether it is so, after comparing; its clock runs from now.

    Should the person have become a protected one since, nobody is asked and the hit is referred.

    Raises:
        NotFound, Denied, VersionStale: see `speaking.say`.
        Conflict: the hit was asked or dismissed before, or its record is no longer active.
    """
    dialogue = known_to(transaction, speaker.officer, seen.hit)
    held = records.record_for_flows(transaction, dialogue.record)
    if held is None or held.record.state is not RecordState.ACTIVE:
        raise Conflict(why="hits.record_gone")
    saying = Saying(Word.ASKED, rules.URGENT if is_urgent else rules.ROUTINE)
    question = traced.read(transaction, dialogue.trace)
    if question is None:  # its terms were erased: nobody can tell any more whom it was about
        raise Conflict(why="hits.not_now")
    if dialogue.state is State.PRESUMED and must_refer(transaction, question, held.record):
        rules.may_say(speaker, dialogue, Word.ASKED).or_refuse()
        referred = hub_says(transaction, dialogue, Word.REFERRED)
        return _shown(transaction, speaker.officer, referred)
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying, clocks))


def dismiss(transaction: Transaction, speaker: Speaker, seen: Seen, reason: str) -> DialogueView:
    """End a hit before anybody is asked, for a coded reason; the reviewer so closes a referral.

    Raises:
        ValueMalformed: there is no such reason for who speaks.
        NotFound, Denied, VersionStale, Conflict: see `speaking.say`.
    """
    side = rules.side_of(speaker.officer, known_to(transaction, speaker.officer, seen.hit))
    _check_code("reason", reason, dismissals(side or Side.HUB))
    saying = Saying(Word.DISMISSED, reason)
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying))


def report(
    transaction: Transaction, speaker: Speaker, seen: Seen, outcome: str, text: str = ""
) -> DialogueView:
    """Close a hit with what came of it.

    Raises:
        ValueMalformed: there is no such outcome, or the text hides something.
        Denied: force only follows a confirmed hit; or see `speaking.say`.
        NotFound, VersionStale, Conflict: see `speaking.say`.
    """
    _check_code("outcome", outcome, outcomes())
    dialogue = known_to(transaction, speaker.officer, seen.hit)
    rules.may_say(speaker, dialogue, Word.OUTCOME).or_refuse()
    if rules.fits(dialogue, Word.OUTCOME):
        needs_confirmation = outcomes()[outcome].needs_confirmation
        rules.may_follow(dialogue, needs_confirmation=needs_confirmation).or_refuse()
    saying = Saying(Word.OUTCOME, outcome, clean_text(text))
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying))


# ── the owner, and both ───────────────────────────────────────────────────────────────────────


def answer(
    transaction: Transaction, speaker: Speaker, seen: Seen, answer: Answer, text: str = ""
) -> DialogueView:
    """Say for the owner whether it is so; until the hit is closed the owner may correct itself.

    Raises:
        ValueMalformed: the text hides something.
        NotFound, Denied, VersionStale, Conflict: see `speaking.say`.
    """
    saying = Saying(Word.ANSWERED, answer.value, clean_text(text))
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying))


def write_message(
    transaction: Transaction, speaker: Speaker, seen: Seen, text: str
) -> DialogueView:
    """Write to the other side.

    Raises:
        ValueMalformed: there is no text, or it hides something.
        NotFound, Denied, VersionStale, Conflict: see `speaking.say`.
    """
    saying = Saying(Word.MESSAGE, text=_needed(text))
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying))


# ── what the asking bureau does not know ──────────────────────────────────────────────────────


def reveal(transaction: Transaction, speaker: Speaker, seen: Seen) -> DialogueView:
    """Tell the bureau that asked of a hit that only the owner knew: its owner decides so.

    The record keeps its audience: what the other side learns is this hit and whom to ask.

    Raises:
        Denied: the person is protected by now, so the reviewer decides; or see `speaking.say`.
        NotFound, VersionStale, Conflict: see `speaking.say`.
    """
    saying = Saying(Word.REVEALED)
    _refuse_if_protected(transaction, speaker, seen, Word.REVEALED)
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying))


def lift(
    transaction: Transaction, speaker: Speaker, seen: Seen, clocks: Clocks, *, text: str
) -> DialogueView:
    """Begin to lift a restriction for one hit in an emergency (RPD Art. 59), with the reason.

    The owner has until the clock ends to object; its silence is consent. Only the secretariat's
    coordinator does it, and the Commission sees it.

    Raises:
        ValueMalformed: no reason is given, or it hides something.
        Denied: the person is protected by now, so the reviewer decides; or see `speaking.say`.
        NotFound, VersionStale, Conflict: see `speaking.say`.
    """
    saying = Saying(Word.LIFTING, text=_needed(text))
    _refuse_if_protected(transaction, speaker, seen, Word.LIFTING)
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying, clocks))


def object_to(transaction: Transaction, speaker: Speaker, seen: Seen, text: str) -> DialogueView:
    """Object for the owner to the lifting of its restriction: the hit stays unseen.

    Raises:
        ValueMalformed: no reason is given, or it hides something.
        NotFound, Denied, VersionStale, Conflict: see `speaking.say`.
    """
    saying = Saying(Word.OBJECTED, text=_needed(text))
    return _shown(transaction, speaker.officer, say(transaction, speaker, seen, saying))


def _refuse_if_protected(
    transaction: Transaction, speaker: Speaker, seen: Seen, word: Word
) -> None:
    dialogue = known_to(transaction, speaker.officer, seen.hit)
    rules.may_say(speaker, dialogue, word).or_refuse()
    if traced.refers_now(transaction, dialogue):
        raise Denied(why="hits.referred")


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def read_hit(transaction: Transaction, officer: Officer, hit: str) -> DialogueView:
    """Return a dialogue as an officer may see it.

    Raises:
        NotFound: there is none, or none that he may know of: both sound alike.
    """
    if not is_id(hit):
        raise no_such_hit()
    return _shown(transaction, officer, known_to(transaction, officer, hit))


def reach_of(officer: Officer) -> Reach:
    """Return which hits an officer may be listed at all; the rules decide about each again."""
    is_secretariat = officer.bureau == SECRETARIAT
    coordinates = is_secretariat and Role.COORDINATOR in officer.roles
    return Reach(
        bureau=officer.bureau if rules.reads_hits(officer) else "",
        everything=officer.bureau == OVERSIGHT and Role.CCF_MEMBER in officer.roles,
        unseen=coordinates,
        escalated=coordinates,
        referred=is_secretariat and Role.LEGAL_REVIEWER in officer.roles,
    )


def list_hits(
    transaction: Transaction,
    officer: Officer,
    which: Which,
    *,
    before: tuple[str, str] | None = None,
    limit: int = 50,
) -> tuple[DialogueView, ...]:
    """Return one page of the dialogues that an officer may know of, the newest first.

    They come without statements and without data of records; `read_hit` has both. `before` is the
    opening instant and the id of the last one of the page before.

    Raises:
        ValueMalformed: `before` is no such place.
    """
    if before is not None:
        _check_place(*before)
    page = max(1, min(limit, PAGE_MAX))
    found = store.list_dialogues(transaction, reach_of(officer), which, before=before, limit=page)
    views = (rules.view_for(officer, each, (), {}, transaction.now) for each in found)
    return tuple(each for each in views if each is not None)


def statistics(
    transaction: Transaction, officer: Officer, *, is_own: bool, days: int = STATISTICS_DAYS
) -> Statistics:
    """Return how fast owners answered: of the network, or of the officer's own bureau's records.

    The median is over the time from the question to the owner's first answer. A question without
    an answer is counted as asked and enters no median, so the share answered is told beside it.

    Raises:
        ValueMalformed: the days are not 1 to 366.
        Denied: the officer is no longer active.
    """
    if not officer.is_active:
        raise Denied(why="access.officer_inactive")
    if not 1 <= days <= STATISTICS_DAYS_MAX:
        raise ValueMalformed(field="days", why=to_translate("choose 1 to 366"))
    since = transaction.now - datetime.timedelta(days=days)
    owner = officer.bureau if is_own else ""
    courses = store.courses(transaction, since=instant_text(since), owner=owner, limit=COURSES_MAX)
    return Statistics(
        since=since,
        urgent=rules.figures([each for each in courses if each.is_urgent]),
        routine=rules.figures([each for each in courses if not each.is_urgent]),
    )


def _check_place(opened_at: str, hit: str) -> None:
    parse_instant(opened_at)
    if not is_id(hit):
        raise ValueMalformed(field="cursor", why=to_translate("use “next” of the page before"))


def _shown(transaction: Transaction, officer: Officer, dialogue: Dialogue) -> DialogueView:
    statements = store.statements(transaction, dialogue.id)
    view = rules.view_for(
        officer, dialogue, statements, _data_of(transaction, dialogue), transaction.now
    )
    if view is None:
        raise no_such_hit()
    return view


def _data_of(transaction: Transaction, dialogue: Dialogue) -> dict[str, str]:
    held = records.record_for_flows(transaction, dialogue.record)
    return {} if held is None else dict(shown_fields(held.record))


# ── what is written ───────────────────────────────────────────────────────────────────────────


def clean_text(text: str) -> str:
    """Return a text of several lines without blanks at its ends.

    Raises:
        InputTooLarge: it is longer than 4,000 characters.
        ValueMalformed: it holds characters that hide something.
    """
    if len(text) > TEXT_LENGTH_MAX:
        raise InputTooLarge(field="text", limit=TEXT_LENGTH_MAX)
    for letter in text:
        if unicodedata.category(letter) in _HIDDEN and letter not in _KEPT_CONTROLS | _MARKS:
            raise ValueMalformed(
                field="text", why=to_translate("write it without invisible characters")
            )
    return text.strip()


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueMalformed(field="text", why=to_translate("write something"))
    return clean_text(text)


def _check_code(field: str, code: str, known: Mapping[str, Reason]) -> None:
    if code not in known:
        raise ValueMalformed(field=field, why=to_translate("choose one of the codes of the list"))
