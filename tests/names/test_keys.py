"""Phonetic keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.fold import fold
from jisr.names.keys import KEYS_MAX, form_keys, forms, key_number, keys, near_keys, squeezed


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("محمد", "mohammed"),
        ("قذافي", "kadafi"),
        ("قذافي", "gaddafi"),
        ("щербаков", "shcherbakov"),
        ("шевченко", "schewtschenko"),
        ("בנימינ", "binyamin"),
        ("스미스", "smith"),
        ("スミス", "sumisu"),
        ("近平", "jinping"),
        ("이", "rhee"),
        ("李", "lee"),
        ("alhussein", "hussein"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, two: str) -> None:
    """Transliteration changes vowels and doubles letters, not the key."""
    assert set(keys(one)) & set(keys(two))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alhussein", ("alhussein", "hussein")),
        ("benhammedi", ("benhammedi", "hammedi")),
        ("alan", ("alan",)),
        ("いとう", ("いとう", "itou", "ito")),
    ],
)
def test_words_have_the_forms_under_which_they_are_found(
    text: str, expected: tuple[str, ...]
) -> None:
    """Articles can be missing, and so can the length of a Japanese vowel."""
    assert forms(text) == expected


def test_words_of_vowels_are_told_apart_by_their_first_letter() -> None:
    """A key is never empty."""
    assert (form_keys("aoi"), form_keys("eu")) == (("0a",), ("0e",))


def test_near_keys_leave_out_one_sound() -> None:
    """A dropped consonant is still found; short keys have no near ones."""
    assert near_keys("salman") == ("LMN", "SMN", "SLN", "SLM")
    assert near_keys("nina") == ()


def test_leaving_out_a_sound_does_not_double_its_neighbours() -> None:
    """A near key is as squeezed as a key."""
    assert near_keys("tantor") == ("NTR", "TR", "TNR", "TNT")


def test_family_names_are_found_by_customary_spellings() -> None:
    """A Korean name comes with its transcription and the spellings of its bearers."""
    assert forms("이") == ("이", "i", "lee", "yi", "rhee", "ri", "rhie", "lie")


@given(st.text("PTSKLRMN", max_size=10), st.text("PTSKLRMN", max_size=10))
def test_keys_of_ten_sounds_have_numbers_of_their_own(one: str, two: str) -> None:
    """Two keys have one number only when they are the same."""
    assert (key_number(one) == key_number(two)) == (one == two)
    assert key_number(one) < 2**32


@given(st.text(max_size=60))
def test_every_word_has_a_few_keys(name: str) -> None:
    """Keys are bounded and squeezed, whatever the script."""
    for token in fold(name).tokens:
        found = form_keys(token.text)
        assert 1 <= len(found) <= KEYS_MAX
        assert all(key and squeezed(key) == key for key in found)
        assert all(0 <= key_number(key) < 2**32 for key in found)
