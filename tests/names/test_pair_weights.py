"""Learned weights of two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.attested import Spellings
from jisr.names.pair_weights import FEATURES, features, group, same_name
from jisr.names.tables import rows

WORDS = st.one_of(
    st.sampled_from(["محمد", "mohammed", "بشار", "basheer", "김", "kim", "习", "мохаммед"]),
    st.text("abdhklmnrst", min_size=2, max_size=8),
)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("ali", "omar", "Latn-Latn"),
        ("محمد", "ali", "Latn-Arab"),
        ("ali", "محمد", "Latn-Arab"),
        ("محمد", "علي", "same"),
        ("محمد", "мохаммед", "other"),
    ],
)
def test_scripts_choose_the_regression(left: str, right: str, expected: str) -> None:
    """Latin with each script apart; the rest is one script, or two."""
    assert group(left, right) == expected


def test_every_group_is_learned() -> None:
    """The file has a line of coefficients for each group that words can have."""
    lines = list(rows("pair_weights.csv"))
    scripts = ("Arab", "Cyrl", "Hang", "Hani", "Hebr", "Kana", "Latn")
    assert {line[0] for line in lines} == {"same", "other", *(f"Latn-{one}" for one in scripts)}
    assert {len(line) for line in lines} == {1 + len(FEATURES)}


def test_another_name_is_less_probable_than_a_spelling() -> None:
    """What is one letter away but another name is told from what is the same name."""
    assert same_name("بشار", "bashar") > 0.9
    assert same_name("بشار", "basheer") < 0.5
    assert same_name("mohammed", "mohammad") > 0.9


def test_other_spellings_change_what_is_known() -> None:
    """Learning sees the dictionary it is given, not the one that is shipped."""
    known = Spellings.of([("محمد", "mohammed", 7)])
    seen = dict(zip(FEATURES, features("محمد", "mohammed", known), strict=True))
    unseen = dict(zip(FEATURES, features("محمد", "mohammed", Spellings.of([])), strict=True))
    assert (seen["log2 of times seen"], unseen["log2 of times seen"]) == (3.0, 0.0)
    assert (seen["seen side by side"], unseen["seen side by side"]) == (1.0, 0.0)


@given(WORDS, WORDS)
def test_the_probability_has_no_direction(left: str, right: str) -> None:
    """Two words may change places, and the value stays a probability."""
    if left != right:
        assert same_name(left, right) == same_name(right, left)
        assert 0 < same_name(left, right) < 1
