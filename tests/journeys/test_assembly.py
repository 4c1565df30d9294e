"""The demo's session from the delegate's seat: a vote at a page, a secret ballot, a recount."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner, Result

from held_hall import Hall, hold
from hub_process import HOST, HubProcess, token_of
from jisr.access.model import Purpose
from jisr.app.cli import build_cli
from jisr.demo.assembly.keys import MACHINES
from jisr.demo.assembly.people import CHAIR, TRUSTEES, WITNESSES
from pages import PHONE, Desk

DELEGATE = "delegate@mar"
THRESHOLD = 3
DELEGATIONS = 24
"""With fewer, so few ballots are cast that the sums stay sealed."""
SECONDS_MAX = 120


class Served:
    """The held session behind a hub, before which machines and a browser stand."""

    def __init__(self, hall: Hall, chromium: Browser, shots: Path) -> None:
        self.home = hall.session.home
        self.example = hall.example
        self.hub = HubProcess(self.home)
        self.hub.wait()
        self.desk = Desk(self.home, self.hub, chromium, shots)

    def machine(self, officer: str, *words: str) -> Result:
        """Run a program on an officer's own machine, over the hub."""
        headers = token_of(self.home, officer, Purpose.INVESTIGATION, "A-1")
        environment = {
            "JISR_TOKEN": headers["Authorization"].removeprefix("Bearer "),
            "JISR_HUB": f"http://{HOST}:{self.hub.port}",
            "JISR_MACHINE": str(self.home / MACHINES / officer),
        }
        done = CliRunner().invoke(build_cli(), [*words, "--json"], env=environment)
        assert done.exit_code == 0, done.output
        return done

    def told(self, officer: str, *words: str) -> dict[str, object]:
        """Return what such a program tells."""
        found: dict[str, object] = json.loads(self.machine(officer, *words).stdout)
        return found

    def command(self, officer: str, *words: str) -> None:
        """Run a command where the hub's data are."""
        place = ("--home", str(self.home), "--as", officer)
        done = CliRunner().invoke(build_cli(), [*words, *place])
        assert done.exit_code == 0, done.output


@pytest.fixture
def served(chromium: Browser, tmp_path: Path) -> Iterator[Served]:
    """A session that this test alone changes."""
    hall = hold(tmp_path / "home", DELEGATIONS)
    hall.session.database.close()
    served = Served(hall, chromium, tmp_path)
    yield served
    served.desk.close()
    served.hub.stop()


def test_a_delegate_votes_audits_casts_and_recounts(served: Served) -> None:
    """One entry by one tap in Arabic; one ballot audited, another cast; the result at home."""
    page = served.desk.open(DELEGATE, "/assembly", "ar", PHONE)
    served.desk.assert_good(page)
    page.goto(f"{served.desk.address}/assembly/votes/{served.example.vote}")
    page.locator(".vote-choice-for button").click()
    expect(page.locator(".notice-good").first).to_be_visible()
    served.desk.assert_good(page)

    ballot = served.example.ballot
    opening = str(served.home / "opening.json")
    audited = served.told(
        DELEGATE, "booth", "vote", ballot, "--mark", "1", "--then", "audit", "--opening", opening
    )
    checked = served.told(f"alternate@{WITNESSES[0].lower()}", "booth", "check", opening)
    assert (checked["holds"], checked["is_burnt"]) == (True, True)
    cast = served.told(DELEGATE, "booth", "vote", ballot, "--mark", "2", "--then", "cast")
    assert cast["tracker"] != audited["tracker"]
    page.goto(f"{served.desk.address}/assembly/votes/{ballot}")
    expect(page.locator("main")).to_contain_text(str(cast["tracker"]))

    served.command(CHAIR, "assembly", "votes", "close", ballot)
    for member in WITNESSES[:THRESHOLD]:
        served.machine(f"alternate@{member.lower()}", "witness", "sign", ballot)
    for member in TRUSTEES[:THRESHOLD]:
        served.machine(f"alternate@{member.lower()}", "trustee", "work", ballot, "--once")
    served.command(CHAIR, "assembly", "elections", "announce-ballot", served.example.election)

    bundle, program = served.home / "bundle.zip", served.home / "verify.py"
    served.command(DELEGATE, "assembly", "boards", "bundle", ballot, str(bundle))
    program.write_text(CliRunner().invoke(build_cli(), ["assembly", "recount-program"]).stdout)
    told = subprocess.run(
        [sys.executable, "-I", "-S", program, bundle, str(cast["tracker"])],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_MAX,
        env={},
    )
    assert told.returncode == 0, told.stdout
    assert told.stdout.startswith("Verified: ")
    assert f"Tracker {cast['tracker']}: entry" in told.stdout
