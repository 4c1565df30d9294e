"""Promises about the page of settings."""

import dataclasses
from pathlib import Path

from browser import browser_over
from jisr.app.known import known_settings
from jisr.app.pages.settings import grouped
from jisr.settings import Settings
from jisr.values import LANGUAGES
from staffed import Staffed

NEEDLE = "hidden-word"


def test_who_runs_the_installation_sees_what_is_set(staffed: Staffed) -> None:
    """Every setting with its value and what it does, in four languages."""
    for officer in ("operator@gs", "root"):
        for language in LANGUAGES:
            text = staffed.get(officer, "/settings", language=language).text
            missing = [each.name for each in dataclasses.fields(Settings) if each.name not in text]
            assert missing == []


def test_others_are_told_why_they_do_not_see_them(staffed: Staffed) -> None:
    """Also a head of bureau; who is not signed in is led to sign in."""
    for officer in ("head@mar", "security@mar", "guardian@mar", "officer@mar", "member@ccf"):
        page = staffed.get(officer, "/settings")
        assert page.status_code == 403
        assert "only the operator and the coordinators" in page.text
    assert staffed.get("", "/settings").status_code == 303


def test_no_secret_is_shown(staffed: Staffed, tmp_path: Path) -> None:
    """A database's password is left out; of files with secrets only the path is known."""
    url = f"postgresql+psycopg://jisr:{NEEDLE}@localhost/jisr"
    shown = Staffed(staffed.database, browser_over(staffed.database, tmp_path, database_url=url))
    text = shown.get("operator@gs", "/settings").text
    assert ("localhost/jisr" in text, NEEDLE in text) == (True, False)


def test_every_setting_stands_in_one_group(tmp_path: Path) -> None:
    """None is lost, and no group is empty."""
    known = known_settings(Settings(), {}, tmp_path)
    groups = grouped(known)
    found = sorted(each.name for rows in groups.values() for each in rows)
    assert found == sorted(each.name for each in known)
    assert all(groups.values())
