"""Promises of the pages on which a bureau looks through its own records."""

import pytest

from browser import Browser
from jisr.values import LANGUAGES
from record_pages import BUS, CLERK, HOSTILE, NOUR, STRANGER, RecordPages, begin_shift

PAGES = ("/records", "/records/expiring")


def searched(pages: RecordPages, text: str) -> str:
    """Return what a search shows."""
    headers = {
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": pages.browser.origin,
        "Jisr-CSRF": pages.browser.csrf,
    }
    answer = pages.browser.client.post("/records/search", data={"text": text}, headers=headers)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_speak_every_language(pages: RecordPages, language: str) -> None:
    """An empty list says so, and what to do."""
    for path in PAGES:
        answer = pages.get(path, language)
        assert (answer.status_code, f'lang="{language}"' in answer.text) == (200, True)
        assert 'class="empty"' in answer.text


def test_a_bureau_sees_its_own_records_alone(pages: RecordPages) -> None:
    """With their state and end; what another owns is not listed, whoever may see it."""
    nour, foreign = pages.add(NOUR), pages.add(BUS, "head@fra")
    shown = pages.get("/records").text
    assert f"/records/{nour}" in shown
    assert "نور الحداد" in shown
    assert foreign not in shown


def test_the_filters_name_nobody(pages: RecordPages) -> None:
    """Kind and state stand in the address; a word that is none is left out, not an error."""
    nour, bus = pages.add(NOUR), pages.add(BUS)
    persons = pages.get("/records?kind=person&state=active").text
    assert (nour in persons, bus in persons) == (True, False)
    assert nour not in pages.get("/records?state=withdrawn").text
    assert pages.get("/records?kind=people&state=lost").status_code == 200


def test_a_longer_list_comes_in_pages(pages: RecordPages) -> None:
    """The way to the next page holds no name, and leads to the rest."""
    made = {pages.add({**BUS, "subject": {"plate": f"{n}"}, "reference": ""}) for n in range(31)}
    first = pages.get("/records").text
    address = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = pages.get(address.replace("&amp;", "&")).text
    shown = [{each for each in made if f"/records/{each}" in page} for page in (first, second)]
    assert [len(each) for each in shown] == [30, 1]
    assert shown[0] | shown[1] == made


def test_a_search_finds_own_records_by_what_is_typed(pages: RecordPages) -> None:
    """A number in any spelling, or the own reference; and says so where nothing fits."""
    bus = pages.add(BUS)
    assert all(bus in searched(pages, each) for each in ("1m8gdm9axkp042788", "TNG-7"))
    assert bus not in searched(pages, "TNG-9")
    assert "/desk" in searched(pages, "TNG-9")
    assert searched(pages, " ").strip() == ""


def test_markup_is_shown_as_it_was_written(pages: RecordPages) -> None:
    """In a name and in a reference, in the list and in what is found."""
    hostile = {**NOUR, "reference": HOSTILE, "subject": {"names": [{"text": HOSTILE}]}}
    pages.add(hostile)
    for shown in (pages.get("/records").text, searched(pages, HOSTILE)):
        assert "<img" not in shown
        assert "&lt;img src=x" in shown


def test_what_ends_soon_can_be_kept_or_let_go(pages: RecordPages) -> None:
    """Only what ends within six months is there."""
    soon = pages.add({**BUS, "retained_until": "2027-01-15"})
    later = pages.add(NOUR)
    shown = pages.get("/records/expiring").text
    assert (later in shown, f"PUT /v1/records/{soon}" in shown) == (False, True)
    assert f"POST /v1/records/{soon}/withdrawal" in shown


@pytest.mark.parametrize("officer", [STRANGER, CLERK])
def test_whoever_is_not_of_the_bureau_sees_nothing_of_it(
    pages: RecordPages, browser: Browser, officer: str
) -> None:
    """Neither in the list, nor near its end, nor by its number."""
    soon = pages.add({**BUS, "retained_until": "2027-01-15"})
    begin_shift(browser, officer)
    shown = [*(pages.get(each).text for each in PAGES), searched(pages, "TNG-7")]
    assert [soon in each for each in shown] == [False] * 3


def test_who_is_not_signed_in_or_names_no_purpose_is_led_there(
    pages: RecordPages, browser: Browser
) -> None:
    """First to the sign-in, then to the shift, and back from both."""
    browser.sign_in("head@mar")
    without_shift = [pages.get(each).headers["location"] for each in PAGES]
    browser.client.cookies.clear()
    signed_out = [pages.get(each).headers["location"] for each in PAGES]
    back = ["?back=%2Frecords", "?back=%2Frecords%2Fexpiring"]
    assert without_shift == [f"/sign-in/shift{each}" for each in back]
    assert signed_out == [f"/sign-in{each}" for each in back]
