"""Agreement of two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.alike import SAME, UNLIKE, alike

LETTERS = st.text("abdhklmnrst", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("ali", "ali", "token.same"),
        ("محمد", "mohammed", "token.attested"),
        ("mohammed", "muhammad", "token.attested"),
        ("jekarov", "жекаров", "token.sounds_alike"),
        ("raketmonfi", "raketnomfi", "token.spelling"),
        ("bill", "william", "token.other_form"),
        ("mikalai", "nikolai", "token.other_form"),
        ("ali", "omar", "token.contradicts"),
    ],
)
def test_the_reason_is_named(left: str, right: str, rule: str) -> None:
    """Each agreement says why: written alike, known, heard alike, a slip, or none."""
    assert alike(left, right).rule == rule


def test_the_same_sign_is_more_than_the_same_sound() -> None:
    """Chinese signs of one sound are different names."""
    assert alike("近平", "近平") == SAME
    assert alike("近平", "近朋").value < 0.5
    assert alike("近平", "jinping").value > 0.9


@given(LETTERS, LETTERS)
def test_the_order_of_two_words_does_not_matter(left: str, right: str) -> None:
    """Agreement has no direction, and is between nothing and all."""
    found = alike(left, right)
    assert found == alike(right, left)
    assert 0 <= found.value <= 1
    assert (found == SAME) == (left == right)
    assert found != UNLIKE or found.value == 0
