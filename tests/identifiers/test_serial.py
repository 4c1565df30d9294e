"""Serial numbers of firearms and engines."""

import pytest

from jisr.errors import ValueMalformed
from jisr.identifiers import serial
from jisr.identifiers.cleaning import Checked

ROMANISED = ("serial.letters_romanised",)


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("no. 00-12a", Checked("NO0012A")),
        ("ИЖ 1234", Checked("IZH1234", ROMANISED)),
        ("ق ١٢٣", Checked("Q123", ROMANISED)),
    ],
)
def test_clean_loses_no_letter(text: str, checked: Checked) -> None:
    """Leading zeros stay, and letters of other scripts are written in A–Z."""
    assert serial.clean(text) == checked


@pytest.mark.parametrize("text", ["", "--", "1" * 31])
def test_clean_refuses_nothing_and_too_much(text: str) -> None:
    """A serial number has 1 to 30 letters and digits."""
    with pytest.raises(ValueMalformed):
        serial.clean(text)
