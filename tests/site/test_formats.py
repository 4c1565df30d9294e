"""Promises about how values are written in each language."""

import datetime

import pytest

from jisr.site.formats import Formats
from jisr.values import LANGUAGES, PartialDate

MOMENT = datetime.datetime(
    2026, 11, 24, 10, 5, 9, tzinfo=datetime.timezone(datetime.timedelta(hours=1))
)


@pytest.mark.parametrize(
    ("language", "instant", "number", "share"),
    [
        ("en", "Nov 24, 2026, 09:05 UTC", "1,234,567", "12.5%"),
        ("fr", "24 nov. 2026, 09:05 UTC", "1\u202f234\u202f567", "12,5\xa0%"),
        ("es", "24 nov 2026, 09:05 UTC", "1.234.567", "12,5\xa0%"),
    ],
)
def test_values_are_written_as_the_language_does(
    language: str, instant: str, number: str, share: str
) -> None:
    """Instants in UTC and say so; separators are the language's."""
    formats = Formats(language)
    said = (formats.instant(MOMENT), formats.number(1_234_567), formats.percent(0.125))
    assert said == (instant, number, share)


def test_arabic_keeps_the_digits_that_other_systems_read() -> None:
    """The month is a word of Arabic, the digits are 0 to 9."""
    said = Formats("ar").instant(MOMENT)
    assert "09:05 UTC" in said
    assert Formats("ar").number(1_234).replace(",", "") == "1234"
    assert not any("\u0660" <= sign <= "\u0669" for sign in said + Formats("ar").percent(0.5))


@pytest.mark.parametrize(
    ("known", "said"),
    [("1974", "1974"), ("1974-03", "March 1974"), ("1974-03-02", "March 2, 1974")],
)
def test_a_date_is_never_more_exact_than_it_is_known(known: str, said: str) -> None:
    """A year stays a year."""
    assert Formats("en").day(PartialDate.parse(known)) == said


def test_an_instant_can_be_told_to_the_second() -> None:
    """Where the order of two acts matters."""
    assert Formats("en").exact(MOMENT) == "Nov 24, 2026, 09:05:09 UTC"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_form(language: str) -> None:
    """Lists and lengths of time are words of the language."""
    formats = Formats(language)
    assert formats.duration(datetime.timedelta(minutes=10)) != ""
    assert formats.together(["Rabat", "Doha"]).count("Rabat") == 1


def test_a_list_reads_as_one() -> None:
    """As people say it."""
    assert Formats("en").together(["ar", "en", "fr"]) == "ar, en, and fr"
