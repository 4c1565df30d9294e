"""What a text in the box of a desk means."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jisr.checks.model import (
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.queries import prepare
from jisr.checks.understanding import Details, Reading, ReadingKind, chosen, understand
from jisr.checks.understanding.reading import WITH_DATE, ZONE_RIGHT, scripts_of
from jisr.errors import InputRefused, InputTooLarge, ValueMalformed
from jisr.values import PartialDate

TODAY = datetime.date(2026, 11, 22)
ZONE = """P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10"""


def first(text: str, **details: str) -> Reading:
    """Return the likeliest reading."""
    return understand(text, today=TODAY, details=Details(**details))[0]


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Nour Haddad", ("Latn",)),
        ("نور الحداد", ("Arab",)),
        ("Тарик Эль-Алауи", ("Cyrl",)),
        ("נור חדד", ("Hebr",)),
        ("김정희", ("Hang",)),
        ("金正喜", ("Hani",)),
        ("やまだ はなこ", ("Kana",)),
        ("Γιώργος", ("Zyyy",)),
        ("Nour نور الحداد", ("Arab", "Latn")),
    ],
)
def test_name_is_read_in_every_script(text: str, scripts: tuple[str, ...]) -> None:
    """Letters alone are a name, and its script is told."""
    assert first(text) == Reading(ReadingKind.NAME, PersonQuery(name=text), scripts=scripts)


@pytest.mark.parametrize(
    ("text", "birth_date"),
    [
        ("Nour Haddad 1974", PartialDate(1974)),
        ("Nour Haddad, 1974-03", PartialDate(1974, 3)),
        ("Nour Haddad 1974-03-02", PartialDate(1974, 3, 2)),
        ("Nour Haddad 2.3.1974", PartialDate(1974, 3, 2)),
        ("Nour Haddad (02/03/1974)", PartialDate(1974, 3, 2)),
        ("Nour Haddad ١٩٧٤-٠٣-٠٢", PartialDate(1974, 3, 2)),
    ],
)
def test_birth_date_may_follow_a_name(text: str, birth_date: PartialDate) -> None:
    """A date at the end of a name, known in part or whole, in the digits of any script, is read."""
    assert first(text) == Reading(
        ReadingKind.NAME,
        PersonQuery(name="Nour Haddad", birth_date=birth_date),
        (WITH_DATE,),
        scripts=("Latn",),
    )


@pytest.mark.parametrize(
    "text", ["Nour Haddad 31.02.1974", "Nour Haddad 2031", "Nour Haddad 1850", "Nour 13/13/1974"]
)
def test_what_is_no_birth_date_stays_in_the_text(text: str) -> None:
    """A day that there is not, or on which nobody alive was born, is not quietly dropped."""
    reading = first(text)
    assert reading.query == PersonQuery(name=text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Abu 1990", ReadingKind.NAME),
        ("ABC 1990", ReadingKind.PLATE),
        ("أ ب ١٩٩٠", ReadingKind.PLATE),
        ("金正 1990", ReadingKind.NAME),
        ("Jean-Paul II 12 rue", ReadingKind.NAME),
        ("1974-03-02", ReadingKind.DOCUMENT),
        ("AB123456", ReadingKind.DOCUMENT),
        ("IMO 9074729", ReadingKind.SHIP),
        (ZONE, ReadingKind.ZONE),
        ("<b>Nour</b>", ReadingKind.NAME),
    ],
)
def test_names_and_numbers_are_told_apart(text: str, kind: ReadingKind) -> None:
    """The likeliest reading of a text is the one that a person would have."""
    assert first(text).kind is kind


def test_zone_is_read_whole() -> None:
    """A scanned zone is one question about document and bearer, and says that its digits fit."""
    (reading,) = understand(ZONE, today=datetime.date(2011, 1, 1))
    assert reading == Reading(
        ReadingKind.ZONE,
        PersonQuery(
            name="ANNA MARIA ERIKSSON",
            birth_date=PartialDate(1974, 8, 12),
            sex="F",
            nationality="UTO",
            document_number="L898902C3",
            document_country="UTO",
            document_type="P",
        ),
        (ZONE_RIGHT,),
    )


def test_misread_zone_offers_what_is_right() -> None:
    """A zone with a wrong digit is not asked, but its number or its name can be."""
    readings = understand(ZONE.replace("7408122", "7408132"), today=TODAY)
    assert [each.kind for each in readings] == [
        ReadingKind.ZONE,
        ReadingKind.DOCUMENT,
        ReadingKind.NAME,
    ]
    assert readings[0].query is None
    assert readings[1].query == DocumentQuery("L898902C3", "UTO", "P")


@pytest.mark.parametrize("text", ["", "  ", "\n", "…", "--", "؟"])
def test_nothing_is_read_in_nothing(text: str) -> None:
    """Without a letter or a digit there is nothing to ask."""
    assert understand(text, today=TODAY) == ()


def test_turned_writing_is_refused_in_a_name() -> None:
    """A name in which a hidden mark turns the writing is not asked."""
    reading = first("nour\u202ehaddad")
    assert (reading.kind, reading.query) == (ReadingKind.NAME, None)
    assert isinstance(reading.problem, ValueMalformed)


def test_endless_text_is_refused() -> None:
    """A pasted document is refused before it is looked at."""
    (reading,) = understand("x" * 1_001, today=TODAY)
    assert isinstance(reading.problem, InputTooLarge)


def test_details_belong_to_their_readings() -> None:
    """What an officer adds goes where it means something, and nowhere else."""
    details = Details("1974-03", "f", "LB", "France", "Glock")
    readings = understand("AB123456", today=TODAY, details=details)
    assert [each.query for each in readings] == [
        DocumentQuery("AB123456", "FRA"),
        VehicleQuery(plate="AB123456", plate_country="FRA"),
        FirearmQuery("AB123456", "Glock"),
        VehicleQuery(engine_number="AB123456"),
    ]
    assert not any(each.needs_make for each in readings)
    (name,) = understand("Nour Haddad 1970", today=TODAY, details=details)
    assert name.query == PersonQuery(
        name="Nour Haddad", birth_date=PartialDate(1974, 3), sex="F", nationality="LBN"
    )
    (ship,) = understand("IMO 9074729", today=TODAY, details=details)
    assert ship.query == VesselQuery(imo="9074729")


@pytest.mark.parametrize(
    "details",
    [{"birth_date": "yesterday"}, {"birth_date": "2031"}, {"sex": "Q"}, {"nationality": "Nowhere"}],
)
def test_wrong_detail_is_told(details: dict[str, str]) -> None:
    """A detail that cannot be read stops the question: it is never left out quietly."""
    reading = first("Nour Haddad", **details)
    assert reading.query is None
    assert isinstance(reading.problem, InputRefused)


def test_officer_chooses_another_reading() -> None:
    """The chosen reading is taken where the text has it, else the likeliest."""
    readings = understand("AB123456", today=TODAY)
    assert chosen(readings, "plate") == readings[1]
    assert chosen(readings, "name") == readings[0]
    assert chosen(readings, "") == readings[0]
    assert chosen((), "plate") is None


def test_scripts_are_counted() -> None:
    """The script of most letters comes first; digits and marks have none."""
    assert scripts_of("نور H 12") == ("Arab", "Latn")
    assert scripts_of("12-34") == ()


@given(st.text(max_size=60))
@example("ⅷ 1974")
@example("²³ 1974-03-02")
@example("İ 1.1.1990")
@example("ß1")
def test_every_text_has_readings_that_can_be_asked(text: str) -> None:
    """Whatever is typed, nothing is raised, and a reading without a problem is a sound question."""
    for reading in understand(text, today=TODAY):
        if reading.query is not None and not reading.needs_make:
            prepare(reading.query, today=TODAY)
        assert (reading.query is None) == bool(reading.problem or reading.lines_missing)
