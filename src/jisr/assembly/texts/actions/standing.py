"""How the agenda and the amendments of a draft stand: what is voted on next, and what waits."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import documents, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.adoption import digest_of, plain_duty
from jisr.assembly.texts.agenda import state_of
from jisr.assembly.texts.held import ON_THE_AGENDA, HeldAmendment, HeldDraft, HeldItem
from jisr.assembly.texts.model import Amendment, Draft
from jisr.assembly.texts.voting_order import (
    Outcome,
    Standing,
    State,
    farthest_first,
    next_to_vote,
    standings,
)
from jisr.errors import Denied
from jisr.kit.db import Transaction

ITEMS_MAX = 200
"""Four times the agenda of the longest session known to us."""
_OUTCOMES = {
    State.ACCEPTED: Outcome.ACCEPTED,
    State.REJECTED: Outcome.REJECTED,
    State.WITHDRAWN: Outcome.WITHDRAWN,
}


def opening_day(transaction: Transaction, session: int) -> datetime.date:
    """Return the first day of a session."""
    return sessions.session(transaction, session).session.opens.first_day()


def agenda_of(transaction: Transaction, session: int) -> tuple[HeldItem, ...]:
    """Return the items that stand on the agenda of a session, in their order."""
    opens = opening_day(transaction, session)
    found = store.list_items(transaction, session, limit=ITEMS_MAX)
    return tuple(each for each in found if state_of(each, opens) in ON_THE_AGENDA)


def is_stale(held: HeldDraft, amendment: HeldAmendment) -> bool:
    """Return whether an undecided amendment is to older words than those of the draft."""
    is_old = amendment.amendment.draft_revision != held.draft.revision
    return amendment.state is State.PENDING and is_old


def standings_of(held: HeldDraft, found: Sequence[HeldAmendment]) -> list[Standing]:
    """Return where each amendment to this revision stands, in the order of voting."""
    now = [each for each in found if each.amendment.draft_revision == held.draft.revision]
    ordered = ordered_amendments(held, [each.amendment for each in now])
    aside = {each.amendment.amendment_id for each in now if each.state is State.FALLEN}
    outcomes = {
        each.amendment.amendment_id: _OUTCOMES[each.state]
        for each in now
        if each.state in _OUTCOMES
    }
    standing = [each for each in ordered if each.amendment_id not in aside]
    return standings(held.draft, standing, outcomes, held.rulings)


def ordered_amendments(held: HeldDraft, found: Sequence[Amendment]) -> list[Amendment]:
    """Return amendments as the chair ordered them, else the farthest first.

    One that came after the chair's order is voted on after those that it names.
    """
    farthest = farthest_first(held.draft, found)
    rank = {amendment_id: place for place, amendment_id in enumerate(held.order)}
    return sorted(farthest, key=lambda each: rank.get(each.amendment_id, len(rank)))


def has_begun(found: Sequence[HeldAmendment], revision: int) -> bool:
    """Return whether an amendment to this revision was voted on already."""
    return any(each.vote_id and each.amendment.draft_revision == revision for each in found)


def amendment_digest(draft: Draft, amendment: Amendment) -> str:
    """Return SHA-256 over all that a vote on an amendment decides, hexadecimal."""
    before = next(
        (each for each in draft.paragraphs if each.paragraph_id == amendment.paragraph_id), None
    )
    kind = amendment.added_kind
    return digest_of(
        {
            "draft": draft.draft_id,
            "change": amendment.change.value,
            "paragraph": None if before is None else documents.paragraph_document(before),
            "texts": dict(amendment.texts),
            "added_kind": None if kind is None else kind.value,
            "duty": plain_duty(amendment.duty),
        }
    )


def revised(held: HeldDraft, draft: Draft) -> HeldDraft:
    """Return the next version of a paper with other words: what the chair ordered falls away."""
    ids = {each.paragraph_id for each in draft.paragraphs}
    return replace(
        held,
        draft=draft,
        order=(),
        order_reason="",
        rulings=(),
        parts=tuple(each for each in held.parts if each.paragraph_id in ids),
        version=held.version + 1,
    )


def require_on_agenda(transaction: Transaction, held: HeldDraft) -> None:
    """Raise `Denied` unless the agenda is adopted, with the item of a sponsored draft on it."""
    if not held.draft.sponsors:
        raise Denied(why="texts.sponsor_missing")
    item = common.item(transaction, held.draft.item_id)
    if state_of(item, opening_day(transaction, held.session)) not in ON_THE_AGENDA:
        raise Denied(why="texts.not_on_agenda")
    if store.find_agenda(transaction, held.session) is None:
        raise Denied(why="texts.agenda_not_adopted")


def require_amended(transaction: Transaction, held: HeldDraft) -> None:
    """Raise `Denied` unless every amendment to the draft is decided."""
    found = store.amendments_of(transaction, held.draft.draft_id)
    require_restated(held, found)
    if pending := next_to_vote(standings_of(held, found)):
        raise Denied(
            why="texts.amendments_pending", place=held.draft.place_of(pending.paragraph_id)
        )


def require_restated(held: HeldDraft, found: Sequence[HeldAmendment]) -> None:
    """Raise `Denied` where an undecided amendment is to older words than those of the draft."""
    if stale := next((each for each in found if is_stale(held, each)), None):
        raise Denied(why="texts.amendment_stale", number=str(stale.amendment.number))
