"""Alignment of two names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.align import contradiction, parts, rows_of, texts_of, total
from jisr.names.compare import compare
from jisr.names.fold import fold
from jisr.names.model import EvidenceRow, Profile
from jisr.names.rarity import shipped_rarity

WORDS = st.lists(
    st.sampled_from(
        ["ali", "mohammed", "محمد", "hossein", "abd", "rahman", "j", "kim", "jong", "un"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


def aligned(left: str, right: str) -> tuple[EvidenceRow, ...]:
    """Return the rows of two names, without what relatives take."""
    one, two = fold(left), fold(right)
    found, _ = parts(texts_of(one), texts_of(two), shipped_rarity)
    return rows_of(found, one, two)


def rules(left: str, right: str) -> list[tuple[str, str, str]]:
    """Return rule and words of each row of two names."""
    return sorted((row.rule, row.left, row.right) for row in aligned(left, right))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "Kareem Vestani",
            "Vestani Kareem",
            [("token.same", "kareem", "kareem"), ("token.same", "vestani", "vestani")],
        ),
        (
            "Mohammadhossein Vestani",
            "محمد حسین Vestani",
            [
                ("token.joined", "mohammadhossein", "محمد حسين".replace("ي", "ی")),
                ("token.same", "vestani", "vestani"),
            ],
        ),
        (
            "J. Vestani Oruk",
            "John Vestani Oruk",
            [
                ("token.initial", "j", "john"),
                ("token.same", "oruk", "oruk"),
                ("token.same", "vestani", "vestani"),
            ],
        ),
        (
            "Kareem Vestani",
            "Kareem Vestani Oruk",
            [
                ("token.missing", "", "oruk"),
                ("token.same", "kareem", "kareem"),
                ("token.same", "vestani", "vestani"),
            ],
        ),
        (
            "Kareem Vestani",
            "Kareem Oruk",
            [
                ("name.one_word", "", ""),
                ("token.contradicts", "vestani", "oruk"),
                ("token.same", "kareem", "kareem"),
            ],
        ),
        (
            "Kareem Vestani Oruk",
            "Vestani Kareem Oruk",
            [
                ("name.order", "", ""),
                ("token.same", "kareem", "kareem"),
                ("token.same", "oruk", "oruk"),
                ("token.same", "vestani", "vestani"),
            ],
        ),
    ],
)
def test_words_are_aligned_one_to_one(
    left: str, right: str, expected: list[tuple[str, str, str]]
) -> None:
    """Order is free; breaks, initials, missing and contradicting words are told apart."""
    assert rules(left, right) == expected


def test_a_missing_word_weighs_less_than_a_contradicting_one() -> None:
    """Leaving out the patronymic is a habit, another patronymic is another person."""
    name = Profile(("Kareem Oruk Vestani",))
    missing = compare(name, Profile(("Kareem Vestani",))).bits
    other = compare(name, Profile(("Kareem Salbo Vestani",))).bits
    assert missing > other + 5


def test_a_rare_word_contradicts_no_less() -> None:
    """What proves more when it agrees, speaks as much against when it does not."""
    assert contradiction(12.0) <= contradiction(5.0) < 0


def relative_bits(left: str, right: str) -> float:
    """Return what the bits lose to people who share all but one word of such a name."""
    rows = compare(Profile((left,)), Profile((right,))).rows
    return sum(row.bits for row in rows if row.rule == "name.relative")


def test_the_weakest_word_decides_among_relatives() -> None:
    """Many words in common do not outweigh one that differs: brothers share all but one."""
    brothers = relative_bits("Kareem Salbo Oruk Vestani", "Tebrik Salbo Oruk Vestani")
    assert brothers < relative_bits("Kareem Vestani", "Tebrik Vestani") <= 0
    assert brothers < relative_bits("Kareem Salbo Oruk Vestani", "Kareem Salbo Oruk Vestani")


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("Ivan Petrovich Vestani", "Ivan Vestani", "token.father_missing"),
        ("Ivan Petrovich Vestani", "Ivan Dmitrievich Vestani", "token.father_contradicts"),
        ("Oruk bin Salbo Vestani", "Oruk bin Tebrik Vestani", "token.father_contradicts"),
        ("Oruk Salbo Vestani", "Oruk Tebrik Vestani", "token.contradicts"),
    ],
)
def test_the_name_of_the_father_is_told_apart(left: str, right: str, rule: str) -> None:
    """A father's name that is left out, or is another one, is said to be the father's."""
    assert rule in {found for found, _, _ in rules(left, right)}


@given(WORDS, WORDS)
def test_the_names_may_change_places(left: str, right: str) -> None:
    """The rows of right and left are the rows of left and right, mirrored."""
    there, back = aligned(left, right), aligned(right, left)
    assert total(there) == total(back)
    if fold(left).tokens != fold(right).tokens:
        assert tuple(row.mirrored() for row in back) == there
