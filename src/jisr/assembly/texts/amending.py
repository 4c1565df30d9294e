"""Applies amendments to a draft: which may be handed in, which collide, what the text becomes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from jisr.assembly.texts.model import (
    Amendment,
    Change,
    Draft,
    DraftState,
    Paragraph,
    ParagraphKind,
)
from jisr.assembly.texts.reasons import ALLOWED
from jisr.assembly.texts.words import Edit, apply_edits, edits, split_words
from jisr.values import Decision

_YES = Decision(allowed=True, why=ALLOWED)


def _no(why: str, **details: str) -> Decision:
    return Decision(allowed=False, why=f"texts.{why}", details=details)


def may_amend(draft: Draft, amendment: Amendment) -> Decision:
    """Decide whether the amendment can be put to this revision of the draft."""
    stands = _may_be_put(draft, amendment)
    if not stands.allowed:
        return stands
    if amendment.change is Change.ADD:
        return _may_add(draft, amendment)
    target = _paragraph(draft, amendment.paragraph_id)
    if target is None:
        return _no("paragraph_unknown")
    return _may_change(target, amendment, draft.place_of(target.paragraph_id))


def _may_be_put(draft: Draft, amendment: Amendment) -> Decision:
    if draft.state is not DraftState.OPEN:
        return _no("not_open")
    if amendment.draft_id != draft.draft_id:
        return _no("other_draft")
    if amendment.draft_revision != draft.revision:
        return _no("revision_old")
    return _YES if amendment.sponsors else _no("sponsor_missing")


def _may_change(target: Paragraph, amendment: Amendment, place: str) -> Decision:
    if amendment.change is Change.DELETE:
        return _no("words_misfit", place=place) if amendment.texts else _YES
    if not amendment.texts:
        return _no("words_misfit", place=place)
    if all(target.texts.get(key) == text for key, text in amendment.texts.items()):
        return _no("nothing_changed", place=place)
    return _YES


def _may_add(draft: Draft, amendment: Amendment) -> Decision:
    before = _paragraph(draft, amendment.paragraph_id)
    if before is None and amendment.paragraph_id:
        return _no("paragraph_unknown")
    if not amendment.texts or amendment.added_kind is None:
        return _no("words_misfit")
    place = 0 if before is None else draft.paragraphs.index(before) + 1
    kinds = [each.kind for each in draft.paragraphs]
    with_it = [*kinds[:place], amendment.added_kind, *kinds[place:]]
    if with_it != sorted(with_it, key=_rank):
        return _no("kind_misplaced")
    return _YES


def _rank(kind: ParagraphKind | None) -> bool:
    return kind is ParagraphKind.OPERATIVE


def _paragraph(draft: Draft, paragraph_id: str) -> Paragraph | None:
    return next((each for each in draft.paragraphs if each.paragraph_id == paragraph_id), None)


def collide(draft: Draft, one: Amendment, other: Amendment) -> bool:
    """Return whether the two cannot both stand: they change the same or touching words.

    Two replacements of a paragraph stand together if in every language that both write at least
    one word between their changes stays. Additions never collide. Both are to this draft.
    """
    if Change.ADD in {one.change, other.change} or one.paragraph_id != other.paragraph_id:
        return False
    if Change.DELETE in {one.change, other.change}:
        return True
    target = _paragraph(draft, one.paragraph_id)
    if target is None:
        return False
    return any(
        _touch(first, second)
        for language in one.texts.keys() & other.texts.keys()
        for first in _edits_of(target, one, language)
        for second in _edits_of(target, other, language)
    )


def _touch(first: Edit, second: Edit) -> bool:
    return first.start <= second.end and second.start <= first.end


def _edits_of(paragraph: Paragraph, amendment: Amendment, language: str) -> Sequence[Edit]:
    return _edits(paragraph.texts.get(language, ""), amendment.texts[language])


# Each pair of amendments is compared, each time with the edits of both.
@lru_cache(maxsize=1_024)
def _edits(old: str, new: str) -> Sequence[Edit]:
    return tuple(edits(split_words(old), split_words(new)))


def amended(draft: Draft, accepted: Collection[Amendment]) -> Draft:
    """Return the next revision: the draft with all accepted amendments, whatever their order.

    A language that an amendment leaves out stays behind and is found by `steps.in_step`.

    Raises:
        Denied: one of them cannot be put to this draft, or two of them collide.
    """
    if not accepted:
        return draft
    chosen = sorted(accepted, key=lambda each: each.number)
    for each in chosen:
        may_amend(draft, each).or_refuse()
    for one, other in combinations(chosen, 2):
        if collide(draft, one, other):
            _no("amendments_collide", place=draft.place_of(one.paragraph_id)).or_refuse()
    revision = draft.revision + 1
    paragraphs = _added(chosen, "", revision)
    for paragraph in draft.paragraphs:
        of_it = [each for each in chosen if each.paragraph_id == paragraph.paragraph_id]
        if not any(each.change is Change.DELETE for each in of_it):
            replacing = [each for each in of_it if each.change is Change.REPLACE]
            paragraphs.append(_replaced(paragraph, replacing, revision))
        paragraphs += _added(of_it, paragraph.paragraph_id, revision)
    return replace(draft, paragraphs=tuple(paragraphs), revision=revision)


def _added(chosen: Iterable[Amendment], after: str, revision: int) -> list[Paragraph]:
    return sorted(
        (
            Paragraph(
                paragraph_id=each.amendment_id,
                kind=each.added_kind,
                texts=each.texts,
                revisions=dict.fromkeys(each.texts, revision),
                duty=each.duty,
            )
            for each in chosen
            if each.change is Change.ADD
            and each.paragraph_id == after
            and each.added_kind is not None
        ),
        key=lambda paragraph: _rank(paragraph.kind),
    )


def _replaced(paragraph: Paragraph, replacing: list[Amendment], revision: int) -> Paragraph:
    if not replacing:
        return paragraph
    texts: dict[str, str] = dict(paragraph.texts)
    revisions: dict[str, int] = dict(paragraph.revisions)
    for language in {language for each in replacing for language in each.texts}:
        writing = [each for each in replacing if language in each.texts]
        made = [edit for each in writing for edit in _edits_of(paragraph, each, language)]
        texts[language] = "".join(
            apply_edits(split_words(paragraph.texts.get(language, "")), made)
        ).strip()
        # Only a language in which every one of the changes was written says the new revision.
        if len(writing) == len(replacing):
            revisions[language] = revision
    return replace(paragraph, texts=texts, revisions=revisions)


def may_merge(draft: Draft, amendment: Amendment, agreed: Collection[str]) -> Decision:
    """Decide whether an amendment becomes part of the draft without a vote (RoP 42).

    Every sponsor of the draft must accept it. The draft is revised by it, so that the other
    amendments have to be restated against the new revision.
    """
    if missing := sorted(set(draft.sponsors) - set(agreed)):
        return _no("sponsors_disagree", members=", ".join(missing))
    return may_amend(draft, amendment)


def after_paragraph_votes(draft: Draft, kept: Mapping[str, bool]) -> Draft:
    """Return the next revision without the paragraphs that a vote on them did not keep.

    Raises:
        Denied: the draft is not open, or it has no such paragraph.
    """
    if draft.state is not DraftState.OPEN:
        _no("not_open").or_refuse()
    if kept.keys() - {each.paragraph_id for each in draft.paragraphs}:
        _no("paragraph_unknown").or_refuse()
    staying = tuple(each for each in draft.paragraphs if kept.get(each.paragraph_id, True))
    if staying == draft.paragraphs:
        return draft
    return replace(draft, paragraphs=staying, revision=draft.revision + 1)
