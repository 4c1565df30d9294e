"""The check desk: what is asked at it, what it answers, and to whom."""

import html
import json
from pathlib import Path
from urllib.parse import urlencode

import pytest
from httpx2 import Response

from browser import ORIGIN, Browser, browser_over
from check_world import CAR, NOUR, PASSPORT, World
from jisr.access.model import DatabaseName, Purpose
from jisr.checks import traces
from jisr.checks.model import TraceFilter
from jisr.checks.pages.desk import LIST_BYTES_MAX
from jisr.kit.http.limits import BODY_BYTES_MAX
from jisr.records import actions as records
from jisr.records.model import Draft, PersonStatus
from jisr.values import LANGUAGES
from sitting import sit_down

UNDERSTANDING, CHECKS = "/desk/understanding", "/desk/checks"
ANSWER_BYTES_MAX = 10_000
NOUR_ASKED = "Nour Haddad 1974-03-02"
ZONE = """P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<
L898902C36UTO7408122F1204159ZE184226B<<<<<10"""


def ask(
    browser: Browser, text: str, path: str = CHECKS, language: str = "en", **more: str
) -> Response:
    """Send the box as the page does."""
    headers = {
        "HX-Request": "true",
        "Origin": ORIGIN,
        "Jisr-CSRF": browser.csrf,
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept-Language": language,
    }
    return browser.client.post(path, content=urlencode({"text": text, **more}), headers=headers)


def traced(world: World, bureau: str = "MAR") -> int:
    """Return how many checks the traces of a bureau hold."""
    guardian = world.officer(f"guardian@{bureau.lower()}")
    with world.database.reading() as transaction:
        return len(traces.read_traces(transaction, guardian, TraceFilter(bureau), limit=100))


def test_the_page_is_there_in_every_language(browser: Browser) -> None:
    """The desk answers in four languages; the box takes any direction of writing."""
    for language in LANGUAGES:
        page = browser.client.get("/desk", headers={"Accept-Language": language})
        assert page.status_code == 200
        assert f'lang="{language}"' in page.text
        assert 'id="box" name="text" rows="1" dir="auto"' in page.text


