"""`jisr assembly session`: what the secretary types, and what comes back."""

import hashlib
import json
from collections.abc import Callable

import pytest
from typer.testing import Result

from hall_world import CHAIR, SECRETARY
from jisr.assembly.counting.lots import commitment
from jisr.assembly.sessions import actions

Run = Callable[..., Result]
OPEN = ("session", "open", "94", "--host", "fra", "--city", "fr=Lyon", "--opens", "2027-11-22")


def test_session_is_opened_and_shown(run: Run) -> None:
    """Ordinary without more, extraordinary with when and for what it was asked for."""
    made = run(SECRETARY, *OPEN, "--closes", "2027-11-25", "--json")
    assert json.loads(made.stdout)["city"] == {"fr": "Lyon"}
    asked = (*OPEN[:2], "95", *OPEN[3:7], "--opens", "2027-01-11")
    more = ("--requested-on", "2026-11-21", "--subject", "Fraud", "--json")
    assert json.loads(run(SECRETARY, *asked, *more).stdout)["kind"] == "extraordinary"
    listed = json.loads(run(CHAIR, "session", "list", "--json").stdout)
    assert [each["number"] for each in listed] == [95, 94, 93]
    assert "letter: " in run(CHAIR, "session", "show", "--session", "94").stdout
    assert "92" in run(CHAIR, "session", "register").stdout


def test_current_session_is_meant_where_none_is_named(run: Run) -> None:
    """Its calendar, a duty of it, its offices."""
    assert json.loads(run(CHAIR, "session", "show", "--json").stdout)["number"] == 93
    assert "GR 7" in run(CHAIR, "session", "timetable").stdout
    done = run(SECRETARY, "session", "done", "invitations-sent", "--json")
    assert list(json.loads(done.stdout)["done"]) == ["invitations-sent"]
    named = run(SECRETARY, "session", "office", "trustee", "head@fra", "head@egy", "--json")
    assert json.loads(named.stdout)["offices"]["trustee"] == ["head@fra", "head@egy"]


@pytest.mark.parametrize(
    "words",
    [
        OPEN,
        ("session", "done", "invitations-sent"),
        ("session", "office", "chair", "head@fra"),
        ("session", "letter", "M", "--evidence", "drawn"),
        ("session", "draw"),
    ],
)
def test_others_are_refused_in_words(run: Run, words: tuple[str, ...]) -> None:
    """Exit code 3 and one sentence."""
    refused = run(CHAIR, *words)
    assert refused.exit_code == 3
    assert "secretary of the assembly" in refused.stderr


def test_hall_is_seated_by_hand(run: Run) -> None:
    """The letter with its evidence, then every member in its place."""
    run(SECRETARY, "session", "letter", "M", "--evidence", "before the chair")
    told = json.loads(run(CHAIR, "session", "hall", "--json").stdout)
    assert [each["member"] for each in told[:2]] == ["MAR", "MKD"]


def test_hall_is_seated_by_lots(run: Run) -> None:
    """Committed and revealed by delegations, drawn by the secretary."""
    for option in ("--commitment", "--value"):
        for member in ("FRA", "EGY", "ISL"):
            value = hashlib.sha256(member.encode()).digest()
            sealed = commitment(actions.draw_id(93), member, value)
            given = value if option == "--value" else sealed
            put = run(f"head@{member.lower()}", "session", "lot", option, given.hex(), "--json")
            assert json.loads(put.stdout)["session"] == 93
    drawn = json.loads(run(SECRETARY, "session", "draw", "--json").stdout)
    assert sorted(drawn["draw"]["values"]) == ["EGY", "FRA", "ISL"]
