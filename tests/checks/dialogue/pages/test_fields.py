"""Promises about the data of a record on a page."""

from jisr.checks.dialogue.pages.fields import Shown, shown
from jisr.kit.words import Words


def test_codes_and_days_are_said_in_words() -> None:
    """Countries, days, types and sexes in the reader's language; names and numbers as they are."""
    fields = {
        "names": "نور الحداد · Nour Al Haddad",
        "sex": "F",
        "birth_dates": "1974-03-02 · 1974",
        "nationalities": "LBN",
        "number": "AB123456",
        "status": "suspect",
    }
    assert shown(fields, Words("en")) == [
        Shown("Names", ("نور الحداد", "Nour Al Haddad"), is_name=True),
        Shown("Sex", ("female",)),
        Shown("Birth dates", ("March 2, 1974", "1974")),
        Shown("Nationalities", ("Lebanon (LBN)",)),
        Shown("Number", ("AB123456",), is_number=True),
        Shown("Status", ("Suspect",)),
    ]


def test_codes_that_nobody_knows_stand_as_they_are() -> None:
    """A record of old may hold a country that is no more, or a type that was renamed."""
    found = shown({"country": "QQQ", "type": "scroll", "fraud_type": "eaten"}, Words("fr"))
    assert [each.values for each in found] == [("QQQ",), ("scroll",), ("eaten",)]
