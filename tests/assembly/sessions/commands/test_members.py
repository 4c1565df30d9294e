"""`jisr assembly delegation|credentials|observer|dues`: what is typed, and what comes back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import Result

from hall_world import BUREAU, CHAIR, SECRETARY, HallWorld
from jisr.assembly.sessions.model import CredentialState

Run = Callable[..., Result]
NAME = ("delegation", "name", "fra", "delegate@fra=head,ballot-caster", "caster@fra")
LISTED = ("--listed", "--partner")


def _json(result: Result) -> Any:
    return json.loads(result.stdout)


def test_delegation_is_named_shown_and_withdrawn(run: Run) -> None:
    """With posts after the equals sign; codes in any case."""
    named = _json(run("head@fra", *NAME, "--json"))
    assert [each["posts"] for each in named["delegates"]] == [["ballot-caster", "head"], []]
    assert "FRA" in run(CHAIR, "delegation", "list").stdout
    assert _json(run(CHAIR, "delegation", "show", "FRA", "--json")) == named
    left = _json(run("head@fra", "delegation", "withdraw", "fra", "caster@fra", "--json"))
    assert left["delegates"][1]["is_revoked"] is True


def test_post_that_is_none_is_refused(run: Run) -> None:
    """With the posts that there are."""
    refused = run("head@fra", "delegation", "name", "FRA", "delegate@fra=king")
    assert refused.exit_code == 2
    assert "ballot-caster" in refused.stderr


def test_credentials_are_handed_in_and_reviewed(run: Run) -> None:
    """By the member, then by the bureau."""
    run("head@fra", *NAME)
    run("head@fra", "credentials", "hand-in", "fra", "foreign-minister")
    told = _json(
        run(BUREAU, "credentials", "review", "fra", "disputed", "--why", "no seal", "--json")
    )
    assert (told["state"], told["why"]) == ("disputed", "no seal")
    assert "no seal" in run(CHAIR, "credentials", "list").stdout


def test_observer_is_let_in_and_out(run: Run) -> None:
    """Listed with what let them in."""
    run(SECRETARY, "observer", "admit", "x", "organisation", "--name", "Amina", *LISTED)
    told = _json(run(CHAIR, "observer", "list", "--json"))
    assert [(each["id"], each["is_admitted"]) for each in told] == [("x", True)]
    assert "False" in run(SECRETARY, "observer", "dismiss", "x").stdout


def test_dues_are_recorded_and_waived(run: Run) -> None:
    """Members with their years; then a vote comes back under an item."""
    recorded = _json(run(SECRETARY, "dues", "record", "fra=2025,2026", "egy=", "--json"))
    assert recorded == {"EGY": [], "FRA": [2025, 2026]}
    assert "2025 2026" in run(CHAIR, "dues", "list").stdout
    waived = run(SECRETARY, "dues", "waive", "fra", "--item", "Item 4")
    assert "FRA votes again in session 93." in waived.stderr
    assert run(SECRETARY, "dues", "record", "fra=20x5").exit_code == 2


@pytest.mark.parametrize(
    ("officer", "words"),
    [
        ("head@egy", NAME),
        (SECRETARY, ("delegation", "withdraw", "fra", "delegate@fra")),
        ("head@egy", ("credentials", "hand-in", "fra", "other")),
        (SECRETARY, ("credentials", "review", "fra", "accepted")),
        (CHAIR, ("observer", "admit", "x", "adviser", "--name", "X", *LISTED)),
        (CHAIR, ("observer", "dismiss", "x")),
        (CHAIR, ("dues", "record", "fra=")),
        (CHAIR, ("dues", "waive", "fra", "--item", "4")),
    ],
)
def test_others_are_refused(
    run: Run, hall: HallWorld, officer: str, words: tuple[str, ...]
) -> None:
    """Exit code 3, whoever else it is."""
    hall.send("FRA", state=CredentialState.SUBMITTED)
    assert run(officer, *words).exit_code == 3
