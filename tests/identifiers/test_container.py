"""Freight containers."""

import pytest

from jisr.errors import CheckDigitWrong, ValueMalformed
from jisr.identifiers import container
from jisr.identifiers.cleaning import Checked


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("CSQU3054383", Checked("CSQU3054383")),
        ("csqu 305438-3", Checked("CSQU3054383")),
        ("CSQU 305438", Checked("CSQU3054383", ("container.check_digit_added",))),
        ("TASU1170000", Checked("TASU1170000")),
    ],
)
def test_clean_gives_eleven_characters(text: str, checked: Checked) -> None:
    """A number is verified; without its digit it gets it and a warning."""
    assert container.clean(text) == checked


def test_clean_refuses_wrong_digit() -> None:
    """Another last digit is a typing error."""
    with pytest.raises(CheckDigitWrong):
        container.clean("CSQU3054384")


@pytest.mark.parametrize("text", ["", "CSQX3054383", "1SQU3054383", "CSQU30543", "ÀSQU3054383"])
def test_clean_refuses_other_forms(text: str) -> None:
    """An unknown category, a digit or foreign letter in the owner, a wrong length are refused."""
    with pytest.raises(ValueMalformed):
        container.clean(text)
