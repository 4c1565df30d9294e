"""In which order amendments are voted on, and which fall without a vote (RoP 42)."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jisr.assembly.texts.amending import collide
from jisr.assembly.texts.model import Amendment, Change, Draft
from jisr.assembly.texts.words import edits, split_words
from jisr.errors import ValueMalformed, to_translate

REASON_CHARACTERS = (20, 500)
"""A reason shorter than a sentence says nothing, a longer one is a speech."""
_WHOLE = 1_000


class Outcome(enum.StrEnum):
    """What the vote on an amendment, or its sponsors, said."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class State(enum.StrEnum):
    """Where an amendment stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    FALLEN = "fallen"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one amendment stands; a fallen one names the amendment that made it fall."""

    amendment: Amendment
    state: State
    because: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The chair rules that an amendment falls by another's acceptance though no words collide."""

    amendment_id: str
    accepted_id: str
    reason: str

    def __post_init__(self) -> None:
        check_reason(self.reason)


def check_reason(reason: str) -> None:
    """Refuse with `ValueMalformed` a reason that is too short or too long to be one."""
    least, most = REASON_CHARACTERS
    if not least <= len(reason.strip()) <= most:
        raise ValueMalformed(
            field=to_translate("reason"), why=to_translate("write 20 to 500 characters")
        )


def distance_permille(draft: Draft, amendment: Amendment) -> int:
    """Return how far an amendment moves its paragraph: 1000 takes all of it away.

    Words removed and added over the words of both texts, in all languages that it writes. An
    addition leaves every present word, so it counts 0. This measures words, not substance.
    """
    if amendment.change is Change.DELETE:
        return _WHOLE
    if amendment.change is Change.ADD:
        return 0
    texts = {each.paragraph_id: each.texts for each in draft.paragraphs}
    before = texts.get(amendment.paragraph_id, {})
    moved = total = 0
    for language, text in amendment.texts.items():
        old, new = split_words(before.get(language, "")), split_words(text)
        made = edits(old, new)
        moved += sum(each.end - each.start + len(each.words) for each in made)
        total += len(old) + len(new)
    return moved * _WHOLE // total if total else 0


def farthest_first(draft: Draft, amendments: Sequence[Amendment]) -> list[Amendment]:
    """Return the order proposed to the chair: paragraph by paragraph, the farthest first.

    Equally far ones come as they were handed in. Additions come after the changes of the
    paragraph that they follow.
    """
    places = {each.paragraph_id: place for place, each in enumerate(draft.paragraphs, start=1)}
    return sorted(
        amendments,
        key=lambda each: (
            places.get(each.paragraph_id, 0),
            -distance_permille(draft, each),
            each.number,
        ),
    )


def ordered_by_chair(
    amendments: Sequence[Amendment], ids: Sequence[str], *, reason: str
) -> list[Amendment]:
    """Return the amendments in the order that the chair sets, since substance is not counted.

    Raises:
        ValueMalformed: the reason is missing, or the order does not name each amendment once.
    """
    check_reason(reason)
    named = {each.amendment_id: each for each in amendments}
    if sorted(ids) != sorted(named):
        raise ValueMalformed(
            field=to_translate("order"), why=to_translate("name each amendment once")
        )
    return [named[each] for each in ids]


def standings(
    draft: Draft,
    ordered: Sequence[Amendment],
    outcomes: Mapping[str, Outcome],
    rulings: Sequence[Ruling] = (),
) -> list[Standing]:
    """Return where each amendment stands, in the order of voting.

    An amendment falls when an earlier one was accepted that changes the same words, or when the
    chair rules so. A rejection makes nothing fall.

    Raises:
        ValueMalformed: an outcome is told of an amendment that had fallen, or out of order.
    """
    found: list[Standing] = []
    for amendment in ordered:
        outcome = outcomes.get(amendment.amendment_id)
        because = _felled_by(draft, amendment, found, rulings)
        has_pending = any(each.state is State.PENDING for each in found)
        if outcome in {Outcome.ACCEPTED, Outcome.REJECTED} and (because or has_pending):
            raise ValueMalformed(
                field=to_translate("outcome"),
                why=to_translate("this amendment was not the one to be voted on"),
            )
        if outcome is not None:
            found.append(Standing(amendment, State(outcome.value)))
        elif because:
            found.append(Standing(amendment, State.FALLEN, because))
        else:
            found.append(Standing(amendment, State.PENDING))
    return found


def _felled_by(
    draft: Draft, amendment: Amendment, earlier: Sequence[Standing], rulings: Sequence[Ruling]
) -> str:
    ruled = {each.accepted_id for each in rulings if each.amendment_id == amendment.amendment_id}
    for standing in earlier:
        other = standing.amendment
        if standing.state is State.ACCEPTED and (
            other.amendment_id in ruled or collide(draft, other, amendment)
        ):
            return other.amendment_id
    return ""


def next_to_vote(standing: Sequence[Standing]) -> Amendment | None:
    """Return the amendment to be voted on now; None when all are decided."""
    return next((each.amendment for each in standing if each.state is State.PENDING), None)
