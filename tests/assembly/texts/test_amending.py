"""Amendments: which may be put, which collide, what the text becomes."""

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.assembly.texts.amending import (
    after_paragraph_votes,
    amended,
    collide,
    may_amend,
    may_merge,
)
from jisr.assembly.texts.model import Amendment, Draft, DraftState, ParagraphKind
from jisr.assembly.texts.reasons import ALLOWED
from jisr.assembly.texts.steps import Fault, Finding, findings
from jisr.errors import Denied
from jisr.values import Decision
from texts_made import (
    DRAFT,
    FIRST,
    LANGUAGES,
    PREAMBLE,
    SECOND,
    adding,
    deleting,
    paragraph,
    replacing,
)

YES = Decision(allowed=True, why=ALLOWED)
IN_ALL = {"ar": "تؤيد", "en": "Endorses", "fr": "Approuve", "es": "Respalda"}
URGES = replacing(1, "o2", en="Urges members to take part")
FULLY = replacing(2, "o2", en="Invites members to take part fully")
STRONGLY = replacing(3, "o2", en="Invites members strongly to take part")


@pytest.mark.parametrize("state", set(DraftState) - {DraftState.OPEN})
def test_a_text_that_is_not_open_is_not_amended(state: DraftState) -> None:
    """An adopted, rejected or withdrawn text takes no amendment."""
    closed = replace(DRAFT, state=state)
    assert may_amend(closed, URGES).why == "texts.not_open"
    with pytest.raises(Denied):
        amended(closed, [URGES])


@pytest.mark.parametrize(
    ("amendment", "why"),
    [
        (URGES, ALLOWED),
        (deleting(1, "p1"), ALLOWED),
        (adding(1, "o1", ParagraphKind.OPERATIVE, **IN_ALL), ALLOWED),
        (adding(1, "p1", ParagraphKind.OPERATIVE, **IN_ALL), ALLOWED),
        (adding(1, "", ParagraphKind.PREAMBULAR, **IN_ALL), ALLOWED),
        (replace(URGES, draft_id="d2"), "texts.other_draft"),
        (replace(URGES, draft_revision=2), "texts.revision_old"),
        (replace(URGES, sponsors=()), "texts.sponsor_missing"),
        (replace(URGES, paragraph_id="o9"), "texts.paragraph_unknown"),
        (replacing(1, "o2"), "texts.words_misfit"),
        (replacing(1, "o2", en=SECOND.texts["en"]), "texts.nothing_changed"),
        (replace(deleting(1, "o2"), texts=IN_ALL), "texts.words_misfit"),
        (adding(1, "o9", ParagraphKind.OPERATIVE, **IN_ALL), "texts.paragraph_unknown"),
        (adding(1, "o1", ParagraphKind.OPERATIVE), "texts.words_misfit"),
        (
            replace(adding(1, "o1", ParagraphKind.OPERATIVE, **IN_ALL), added_kind=None),
            "texts.words_misfit",
        ),
        (adding(1, "o1", ParagraphKind.PREAMBULAR, **IN_ALL), "texts.kind_misplaced"),
        (adding(1, "", ParagraphKind.OPERATIVE, **IN_ALL), "texts.kind_misplaced"),
    ],
)
def test_each_refusal_has_its_reason(amendment: Amendment, why: str) -> None:
    """What cannot be put to the draft is refused with the one reason that holds."""
    assert may_amend(DRAFT, amendment).why == why


@pytest.mark.parametrize(
    ("one", "other", "do_collide"),
    [
        (URGES, FULLY, False),
        (URGES, STRONGLY, False),
        (FULLY, STRONGLY, False),
        (URGES, replacing(4, "o2", en="Asks members to take part"), True),
        (URGES, replacing(4, "o2", en="Invites all members to take part"), True),
        (URGES, replacing(4, "o2", fr="Prie les membres de participer"), False),
        (URGES, deleting(4, "o2"), True),
        (URGES, deleting(4, "o1"), False),
        (deleting(4, "o2"), deleting(5, "o2"), True),
        (deleting(4, "o2"), adding(5, "o2", ParagraphKind.OPERATIVE, **IN_ALL), False),
    ],
)
def test_same_or_touching_words_collide(
    one: Amendment, other: Amendment, *, do_collide: bool
) -> None:
    """Two changes stand together only with an untouched word between; the order plays no part."""
    assert (collide(DRAFT, one, other), collide(DRAFT, other, one)) == (do_collide, do_collide)


def test_two_changes_of_one_paragraph_give_one_text() -> None:
    """Both delegations' words stand, whichever was accepted first."""
    texts = {
        amended(DRAFT, order).paragraphs[2].texts["en"]
        for order in permutations([URGES, FULLY, STRONGLY])
    }
    assert texts == {"Urges members strongly to take part fully"}


def test_colliding_amendments_are_refused_together() -> None:
    """Two changes of the same words cannot both have been accepted."""
    with pytest.raises(Denied) as caught:
        amended(DRAFT, [URGES, deleting(4, "o2")])
    assert caught.value.details == {"why": "texts.amendments_collide", "place": "OP2"}


def test_no_amendment_leaves_the_draft() -> None:
    """Nothing accepted makes no new revision."""
    assert amended(DRAFT, []) == DRAFT


def test_deleted_and_added_paragraphs() -> None:
    """A paragraph goes, another comes in its place, in the next revision."""
    after = amended(DRAFT, [adding(2, "o1", ParagraphKind.OPERATIVE, **IN_ALL), deleting(1, "o1")])
    new = replace(
        paragraph("a2", ParagraphKind.OPERATIVE, **IN_ALL),
        revisions=dict.fromkeys(IN_ALL, 2),
        duty=None,
    )
    assert after == replace(DRAFT, paragraphs=(PREAMBLE, new, SECOND), revision=2)


