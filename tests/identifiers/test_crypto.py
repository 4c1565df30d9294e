"""Addresses of crypto-currencies."""

import pytest

from jisr.errors import CheckDigitWrong, ValueMalformed
from jisr.identifiers import crypto
from jisr.identifiers.cleaning import Checked

UNKNOWN = ("crypto.check_unknown",)
LEGACY = "1NEDqZPvTWRaoho48qXuLLsrYomMXPABfD"
SEGWIT = "bc1qardv855yjngspvxuttq897aqca3lxju2y69jce"
TAPROOT = "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr"
ETHEREUM = "0x52908400098527886e0f7030069857d2e4169ee7"
OTHER = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        (LEGACY, Checked(LEGACY)),
        (f"bitcoin:{SEGWIT.upper()}", Checked(SEGWIT)),
        (TAPROOT, Checked(TAPROOT, UNKNOWN)),
        (f"ethereum:{ETHEREUM.upper().replace('X', 'x', 1)}", Checked(ETHEREUM, UNKNOWN)),
        (OTHER, Checked(OTHER, UNKNOWN)),
    ],
)
def test_clean_keeps_case_where_it_means_something(text: str, checked: Checked) -> None:
    """Bitcoin is verified, caseless forms become lower case, the rest stays with a warning."""
    assert crypto.clean(text) == checked


@pytest.mark.parametrize("text", [f"{LEGACY[:-1]}X", f"{SEGWIT[:-1]}q"])
def test_clean_refuses_wrong_checksum(text: str) -> None:
    """A Bitcoin address with one wrong character is refused."""
    with pytest.raises(CheckDigitWrong):
        crypto.clean(text)


@pytest.mark.parametrize("text", ["", "abc", "نور" * 10, "a" * 151])
def test_clean_refuses_what_is_no_address(text: str) -> None:
    """Too short, too long and other scripts are refused."""
    with pytest.raises(ValueMalformed):
        crypto.clean(text)
