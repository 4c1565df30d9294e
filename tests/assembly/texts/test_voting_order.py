"""The order of voting on amendments, and what falls without a vote."""

import pytest

from jisr.assembly.texts.model import Amendment, ParagraphKind
from jisr.assembly.texts.voting_order import (
    Outcome,
    Ruling,
    Standing,
    State,
    check_reason,
    distance_permille,
    farthest_first,
    next_to_vote,
    ordered_by_chair,
    standings,
)
from jisr.errors import ValueMalformed
from texts_made import DRAFT, adding, deleting, replacing

REASON = "The second one goes farther in substance."
NEAR = replacing(1, "o2", en="Urges members to take part")
FAR = replacing(2, "o2", en="Urges states to abstain")
GONE = deleting(3, "o2")
MORE = adding(4, "o2", ParagraphKind.OPERATIVE, en="Thanks the host")
EARLIER = replacing(5, "o1", en="Asks the General Secretariat to report within 24 months")
ALL = [NEAR, FAR, GONE, MORE, EARLIER]


@pytest.mark.parametrize(
    ("amendment", "permille"),
    [(NEAR, 200), (FAR, 777), (GONE, 1000), (MORE, 0), (replacing(6, "o9", en="A b"), 1000)],
)
def test_distance_counts_words(amendment: Amendment, permille: int) -> None:
    """Words removed and added over all words of both texts, in thousandths."""
    assert distance_permille(DRAFT, amendment) == permille


def test_distance_of_no_words_is_nothing() -> None:
    """A replacement without words moves nothing; it is refused elsewhere."""
    assert distance_permille(DRAFT, replacing(1, "o2")) == 0


def test_farthest_comes_first_in_each_paragraph() -> None:
    """Paragraph by paragraph: deletion, the farther words, the nearer, then additions."""
    assert farthest_first(DRAFT, ALL) == [EARLIER, GONE, FAR, NEAR, MORE]


def test_equally_far_ones_come_as_handed_in() -> None:
    """The number of the handing in decides between equals, until the chair says otherwise."""
    twin = replacing(9, "o2", en="Asks members to take part")
    assert farthest_first(DRAFT, [twin, NEAR]) == [NEAR, twin]


def test_chair_sets_the_order_with_a_reason() -> None:
    """Substance is the chair's to judge."""
    assert ordered_by_chair([NEAR, FAR], ["a2", "a1"], reason=REASON) == [FAR, NEAR]


@pytest.mark.parametrize("ids", [["a1"], ["a1", "a1"], ["a1", "a2", "a3"], []])
def test_chair_names_each_amendment_once(ids: list[str]) -> None:
    """An order that forgets or repeats one is refused."""
    with pytest.raises(ValueMalformed):
        ordered_by_chair([NEAR, FAR], ids, reason=REASON)


@pytest.mark.parametrize("reason", ["", " " * 40, "too short", "x" * 501])
def test_a_reason_is_a_sentence(reason: str) -> None:
    """No order and no ruling without a reason that can be read."""
    with pytest.raises(ValueMalformed):
        check_reason(reason)
    with pytest.raises(ValueMalformed):
        ordered_by_chair([NEAR], ["a1"], reason=reason)
    with pytest.raises(ValueMalformed):
        Ruling("a1", "a2", reason)


def test_accepted_deletion_makes_the_others_fall() -> None:
    """What would change a deleted paragraph is not voted; additions after it still are."""
    found = standings(DRAFT, [GONE, FAR, NEAR, MORE], {"a3": Outcome.ACCEPTED})
    assert found == [
        Standing(GONE, State.ACCEPTED),
        Standing(FAR, State.FALLEN, "a3"),
        Standing(NEAR, State.FALLEN, "a3"),
        Standing(MORE, State.PENDING),
    ]
    assert next_to_vote(found) == MORE


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.WITHDRAWN])
def test_what_is_not_accepted_makes_nothing_fall(outcome: Outcome) -> None:
    """After a rejection or withdrawal the next one is voted."""
    found = standings(DRAFT, [GONE, FAR], {"a3": outcome})
    assert found == [Standing(GONE, State(outcome.value)), Standing(FAR, State.PENDING)]
    assert next_to_vote(found) == FAR


def test_chair_rules_that_another_falls() -> None:
    """By a ruling an amendment elsewhere falls with the acceptance that it names."""
    ruling = Ruling("a1", "a5", REASON)
    assert standings(DRAFT, [EARLIER, NEAR], {"a5": Outcome.ACCEPTED}, [ruling]) == [
        Standing(EARLIER, State.ACCEPTED),
        Standing(NEAR, State.FALLEN, "a5"),
    ]


def test_a_ruling_waits_for_the_acceptance() -> None:
    """If the named amendment is rejected, the other one is voted."""
    ruling = Ruling("a1", "a5", REASON)
    found = standings(DRAFT, [EARLIER, NEAR], {"a5": Outcome.REJECTED}, [ruling])
    assert next_to_vote(found) == NEAR


@pytest.mark.parametrize(
    "outcomes",
    [
        {"a3": Outcome.ACCEPTED, "a2": Outcome.ACCEPTED},
        {"a3": Outcome.ACCEPTED, "a2": Outcome.REJECTED},
        {"a2": Outcome.ACCEPTED},
    ],
)
def test_an_outcome_out_of_turn_is_refused(outcomes: dict[str, Outcome]) -> None:
    """Nothing that fell was voted on, and nothing before its turn."""
    with pytest.raises(ValueMalformed):
        standings(DRAFT, [GONE, FAR], outcomes)


def test_a_later_one_may_be_withdrawn_early() -> None:
    """Sponsors withdraw when they like."""
    assert standings(DRAFT, [GONE, FAR], {"a2": Outcome.WITHDRAWN}) == [
        Standing(GONE, State.PENDING),
        Standing(FAR, State.WITHDRAWN),
    ]


def test_nothing_is_next_when_all_is_decided() -> None:
    """Then the whole text is voted."""
    assert next_to_vote(standings(DRAFT, [NEAR], {"a1": Outcome.REJECTED})) is None
