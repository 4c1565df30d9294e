"""What every verb of the texts begins with: who speaks, of what, in which version."""

from collections.abc import Mapping, Sequence
from typing import Final

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import documents, store
from jisr.assembly.texts.held import HeldAmendment, HeldDraft, HeldItem, PaperKind
from jisr.assembly.texts.model import DraftState
from jisr.assembly.texts.rights import Speaker
from jisr.assembly.texts.words import read_words
from jisr.errors import Denied, InputTooLarge, NotFound, ValueMalformed, VersionStale, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.values import is_id

TITLE_CHARACTERS_MAX: Final = 400
"""Two lines of a printed agenda."""
LIST_MAX: Final = 500


def speaker(transaction: Transaction, session: int, acting: str) -> Speaker:
    """Return the acting officer as what they are in the session."""
    officer = access.officer(transaction, acting)
    return speaker_of(transaction, session, officer)


def speaker_of(transaction: Transaction, session: int, officer: Officer) -> Speaker:
    """Return an officer as what they are in the session."""
    kind = access.bureau(transaction, officer.bureau).kind
    return Speaker(officer, kind, sessions.capacity(transaction, session, officer))


def languages(transaction: Transaction) -> tuple[str, ...]:
    """Return the official languages: those of the network's profile."""
    return access.network(transaction).languages


def read_texts(
    transaction: Transaction, given: Mapping[str, str], characters_max: int = 0
) -> dict[str, str]:
    """Return words by official language, each in its one form.

    Raises:
        ValueMalformed: a language is not official, or a text hides something or is empty.
        InputTooLarge: a text is longer than its ceiling.
    """
    official = languages(transaction)
    if not set(given) <= set(official):
        raise ValueMalformed(
            field=to_translate("language"), why=to_translate("it is no official language here")
        )
    texts = {language: read_words(given[language]) for language in official if language in given}
    if characters_max and any(len(text) > characters_max for text in texts.values()):
        raise InputTooLarge(field=to_translate("text"), limit=characters_max)
    return texts


def read_title(transaction: Transaction, given: Mapping[str, str]) -> dict[str, str]:
    """Return a title in at least one official language; raises what `read_texts` raises."""
    if not given:
        raise ValueMalformed(field=to_translate("title"), why=to_translate("it is empty"))
    return read_texts(transaction, given, TITLE_CHARACTERS_MAX)


# ── what is stored ────────────────────────────────────────────────────────────────────────────


def item(transaction: Transaction, item_id: str) -> HeldItem:
    """Return the agenda item; raise `NotFound` if there is none."""
    found = store.find_item(transaction, item_id) if is_id(item_id) else None
    if found is None:
        raise NotFound(thing=to_translate("agenda item"))
    return found


def paper(transaction: Transaction, draft_id: str) -> HeldDraft:
    """Return the paper; raise `NotFound` if there is none."""
    found = store.find_draft(transaction, draft_id) if is_id(draft_id) else None
    if found is None:
        raise NotFound(thing=to_translate("paper"))
    return found


def amendment(transaction: Transaction, amendment_id: str) -> HeldAmendment:
    """Return the amendment; raise `NotFound` if there is none."""
    found = store.find_amendment(transaction, amendment_id) if is_id(amendment_id) else None
    if found is None:
        raise NotFound(thing=to_translate("amendment"))
    return found


def open_paper(
    transaction: Transaction, draft_id: str, *, is_resolution: bool = False
) -> HeldDraft:
    """Return a paper that can be changed now.

    Raises:
        NotFound: there is no such paper.
        Denied: it is adopted, rejected or withdrawn, a vote on it is open, or (where a draft
            resolution is needed) it is another paper.
    """
    held = paper(transaction, draft_id)
    if held.draft.state is not DraftState.OPEN:
        raise Denied(why="texts.not_open")
    if is_resolution and held.kind is not PaperKind.RESOLUTION:
        raise Denied(why="texts.no_resolution")
    if store.find_hold(transaction, f"draft:{draft_id}") is not None:
        raise Denied(why="texts.vote_open")
    return held


def check_version(held: HeldItem | HeldDraft | HeldAmendment, expected: int | None) -> None:
    """Raise `VersionStale` unless this is the version that was read; None does not ask."""
    if expected is not None and expected != held.version:
        raise VersionStale(thing=to_translate("text"), current=held.version)


# ── what is written ───────────────────────────────────────────────────────────────────────────


def put_item(transaction: Transaction, officer: Officer, verb: str, held: HeldItem) -> HeldItem:
    """Store and seal a version of an item."""
    store.put_item(transaction, held)
    act = sessions.act_of(transaction, officer, verb, f"item:{held.item.item_id}")
    seal(transaction, act, documents.item_document(held), version=held.version)
    return held


def put_paper(transaction: Transaction, officer: Officer, verb: str, held: HeldDraft) -> HeldDraft:
    """Store and seal a version of a paper."""
    store.put_draft(transaction, held, instant_text(transaction.now))
    act = sessions.act_of(transaction, officer, verb, f"draft:{held.draft.draft_id}")
    seal(transaction, act, documents.draft_document(held), version=held.version)
    return held


def put_amendment(
    transaction: Transaction, officer: Officer, verb: str, held: HeldAmendment
) -> HeldAmendment:
    """Store and seal a version of an amendment."""
    store.put_amendment(transaction, held)
    subject = f"amendment:{held.amendment.amendment_id}"
    act = sessions.act_of(transaction, officer, verb, subject)
    seal(transaction, act, documents.amendment_document(held), version=held.version)
    return held


def capped(limit: int) -> int:
    """Return how many rows a page holds at most."""
    return max(1, min(limit, LIST_MAX))


def without(bodies: Sequence[str], body: str) -> tuple[str, ...]:
    """Return the bodies without this one."""
    return tuple(each for each in bodies if each != body)
