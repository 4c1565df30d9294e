"""What a vote needs of the texts: whether it may open, on which words, and what it came to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import documents, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.actions.standing import (
    agenda_of,
    amendment_digest,
    opening_day,
    require_amended,
    require_on_agenda,
    require_restated,
    revised,
    standings_of,
)
from jisr.assembly.texts.adoption import (
    AdoptingVote,
    adopt,
    digest_of,
    may_open_vote,
    next_number,
    words_digest,
)
from jisr.assembly.texts.agenda import state_of
from jisr.assembly.texts.amending import after_paragraph_votes, amended
from jisr.assembly.texts.held import (
    Admission,
    Agenda,
    Asked,
    HeldDraft,
    HeldItem,
    HeldResolution,
    Hold,
    ItemState,
    PaperKind,
)
from jisr.assembly.texts.model import Draft, DraftState, ParagraphKind, Resolution
from jisr.assembly.texts.steps import in_step
from jisr.assembly.texts.voting_order import (
    State,
    next_to_vote,
)
from jisr.errors import Denied, NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.values import LanguageMap


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is voted on, found and still votable; `words` is what its hold keeps."""

    asked: Asked
    hold: Hold
    draft: HeldDraft | None = None


def opening(transaction: Transaction, session: int, subject_kind: str, subject_id: str) -> Asked:
    """Return what a vote asks, if it may open now.

    `subject_kind` is `draft`, `amendment`, `paragraph` (id `draft/paragraph`), `item` (an
    additional one) or `agenda` (id: the number of the session).

    Raises:
        NotFound: there is no such subject in this session.
        Denied: the languages are not in step, amendments or paragraph votes come first, another
            amendment comes first, the item is not on the agenda, or a vote on it is open already.
    """
    subject = _subject(transaction, session, subject_kind, subject_id)
    if store.find_hold(transaction, store.words_held(subject.hold)) is not None:
        raise Denied(why="texts.vote_open")
    return subject.asked


def hold(
    transaction: Transaction, acting: str, subject_kind: str, subject_id: str, vote_id: str
) -> None:
    """Keep the words as they are while a vote on them is open; the votes decide who opens one.

    Raises:
        NotFound: there is no such subject.
        Denied: a vote on it is open already.
    """
    access.officer(transaction, acting)
    held = replace(_hold_of(transaction, subject_kind, subject_id), vote_id=vote_id)
    if store.find_hold(transaction, store.words_held(held)) is not None:
        raise Denied(why="texts.vote_open")
    store.add_hold(transaction, held)


def release(
    transaction: Transaction, acting: str, subject_kind: str, subject_id: str, vote_id: str
) -> None:
    """Let the words be changed again: the vote was annulled, which the votes decide, or replaced.

    Raises:
        NotFound: this vote does not hold this subject.
    """
    access.officer(transaction, acting)
    words = store.words_held(_hold_of(transaction, subject_kind, subject_id))
    found = store.find_hold(transaction, words)
    if found is None or found.vote_id != vote_id:
        raise NotFound(thing=to_translate("vote"))
    store.drop_hold(transaction, vote_id)


def conclude(
    transaction: Transaction, acting: str, subject_kind: str, subject_id: str, vote: AdoptingVote
) -> Resolution | None:
    """Write what a vote came to; a text that it adopts is frozen, numbered and returned.

    The last vote on the amendments makes the next revision of the draft, as the last one on its
    paragraphs does. A draft of which no operative paragraph is left is rejected as a whole.

    Raises:
        NotFound: there is no such subject.
        Denied: it could not be voted on, or the vote was on other words.
    """
    officer = access.officer(transaction, acting)
    found = store.find_hold(
        transaction, store.words_held(_hold_of(transaction, subject_kind, subject_id))
    )
    if found is not None and found.vote_id != vote.vote_id:
        raise Denied(why="texts.vote_open")
    store.drop_hold(transaction, vote.vote_id)
    session = _session_of(transaction, subject_kind, subject_id)
    subject = _subject(transaction, session, subject_kind, subject_id)
    if subject.asked.words_digest != vote.words_digest:
        raise Denied(why="texts.vote_of_other_words")
    if subject_kind == "agenda":
        _adopt_agenda(transaction, officer, session, vote)
    elif subject_kind == "item":
        _admit(transaction, officer, common.item(transaction, subject_id), vote)
    elif subject_kind == "amendment":
        _decide_amendment(transaction, officer, subject_id, vote)
    elif subject.draft is not None and subject_kind == "paragraph":
        _decide_paragraph(transaction, officer, subject.draft, subject_id, vote)
    elif subject.draft is not None:
        return _decide_draft(transaction, officer, subject.draft, vote)
    return None


def is_public(transaction: Transaction, subject_kind: str, subject_id: str) -> bool:
    """Return whether a vote on this subject is for everybody's eyes: that of a public item.

    Raises:
        NotFound: there is no such subject.
    """
    if subject_kind == "agenda":
        return True
    if subject_kind == "item":
        return common.item(transaction, subject_id).item.is_public
    held = common.paper(transaction, _hold_of(transaction, subject_kind, subject_id).draft_id)
    return common.item(transaction, held.draft.item_id).item.is_public


