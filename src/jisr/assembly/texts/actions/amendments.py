"""Amendments: proposed, translated, restated, accepted by the sponsors, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jisr.assembly.texts import rights, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.actions.papers import paragraph_of, read_duty
from jisr.assembly.texts.actions.standing import has_begun, is_stale, revised
from jisr.assembly.texts.amending import amended, collide, may_amend, may_merge
from jisr.assembly.texts.held import At, HeldAmendment, HeldDraft, PartVote
from jisr.assembly.texts.model import (
    Amendment,
    Change,
    Draft,
    Duty,
    ParagraphKind,
)
from jisr.assembly.texts.voting_order import State
from jisr.errors import Conflict, Denied, InputTooLarge, to_translate
from jisr.kit.db import Transaction
from jisr.values import new_id

AMENDMENTS_MAX = 300
"""To one draft, over all its revisions: each is read aloud in the hall."""
PENDING_OF_MEMBER_MAX = 20
"""Undecided amendments of one delegation to one draft."""
PENDING_OF_PARAGRAPH_MAX = 20
"""Undecided amendments to one paragraph: each pair of them is compared."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a delegation wants to change; see `Amendment`."""

    change: Change
    paragraph_id: str
    texts: Mapping[str, str]
    added_kind: ParagraphKind | None = None
    duty: Duty | None = None


def propose_amendment(
    transaction: Transaction, acting: str, draft_id: str, proposal: Proposal
) -> HeldAmendment:
    """Propose to change one paragraph of a draft resolution as it stands: a delegation.

    Raises:
        Denied: the officer does not speak for a delegation with full rights, the text is closed,
            a vote on it is open, the voting on its amendments has begun, or the amendment cannot
            be put to it.
        InputTooLarge: too many amendments wait already.
        ValueMalformed: the words are not accepted.
    """
    held = common.open_paper(transaction, draft_id, is_resolution=True)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_propose(speaker).or_refuse()
    found = store.amendments_of(transaction, draft_id)
    if has_begun(found, held.draft.revision) or any(each.vote_id for each in held.parts):
        raise Denied(why="texts.voting_begun")
    _require_room(found, speaker.capacity.member, proposal.paragraph_id)
    kind = proposal.added_kind if proposal.change is Change.ADD else None
    duty = proposal.duty if kind is ParagraphKind.OPERATIVE else None
    amendment = Amendment(
        amendment_id=new_id(),
        draft_id=draft_id,
        draft_revision=held.draft.revision,
        number=1 + max((each.amendment.number for each in found), default=0),
        change=proposal.change,
        paragraph_id=proposal.paragraph_id,
        sponsors=(speaker.capacity.member,),
        texts=common.read_texts(transaction, proposal.texts),
        added_kind=kind,
        duty=None if duty is None else read_duty(transaction, duty),
    )
    may_amend(held.draft, amendment).or_refuse()
    return common.put_amendment(
        transaction, speaker.officer, "amendment.proposed", HeldAmendment(amendment)
    )


def write_amendment_language(
    transaction: Transaction,
    acting: str,
    at: At,
    words: Mapping[str, str],
) -> HeldAmendment:
    """Write an amendment in more languages: one of its sponsors, or the secretary.

    A language that it has already is written anew by its sponsors only.

    Raises:
        Denied: the officer may not, it is decided, or it deletes and has no words.
        VersionStale: it was changed meanwhile.
        ValueMalformed: the words are not accepted.
    """
    held, draft = _pending(transaction, at.id)
    speaker = common.speaker(transaction, draft.session, acting)
    rights.may_translate_amendment(speaker, held).or_refuse()
    common.check_version(held, at.version)
    if words.keys() & held.amendment.texts.keys():
        rights.may_speak_for_amendment(speaker, held).or_refuse()
    texts = {**held.amendment.texts, **common.read_texts(transaction, words)}
    amendment = replace(held.amendment, texts=texts)
    if not is_stale(draft, held):
        may_amend(draft.draft, amendment).or_refuse()
    written = replace(held, amendment=amendment, version=held.version + 1)
    verb = "amendment.language_written"
    return common.put_amendment(transaction, speaker.officer, verb, written)


def restate_amendment(
    transaction: Transaction,
    acting: str,
    at: At,
    texts: Mapping[str, str],
) -> HeldAmendment:
    """State an amendment against the newest words, in place of what it said: its sponsor.

    Raises:
        Denied: the officer does not speak for its sponsor, it is decided, or it cannot be put.
        VersionStale: it was changed meanwhile.
        ValueMalformed: the words are not accepted.
    """
    held, draft = _pending(transaction, at.id)
    speaker = common.speaker(transaction, draft.session, acting)
    rights.may_speak_for_amendment(speaker, held).or_refuse()
    common.check_version(held, at.version)
    amendment = replace(
        held.amendment,
        texts=common.read_texts(transaction, texts),
        draft_revision=draft.draft.revision,
    )
    may_amend(draft.draft, amendment).or_refuse()
    restated = replace(held, amendment=amendment, agreed=(), version=held.version + 1)
    return common.put_amendment(transaction, speaker.officer, "amendment.restated", restated)


def withdraw_amendment(transaction: Transaction, acting: str, at: At) -> HeldAmendment:
    """Withdraw an amendment before it is voted on: its sponsor.

    Raises:
        Denied: the officer does not speak for its sponsor, it is decided, or a vote is open.
        VersionStale: it was changed meanwhile.
    """
    held, draft = _pending(transaction, at.id)
    speaker = common.speaker(transaction, draft.session, acting)
    rights.may_speak_for_amendment(speaker, held).or_refuse()
    common.check_version(held, at.version)
    withdrawn = replace(held, state=State.WITHDRAWN, version=held.version + 1)
    return common.put_amendment(transaction, speaker.officer, "amendment.withdrawn", withdrawn)


