"""`jisr assembly resolution`: what is typed, and what comes back."""

import json
from collections.abc import Callable

from typer.testing import Result

from hall_world import SECRETARY
from text_world import EGY, MAR, TextWorld

Run = Callable[..., Result]


def test_adopted_text_is_shown_and_followed(run: Run, world: TextWorld) -> None:
    """Listed, shown untouched; its duties reported on by whom they address."""
    number = world.adopted().number
    listed = json.loads(run(EGY, "resolution", "list", "--session", "93", "--json").stdout)
    assert [each["number"] for each in listed] == [number]
    shown = json.loads(run(EGY, "resolution", "show", number, "--json").stdout)
    assert shown["is_untouched"] is True
    report = ("resolution", "report", number, "OP1", "--status", "completed")
    refused = run(MAR, *report, "--evidence", "Report 12")
    assert (refused.exit_code, "addresses reports" in refused.output) == (3, True)
    done = run(SECRETARY, *report, "--evidence", "Report 12", "--json")
    assert json.loads(done.stdout)["reports"][0]["evidence"] == ["Report 12"]
    duties = run(EGY, "resolution", "duties")
    assert "report on documents" in duties.stdout
    assert "2027-10-01" in duties.stdout
    told = json.loads(run(EGY, "resolution", "duties", "--session", "93", "--json").stdout)
    assert [each["status"] for each in told] == ["completed", "no report"]
