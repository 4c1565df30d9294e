"""Papers of an item: reports and draft resolutions, written paragraph by paragraph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jisr.access.texts import line
from jisr.assembly.texts import rights, store
from jisr.assembly.texts.actions import common
from jisr.assembly.texts.actions.items import complete_item
from jisr.assembly.texts.actions.standing import has_begun, revised
from jisr.assembly.texts.adoption import PARAGRAPHS_MAX
from jisr.assembly.texts.held import At, HeldAmendment, HeldDraft, PaperKind
from jisr.assembly.texts.model import (
    Change,
    Draft,
    DraftState,
    Duty,
    Paragraph,
    ParagraphKind,
)
from jisr.assembly.texts.steps import TITLE
from jisr.assembly.texts.voting_order import State
from jisr.errors import Denied, InputTooLarge, NotFound, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.values import LanguageMap, new_id

PAPERS_MAX = 20
"""Papers of one item; a delegation reads no more on one question."""
ADDRESSEE_CHARACTERS_MAX = 60
ACTION_CHARACTERS_MAX = 400


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a paragraph, and what an operative one asks."""

    texts: Mapping[str, str]
    duty: Duty | None = None


@dataclass(frozen=True, slots=True)
class NewWords:
    """A paragraph as it is written.

    `after` names the paragraph that it follows: empty for the beginning, None for the end of its
    kind.
    """

    kind: ParagraphKind
    texts: Mapping[str, str]
    duty: Duty | None = None
    after: str | None = None


def file_paper(
    transaction: Transaction, acting: str, item_id: str, kind: PaperKind, title: Mapping[str, str]
) -> HeldDraft:
    """File a paper of an item; whoever files it is its first sponsor. Its paragraphs follow.

    Raises:
        Denied: the officer speaks for no member and not for the secretariat, or the item is
            withdrawn or was not admitted.
        InputTooLarge: the item has too many papers.
    """
    item = common.item(transaction, item_id)
    speaker = common.speaker(transaction, item.session, acting)
    rights.may_request(speaker).or_refuse()
    if item.is_withdrawn or (item.admission is not None and not item.admission.is_admitted):
        raise Denied(why="texts.item_decided")
    if len(store.drafts_of(transaction, [item_id])) >= PAPERS_MAX:
        raise InputTooLarge(field=to_translate("papers"), limit=PAPERS_MAX)
    draft = Draft(
        draft_id=new_id(),
        item_id=item_id,
        title=common.read_title(transaction, title),
        paragraphs=(),
        sponsors=(speaker.body,),
    )
    filed = HeldDraft(draft, item.session, kind)
    return common.put_paper(transaction, speaker.officer, "draft.filed", filed)


def add_paragraph(transaction: Transaction, acting: str, at: At, new: NewWords) -> HeldDraft:
    """Add a paragraph to a paper: a sponsor.

    Raises:
        Denied: the officer speaks for no sponsor, the paper is closed, a vote on it is open, or
            amendments to it are undecided.
        VersionStale: it was changed meanwhile.
        ValueMalformed, InputTooLarge: the words are not accepted, or there are too many.
    """
    held, speaker = _writing(transaction, acting, at)
    if len(held.draft.paragraphs) >= PARAGRAPHS_MAX:
        raise InputTooLarge(field=to_translate("paragraphs"), limit=PARAGRAPHS_MAX)
    revision = held.draft.revision + 1
    texts = _read_words(transaction, new.texts)
    added = Paragraph(
        paragraph_id=new_id(),
        kind=_kind_in(held, new.kind),
        texts=texts,
        revisions=dict.fromkeys(texts, revision),
        duty=_read_duty(transaction, held, new.kind, new.duty),
    )
    paragraphs = list(held.draft.paragraphs)
    paragraphs.insert(_place_after(held.draft, new), added)
    return _revise(transaction, speaker, held, "draft.paragraph_added", paragraphs)


