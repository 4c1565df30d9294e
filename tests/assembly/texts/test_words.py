"""The words of a paragraph and the compared text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.assembly.texts.words import (
    CHARACTERS_MAX,
    WORDS_MAX,
    Edit,
    Fate,
    Piece,
    apply_edits,
    compare,
    edits,
    read_words,
    split_words,
)
from jisr.errors import InputTooLarge, ValueMalformed

WORDS = st.lists(st.sampled_from(["a", " b", " تدعو", " الأعضاءَ", ",", " é"]), max_size=12)


def test_read_words_makes_one_line_in_one_form() -> None:
    """Line ends and double spaces become one space, letters are composed."""
    assert read_words("  Invite  les\nme\u0301tiers ") == "Invite les m\u00e9tiers"


@pytest.mark.parametrize("sign", ["\u202e", "\u200f", "\u2066", "\x00", "\u200b"])
def test_read_words_refuses_what_hides_or_reorders(sign: str) -> None:
    """A direction override, a mark or a control character is refused."""
    with pytest.raises(ValueMalformed):
        read_words(f"Invites{sign} members")


def test_read_words_keeps_joiners() -> None:
    """The zero-width non-joiner is spelling in some languages."""
    assert read_words("می\u200cخواهد") == "می\u200cخواهد"


@pytest.mark.parametrize("text", ["", " \n "])
def test_read_words_refuses_an_empty_text(text: str) -> None:
    """A paragraph has words."""
    with pytest.raises(ValueMalformed):
        read_words(text)


@pytest.mark.parametrize("text", ["a" * (CHARACTERS_MAX + 1), "a " * (WORDS_MAX + 1)])
def test_read_words_refuses_what_is_too_long(text: str) -> None:
    """Characters and words both have a ceiling."""
    with pytest.raises(InputTooLarge):
        read_words(text)


def test_read_words_accepts_the_longest() -> None:
    """The ceiling itself is accepted."""
    assert len(split_words(read_words("a " * WORDS_MAX))) == WORDS_MAX


def test_split_words_keeps_vowel_signs_in_the_word() -> None:
    """An Arabic word with its vowel signs is one word, its comma another."""
    assert split_words("تَدْعُو الأعضاءَ، كلهم") == ["تَدْعُو", " الأعضاءَ", "،", " كلهم"]


def test_compare_shows_replaced_words() -> None:
    """A replaced word is removed and added between what was kept."""
    assert compare("Invites members to act", "Urges members to act") == [
        Piece(Fate.REMOVED, "Invites"),
        Piece(Fate.ADDED, "Urges"),
        Piece(Fate.KEPT, " members to act"),
    ]


def test_compare_works_in_arabic() -> None:
    """Whole words change in Arabic, never letters inside of them."""
    assert compare("تدعو الأعضاء إلى المشاركة", "تدعو جميع الأعضاء إلى المشاركة") == [
        Piece(Fate.KEPT, "تدعو"),
        Piece(Fate.ADDED, " جميع"),
        Piece(Fate.KEPT, " الأعضاء إلى المشاركة"),
    ]


def test_compare_sees_a_changed_vowel_sign() -> None:
    """A word with another vowel sign is another word."""
    assert compare("كَتب", "كُتب") == [Piece(Fate.REMOVED, "كَتب"), Piece(Fate.ADDED, "كُتب")]


def test_edits_are_the_fewest() -> None:
    """A word moved to the end is removed once and added once."""
    assert edits(["a", " b", " c"], [" b", " c", "a"]) == [Edit(0, 1, ()), Edit(3, 3, ("a",))]


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS)
def test_edits_make_the_new_out_of_the_old(old: list[str], new: list[str]) -> None:
    """Applied, the edits give the new words; they are in order and never touch."""
    found = edits(old, new)
    assert apply_edits(old, found[::-1]) == new
    assert all(one.end < other.start for one, other in pairwise(found))


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS)
def test_compared_text_tells_both_texts(old: list[str], new: list[str]) -> None:
    """Kept and removed pieces are the old text, kept and added ones the new text."""
    pieces = compare("".join(old), "".join(new))
    assert "".join(each.text for each in pieces if each.fate != Fate.ADDED) == "".join(old)
    assert "".join(each.text for each in pieces if each.fate != Fate.REMOVED) == "".join(new)


@settings(max_examples=50, deadline=None)
@given(WORDS)
def test_equal_texts_have_no_edits(words: list[str]) -> None:
    """Nothing is edited where nothing changed."""
    assert edits(words, words) == []