def test_additions_at_one_place_come_as_handed_in() -> None:
    """Two additions after one paragraph stand in the order of their numbers, grounds first."""
    after = amended(
        DRAFT,
        [
            adding(3, "p1", ParagraphKind.PREAMBULAR, **IN_ALL),
            adding(1, "p1", ParagraphKind.OPERATIVE, **IN_ALL),
            adding(2, "", ParagraphKind.PREAMBULAR, **IN_ALL),
        ],
    )
    assert [each.paragraph_id for each in after.paragraphs] == ["a2", "p1", "a3", "a1", "o1", "o2"]


def test_a_language_left_out_stays_behind() -> None:
    """An amendment in English alone leaves three versions behind, and the check says so."""
    assert findings(amended(DRAFT, [URGES]), LANGUAGES) == [
        Finding("OP2", language, Fault.BEHIND) for language in ("ar", "fr", "es")
    ]


def test_a_language_with_half_of_the_changes_stays_behind() -> None:
    """French that has one of two accepted changes does not say the new revision."""
    french = replacing(2, "o2", en=FULLY.texts["en"], fr="Invite les membres à y participer")
    changed = amended(DRAFT, [URGES, french]).paragraphs[2]
    assert changed.revisions == {"ar": 1, "en": 2, "fr": 1, "es": 1}


def test_an_amendment_to_the_old_revision_is_restated() -> None:
    """After a revision the amendments to the former one no longer fit."""
    assert may_amend(amended(DRAFT, [URGES]), FULLY).why == "texts.revision_old"


def test_every_sponsor_must_accept_a_merger() -> None:
    """One missing sponsor keeps the amendment for a vote."""
    assert may_merge(DRAFT, URGES, {"MAR", "FRA"}) == YES
    assert may_merge(DRAFT, URGES, {"MAR", "ESP"}) == Decision(
        allowed=False, why="texts.sponsors_disagree", details={"members": "FRA"}
    )


def test_paragraph_votes_take_out_what_was_not_kept() -> None:
    """A paragraph that the vote did not keep leaves the text."""
    after = after_paragraph_votes(DRAFT, {"o1": False, "o2": True})
    assert after == replace(DRAFT, paragraphs=(PREAMBLE, SECOND), revision=2)
    assert after_paragraph_votes(DRAFT, {"o1": True}) == DRAFT


@pytest.mark.parametrize(
    ("draft", "kept", "why"),
    [
        (DRAFT, {"o9": False}, "texts.paragraph_unknown"),
        (replace(DRAFT, state=DraftState.ADOPTED), {"o1": False}, "texts.not_open"),
    ],
)
def test_paragraph_votes_on_what_cannot_be_voted(
    draft: Draft, kept: dict[str, bool], why: str
) -> None:
    """No paragraph leaves an adopted text, nor one that is not there."""
    with pytest.raises(Denied) as caught:
        after_paragraph_votes(draft, kept)
    assert caught.value.details == {"why": why}


CHANGES = st.lists(
    st.one_of(
        st.builds(
            lambda at, word: ("word", at, word),
            st.integers(0, 9),
            st.sampled_from(["x", "ن", "é"]),
        ),
        st.tuples(st.just("delete"), st.sampled_from(["o1", "o2"]), st.just("")),
        st.tuples(st.just("add"), st.sampled_from(["p1", "o1", "o2"]), st.just("z")),
    ),
    max_size=5,
)
LONG = "one two three four five six seven eight nine ten"
LONG_DRAFT = replace(
    DRAFT, paragraphs=(PREAMBLE, replace(FIRST, texts={"en": LONG}, revisions={"en": 1}), SECOND)
)


def _made(number: int, kind: str, where: int | str, word: str) -> Amendment:
    if kind == "word":
        words = LONG.split()
        words[int(where)] = word
        return replacing(number, "o1", en=" ".join(words))
    if kind == "delete":
        return deleting(number, str(where))
    return adding(number, str(where), ParagraphKind.OPERATIVE, en=word)


@settings(max_examples=100, deadline=None)
@given(CHANGES, st.randoms(use_true_random=False))
def test_any_allowed_order_gives_one_text(
    changes: list[tuple[str, int | str, str]], random: Random
) -> None:
    """Amendments accepted one by one in two orders, where they do not collide, give one text."""
    allowed: list[Amendment] = []
    for number, (kind, where, word) in enumerate(changes, start=1):
        amendment = _made(number, kind, where, word)
        may_stand = may_amend(LONG_DRAFT, amendment).allowed
        if may_stand and not any(collide(LONG_DRAFT, each, amendment) for each in allowed):
            allowed.append(amendment)
    shuffled = list(allowed)
    random.shuffle(shuffled)
    assert amended(LONG_DRAFT, shuffled) == amended(LONG_DRAFT, allowed)


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, 9), min_size=1, max_size=5))
def test_every_accepted_word_is_in_the_text(places: set[int]) -> None:
    """Changes of words that do not touch all stand in the amended text, and nothing else."""
    apart = [place for place in sorted(places) if place - 1 not in places]
    words = LONG.split()
    for place in apart:
        words[place] = f"x{place}"
    made = [_made(number, "word", place, f"x{place}") for number, place in enumerate(apart)]
    assert amended(LONG_DRAFT, made).paragraphs[1].texts["en"] == " ".join(words)
