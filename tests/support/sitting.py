"""Lets an officer sit down before the pages: signed in, with a purpose and a case."""

from browser import Browser


def sit_down(browser: Browser, officer: str) -> None:
    """Sign an officer in and say what this shift is for."""
    browser.sign_in(officer)
    said = {"purpose": "border-management", "case": "TNG-2026-0117"}
    answer = browser.send("PUT", "/v1/shift", said)
    if answer.status_code != 204:
        raise RuntimeError(answer.text)
