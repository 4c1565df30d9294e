"""The one rule for what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from jisr.errors import CheckDigitWrong, InputTooLarge, JisrError, ValueMalformed
from jisr.identifiers.cleaning import INPUT_CHARACTERS_MAX, compact, fold, is_latin, verified

TEN_MEGABYTES = 10_000_000


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  AB 12\t34\r\n", "AB 12 34"),
        ("\u202eAB\u202c12\u200b34\ufeff", "AB1234"),
        ("ＡＢ１２", "AB12"),
        ("٣٤٥ ۶۷", "345 67"),
        ("a\u00a0b\u2028c", "a b c"),
    ],
)
def test_fold_keeps_what_tells_numbers_apart(text: str, folded: str) -> None:
    """Invisible marks go, compatibility forms and digits of any script become plain."""
    assert fold(text, field="number") == folded


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\ud800", "\ue000", "\u0378"])
def test_fold_refuses_what_cannot_be_printed(character: str) -> None:
    """Controls, surrogates, private and unassigned characters are refused."""
    with pytest.raises(ValueMalformed):
        fold(f"AB{character}12", field="number")


def test_fold_refuses_what_is_too_long() -> None:
    """The ceiling is judged before the text is touched, and the refusal names it."""
    with pytest.raises(InputTooLarge) as caught:
        fold("1" * TEN_MEGABYTES, field="number")
    assert caught.value.details == {"field": "number", "limit": INPUT_CHARACTERS_MAX}
    assert fold("1" * INPUT_CHARACTERS_MAX, field="number") == "1" * INPUT_CHARACTERS_MAX


def test_compact_keeps_letters_of_every_script() -> None:
    """Signs and spaces go; a letter is never lost without its cleaner knowing."""
    assert compact("ab-12/ب é.", field="number") == "AB12بÉ"


@given(st.text(max_size=INPUT_CHARACTERS_MAX))
def test_compact_refuses_only_as_jisr(text: str) -> None:
    """Any text is cleaned or refused, and what is cleaned is letters and digits."""
    try:
        value = compact(text, field="number")
    except JisrError:
        return
    assert value == "".join(character for character in value if character.isalnum())


@pytest.mark.parametrize(
    ("text", "latin"), [("AB12", True), ("", True), ("É", False), ("-", False)]
)
def test_is_latin_means_a_to_z_and_digits(text: str, latin: bool) -> None:  # noqa: FBT001 a case's answer
    """Only A–Z and 0–9 are Latin."""
    assert is_latin(text) == latin


def test_verified_refuses_in_our_words() -> None:
    """A wrong check digit and a wrong form are told apart."""
    assert verified(luhn.validate, "78949", field="number") == "78949"
    with pytest.raises(CheckDigitWrong):
        verified(luhn.validate, "78948", field="number")
    with pytest.raises(ValueMalformed):
        verified(luhn.validate, "78A4", field="number")
