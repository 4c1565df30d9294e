"""Promises about a record in words: each value in its own writing, nothing hidden or made up."""

import dataclasses

import pytest

from jisr.kit.words import Words
from jisr.records.model import (
    Audience,
    Confidentiality,
    Flag,
    HandlingCode,
    Name,
    NameKind,
    State,
    Vehicle,
)
from jisr.records.pages.view import Piece, RecordWords, differences
from jisr.values import LANGUAGES, PartialDate
from recording import document_draft, person_draft, record_of

ENGLISH = RecordWords(Words("en"))
NOUR = Name("نور حداد", latin="Nour Haddad", mrz="HADDAD<<NOUR")


def shown(record_field: str, **given: object) -> tuple[Piece, ...]:
    """Return the pieces of one field of a person in English."""
    record = record_of(person_draft(**given))
    return next(each.pieces for each in ENGLISH.subject(record) if each.name == record_field)


def test_a_name_keeps_its_script_and_its_clothes() -> None:
    """The original stands first; Latin and machine-readable forms stand under it."""
    assert shown("names", names=(NOUR,)) == (
        Piece(
            "name",
            "نور حداد",
            "Name",
            (
                Piece("name", "Nour Haddad", "Latin letters"),
                Piece("number", "HADDAD<<NOUR", "Machine-readable"),
            ),
        ),
    )
    weak = shown("names", names=(Name("Umm Karim", NameKind.WEAK_ALIAS),))
    assert weak[0].label == "Nickname or weak alias"


@pytest.mark.parametrize(
    ("language", "born", "country"),
    [
        ("en", "March 1974", "Morocco (MAR)"),
        ("fr", "mars 1974", "Maroc (MAR)"),
        ("es", "marzo de 1974", "Marruecos (MAR)"),
        ("ar", "مارس 1974", "المغرب (MAR)"),
    ],
)
def test_dates_and_countries_are_in_the_readers_words(
    language: str, born: str, country: str
) -> None:
    """As exact as they are known, and with the code that papers show."""
    record = record_of(person_draft(birth_dates=(PartialDate(1974, 3),)))
    fields = {each.name: each for each in RecordWords(Words(language)).subject(record)}
    assert fields["birth_dates"].pieces == (Piece("words", born),)
    assert fields["nationalities"].pieces == (Piece("words", country),)


def test_documents_carried_say_what_they_are() -> None:
    """The number as it is read, kind and country in words."""
    told = (Piece("words", "Passport"), Piece("words", "Morocco (MAR)"))
    assert shown("documents") == (Piece("number", "XY998877", notes=told),)


def test_codes_of_a_document_are_words() -> None:
    """Whoever reads them needs no table."""
    fields = {each.name: each.text for each in ENGLISH.subject(record_of(document_draft()))}
    assert (fields["type"], fields["fraud_type"]) == ("Passport", "Stolen")
    assert (fields["number"], fields["stolen"]) == ("AB123456", "March 2026")


def test_how_a_field_may_be_used_stands_beside_it() -> None:
    """Only where the owner says something."""
    record = record_of(person_draft(handling={"sex": HandlingCode.CONFIRM_ONLY}))
    codes = {each.name: each.code for each in ENGLISH.subject(record)}
    assert codes["names"] is None
    assert codes["sex"] is not None
    assert codes["sex"].title == "Confirm only"


def test_empty_fields_can_be_left_out() -> None:
    """A list shows what there is."""
    record = record_of(person_draft(sex=""))
    names = {each.name for each in ENGLISH.subject(record, every=False)}
    assert names == {"names", "birth_dates", "nationalities", "documents"}


def test_a_record_is_called_by_its_name_or_number() -> None:
    """Else by what it is."""
    called = [
        ENGLISH.title(record_of(person_draft())),
        ENGLISH.title(record_of(document_draft())),
        ENGLISH.title(record_of(document_draft(), subject=Vehicle(plate="12 ABC"))),
        ENGLISH.title(record_of(person_draft(names=()))),
        ENGLISH.title(record_of(document_draft(), subject=Vehicle(colour="red"))),
    ]
    assert called == [
        Piece("name", "نور حداد"),
        Piece("number", "AB123456"),
        Piece("number", "12 ABC"),
        Piece("words", "Person without a name"),
        Piece("words", "Vehicle without a name"),
    ]


def test_two_versions_are_told_apart_field_by_field() -> None:
    """What is the same is not told; audience, codes and state count too."""
    first = record_of(person_draft())
    second = dataclasses.replace(
        record_of(person_draft(sex="", event="Case 13/2026")),
        audience=Audience(everyone=False, members=("FRA",)),
        handling={"names": HandlingCode.POLICE_USE},
        state=State.WITHDRAWN,
    )
    assert differences(ENGLISH.whole(first), ENGLISH.whole(second)) == [
        ("Sex", "Female", ""),
        ("Case or event", "Case 12/2026", "Case 13/2026"),
        ("Who may see it", "All members", "FRA"),
        ("How fields may be used", "", "Names: Police use"),
        ("State", "In force", "Withdrawn"),
    ]
    assert differences(ENGLISH.whole(first), ENGLISH.whole(first)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_a_record_can_be_said(language: str) -> None:
    """In each language, with no field without a name."""
    draft = person_draft(flags=frozenset(Flag), confidentiality=Confidentiality.CONFIDENTIAL)
    told = RecordWords(Words(language)).whole(record_of(draft))
    assert all(each.title for each in told)
