"""Promises about proposed spellings: usual, marked where unsure, never taken without a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.propose import PROPOSALS_MAX, Proposal, latin_parts, propose_latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("نور الحداد", "Nour Al Haddad"),
        ("علي عمر", "Ali Omar"),
        ("Юлия Петрова", "Yuliya Petrova"),
        ("יוסף כהן", "Yosef Cohen"),
        ("Γιώργος", "Giorgos"),
    ],
)
def test_the_usual_spelling_comes_first(name: str, latin: str) -> None:
    """It is the one that most bearers of the name use in their papers."""
    assert propose_latin(name).spellings[0] == latin


def test_other_usual_spellings_follow() -> None:
    """A few, the more usual before the rarer, each once."""
    found = propose_latin("نور").spellings
    assert found == ("Nour", "Nur", "Noor")


def test_a_word_that_was_never_seen_is_told_as_unsure() -> None:
    """It is written letter by letter: whoever knows the person adds the vowels."""
    assert propose_latin("نور المراكشي") == Proposal(
        ("Nour Al Mrakshi", "Nur Al Mrakshi", "Noor Al Mrakshi"), ("المراكشي",)
    )


@pytest.mark.parametrize("name", ["", "  ", "Nour Haddad", "José Peña", "ن " * 13])
def test_nothing_is_proposed_where_nothing_is_needed(name: str) -> None:
    """A Latin name stands as it is; a text too long for a name is left to its writer."""
    assert propose_latin(name) == Proposal()


@pytest.mark.parametrize(
    ("latin", "parts"),
    [
        ("Nour Al Haddad", ("Nour", "Al Haddad")),
        ("Yuliya Petrova", ("Yuliya", "Petrova")),
        ("Haddad", ("", "Haddad")),
        ("Vincent van Gogh", ("Vincent", "van Gogh")),
        ("Al Haddad", ("Al", "Haddad")),
        ("", ("", "")),
    ],
)
def test_the_surname_is_what_a_latin_name_ends_with(latin: str, parts: tuple[str, str]) -> None:
    """With its article; a person corrects it."""
    assert latin_parts(latin) == parts


@given(st.text(max_size=60))
def test_proposals_are_few_and_never_empty(name: str) -> None:
    """Whatever is typed, in any script."""
    found = propose_latin(name).spellings
    assert len(found) <= PROPOSALS_MAX
    assert all(each.strip() for each in found)
