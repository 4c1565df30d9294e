"""Whether a vote may open, and what is sealed when it adopts a text."""

import datetime
from dataclasses import replace

import pytest

from jisr.assembly.texts.adoption import (
    PARAGRAPHS_MAX,
    AdoptingVote,
    adopt,
    is_untouched,
    may_open_vote,
    next_number,
    words_digest,
)
from jisr.assembly.texts.amending import after_paragraph_votes, amended
from jisr.assembly.texts.model import Draft, DraftState, Resolution
from jisr.assembly.texts.reasons import ALLOWED
from jisr.assembly.texts.voting_order import Outcome, standings
from jisr.errors import Denied, ValueMalformed
from jisr.values import Decision
from texts_made import DRAFT, FIRST, LANGUAGES, PREAMBLE, TITLE, replacing

DAY = datetime.date(2026, 11, 25)
URGES = replacing(1, "o2", en="Urges members to take part")
VOTE = AdoptingVote("v1", words_digest(DRAFT), "0" * 64, is_adopted=True, day=DAY)


def adopted() -> Resolution:
    """Return the shared draft as a resolution."""
    return adopt(DRAFT, VOTE, "AG-2026-RES-01", LANGUAGES)


def test_a_text_in_step_can_be_voted() -> None:
    """Nothing pending and four versions in step: the vote may open."""
    decided = standings(DRAFT, [URGES], {"a1": Outcome.REJECTED})
    assert may_open_vote(DRAFT, LANGUAGES, decided) == Decision(allowed=True, why=ALLOWED)


@pytest.mark.parametrize(
    ("draft", "why", "details"),
    [
        (replace(DRAFT, state=DraftState.ADOPTED), "texts.not_open", {}),
        (replace(DRAFT, sponsors=()), "texts.sponsor_missing", {}),
        (replace(DRAFT, paragraphs=(PREAMBLE,)), "texts.nothing_decided", {}),
        (
            after_paragraph_votes(DRAFT, {"o1": False, "o2": False}),
            "texts.nothing_decided",
            {},
        ),
        (
            replace(DRAFT, title={key: TITLE[key] for key in ("ar", "en", "fr")}),
            "texts.out_of_step",
            {"place": "title", "language": "es", "fault": "missing"},
        ),
        (
            amended(DRAFT, [URGES]),
            "texts.out_of_step",
            {"place": "OP2", "language": "ar", "fault": "behind"},
        ),
    ],
)
def test_a_vote_does_not_open(draft: Draft, why: str, details: dict[str, str]) -> None:
    """Each refusal has its reason and its place."""
    assert may_open_vote(draft, LANGUAGES) == Decision(allowed=False, why=why, details=details)


def test_amendments_are_voted_first() -> None:
    """A pending amendment holds up the whole text."""
    assert may_open_vote(DRAFT, LANGUAGES, standings(DRAFT, [URGES], {})) == Decision(
        allowed=False, why="texts.amendments_pending", details={"place": "OP2"}
    )


def test_digest_is_of_words_and_duties_alone() -> None:
    """Ids and revisions do not count; words and duties do."""
    renamed = replace(FIRST, paragraph_id="o7", revisions=dict.fromkeys(LANGUAGES, 5))
    other_words = replace(FIRST, texts={**FIRST.texts, "ar": "تطلب"})
    rest = DRAFT.paragraphs
    assert words_digest(replace(DRAFT, paragraphs=(rest[0], renamed, rest[2]))) == VOTE.words_digest
    for changed in (other_words, replace(FIRST, duty=None)):
        changed_draft = replace(DRAFT, paragraphs=(rest[0], changed, rest[2]))
        assert words_digest(changed_draft) != VOTE.words_digest


def test_a_text_has_a_ceiling() -> None:
    """One paragraph too many is refused."""
    with pytest.raises(ValueMalformed):
        words_digest(replace(DRAFT, paragraphs=(FIRST,) * (PARAGRAPHS_MAX + 1)))


def test_adopted_text_is_bound_to_its_vote() -> None:
    """The resolution carries number, words and vote, and its seal holds."""
    resolution = adopted()
    assert resolution == Resolution(
        number="AG-2026-RES-01",
        item_id="i1",
        title=TITLE,
        paragraphs=DRAFT.paragraphs,
        sponsors=("MAR", "FRA"),
        adopted_on=DAY,
        vote_id="v1",
        result_digest="0" * 64,
        seal=resolution.seal,
    )
    assert is_untouched(resolution)


@pytest.mark.parametrize(
    "changed",
    [
        replace(adopted(), number="AG-2026-RES-02"),
        replace(adopted(), vote_id="v2"),
        replace(adopted(), result_digest="1" * 64),
        replace(adopted(), paragraphs=DRAFT.paragraphs[:2]),
        replace(adopted(), title={**TITLE, "fr": "Autres documents"}),
    ],
)
def test_a_changed_resolution_is_seen(changed: Resolution) -> None:
    """Number, words and vote cannot be changed under the seal."""
    assert not is_untouched(changed)


@pytest.mark.parametrize(
    ("draft", "vote", "why"),
    [
        (DRAFT, replace(VOTE, is_adopted=False), "texts.not_adopted"),
        (DRAFT, replace(VOTE, words_digest="1" * 64), "texts.vote_of_other_words"),
        (after_paragraph_votes(DRAFT, {"o1": False}), VOTE, "texts.vote_of_other_words"),
        (replace(DRAFT, state=DraftState.REJECTED), VOTE, "texts.not_open"),
    ],
)
def test_what_was_not_adopted_becomes_no_resolution(
    draft: Draft, vote: AdoptingVote, why: str
) -> None:
    """Only the words that were voted, by a vote that adopted them."""
    with pytest.raises(Denied) as caught:
        adopt(draft, vote, "AG-2026-RES-01", LANGUAGES)
    assert caught.value.details == {"why": why}


@pytest.mark.parametrize("digest", ["", "0" * 63, "G" * 64, "0" * 64 + "\n"])
def test_a_vote_is_told_with_whole_digests(digest: str) -> None:
    """A digest is 64 hexadecimal digits."""
    with pytest.raises(ValueMalformed):
        replace(VOTE, result_digest=digest)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ([], "AG-2026-RES-01"),
        (["AG-2025-RES-01", "AG-2025-RES-02"], "AG-2026-RES-01"),
        (["AG-2026-RES-01", "AG-2026-RES-02"], "AG-2026-RES-03"),
        ([f"AG-2026-RES-{ordinal:02d}" for ordinal in range(1, 100)], "AG-2026-RES-100"),
    ],
)
def test_numbers_have_no_gaps(given: list[str], number: str) -> None:
    """Resolutions of a year are counted from one."""
    assert next_number(given, DAY) == number
