"""Promises about the pages of traces: everything but whom, and whom for very few."""

import re

import pytest

from browser import Browser
from check_world import ASKED, NOUR, PASSPORT, World
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.checks.model import DocumentQuery
from jisr.values import LANGUAGES, new_id
from sitting import sit_down

PAGE = {"Accept": "text/html"}
ROLES = {
    "security@mar": ("head@mar", "MAR", Role.SECURITY_OFFICER),
    "desk@mar": ("head@mar", "MAR", Role.BUREAU_OFFICER),
    "operator@gs": ("root", "GS", Role.OPERATOR),
    "reviewer@gs": ("root", "GS", Role.LEGAL_REVIEWER),
    "security@ccf": ("root", "CCF", Role.SECURITY_OFFICER),
    "member@ccf": ("security@ccf", "CCF", Role.CCF_MEMBER),
}
OPENS = 'data-api="POST /v1/traces/'


@pytest.fixture
def staffed(world: World, browser: Browser) -> Browser:
    """A browser before a network with those who oversee."""
    for officer, (by, bureau, role) in ROLES.items():
        new = Officer(officer, bureau, officer, frozenset({role}))
        world.database.in_transaction(access.register_officer, by, new)
    return browser


def get(browser: Browser, officer: str, path: str, language: str = "en") -> tuple[int, str]:
    """Return what an officer, who said his case, is shown."""
    sit_down(browser, officer)
    headers = {**PAGE, "Accept-Language": language}
    answer = browser.client.get(path, headers=headers, follow_redirects=False)
    return answer.status_code, answer.text


def rows(text: str) -> list[str]:
    """Return the traces of a list."""
    return re.findall(r'<th scope="row"><a href="/traces/([0-9a-f]{32})">', text)


def test_a_bureaus_traces_are_shown_without_whom(world: World, staffed: Browser) -> None:
    """To those of its roles that read traces, in four languages; never a name or a number."""
    world.record(NOUR)
    asked = [world.check(query).trace for query in (ASKED, DocumentQuery(PASSPORT.number))]
    for officer in ("officer@mar", "head@mar", "guardian@mar", "security@mar"):
        for language in LANGUAGES:
            status, text = get(staffed, officer, "/traces", language)
            assert (status, rows(text)) == (200, asked[::-1])
            assert "Nour" not in text
            assert PASSPORT.number not in text


def test_others_are_told_why_they_read_none(staffed: Browser) -> None:
    """The operator, the machine's and the reviewer's roles; another bureau's traces nobody."""
    for officer in ("operator@gs", "reviewer@gs"):
        status, text = get(staffed, officer, "/traces")
        assert status == 403
        assert "no role of the officer reads traces" in text
    status, text = get(staffed, "guardian@fra", "/traces?bureau=MAR")
    assert status == 403
    assert "each bureau reads only its own traces" in text
    sit_down(staffed, "operator@gs")
    staffed.client.cookies.clear()
    led = staffed.client.get("/traces", headers=PAGE, follow_redirects=False)
    assert led.status_code == 303


def test_the_commission_chooses_the_bureau(world: World, staffed: Browser) -> None:
    """And is shown any."""
    asked = world.check(ASKED).trace
    assert rows(get(staffed, "member@ccf", "/traces?bureau=MAR")[1]) == [asked]
    assert 'name="bureau"' in get(staffed, "member@ccf", "/traces")[1]
    assert 'name="bureau"' not in get(staffed, "guardian@mar", "/traces")[1]


def test_traces_are_sought_by_what_they_say(world: World, staffed: Browser) -> None:
    """Days are whole; an empty filter asks for anything; what is typed stays in its field."""
    asked = world.check(ASKED).trace
    day = world.database.clock().date().isoformat()
    for query, found in (
        (f"since={day}&until={day}&officer=officer@mar&purpose=&case=TNG-1&outcome=", [asked]),
        ("outcome=NO_ANSWER", [asked]),
        ("outcome=NO_ERROR", []),
        ("until=2020-01-01", []),
        ("officer=head@mar", []),
    ):
        assert rows(get(staffed, "guardian@mar", f"/traces?{query}")[1]) == found, query
    assert "No trace fits" in get(staffed, "guardian@mar", "/traces?case=OTHER")[1]
    hostile = get(staffed, "guardian@mar", '/traces?case="><script>')[1]
    assert 'value="&#34;&gt;&lt;script&gt;"' in hostile


def test_what_cannot_be_sought_is_refused(staffed: Browser) -> None:
    """A day, a purpose, an outcome or a place in the list that is none."""
    for query in ("since=yesterday", "purpose=fun", "outcome=fine", "cursor=nonsense"):
        assert get(staffed, "guardian@mar", f"/traces?{query}")[0] == 400, query


def test_pages_of_traces_follow_each_other(world: World, staffed: Browser) -> None:
    """With the filters that were set."""
    for _ in range(52):
        world.check(DocumentQuery("ZZ000001"))
    first = get(staffed, "guardian@mar", "/traces?officer=officer@mar")[1]
    following = re.findall(r'href="(/traces\?officer=[^"]+)" rel="next"', first)
    assert len(following) == 1
    second = get(staffed, "guardian@mar", following[0].replace("&amp;", "&"))[1]
    found = rows(first) + rows(second)
    assert (len(found), len(set(found))) == (52, 52)


def test_terms_are_offered_to_those_entitled(world: World, staffed: Browser) -> None:
    """The bureau's data-protection officer and the Commission; the others read why not."""
    path = f"/traces/{world.check(ASKED).trace}"
    for officer in ("guardian@mar", "member@ccf"):
        status, text = get(staffed, officer, path)
        assert (status, OPENS in text) == (200, True)
        assert "Nour" not in text  # nothing before it is sealed
    for officer in ("officer@mar", "head@mar", "security@mar"):
        status, text = get(staffed, officer, path)
        assert (status, OPENS in text) == (200, False)
        assert "data-protection officer reads" in text
    for officer in ("guardian@fra", "operator@gs", "reviewer@gs"):
        assert get(staffed, officer, path)[0] == 404
    assert get(staffed, "guardian@mar", f"/traces/{new_id()}")[0] == 404


def test_terms_need_a_case(world: World, staffed: Browser) -> None:
    """Who has not said one is led to say it, and the API opens nothing without."""
    trace = world.check(ASKED).trace
    for officer in ("guardian@mar", "member@ccf"):
        staffed.sign_in(officer)
        text = staffed.client.get(f"/traces/{trace}", headers=PAGE).text
        assert f'href="/sign-in/shift?back=/traces/{trace}"' in text
        assert OPENS not in text
        answer = staffed.send("POST", f"/v1/traces/{trace}/terms")
        assert answer.status_code in {400, 403}


def test_the_terms_are_opened_in_the_case_of_the_shift(world: World, staffed: Browser) -> None:
    """By the documented call; that of an officer who may not stays refused."""
    trace = world.check(ASKED).trace
    sit_down(staffed, "guardian@mar")
    opened = staffed.send("POST", f"/v1/traces/{trace}/terms")
    assert (opened.status_code, opened.json()["query"]["name"]) == (200, ASKED.name)
    sit_down(staffed, "officer@mar")
    assert staffed.send("POST", f"/v1/traces/{trace}/terms").status_code == 403
