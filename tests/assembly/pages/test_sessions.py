"""Pages of sessions: what is shown to whom."""

import re
from pathlib import Path

import pytest
from httpx2 import Response

from browser import Browser, browser_over
from hall_world import BUREAU, CHAIR, SECRETARY, HallWorld, found_hall
from jisr.access.model import Role
from jisr.assembly.sessions import actions
from jisr.assembly.sessions.model import (
    CredentialState,
    LetterDraw,
    Observer,
    ObserverKind,
    Office,
)
from jisr.kit.db import Database

HOSTILE = '<script>alert("x")</script>'
SESSION = "/assembly/sessions/93"
UNPAID = frozenset({2025, 2026})


class Hall:
    """A session before its pages."""

    def __init__(self, world: HallWorld, browser: Browser) -> None:
        self.world = world
        self.browser = browser

    def get(self, officer: str, path: str = SESSION, language: str = "en") -> Response:
        """Return a page as an officer is shown it."""
        self.browser.sign_in(officer)
        headers = {"Accept": "text/html", "Accept-Language": language}
        return self.browser.client.get(path, headers=headers, follow_redirects=False)


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> Hall:
    """A session that nobody was sent to yet."""
    world = found_hall(database, home=tmp_path)
    return Hall(world, browser_over(database, tmp_path))


def _seats(text: str) -> list[tuple[str, str]]:
    """Return each member with the mark of its seat, in the order of the page."""
    return re.findall(
        r'<li class="seat seat-(\w+).*?<span class="mono" aria-hidden="true">(\w+)</span>', text
    )


def test_hall_shows_every_member_and_why_it_has_no_vote(hall: Hall) -> None:
    """In the order of the hall: who votes, waits, is barred, or sent nobody."""
    world = hall.world
    for member in ("FRA", "EGY"):
        world.send(member)
    world.send("ISL", state=CredentialState.SUBMITTED)
    world.do(actions.record_dues, SECRETARY, 93, {"EGY": UNPAID})
    world.do(actions.draw_seats, SECRETARY, 93, "M", LetterDraw("before the chair"))
    text = hall.get("delegate@fra").text
    seats = _seats(text)
    assert [member for _, member in seats] == list(world.ask(actions.session, 93).order)
    marks = {member: mark for mark, member in seats if mark != "empty"}
    assert marks == {"FRA": "votes", "EGY": "bars", "ISL": "waits"}
    assert "drawn letter M" in text
    assert 'title="Egypt: the vote is suspended' in text
    amended = hall.get("delegate@fra", f"{SESSION}?matter=constitution").text
    assert ("votes", "EGY") in _seats(amended)


def test_calendar_shows_states_and_the_secretary_marks_them(hall: Hall) -> None:
    """Others read it; the forms that change it are the secretary's."""
    hall.world.do(actions.duty_done, SECRETARY, 93, "invitations-sent")
    read, served = hall.get("delegate@fra").text, hall.get(SECRETARY).text
    assert ">Late<" in read
    assert ">Done, late<" in read
    assert "/timetable/" not in read
    form = "POST /v1/assembly/sessions/93/timetable/provisional-agenda-sent"
    assert form in served
    assert "timetable/invitations-sent" not in served
    assert f"{SESSION}/desk" in served
    assert f"{SESSION}/desk" not in read
    assert f"{SESSION}/delegations/FRA" in read


def test_sessions_are_listed_beside_the_real_ones(hall: Hall) -> None:
    """What is known of real sessions stands apart, with its sources."""
    text = hall.get("delegate@fra", "/assembly/sessions").text
    assert f'href="{SESSION}"' in text
    assert "Sources disagree" in text
    assert "/assembly/sessions/new" not in text
    assert "/assembly/sessions/new" in hall.get(SECRETARY, "/assembly/sessions").text


def test_empty_list_says_what_to_do(database: Database, tmp_path: Path) -> None:
    """Before the first session the page says who opens one."""
    world = found_hall(database, session=None, home=tmp_path)
    hall = Hall(world, browser_over(database, tmp_path))
    assert "No session is open" in hall.get("head@fra", "/assembly/sessions").text
    assert hall.get("head@fra").status_code == 404
    assert 'value="94"' in hall.get(SECRETARY, "/assembly/sessions/new").text


def test_head_of_bureau_names_the_delegation(hall: Hall) -> None:
    """The form stands over the version that was read; other members only look."""
    path = f"{SESSION}/delegations/FRA"
    text = hall.get("head@fra", path).text
    assert "Nobody is named yet" in text
    assert 'data-api="PUT /v1/assembly/sessions/93/delegations/FRA" data-version="0"' in text
    hall.world.send("FRA", state=None)
    named = hall.get("head@fra", path).text
    assert 'data-version="1"' in named
    assert "delegations/FRA/delegates/delegate@fra" in named
    assert "PUT /v1/assembly/sessions/93/credentials/FRA" in named
    looked = hall.get("head@egy", path).text
    assert "delegate of fra" in looked
    assert "data-api" not in looked


