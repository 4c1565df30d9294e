"""Promises about the page of keys and sessions."""

from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import EVERY_SCOPE, Terms
from jisr.access.sign_in.sessions import Lifetimes
from jisr.values import LANGUAGES
from staffed import Staffed

TIMES = Lifetimes.of(30, 10)


def stay(staffed: Staffed, officer: str) -> str:
    """Begin a session in another browser; return its id."""
    _, session = staffed.database.in_transaction(
        sessions.begin, officer, "local", TIMES, confirmed=False
    )
    return session.id


def token(staffed: Staffed, officer: str) -> str:
    """Issue a token; return its id."""
    return staffed.database.in_transaction(sign_in.issue_token, officer, Terms(EVERY_SCOPE)).id


READERS = {
    "officer@mar": False,
    "guardian@mar": True,  # whose they are
    "head@mar": True,
    "security@mar": True,
    "head@fra": False,
    "operator@gs": False,
    "root": False,
}


def test_a_bureaus_sessions_are_shown_to_who_answers_for_them(staffed: Staffed) -> None:
    """The others are shown their own, and nobody another bureau's."""
    foreign = [stay(staffed, "port@mar"), token(staffed, "port@mar")]
    theirs = [stay(staffed, "guardian@mar"), token(staffed, "guardian@mar")]
    for reader, sees in READERS.items():
        text = staffed.get(reader, "/keys").text
        assert [f"DELETE /v1/tokens/{each}" in text for each in theirs] == [sees] * 2, reader
        assert [each in text for each in foreign] == [False] * 2
        assert "This browser" in text


def test_a_session_that_ended_is_not_shown(staffed: Staffed) -> None:
    """Revoked by somebody, or of an officer who was suspended."""
    ended = stay(staffed, "officer@mar")
    staffed.browser.sign_in("head@mar")
    answer = staffed.browser.send("DELETE", f"/v1/tokens/{ended}", **{"Idempotency-Key": "a" * 32})
    assert answer.status_code == 204
    assert ended not in staffed.get("head@mar", "/keys").text


def test_machines_lead_to_their_keys(staffed: Staffed) -> None:
    """Those of the reader's bureau."""
    assert 'href="/people/officers/desk@mar"' in staffed.get("security@mar", "/keys").text
    assert "/people/officers/desk@mar" not in staffed.get("head@fra", "/keys").text


def test_keys_speak_four_languages(staffed: Staffed) -> None:
    """Also with nothing to revoke but the page's own session."""
    for number, language in enumerate(LANGUAGES, 1):
        text = staffed.get("officer@fra", "/keys", language=language).text
        assert f'<html lang="{language}"' in text
        assert text.count("DELETE /v1/tokens/") == number  # each page is asked for anew


def test_a_place_of_nobody_is_refused(staffed: Staffed) -> None:
    """A cursor that is none of ours."""
    for place in ("sessions_after", "tokens_after"):
        assert staffed.get("officer@fra", f"/keys?{place}=nonsense").status_code == 400


def test_sessions_come_in_pages(staffed: Staffed) -> None:
    """Of fifty, each on one."""
    for _ in range(51):
        stay(staffed, "officer@fra")
    text = staffed.get("officer@fra", "/keys").text
    following = text.split('href="/keys?sessions_after=')[1].split('"')[0]
    further = staffed.get("officer@fra", f"/keys?sessions_after={following}").text
    counts = [each.count("DELETE /v1/tokens/") for each in (text, further)]
    assert counts == [50, 2]


def test_only_who_is_signed_in_has_keys(staffed: Staffed) -> None:
    """Anybody else is led to sign in."""
    assert staffed.get("", "/keys").status_code == 303
