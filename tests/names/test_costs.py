"""Learned correspondence of symbols."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.costs import (
    FEATURES,
    costs,
    encoded,
    likeness,
    packed,
    tables,
)
from jisr.names.scripts import SCRIPTS

WORDS = st.sampled_from(
    [
        "mohammed",
        "muhamad",
        "salim",
        "محمد",
        "سليم",
        "щербаков",
        "scherbakov",
        "김",
        "ジョン",
        "בנימינ",
    ]
)


def test_every_two_scripts_have_a_curve() -> None:
    """No two scripts are left that cannot be compared."""
    assert costs().curve.shape == (len(SCRIPTS), len(SCRIPTS), FEATURES)
    assert bool((np.abs(costs().curve).sum(axis=2) > 0).all())


def test_spellings_are_more_like_than_other_names() -> None:
    """The model tells a transliteration from another name with the same consonants."""
    assert likeness("سليم", "salim") > likeness("سليم", "solomon")
    assert likeness("щербаков", "shcherbakov") > 0.7


@given(WORDS, WORDS)
def test_likeness_has_no_direction(left: str, right: str) -> None:
    """The two words may change places."""
    assert likeness(left, right) == likeness(right, left)
    assert 0 <= likeness(left, right) <= 1


@given(WORDS)
def test_packed_words_are_the_encoded_ones(word: str) -> None:
    """The kernels are given the same symbols, and tables that hold them."""
    (script, numbers), (same, symbols) = encoded(word), packed(word)
    assert (same, tuple(np.frombuffer(symbols, np.int16).tolist())) == (script, numbers)
    assert max(numbers) < len(tables().gap)