def test_delegate_is_led_to_his_own_delegation(hall: Hall) -> None:
    """Who is of no member's bureau has none."""
    led = hall.get("delegate@fra", f"{SESSION}/delegation")
    assert (led.status_code, led.headers["location"]) == (303, f"{SESSION}/delegations/FRA")
    assert hall.get(SECRETARY, f"{SESSION}/delegation").status_code == 404


def test_key_is_shown_and_revoked_by_its_holder(hall: Hall) -> None:
    """Its holder and who sends the delegation may; a colleague may not."""
    hall.world.send("FRA")
    key = hall.world.key("alternate@fra")
    path, form = f"{SESSION}/delegations/FRA", f"DELETE /v1/assembly/keys/{key.id}"
    for officer, may in (("alternate@fra", True), ("head@fra", True), ("caster@fra", False)):
        text = hall.get(officer, path).text
        assert (form in text) is may
        assert key.public[:12] in text


def test_desk_gives_each_what_the_office_allows(hall: Hall) -> None:
    """The bureau accepts and disputes, the chair settles, the secretary does all the rest."""
    world = hall.world
    world.send("FRA", state=CredentialState.SUBMITTED)
    world.send("EGY", state=CredentialState.DISPUTED)
    review = "POST /v1/assembly/sessions/93/credentials/{}/review"
    forms = {
        officer: {
            member
            for member in ("FRA", "EGY")
            if review.format(member) in hall.get(officer, f"{SESSION}/desk").text
        }
        for officer in (BUREAU, CHAIR, SECRETARY)
    }
    assert forms == {BUREAU: {"FRA"}, CHAIR: {"EGY"}, SECRETARY: set()}
    served = hall.get(SECRETARY, f"{SESSION}/desk").text
    chaired = hall.get(CHAIR, f"{SESSION}/desk").text
    for form in ("93/offices/chair", "POST /v1/assembly/sessions/93/dues", "93/letter"):
        assert form in served
        assert form not in chaired


def test_desk_shows_dues_observers_and_lots(hall: Hall) -> None:
    """Who owes what, who listens, and how far the draw is."""
    world = hall.world
    world.send("FRA")
    world.do(actions.record_dues, SECRETARY, 93, {"FRA": UNPAID, "EGY": frozenset({2026})})
    observer = Observer(
        "x", ObserverKind.ADVISER, is_listed=True, is_approved_by_host=True, name=HOSTILE
    )
    world.do(actions.admit_observer, SECRETARY, 93, observer)
    world.do(actions.commit_lot, "head@fra", 93, "0" * 64)
    text = hall.get(SECRETARY, f"{SESSION}/desk").text
    assert "2025 and 2026" in text
    assert text.count("POST /v1/assembly/sessions/93/waivers") == 1
    assert "1 delegation put a lot in" in text
    assert "POST /v1/assembly/sessions/93/letter/draw" in text
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("path", [f"{SESSION}/desk", "/assembly/sessions/new"])
def test_desk_and_form_are_refused_to_others(hall: Hall, path: str) -> None:
    """A head of bureau and a delegate are told so."""
    for officer in ("head@fra", "delegate@egy"):
        assert hall.get(officer, path).status_code == 403


def test_pages_stand_in_the_navigation_of_whom_they_concern(hall: Hall) -> None:
    """Who runs the installation, or is a machine, is not led there."""
    hall.world.add_officer("operator@gs", "GS", Role.OPERATOR, by="root@gs")
    link = 'href="/assembly/sessions"'
    assert link in hall.get("delegate@fra", "/guide").text
    assert link not in hall.get("operator@gs", "/guide").text


def test_four_languages_answer(hall: Hall) -> None:
    """With the city and the countries in the reader's language."""
    hall.world.send("FRA")
    for language, city in (("ar", "مراكش"), ("en", "Marrakesh"), ("fr", "Marrakech")):
        for path in (SESSION, f"{SESSION}/delegations/FRA", "/assembly/sessions"):
            answer = hall.get("head@fra", path, language)
            assert answer.status_code == 200
            assert f'lang="{language}"' in answer.text
        assert city in hall.get("head@fra", SESSION, language).text
    assert hall.get(SECRETARY, f"{SESSION}/desk", "es").status_code == 200


def test_held_offices_are_read_by_the_chair(hall: Hall) -> None:
    """Who holds none is said so."""
    hall.world.hold(Office.TRUSTEE, "delegate@fra")
    text = hall.get(CHAIR, f"{SESSION}/desk").text
    assert "delegate@fra" in text
    assert "Nobody" in text
