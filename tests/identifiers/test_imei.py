"""Mobile telephones."""

import pytest

from jisr.errors import CheckDigitWrong, ValueMalformed
from jisr.identifiers import imei
from jisr.identifiers.cleaning import Checked


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("490154203237518", Checked("490154203237518")),
        ("49-015420-323751-8", Checked("490154203237518")),
        ("49015420323751", Checked("490154203237518", ("imei.check_digit_added",))),
        ("4901542032375199", Checked("490154203237518", ("imei.software_version_dropped",))),
    ],
)
def test_three_forms_have_one_value(text: str, checked: Checked) -> None:
    """With, without digit, and with the software version: one device, one value."""
    assert imei.clean(text) == checked


def test_wrong_digit_is_refused() -> None:
    """Another last digit is a typing error."""
    with pytest.raises(CheckDigitWrong):
        imei.clean("490154203237519")


@pytest.mark.parametrize("text", ["", "1234567890123", "49015420323751X"])
def test_other_forms_are_refused(text: str) -> None:
    """Too short, and a letter, are refused."""
    with pytest.raises(ValueMalformed):
        imei.clean(text)
