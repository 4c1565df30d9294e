"""Promises about the page of permissions."""

import re

from jisr.values import LANGUAGES
from staffed import Staffed


def table(text: str) -> list[str]:
    """Return the rows of the page's table, as text."""
    rows = re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def shown(staffed: Staffed, officer: str, query: str = "", reader: str = "") -> list[str]:
    """Return what an officer may do, as a reader is told."""
    return table(staffed.get(reader or officer, f"/permissions?officer={officer}{query}").text)


def test_a_role_gives_and_refuses(staffed: Staffed) -> None:
    """A bureau officer does all but erase; a security officer touches no data."""
    assert shown(staffed, "officer@mar")[0] == "Persons Yes Yes Yes Yes Yes No: Role"
    assert shown(staffed, "security@mar")[0] == "Persons" + " No: Role" * 6
    assert shown(staffed, "operator@gs")[0] == "Persons" + " No: Role" * 6


def test_data_of_another_bureau_stay_its_own(staffed: Staffed) -> None:
    """They are checked and read, never changed."""
    row = shown(staffed, "officer@mar", "&owner=FRA")[0]
    assert row == "Persons Yes Yes Yes No: Owner No: Owner No: Owner"


def test_an_agreement_gives_and_refuses(staffed: Staffed) -> None:
    """By database, by purpose and by whose data they are."""
    rows = shown(staffed, "port@mar", "&owner=FRA")
    assert rows[0].startswith("Persons No: Agreement")
    assert rows[3].startswith("Vehicles Yes No: Agreement")
    foreign = shown(staffed, "port@mar", "&owner=SYR")
    assert foreign[3].startswith("Vehicles No: Agreement")
    other = shown(staffed, "port@mar", "&owner=FRA&purpose=analysis")
    assert other[3].startswith("Vehicles No: Agreement")


def test_the_rule_behind_a_refusal_is_said(staffed: Staffed) -> None:
    """In a sentence, and the agreements in force lead to their pages."""
    text = staffed.get("head@mar", "/permissions?officer=port@mar&owner=SYR").text
    assert "the agreement does not cover data of this owner" in text
    assert "the bureau has no agreement in force that gives this" in text
    assert "agreement 12/2026" in text


def test_permissions_of_others_are_hidden(staffed: Staffed) -> None:
    """As if there were no such officer; the own ones everybody sees."""
    for reader in ("officer@fra", "operator@gs", "reviewer@gs"):
        assert staffed.get(reader, "/permissions?officer=officer@mar").status_code == 404
        assert staffed.get(reader, "/permissions").status_code == 200


def test_the_commission_looks_at_any_officer(staffed: Staffed) -> None:
    """It oversees every bureau."""
    assert shown(staffed, "officer@mar", reader="member@ccf")[0].endswith("No: Role")


def test_what_is_not_there_is_refused(staffed: Staffed) -> None:
    """No bureau, no purpose, no id."""
    for query, status in (("owner=XXX", 404), ("purpose=fun", 400), ("officer=%00", 404)):
        assert staffed.get("officer@mar", f"/permissions?{query}").status_code == status


def test_permissions_speak_four_languages(staffed: Staffed) -> None:
    """Each on a page of its own."""
    for language in LANGUAGES:
        text = staffed.get("head@mar", "/permissions", language=language).text
        assert f'<html lang="{language}"' in text