# ── what is voted on ──────────────────────────────────────────────────────────────────────────


def _hold_of(transaction: Transaction, kind: str, subject_id: str) -> Hold:
    """Return what a vote on this subject keeps from changing; raise `NotFound` for no subject."""
    if kind == "draft":
        return Hold("", kind, subject_id, subject_id)
    if kind == "amendment":
        held = common.amendment(transaction, subject_id)
        return Hold("", kind, subject_id, held.amendment.draft_id)
    if kind == "paragraph":
        return Hold("", kind, subject_id, subject_id.partition("/")[0])
    if kind in {"item", "agenda"}:
        return Hold("", kind, subject_id)
    raise NotFound(thing=to_translate("text"))


def _session_of(transaction: Transaction, kind: str, subject_id: str) -> int:
    if kind == "agenda":
        if re.fullmatch(r"[0-9]{1,4}", subject_id) is None:
            raise NotFound(thing=to_translate("agenda"))
        return int(subject_id)
    if kind == "item":
        return common.item(transaction, subject_id).session
    return common.paper(transaction, _hold_of(transaction, kind, subject_id).draft_id).session


def _subject(transaction: Transaction, session: int, kind: str, subject_id: str) -> _Subject:
    """Return the subject of a vote; raise `Denied` where the vote may not open."""
    if _session_of(transaction, kind, subject_id) != session:
        raise NotFound(thing=to_translate("text"))
    hold_of_it = _hold_of(transaction, kind, subject_id)
    if kind == "agenda":
        return _Subject(_ask_agenda(transaction, session), hold_of_it)
    if kind == "item":
        return _Subject(_ask_item(transaction, common.item(transaction, subject_id)), hold_of_it)
    held = common.paper(transaction, hold_of_it.draft_id)
    if held.draft.state is not DraftState.OPEN:
        raise Denied(why="texts.not_open")
    if held.kind is not PaperKind.RESOLUTION:
        raise Denied(why="texts.no_resolution")
    require_on_agenda(transaction, held)
    if kind == "amendment":
        asked = _ask_amendment(transaction, held, subject_id)
    elif kind == "paragraph":
        asked = _ask_paragraph(transaction, held, subject_id)
    else:
        asked = _ask_draft(transaction, held)
    return _Subject(asked, hold_of_it, held)


def _ask_agenda(transaction: Transaction, session: int) -> Asked:
    if store.find_agenda(transaction, session) is not None:
        raise Denied(why="texts.agenda_adopted")
    listed = agenda_of(transaction, session)
    if not listed:
        raise Denied(why="texts.agenda_empty")
    digest = digest_of([[each.item.item_id, dict(each.item.title.texts)] for each in listed])
    return Asked(LanguageMap(dict(AGENDA_TITLE)), digest)


AGENDA_TITLE: Mapping[str, str] = {
    "ar": "اعتماد جدول الأعمال",
    "en": "Adoption of the agenda",
    "es": "Aprobación del orden del día",
    "fr": "Adoption de l’ordre du jour",
}
"""The title of the vote as the protocol writes it, in every language at once."""


def _ask_item(transaction: Transaction, held: HeldItem) -> Asked:
    opens = opening_day(transaction, held.session)
    if state_of(held, opens) is not ItemState.ADDITIONAL:
        raise Denied(why="texts.item_not_additional")
    return Asked(held.item.title, digest_of(documents.item_document(held)))


def _ask_amendment(transaction: Transaction, held: HeldDraft, amendment_id: str) -> Asked:
    found = store.amendments_of(transaction, held.draft.draft_id)
    require_restated(held, found)
    next_one = next_to_vote(standings_of(held, found))
    if next_one is None or next_one.amendment_id != amendment_id:
        raise Denied(why="texts.not_next")
    place = held.draft.place_of(next_one.paragraph_id)
    title = {
        language: f"{text} · {place or 'PP0'} · {next_one.number}"
        for language, text in held.draft.title.items()
    }
    return Asked(LanguageMap(title), amendment_digest(held.draft, next_one))


def _ask_paragraph(transaction: Transaction, held: HeldDraft, subject_id: str) -> Asked:
    paragraph_id = subject_id.partition("/")[2]
    require_amended(transaction, held)
    in_step(held.draft, common.languages(transaction)).or_refuse()
    waiting = [each.paragraph_id for each in held.parts if not each.vote_id]
    if paragraph_id not in waiting:
        raise Denied(why="texts.part_not_asked")
    paragraph = next(each for each in held.draft.paragraphs if each.paragraph_id == paragraph_id)
    place = held.draft.place_of(paragraph_id)
    title = {language: f"{text} · {place}" for language, text in held.draft.title.items()}
    return Asked(LanguageMap(title), digest_of(documents.paragraph_document(paragraph)))


