"""Numbers, issuers and types of documents."""

import pytest

from jisr.errors import InputTooLarge, ValueMalformed
from jisr.identifiers.cleaning import Checked
from jisr.identifiers.documents import clean_document_number, clean_document_type


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        (" l898-902 c3<<", Checked("L898902C3")),
        ("AB.123/45", Checked("AB12345")),
        ("Ａ１２３４５", Checked("A12345")),
        ("\u202eA12345", Checked("A12345")),
        ("ج ١٢٣٤٥٦", Checked("123456", ("document.letters_dropped",))),
        ("1" * 25, Checked("1" * 25)),
    ],
)
def test_number_has_one_spelling(text: str, checked: Checked) -> None:
    """Only A–Z and 0–9 remain; a letter that is lost is told."""
    assert clean_document_number(text) == checked


@pytest.mark.parametrize("text", ["", "1234", "1-2-3-4", "1" * 26, "ابجده"])
def test_number_of_wrong_length_is_refused(text: str) -> None:
    """Fewer than 5 or more than 25 letters and digits are refused."""
    with pytest.raises(ValueMalformed):
        clean_document_number(text)


def test_number_is_bounded() -> None:
    """A long text is no number, even if little would remain of it."""
    with pytest.raises(InputTooLarge):
        clean_document_number(f"A12345{' ' * 10_000_000}")


def test_type_has_one_spelling() -> None:
    """Fillers and case go; nothing and too much are refused."""
    assert clean_document_type("p<") == "P"
    for text in ("", "ABCDEFGHIJK"):
        with pytest.raises(ValueMalformed):
            clean_document_type(text)
