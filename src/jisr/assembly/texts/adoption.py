"""Decides whether a vote may open, and freezes, numbers and seals the text that it adopts."""

import datetime
import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from jisr.assembly.texts.model import Draft, DraftState, Duty, Paragraph, ParagraphKind, Resolution
from jisr.assembly.texts.steps import in_step
from jisr.assembly.texts.tables import rule_on
from jisr.assembly.texts.voting_order import Standing, next_to_vote
from jisr.errors import ValueMalformed, to_translate
from jisr.ledger.canonical import JsonValue, canonical_bytes
from jisr.values import Decision

PARAGRAPHS_MAX = 200
"""Twice the longest resolution known to us."""
_HASH_FORM = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class AdoptingVote:
    """The vote on a whole text, as the counting and the ledger tell it.

    Attributes:
        words_digest: `words_digest` of the draft when the vote opened.
        result_digest: SHA-256 of the sealed result, hexadecimal.
    """

    vote_id: str
    words_digest: str
    result_digest: str
    is_adopted: bool
    day: datetime.date

    def __post_init__(self) -> None:
        if not all(_HASH_FORM.fullmatch(each) for each in (self.words_digest, self.result_digest)):
            raise ValueMalformed(
                field=to_translate("digest"), why=to_translate("write 64 hexadecimal digits")
            )


def may_open_vote(
    draft: Draft, languages: Sequence[str], standing: Sequence[Standing] = ()
) -> Decision:
    """Decide whether the vote on the whole text may open.

    Args:
        draft: the text as it stands after its amendments and paragraph votes.
        languages: the official languages of the network's profile; all must be in step (RoP 32).
        standing: of the amendments to the text, which come before it (RoP 42).
    """
    if draft.state is not DraftState.OPEN:
        return Decision(allowed=False, why="texts.not_open")
    if not draft.sponsors:
        return Decision(allowed=False, why="texts.sponsor_missing")
    if pending := next_to_vote(standing):
        details = {"place": draft.place_of(pending.paragraph_id)}
        return Decision(allowed=False, why="texts.amendments_pending", details=details)
    if not any(each.kind is ParagraphKind.OPERATIVE for each in draft.paragraphs):
        return Decision(allowed=False, why="texts.nothing_decided")
    return in_step(draft, languages)


def plain_duty(duty: Duty | None) -> JsonValue:
    """Return what an operative paragraph asks, as it is decided on."""
    if duty is None:
        return None
    due = None if duty.due is None else duty.due.isoformat()
    return {"addressee": duty.addressee, "action": dict(duty.action.texts), "due": due}


def _plain(title: Mapping[str, str], paragraphs: Sequence[Paragraph]) -> JsonValue:
    # Revisions and ids tell how the words came about; the words and duties alone are decided on.
    return {
        "title": dict(title),
        "paragraphs": [
            {"kind": each.kind.value, "texts": dict(each.texts), "duty": plain_duty(each.duty)}
            for each in paragraphs
        ],
    }


def words_digest(draft: Draft) -> str:
    """Return SHA-256 over all that a vote on the draft decides, hexadecimal.

    Raises:
        ValueMalformed: the draft has more than `PARAGRAPHS_MAX` paragraphs.
    """
    if len(draft.paragraphs) > PARAGRAPHS_MAX:
        raise ValueMalformed(
            field=to_translate("text"), why=to_translate("it has too many paragraphs")
        )
    return digest_of(_plain(draft.title, draft.paragraphs))


def digest_of(value: JsonValue) -> str:
    """Return SHA-256 over plain values in their canonical spelling, hexadecimal."""
    return hashlib.sha256(canonical_bytes(value, bytes_max=_BYTES_MAX)).hexdigest()


_BYTES_MAX = 32 * 1024 * 1024
"""200 paragraphs of 8 000 characters in four languages, with room for escapes."""


def next_number(given: Collection[str], opening: datetime.date) -> str:
    """Return the number of the next resolution of a session, such as `AG-2026-RES-01`.

    Args:
        given: every number given so far; those of other years do not count.
        opening: the first day of the session; its year is in the number.
    """
    form = str(rule_on("numbering", opening)["form"])
    ordinal = 1
    while form.format(year=opening.year, ordinal=ordinal) in given:
        ordinal += 1
    return form.format(year=opening.year, ordinal=ordinal)


def adopt(draft: Draft, vote: AdoptingVote, number: str, languages: Sequence[str]) -> Resolution:
    """Return the draft as a resolution: frozen, numbered, bound to its vote.

    Raises:
        Denied: the vote did not adopt it or was on other words, or the text could not be voted on.
    """
    may_open_vote(draft, languages).or_refuse()
    if not vote.is_adopted:
        Decision(allowed=False, why="texts.not_adopted").or_refuse()
    if words_digest(draft) != vote.words_digest:
        Decision(allowed=False, why="texts.vote_of_other_words").or_refuse()
    return Resolution(
        number=number,
        item_id=draft.item_id,
        title=dict(draft.title),
        paragraphs=draft.paragraphs,
        sponsors=draft.sponsors,
        adopted_on=vote.day,
        vote_id=vote.vote_id,
        result_digest=vote.result_digest,
        seal=_seal(number, _plain(draft.title, draft.paragraphs), vote.vote_id, vote.result_digest),
    )


def _seal(number: str, words: JsonValue, vote_id: str, result_digest: str) -> str:
    return digest_of({"number": number, "words": words, "vote": vote_id, "result": result_digest})


def is_untouched(resolution: Resolution) -> bool:
    """Return whether number, words, duties and vote are those that were sealed."""
    words = _plain(resolution.title, resolution.paragraphs)
    return resolution.seal == _seal(
        resolution.number, words, resolution.vote_id, resolution.result_digest
    )
