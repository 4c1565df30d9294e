"""How a text was understood, in words."""

import datetime

import pytest

from jisr.checks.pages.readings import SCRIPTS, TITLES, Part, country_title, shown, type_title
from jisr.checks.understanding import Details, ReadingKind, understand
from jisr.kit.words import Words
from jisr.names.scripts import OTHER
from jisr.names.scripts import SCRIPTS as KNOWN_SCRIPTS

TODAY = datetime.date(2026, 11, 22)
ENGLISH = Words("en")


def parts(text: str, place: int = 0, **details: str) -> tuple[Part, ...]:
    """Return what one reading of a text shows."""
    readings = understand(text, today=TODAY, details=Details(**details))
    return shown(readings[place], ENGLISH).parts


def test_every_kind_and_script_has_its_words() -> None:
    """No reading and no script is without a title."""
    assert set(TITLES) == set(ReadingKind)
    assert set(SCRIPTS) == {*KNOWN_SCRIPTS, OTHER}


def test_parts_are_shown_as_what_they_are() -> None:
    """Names, numbers and words are told apart, so that each is set as it must be."""
    assert parts("Nour Haddad", birth_date="1974-03", nationality="LB", sex="F") == (
        Part("Nour Haddad", "name"),
        Part("born March 1974"),
        Part("Lebanon"),
        Part("female"),
    )
    assert parts("AB123456", country="FRA") == (Part("France"), Part("AB123456", "number"))
    assert parts("12 ABC", country="FRA") == (Part("12ABC", "number"), Part("France"))
    assert parts("IMO 9074729") == (Part("9074729", "number"),)
    assert parts("AB123456", 2, make="<Glock>") == (
        Part("AB123456", "number"),
        Part("made by <Glock>"),
    )


def test_problem_hides_the_parts() -> None:
    """What cannot be asked shows its reason instead."""
    (reading,) = understand("IMO 9074728", today=TODAY)
    told = shown(reading, ENGLISH)
    assert (told.parts, told.problem) == (
        (),
        "The check digit of IMO number is wrong. Read or type it again.",
    )


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("P", "Passport"),
        ("PD", "Passport"),
        ("PR", "Refugee travel document"),
        ("PS", "Stateless person’s travel document"),
        ("I", "Identity card"),
        ("ID", "Identity card"),
        ("V", "Visa"),
        ("driving-licence", "Driving licence"),
        ("ZZ", ""),
    ],
)
def test_document_types_are_named(code: str, title: str) -> None:
    """Codes of ICAO and of our own records have one name; an unknown one has none."""
    assert type_title(code, "en") == title


def test_countries_are_named() -> None:
    """A code is said in words, in the reader's language; an unknown one stays as it is."""
    assert [country_title(each, "es") for each in ("MAR", "D", "Q")] == [
        "Marruecos",
        "Alemania",
        "Q",
    ]
