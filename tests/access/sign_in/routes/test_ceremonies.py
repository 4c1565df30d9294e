"""Promises of what a browser sends of a passkey."""

from pathlib import Path

from browser import browser_over
from jisr.access.callers import BEGINNINGS_BURST
from jisr.access.sign_in.routes.ceremonies import AnswerIn
from jisr.kit.db import Database
from machine_world import found_machine


def test_what_is_not_needed_is_not_read() -> None:
    """Browsers add what they like; only what is verified goes on."""
    given = {
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "clientExtensionResults": {"x": 1},
        "response": {"clientDataJSON": "e30", "signature": "AA", "transports": ["usb"]},
    }
    assert AnswerIn.model_validate(given).said() == {
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": {"clientDataJSON": "e30", "signature": "AA"},
    }


def test_a_stranger_begins_few_ceremonies(database: Database, tmp_path: Path) -> None:
    """Each is a row: whoever begins hundreds waits."""
    found_machine(database)
    browser = browser_over(database, tmp_path)
    begin = "/v1/sign-in/passkey/sessions"
    statuses = [browser.send("POST", begin).status_code for _ in range(int(BEGINNINGS_BURST) + 20)]
    assert statuses[: int(BEGINNINGS_BURST)] == [200] * int(BEGINNINGS_BURST)
    assert 429 in statuses
