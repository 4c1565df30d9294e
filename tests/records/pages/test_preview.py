"""Promises about what a form tells while it is filled in."""

from typing import Any

import pytest

from browser import Browser
from jisr.records.pages.preview import mrz_of
from jisr.values import LANGUAGES
from record_pages import BUS, CLERK, HOSTILE, NOUR, RecordPages, begin_shift


def told(pages: RecordPages, form: Any, language: str = "en") -> str:
    """Return what is told of a form."""
    answer = pages.part("/records/preview", form, language)
    assert answer.status_code == 200
    return answer.text


def person(**subject: Any) -> dict[str, Any]:
    """Return a form about a person that is not finished."""
    return {"database": "nominal", "subject": subject, "purpose": "locate"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_is_helped_in_every_language(pages: RecordPages, language: str) -> None:
    """Proposals for the name, who would see it, and what is missing yet."""
    form = person(names=[{"text": "نور الحداد"}])
    shown = told(pages, form, language)
    assert 'data-text="Nour Al Haddad"' in shown
    assert 'data-text="AL&lt;HADDAD&lt;&lt;NOUR"' in shown
    assert 'data-for="audience"' in shown


def test_nothing_is_proposed_over_what_was_written(pages: RecordPages) -> None:
    """A Latin form that is there stays; the machine-readable form follows it."""
    shown = told(pages, person(names=[{"text": "نور الحداد", "latin": "Noor El Hadad"}]))
    assert "Nour Al Haddad" not in shown
    assert 'data-text="EL&lt;HADAD&lt;&lt;NOOR"' in shown


def test_marks_that_turn_the_writing_are_named(pages: RecordPages) -> None:
    """By their numbers, since they cannot be seen."""
    assert "U+202E" in told(pages, person(names=[{"text": "نور\u202eحداد"}]))


def test_numbers_and_countries_are_judged_as_they_are_typed(pages: RecordPages) -> None:
    """Right, wrong by its check digit, or no such country, in words."""
    bus = {**BUS, "subject": {"vin": "1M8GDM9AXKP042789", "plate_country": "MA"}}
    vessel = {"database": "vessels", "subject": {"imo": "9074729", "flag": "Maroc"}}
    wrong = {"database": "vessels", "subject": {"imo": "9074728"}}
    carried = person(documents=[{"number": "xy 998877"}], nationalities=["XQQ"])
    shown = [told(pages, each) for each in (BUS, bus, vessel, carried)]
    assert "The check digit does not fit" in told(pages, wrong)
    assert "1M8GDM9AXKP042788" in shown[0]
    assert "check digit" in shown[1]
    assert "Morocco (MAR)" in shown[1]
    assert ("9074729" in shown[2], "Write its code: MAR." in shown[2]) == (True, True)
    assert ("XY998877" in shown[3], "No country has this code" in shown[3]) == (True, True)


def test_what_stands_against_a_draft_is_told_before_it_is_sent(pages: RecordPages) -> None:
    """One thing after the other, by the rules that would refuse it; then nothing."""
    ready = "Nothing stands against it"
    no_event = {**NOUR, "event": ""}
    shown = [told(pages, each) for each in (person(), no_event, NOUR)]
    assert [ready in each for each in shown] == [False, False, True]
    assert "Names is needed" in shown[0]
    assert "name the case or event" in shown[1]


def test_who_would_see_it_is_what_is_then_seen(pages: RecordPages) -> None:
    """The page before publishing and the record's page afterwards name the same members."""
    form = {**NOUR, "audience": {"everyone": False, "members": ["FRA"]}}
    before = told(pages, form)
    after = pages.get(f"/records/{pages.add(form)}").text
    assert "2 of 196 members would see it" in before
    assert "2 of 196 members see it" in after


def test_a_form_is_not_kept(pages: RecordPages) -> None:
    """What was only typed leaves no entry and no record."""
    with pages.browser.hub.database.reading() as transaction:
        query = "SELECT count(*) FROM entries"
        before = transaction.connection.exec_driver_sql(query).scalar()
    told(pages, NOUR)
    with pages.browser.hub.database.reading() as transaction:
        assert transaction.connection.exec_driver_sql(query).scalar() == before


def test_markup_in_a_form_is_no_markup(pages: RecordPages) -> None:
    """In a name, a number and a country."""
    shown = told(
        pages,
        person(
            names=[{"text": HOSTILE, "latin": HOSTILE}],
            nationalities=[HOSTILE],
            documents=[{"number": HOSTILE}],
        ),
    )
    assert "<img" not in shown


def test_what_is_no_form_is_refused(pages: RecordPages) -> None:
    """In words, not with an error of ours."""
    forms: list[Any] = [[], {}, {"database": "people"}, {"database": ["nominal"]}]
    assert {pages.part("/records/preview", each).status_code for each in forms} == {400}


def test_a_form_of_strange_values_is_answered(pages: RecordPages) -> None:
    """Whatever a script of somebody else sends."""
    for subject in (
        "x",
        {"names": "x"},
        {"names": ["x", None, {"text": 7}]},
        {"nationalities": [None, {}], "documents": ["x", {}]},
        {"birth_dates": ["soon"]},
    ):
        assert told(pages, {"database": "nominal", "subject": subject})


def test_who_may_not_record_is_told_so(pages: RecordPages, browser: Browser) -> None:
    """Before he has typed a whole form for nothing."""
    begin_shift(browser, CLERK)
    assert "Nothing stands against it" not in told(pages, NOUR)


def test_another_page_gets_no_help(pages: RecordPages, browser: Browser) -> None:
    """The form's script sends the token that only our pages know."""
    browser.csrf = "wrong"
    assert pages.part("/records/preview", NOUR).status_code == 403


@pytest.mark.parametrize(
    ("latin", "mrz"),
    [("Nour Al Haddad", "AL<HADDAD<<NOUR"), ("Haddad", "HADDAD"), ("", ""), ("٣", "")],
)
def test_the_machine_readable_form_is_surname_first(latin: str, mrz: str) -> None:
    """As ICAO Doc 9303 writes it; of what has no letters, nothing."""
    assert mrz_of(latin) == mrz
