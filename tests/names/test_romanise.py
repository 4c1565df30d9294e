"""Writing names of other scripts in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.romanise import romanised


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("γιώργος", "giorgos"),
        ("αγγελόπουλος", "angelopoulos"),
        ("νταλάρας", "dalaras"),
        ("ευάγγελος", "evangelos"),
        ("ελευθερία", "eleftheria"),
        ("երվանդ", "yervand"),
        ("պետրոսյան", "petrosyan"),
        ("თამარ", "tamar"),
        ("वर्मा", "varma"),
        ("कृष्ण", "krishna"),
        ("संजय", "sanjay"),
        ("मोहन", "mohan"),
        ("মোহাম্মদ", "mohammad"),
        ("முருகன்", "murugan"),
        ("சங்கர்", "sangar"),
        ("แสง", "saeng"),
        ("ประยุทธ์", "prayuth"),
        ("อนุชา", "anucha"),
        ("ገብረ", "gebre"),
    ],
)
def test_words_are_written_as_passports_write_them(word: str, latin: str) -> None:
    """Vowels that are not written are said, and groups of letters have their own sound."""
    assert romanised(word) == latin


@given(st.text(max_size=40))
def test_any_word_is_written(word: str) -> None:
    """No text breaks the writing, and what it gives is lower case."""
    assert romanised(word) == romanised(word).lower()