def _ask_draft(transaction: Transaction, held: HeldDraft) -> Asked:
    found = store.amendments_of(transaction, held.draft.draft_id)
    require_restated(held, found)
    official = common.languages(transaction)
    may_open_vote(held.draft, official, standings_of(held, found)).or_refuse()
    if waiting := [each for each in held.parts if not each.vote_id]:
        place = held.draft.place_of(waiting[0].paragraph_id)
        raise Denied(why="texts.parts_pending", place=place)
    return Asked(LanguageMap(dict(held.draft.title)), words_digest(held.draft))


# ── what a vote came to ───────────────────────────────────────────────────────────────────────


def _adopt_agenda(
    transaction: Transaction, officer: Officer, session: int, vote: AdoptingVote
) -> None:
    if not vote.is_adopted:
        return
    items = tuple(each.item.item_id for each in agenda_of(transaction, session))
    agenda = Agenda(session, items, vote.vote_id, vote.day)
    store.add_agenda(transaction, agenda)
    act = sessions.act_of(transaction, officer, "agenda.adopted", f"agenda:{session}")
    seal(transaction, act, documents.agenda_document(agenda), version=1)


def _admit(transaction: Transaction, officer: Officer, held: HeldItem, vote: AdoptingVote) -> None:
    verb = "item.admitted" if vote.is_adopted else "item.refused"
    admission = Admission(vote.vote_id, vote.is_adopted)
    changed = replace(held, admission=admission, version=held.version + 1)
    common.put_item(transaction, officer, verb, changed)


def _decide_amendment(
    transaction: Transaction, officer: Officer, amendment_id: str, vote: AdoptingVote
) -> None:
    held = common.amendment(transaction, amendment_id)
    decided = replace(
        held,
        state=State.ACCEPTED if vote.is_adopted else State.REJECTED,
        vote_id=vote.vote_id,
        version=held.version + 1,
    )
    common.put_amendment(transaction, officer, f"amendment.{decided.state.value}", decided)
    apply_amendments(transaction, officer, common.paper(transaction, held.amendment.draft_id))


def apply_amendments(transaction: Transaction, officer: Officer, held: HeldDraft) -> HeldDraft:
    """Write the next revision of a draft once each amendment to this one is decided."""
    found = store.amendments_of(transaction, held.draft.draft_id)
    standing = standings_of(held, found)
    if next_to_vote(standing) is not None:
        return held
    stored = {each.amendment.amendment_id: each for each in found}
    for each in standing:
        if each.state is State.FALLEN:
            before = stored[each.amendment.amendment_id]
            fallen = replace(
                before, state=each.state, because=each.because, version=before.version + 1
            )
            common.put_amendment(transaction, officer, "amendment.fallen", fallen)
    accepted = [each.amendment for each in standing if each.state is State.ACCEPTED]
    draft = amended(held.draft, accepted)
    if draft == held.draft:
        return held
    return common.put_paper(transaction, officer, "draft.amended", revised(held, draft))


def _decide_paragraph(
    transaction: Transaction,
    officer: Officer,
    held: HeldDraft,
    subject_id: str,
    vote: AdoptingVote,
) -> None:
    paragraph_id = subject_id.partition("/")[2]
    parts = tuple(
        replace(each, vote_id=vote.vote_id, is_kept=vote.is_adopted)
        if each.paragraph_id == paragraph_id
        else each
        for each in held.parts
    )
    decided = replace(held, parts=parts, version=held.version + 1)
    if all(each.vote_id for each in parts):
        kept = {each.paragraph_id: each.is_kept for each in parts}
        draft = after_paragraph_votes(held.draft, kept)
        if not any(each.kind is ParagraphKind.OPERATIVE for each in draft.paragraphs):
            draft = replace(draft, state=DraftState.REJECTED)
            decided = replace(decided, vote_id=vote.vote_id)
        decided = replace(decided, draft=draft)
    verb = "draft.paragraph_kept" if vote.is_adopted else "draft.paragraph_dropped"
    common.put_paper(transaction, officer, verb, decided)


def _decide_draft(
    transaction: Transaction, officer: Officer, held: HeldDraft, vote: AdoptingVote
) -> Resolution | None:
    if not vote.is_adopted:
        draft = replace(held.draft, state=DraftState.REJECTED)
        _close(transaction, officer, held, draft, vote)
        return None
    opens = opening_day(transaction, held.session)
    number = next_number(store.resolution_numbers(transaction), opens)
    resolution = adopt(held.draft, vote, number, common.languages(transaction))
    _close(transaction, officer, held, replace(held.draft, state=DraftState.ADOPTED), vote)
    item = common.item(transaction, held.draft.item_id).item
    adopted = HeldResolution(resolution, held.session, held.draft.draft_id, item.is_public)
    store.add_resolution(transaction, adopted)
    act = sessions.act_of(transaction, officer, "resolution.adopted", f"resolution:{number}")
    seal(transaction, act, documents.resolution_document(adopted), version=1)
    return resolution


def _close(
    transaction: Transaction, officer: Officer, held: HeldDraft, draft: Draft, vote: AdoptingVote
) -> None:
    closed = replace(held, draft=draft, vote_id=vote.vote_id, version=held.version + 1)
    common.put_paper(transaction, officer, f"draft.{draft.state.value}", closed)
