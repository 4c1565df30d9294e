"""Telephone numbers and e-mail addresses."""

import pytest

from jisr.errors import InputTooLarge, ValueMalformed
from jisr.identifiers.cleaning import Checked
from jisr.identifiers.contact import clean_email, clean_phone


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+44 (0)20 7946 0000", "+442079460000"),
        ("0044-20-7946-0000", "+442079460000"),
        ("tel:+216.71.000.000", "+21671000000"),
        ("\u202a+٢١٦ ٧١ ٠٠٠ ٠٠٠\u202c", "+21671000000"),
    ],
)
def test_phone_has_one_spelling(text: str, value: str) -> None:
    """Prefixes, separators, trunk zeros and digits of any script lead to one number."""
    assert clean_phone(text) == Checked(value)


@pytest.mark.parametrize(
    "text", ["", "020 7946 0000", "+0123456789", "+123456", "+1234567890123456", "+44 20x7946 0000"]
)
def test_phone_without_country_is_refused(text: str) -> None:
    """A national number, a wrong length and a letter are refused."""
    with pytest.raises(ValueMalformed):
        clean_phone(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" Nour.Haddad@Example.ORG ", "nour.haddad@example.org"),
        ("mailto:a+b@example.org", "a+b@example.org"),
        ("info@bücher.example", "info@xn--bcher-kva.example"),
        ("نور@مثال.إختبار", "نور@xn--mgbh0fb.xn--kgbechtv"),
    ],
)
def test_email_has_one_spelling(text: str, value: str) -> None:
    """Case goes, and a domain in any script becomes its ASCII form."""
    assert clean_email(text) == Checked(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "@example.org",
        "a@b@example.org",
        "a b@example.org",
        "a@example",
        "a@.org",
        "a@-x.org",
        f"{'a' * 65}@example.org",
        "a@127.0.0.1",
    ],
)
def test_email_of_another_form_is_refused(text: str) -> None:
    """A missing part, a space, a bare host and an over-long name are refused."""
    with pytest.raises(ValueMalformed):
        clean_email(text)


def test_email_is_bounded() -> None:
    """More than 254 characters are no address."""
    with pytest.raises(InputTooLarge):
        clean_email(f"{'a' * 250}@b.org")