def test_nobody_is_served_who_is_not_signed_in(browser: Browser) -> None:
    """Without a session the page leads to the way in, and its parts refuse."""
    browser.client.cookies.clear()
    page = browser.client.get("/desk", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?back=%2Fdesk")
    for path in (UNDERSTANDING, CHECKS):
        assert ask(browser, "AB123456", path).status_code == 401


def test_another_page_cannot_ask(browser: Browser) -> None:
    """Without the page's own token nothing is understood or checked."""
    browser.csrf = "x"
    assert [ask(browser, "AB123456", path).status_code for path in (UNDERSTANDING, CHECKS)] == [
        403,
        403,
    ]


def test_who_has_not_said_what_he_works_on_is_led_there(browser: Browser, world: World) -> None:
    """Without purpose and case no question is asked and no trace is made."""
    browser.sign_in("officer@mar")
    page = browser.client.get("/desk", headers={"Accept": "text/html"}, follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in/shift?back=%2Fdesk")
    refused = ask(browser, "AB123456")
    assert refused.status_code == 400
    assert 'href="/sign-in/shift?back=/desk"' in refused.text
    assert traced(world) == 0


def test_understanding_asks_nothing(browser: Browser, world: World) -> None:
    """How a text is understood is told without a trace and without a hint of what is recorded."""
    world.record(PASSPORT)
    told = ask(browser, PASSPORT.number, UNDERSTANDING)
    assert told.status_code == 200
    assert told.text == ask(browser, PASSPORT.number, UNDERSTANDING).text
    assert 'value="document" checked' in told.text
    assert PASSPORT.number in told.text
    assert traced(world) == 0


def test_a_zone_is_understood_as_its_document(browser: Browser) -> None:
    """A scanned passport is named with country, number, bearer, and that its digits fit."""
    told = ask(browser, ZONE, UNDERSTANDING).text
    for said in ("Passport", "L898902C3", "ANNA MARIA ERIKSSON", "check digits right"):
        assert said in told
    begun = ask(browser, ZONE.splitlines()[0], UNDERSTANDING).text
    assert "1 line is still to come" in begun


def test_nothing_found_is_calm_and_traced(browser: Browser, world: World) -> None:
    """A miss says so with the reference of its trace, in few bytes."""
    answer = ask(browser, "AB999999")
    assert answer.status_code == 200
    assert "Nothing found" in answer.text
    assert len(answer.content) < ANSWER_BYTES_MAX
    guardian = world.officer("guardian@mar")
    with world.database.reading() as transaction:
        (trace,) = traces.read_traces(transaction, guardian, TraceFilter("MAR"), limit=10)
    assert trace.id in answer.text
    assert (trace.purpose, trace.case) == ("border-management", "TNG-2026-0117")


def test_presumed_hit_is_explained_across_scripts(browser: Browser, world: World) -> None:
    """A hit shows both names piece by piece, what speaks for it, its owner, and what to do next."""
    record = world.record(NOUR)
    answer = ask(browser, NOUR_ASKED)
    assert len(answer.content) < ANSWER_BYTES_MAX
    for said in (
        "1 presumed hit",
        "Presumed, not proven.",
        "نور الحداد",
        'class="piece piece-',
        "the birth date is the same",
        "speaks very strongly for it",
        "France",
        f'name="record" value="{record.id}"',
        "Nobody is told yet",
    ):
        assert said in answer.text


def test_a_hit_is_opened_by_the_api(browser: Browser, world: World) -> None:
    """What the answer's form sends takes the hit up for the bureau that asked."""
    record = world.record(PASSPORT)
    answer = ask(browser, PASSPORT.number, country="FRA").text
    trace = answer.partition('name="trace" value="')[2].partition('"')[0]
    opened = browser.send(
        "POST", "/v1/hits", {"trace": trace, "record": record.id}, Idempotency_Key="a" * 32
    )
    assert opened.status_code == 201


def test_another_reading_can_be_chosen(browser: Browser, world: World) -> None:
    """A number that was taken for a document's finds the vehicle when the plate is meant."""
    world.record(CAR)
    assert "Nothing found" in ask(browser, CAR.plate, chosen="document").text
    assert "1 presumed hit" in ask(browser, CAR.plate, chosen="plate").text


def test_details_sharpen_the_question(browser: Browser, world: World) -> None:
    """The issuing country of a document excludes one of another country with the same number."""
    world.record(PASSPORT)
    assert "1 presumed hit" in ask(browser, PASSPORT.number, country="FRA").text
    assert "Nothing found" in ask(browser, PASSPORT.number, country="ESP").text


def test_a_restricted_record_is_not_found(browser: Browser, world: World) -> None:
    """A record that its owner does not share is no hit, and the answer is that of a miss."""
    record = world.record(NOUR, owner="SYR")
    assert record.id in ask(browser, NOUR_ASKED).text
    browser.sign_in("guardian@mar")
    sit_down(browser, "guardian@mar")
    refused = ask(browser, NOUR_ASKED)
    assert refused.status_code == 403
    assert record.id not in refused.text
    assert "You may not ask this" in refused.text


def test_a_protected_person_does_not_look_alarming(browser: Browser, world: World) -> None:
    """A victim, witness or missing person is shown in a calmer tone, with what is not allowed."""
    asking = world.asking("officer@fra", Purpose.LOCATE)
    draft = Draft(
        DatabaseName.NOMINAL, NOUR, Purpose.LOCATE, status=PersonStatus.MISSING, event="Case 1/2026"
    )
    world.database.in_transaction(records.add_record, asking, draft)
    answer = ask(browser, NOUR_ASKED).text
    assert "notice-warn notice-large" in answer
    assert "no restrictive measure is allowed" in answer
    assert "alarm" not in answer.partition("hit-body")[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is nothing to look for"),
        ("…", "There is nothing to look for"),
        (ZONE.splitlines()[0], "The machine-readable zone is not whole"),
        ("IMO 9074728", "The check digit of IMO number is wrong"),
        ("nour\u202ehaddad", "invisible control characters"),
        ("x" * 1_001, "too long"),
    ],
)
def test_what_cannot_be_asked_is_told_without_a_trace(
    browser: Browser, world: World, text: str, said: str
) -> None:
    """A text that is no question is refused in words with the next step."""
    refused = ask(browser, text)
    assert refused.status_code == 400
    assert said in html.unescape(refused.text)
    assert traced(world) == 0


def test_a_firearm_needs_its_maker(browser: Browser) -> None:
    """A serial number alone is not asked; with its maker it is."""
    refused = ask(browser, "AB123456", chosen="firearm")
    assert refused.status_code == 400
    assert "data-needs-make" in refused.text
    assert "Nothing found" in ask(browser, "AB123456", chosen="firearm", make="Glock").text


def test_markup_in_the_box_stays_text(browser: Browser) -> None:
    """HTML and script in the box, and in every detail, is shown and never obeyed."""
    hostile = "<img src=x onerror=alert(1)>"
    for path in (UNDERSTANDING, CHECKS):
        told = ask(browser, f"Nour {hostile}", path, make=hostile).text
        assert "<img" not in told
        assert "&lt;img" in told


def test_turned_writing_is_shown_by_its_number(browser: Browser) -> None:
    """A mark that turns the writing is shown as what it is, and flagged."""
    told = ask(browser, "nour\u202ehaddad", UNDERSTANDING).text
    assert "\u202e" not in told
    assert "U+202E" in told


def test_too_wide_a_search_is_refused_in_words(world: World, tmp_path: Path) -> None:
    """Beyond the cap the officer reads why, and what to do."""
    browser = browser_over(world.database, tmp_path, spread_cap_subjects=1, spread_alarm_subjects=1)
    with browser.client:
        sit_down(browser, "officer@mar")
        answers = [ask(browser, f"AB00000{number}") for number in range(5)]
    assert [each.status_code for each in answers] == [200] * 4 + [429]
    assert "Too many different people in this hour" in answers[-1].text
    assert "security officer" in answers[-1].text


def test_too_fast_is_refused_in_words(world: World, tmp_path: Path) -> None:
    """Who asks faster than allowed is told to wait; nothing was asked."""
    browser = browser_over(world.database, tmp_path, check_rate_per_second=1)
    with browser.client:
        sit_down(browser, "officer@mar")
        answers = [ask(browser, "AB000001") for _ in range(6)]
    assert answers[-1].status_code == 429
    assert "Too fast" in answers[-1].text


def test_a_desk_that_is_closed_says_so(world: World, tmp_path: Path) -> None:
    """While the hub starts or stops, the officer reads that he can try again."""
    browser = browser_over(world.database, tmp_path)  # its services were not started
    sit_down(browser, "officer@mar")
    answer = ask(browser, "AB000001")
    assert answer.status_code == 503
    assert "The desk is busy" in answer.text


def test_old_data_say_so(world: World, tmp_path: Path) -> None:
    """An answer from data older than the network accepts carries a warning."""
    browser = browser_over(world.database, tmp_path, data_stale_seconds=0)
    with browser.client:
        sit_down(browser, "officer@mar")
        assert "These data are old" in ask(browser, "AB000001").text


def test_a_huge_body_is_refused(browser: Browser) -> None:
    """A file of 50 MB is neither a question nor a list that a page sends."""
    assert LIST_BYTES_MAX < 50_000_000
    headers = {"Content-Length": str(BODY_BYTES_MAX + 1)}
    refused = browser.send("POST", CHECKS, None, **headers)
    assert refused.status_code == 413


def test_a_list_is_checked_with_the_shift_of_the_page(browser: Browser, world: World) -> None:
    """The rows of a dropped list are traced for the purpose and case that the officer said."""
    record = world.record(PASSPORT)
    rows = [
        {"kind": "person", "document_number": PASSPORT.number, "document_country": "FRA"},
        {"kind": "person", "name": "Nobody Known"},
    ]
    answer = browser.client.post(
        "/v1/checks/stream",
        content="".join(f"{json.dumps(each)}\n" for each in rows),
        headers={
            "Origin": ORIGIN,
            "Jisr-CSRF": browser.csrf,
            "Content-Type": "application/x-ndjson",
        },
    )
    told = [json.loads(line)["answer"] for line in answer.text.splitlines()]
    assert [[hit["record"] for hit in each["hits"]] for each in told] == [[record.id], []]
    assert traced(world) == 2