def write_paragraph(
    transaction: Transaction,
    acting: str,
    at: At,
    paragraph_id: str,
    words: Words,
) -> HeldDraft:
    """Write a paragraph anew: a sponsor. A language that is left out falls behind.

    Raises what `add_paragraph` raises, and `NotFound` where the paper has no such paragraph.
    """
    held, speaker = _writing(transaction, acting, at)
    before = paragraph_of(held.draft, paragraph_id)
    written = _read_words(transaction, words.texts)
    revision = held.draft.revision + 1
    after = replace(
        before,
        texts={**before.texts, **written},
        revisions={**before.revisions, **dict.fromkeys(written, revision)},
        duty=_read_duty(transaction, held, before.kind, words.duty),
    )
    paragraphs = [after if each == before else each for each in held.draft.paragraphs]
    return _revise(transaction, speaker, held, "draft.paragraph_written", paragraphs)


def remove_paragraph(transaction: Transaction, acting: str, at: At, paragraph_id: str) -> HeldDraft:
    """Take a paragraph out of a paper: a sponsor; raises what `write_paragraph` raises."""
    held, speaker = _writing(transaction, acting, at)
    before = paragraph_of(held.draft, paragraph_id)
    paragraphs = [each for each in held.draft.paragraphs if each != before]
    return _revise(transaction, speaker, held, "draft.paragraph_removed", paragraphs)


def write_language(
    transaction: Transaction,
    acting: str,
    at: At,
    place: str,
    words: Mapping[str, str],
) -> HeldDraft:
    """Bring languages of one paragraph into step with its newest words: the secretary, a sponsor.

    `place` is the id of the paragraph, or `title`. It makes no new revision: it says what the
    newest one says.

    Raises:
        Denied: the officer is neither, the paper is closed, a vote on it is open, or an undecided
            amendment changes these very words.
        NotFound: the paper has no such paragraph.
        VersionStale: it was changed meanwhile.
        ValueMalformed, InputTooLarge: the words are not accepted.
    """
    held = common.open_paper(transaction, at.id)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_translate(speaker, held).or_refuse()
    common.check_version(held, at.version)
    if place == TITLE:
        title = {**held.draft.title, **common.read_title(transaction, words)}
        draft = replace(held.draft, title=title)
    else:
        before = paragraph_of(held.draft, place)
        texts = _read_words(transaction, words)
        _require_unamended(store.amendments_of(transaction, at.id), place, texts)
        newest = max(before.revisions.values(), default=held.draft.revision)
        after = replace(
            before,
            texts={**before.texts, **texts},
            revisions={**before.revisions, **dict.fromkeys(texts, newest)},
        )
        paragraphs = tuple(after if each == before else each for each in held.draft.paragraphs)
        draft = replace(held.draft, paragraphs=paragraphs)
    changed = replace(held, draft=draft, version=held.version + 1)
    return common.put_paper(transaction, speaker.officer, "draft.language_written", changed)


def withdraw_paper(transaction: Transaction, acting: str, at: At) -> HeldDraft:
    """Withdraw a paper: its only sponsor. Others who carry it leave first, or carry it on.

    Raises:
        Denied: the officer does not speak for the sponsor, others sponsor it too, it is closed,
            a vote on it is open, or the voting on its amendments or paragraphs has begun.
        VersionStale: it was changed meanwhile.
    """
    held = common.open_paper(transaction, at.id)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_sponsor_speak(speaker, held).or_refuse()
    common.check_version(held, at.version)
    if held.draft.sponsors != (speaker.body,):
        raise Denied(why="texts.others_sponsor")
    found = store.amendments_of(transaction, at.id)
    if has_begun(found, held.draft.revision) or any(each.vote_id for each in held.parts):
        raise Denied(why="texts.voting_begun")
    draft = replace(held.draft, state=DraftState.WITHDRAWN)
    withdrawn = replace(held, draft=draft, version=held.version + 1)
    common.put_paper(transaction, speaker.officer, "draft.withdrawn", withdrawn)
    complete_item(transaction, speaker.officer, held.draft.item_id)
    return withdrawn


def release_paper(transaction: Transaction, acting: str, at: At) -> HeldDraft:
    """Let observers read a working paper of a public item: the secretary (RoP 14).

    Raises:
        Denied: the officer is not the secretary.
        VersionStale: it was changed meanwhile.
    """
    held = common.paper(transaction, at.id)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_serve(speaker).or_refuse()
    common.check_version(held, at.version)
    if held.is_released:
        return held
    released = replace(held, is_released=True, version=held.version + 1)
    return common.put_paper(transaction, speaker.officer, "draft.released", released)


