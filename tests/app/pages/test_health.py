"""Promises about the page of the installation's health."""

import re

from jisr.errors import LedgerReadOnly
from jisr.kit import outbox
from jisr.values import LANGUAGES
from staffed import Staffed

RUNNING = ("operator@gs", "root")
OTHERS = (
    "head@mar",
    "security@mar",
    "guardian@mar",
    "officer@mar",
    "reviewer@gs",
    "member@ccf",
)


def test_who_runs_the_installation_sees_how_it_is(staffed: Staffed) -> None:
    """In four languages: the parts, how far the ledger is, what waits, and when that was."""
    with staffed.browser.client:
        for officer in RUNNING:
            for language in LANGUAGES:
                text = staffed.get(officer, "/health", language=language).text
                assert text.count("badge-good") == 3
                assert "SQLite" in text or "PostgreSQL" in text


def test_others_are_told_why_they_do_not_see_it(staffed: Staffed) -> None:
    """Whole and in part; who is not signed in is led to sign in."""
    for officer in OTHERS:
        for is_part in (False, True):
            page = staffed.get(officer, "/health", fragment=is_part)
            assert page.status_code == 403
            assert "only the operator and the coordinators" in page.text
    assert staffed.get("", "/health").status_code == 303


def test_its_part_asks_for_itself_anew(staffed: Staffed) -> None:
    """Without keeping a session alive of which nobody is there."""
    text = staffed.get("operator@gs", "/health", fragment=True).text
    assert text.lstrip().startswith('<div id="condition"')
    assert "Jisr-Quiet" in text


def test_what_does_not_work_is_said_with_what_to_do(staffed: Staffed) -> None:
    """Checks that are not answered, a ledger that may not go on, letters that were given up."""
    staffed.browser.sign_in("operator@gs")
    dead = staffed.database.in_transaction(outbox.put, "mail", b"to somebody@example")
    staffed.database.in_transaction(outbox.give_up, dead, "smtp_550")
    staffed.database.freeze(LedgerReadOnly(why="test"))
    text = staffed.browser.client.get("/health", headers={"Accept": "text/html"}).text
    for shown in ("no checks", "jisr ledger resume", "1 message was given up", dead, "smtp_550"):
        assert shown in text
    assert "somebody@example" not in text


def test_nobody_is_named(staffed: Staffed) -> None:
    """No officer but the reader, no case, no address."""
    with staffed.browser.client:
        text = staffed.get("operator@gs", "/health", fragment=True).text
    assert re.findall(r"\w+@\w+", text) == []
