"""Ships and shipping companies."""

import pytest

from jisr.errors import CheckDigitWrong, ValueMalformed
from jisr.identifiers.cleaning import Checked
from jisr.identifiers.imo import clean_company, clean_ship


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9074729", "9074729"),
        ("IMO 9074729", "9074729"),
        ("imo٩٠٧٤٧٢٩", "9074729"),
        # The digit is weak: one wrong digit turned the first of these into the second.
        ("7625811", "7625811"),
        ("7605811", "7605811"),
    ],
)
def test_ship_number_is_seven_digits(text: str, value: str) -> None:
    """The letters before a ship's number do not matter."""
    assert clean_ship(text) == Checked(value)


def test_company_number_is_seven_digits() -> None:
    """A company's number has weights of its own."""
    assert clean_company("IMO 2041999") == Checked("2041999")


def test_wrong_last_digit_is_refused() -> None:
    """Neither number passes with another last digit."""
    for clean, text in ((clean_ship, "9074728"), (clean_company, "2041998")):
        with pytest.raises(CheckDigitWrong):
            clean(text)


@pytest.mark.parametrize("text", ["", "907472", "90747290", "907472A", "907472ب"])
def test_other_forms_are_refused(text: str) -> None:
    """Other lengths and letters are refused."""
    for clean in (clean_ship, clean_company):
        with pytest.raises(ValueMalformed):
            clean(text)
