"""Bank accounts."""

import pytest

from jisr.errors import CheckDigitWrong, ValueMalformed
from jisr.identifiers import iban
from jisr.identifiers.cleaning import Checked


@pytest.mark.parametrize("text", ["GB82WEST12345698765432", "gb82 west 1234 5698 7654 32"])
def test_clean_gives_one_spelling(text: str) -> None:
    """Spaces and case do not matter."""
    assert iban.clean(text) == Checked("GB82WEST12345698765432")


def test_clean_refuses_wrong_digits() -> None:
    """Two exchanged digits are noticed."""
    with pytest.raises(CheckDigitWrong):
        iban.clean("GB82WEST12345698765423")


@pytest.mark.parametrize("text", ["", "GB82", "ZZ68WEST12345698765432", "GB82WÉST12345698765432"])
def test_clean_refuses_other_forms(text: str) -> None:
    """A country without accounts, a missing part and a foreign letter are refused."""
    with pytest.raises((ValueMalformed, CheckDigitWrong)):
        iban.clean(text)
