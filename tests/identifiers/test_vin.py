"""Vehicle identification numbers."""

import pytest

from jisr.errors import ValueMalformed
from jisr.identifiers import vin
from jisr.identifiers.cleaning import Checked


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("1M8GDM9AXKP042788", Checked("1M8GDM9AXKP042788")),
        ("1m8-gdm9axk p042788", Checked("1M8GDM9AXKP042788")),
        ("11111111111111111", Checked("11111111111111111")),
        (
            "1M8GDM9AXKPO42788",
            Checked("1M8GDM9AXKP042788", ("vin.letters_read_as_digits",)),
        ),
        ("1M8GDM9AXKP042789", Checked("1M8GDM9AXKP042789", ("vin.check_digit_wrong",))),
        ("WVWZZZ1KZ7W000001", Checked("WVWZZZ1KZ7W000001", ("vin.check_digit_unused",))),
    ],
)
def test_clean_warns_and_never_refuses_for_the_digit(text: str, checked: Checked) -> None:
    """A check digit that does not fit is told, with a key that depends on where it was made."""
    assert vin.clean(text) == checked


@pytest.mark.parametrize(
    "text", ["", "1M8GDM9AXKP04278", "1M8GDM9AXKP0427888", "ЖM8GDM9AXKP042788"]
)
def test_clean_refuses_other_forms(text: str) -> None:
    """Other lengths and other scripts are refused."""
    with pytest.raises(ValueMalformed):
        vin.clean(text)


def test_check_character_is_that_of_the_standard() -> None:
    """The ninth character is computed from the sixteen others."""
    assert vin.check_character("1M8GDM9A0KP042788") == "X"