def accept_amendment(transaction: Transaction, acting: str, at: At) -> HeldAmendment:
    """Accept an amendment for one sponsor of the draft; when all do, it is part of the text.

    The other amendments are restated against the new words where they touch others; one that
    touches the same waits for its sponsor.

    Raises:
        Denied: the officer does not speak for a sponsor of the draft, the amendment is decided or
            to older words, or the voting has begun.
        VersionStale: it was changed meanwhile.
    """
    held, draft = _pending(transaction, at.id)
    speaker = common.speaker(transaction, draft.session, acting)
    rights.may_sponsor_speak(speaker, draft).or_refuse()
    common.check_version(held, at.version)
    found = store.amendments_of(transaction, draft.draft.draft_id)
    if has_begun(found, draft.draft.revision):
        raise Denied(why="texts.voting_begun")
    may_amend(draft.draft, held.amendment).or_refuse()
    agreed = tuple(sorted({*held.agreed, speaker.body}))
    if not may_merge(draft.draft, held.amendment, agreed).allowed:
        waiting = replace(held, agreed=agreed, version=held.version + 1)
        return common.put_amendment(transaction, speaker.officer, "amendment.agreed", waiting)
    merged = replace(held, agreed=agreed, state=State.ACCEPTED, version=held.version + 1)
    common.put_amendment(transaction, speaker.officer, "amendment.merged", merged)
    _merge(transaction, speaker, draft, held.amendment, found)
    return merged


def ask_part_vote(
    transaction: Transaction, acting: str, draft_id: str, paragraph_id: str
) -> HeldDraft:
    """Ask for a vote of its own on one paragraph, before the vote on the whole: a delegation.

    Raises:
        Denied: the officer does not speak for a delegation with full rights, the text is closed,
            or a vote on it is open.
        NotFound: the draft has no such paragraph.
        Conflict: the vote is asked for already.
    """
    held = common.open_paper(transaction, draft_id, is_resolution=True)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_propose(speaker).or_refuse()
    paragraph_of(held.draft, paragraph_id)
    if any(each.paragraph_id == paragraph_id for each in held.parts):
        raise Conflict(why=to_translate("a vote on this paragraph is asked for already"))
    parts = (*held.parts, PartVote(paragraph_id, speaker.body))
    asked = replace(held, parts=parts, version=held.version + 1)
    return common.put_paper(transaction, speaker.officer, "draft.part_vote_asked", asked)


# ── parts ─────────────────────────────────────────────────────────────────────────────────────


def _pending(transaction: Transaction, amendment_id: str) -> tuple[HeldAmendment, HeldDraft]:
    held = common.amendment(transaction, amendment_id)
    draft = common.open_paper(transaction, held.amendment.draft_id)
    if held.state is not State.PENDING:
        raise Denied(why="texts.amendment_decided")
    return held, draft


def _require_room(found: Sequence[HeldAmendment], member: str, paragraph_id: str) -> None:
    pending = [each.amendment for each in found if each.state is State.PENDING]
    of_member = sum(member in each.sponsors for each in pending)
    of_paragraph = sum(each.paragraph_id == paragraph_id for each in pending)
    for count, most in (
        (len(found), AMENDMENTS_MAX),
        (of_member, PENDING_OF_MEMBER_MAX),
        (of_paragraph, PENDING_OF_PARAGRAPH_MAX),
    ):
        if count >= most:
            raise InputTooLarge(field=to_translate("amendments"), limit=most)


def _merge(
    transaction: Transaction,
    speaker: rights.Speaker,
    held: HeldDraft,
    merged: Amendment,
    found: Sequence[HeldAmendment],
) -> None:
    """Write the next revision of the draft, and carry over the amendments that still fit it."""
    draft = amended(held.draft, [merged])
    common.put_paper(transaction, speaker.officer, "draft.amended", revised(held, draft))
    for each in found:
        is_other = each.amendment.amendment_id != merged.amendment_id
        if is_other and each.state is State.PENDING and not is_stale(held, each):
            carried = carried_over(held.draft, draft, merged, each.amendment)
            if carried is not None:
                restated = replace(each, amendment=carried, version=each.version + 1)
                common.put_amendment(
                    transaction, speaker.officer, "amendment.carried_over", restated
                )


def carried_over(
    before: Draft, after: Draft, merged: Amendment, other: Amendment
) -> Amendment | None:
    """Return an amendment as it reads against the draft with another one merged.

    None where both change the same words, so that its sponsor has to say what it means now.
    """
    if collide(before, merged, other):
        return None
    carried = replace(other, draft_revision=after.revision)
    same = merged.paragraph_id == other.paragraph_id
    if same and other.change is Change.REPLACE and merged.change is Change.REPLACE:
        both = paragraph_of(amended(before, [merged, other]), other.paragraph_id)
        carried = replace(carried, texts={each: both.texts[each] for each in other.texts})
    if same and other.change is Change.ADD and merged.change is Change.DELETE:
        ids = [each.paragraph_id for each in before.paragraphs]
        place = ids.index(other.paragraph_id)
        carried = replace(carried, paragraph_id=ids[place - 1] if place else "")
    return carried if may_amend(after, carried).allowed else None