def paragraph_of(draft: Draft, paragraph_id: str) -> Paragraph:
    """Return the paragraph; raise `NotFound` if the draft has none of this id."""
    for each in draft.paragraphs:
        if each.paragraph_id == paragraph_id:
            return each
    raise NotFound(thing=to_translate("paragraph"))


# ── parts ─────────────────────────────────────────────────────────────────────────────────────


def _writing(transaction: Transaction, acting: str, at: At) -> tuple[HeldDraft, rights.Speaker]:
    """Return a paper whose substance a sponsor changes, and who that is."""
    held = common.open_paper(transaction, at.id)
    speaker = common.speaker(transaction, held.session, acting)
    rights.may_sponsor_speak(speaker, held).or_refuse()
    common.check_version(held, at.version)
    for each in store.amendments_of(transaction, at.id):
        if each.state is State.PENDING or (
            each.vote_id and each.amendment.draft_revision == held.draft.revision
        ):
            raise Denied(why="texts.amendments_first")
    if any(each.vote_id for each in held.parts):
        raise Denied(why="texts.parts_begun")
    return held, speaker


def _revise(
    transaction: Transaction,
    speaker: rights.Speaker,
    held: HeldDraft,
    verb: str,
    paragraphs: Sequence[Paragraph],
) -> HeldDraft:
    draft = replace(held.draft, paragraphs=tuple(paragraphs), revision=held.draft.revision + 1)
    written = common.put_paper(transaction, speaker.officer, verb, revised(held, draft))
    complete_item(transaction, speaker.officer, held.draft.item_id)
    return written


def _read_words(transaction: Transaction, texts: Mapping[str, str]) -> dict[str, str]:
    if not texts:
        raise ValueMalformed(field=to_translate("text"), why=to_translate("it is empty"))
    return common.read_texts(transaction, texts)


def _kind_in(held: HeldDraft, kind: ParagraphKind) -> ParagraphKind:
    if held.kind is not PaperKind.RESOLUTION and kind is ParagraphKind.OPERATIVE:
        raise ValueMalformed(
            field=to_translate("kind"), why=to_translate("only a draft resolution decides")
        )
    return kind


def _read_duty(
    transaction: Transaction, held: HeldDraft, kind: ParagraphKind, duty: Duty | None
) -> Duty | None:
    if duty is None:
        return None
    if _kind_in(held, kind) is not ParagraphKind.OPERATIVE:
        raise ValueMalformed(
            field=to_translate("duty"), why=to_translate("only an operative paragraph asks for it")
        )
    return read_duty(transaction, duty)


def read_duty(transaction: Transaction, duty: Duty) -> Duty:
    """Return what an operative paragraph asks, checked; raises what `common.read_texts` raises."""
    action = common.read_texts(transaction, duty.action.texts, ACTION_CHARACTERS_MAX)
    if not action:
        raise ValueMalformed(field=to_translate("action"), why=to_translate("it is empty"))
    addressee = line("addressee", duty.addressee, ADDRESSEE_CHARACTERS_MAX)
    return Duty(addressee, LanguageMap(action), duty.due)


def _place_after(draft: Draft, new: NewWords) -> int:
    """Return where the new paragraph stands; the preamble stays before the rest."""
    preamble = sum(each.kind is ParagraphKind.PREAMBULAR for each in draft.paragraphs)
    first, last = (
        (0, preamble) if new.kind is ParagraphKind.PREAMBULAR else (preamble, len(draft.paragraphs))
    )
    if new.after is None:
        return last
    place = 0
    if new.after:
        place = draft.paragraphs.index(paragraph_of(draft, new.after)) + 1
    if not first <= place <= last:
        raise Denied(why="texts.kind_misplaced")
    return place


def _require_unamended(
    found: Sequence[HeldAmendment], paragraph_id: str, texts: Mapping[str, str]
) -> None:
    for each in found:
        amendment = each.amendment
        if (
            each.state is State.PENDING
            and amendment.change is Change.REPLACE
            and amendment.paragraph_id == paragraph_id
            and amendment.texts.keys() & texts.keys()
        ):
            raise Denied(why="texts.amendments_first")
