"""What `jisr tour` prints is copied by a newcomer, so it is run here as it is printed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hub_process import HubProcess

JISR = Path(sys.executable).parent / "jisr"
SECONDS_MAX = 120


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program."""
    return subprocess.run(
        [JISR, *words, "--home", str(home)],
        env={name: each for name, each in os.environ.items() if name != "JISR_OFFICER"},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_MAX,
    )


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo network."""
    home = tmp_path_factory.mktemp("demo") / "home"
    done = run(home, "demo", "--persons", "300", "--documents", "400", "--delegations", "20")
    assert done.returncode == 0, done.stderr
    return home


def answers_of(printed: str) -> list[dict[str, Any]]:
    """Run the printed lines for the shell, in order; return what each curl answered."""
    lines = [
        line for line in printed.splitlines() if line.startswith(("TOKEN=", "OWNER=", "curl "))
    ]
    done = subprocess.run(
        ["sh", "-e"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS_MAX,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_printed_lines_work_against_the_hub(demo_home: Path) -> None:
    """Person and document hit, the record opens, its owner is asked and confirms."""
    hub = HubProcess(demo_home)
    try:
        hub.wait()
        told = run(demo_home, "tour", "--port", str(hub.port))
        assert told.returncode == 0, told.stderr
        person, document, record, asked, answered = answers_of(told.stdout)
    finally:
        hub.stop()
    opened = record["record"]["id"]
    assert opened in [hit["record"] for hit in person["hits"]]
    assert len(document["hits"]) > 0
    assert (asked["state"], answered["state"]) == ("asked", "confirmed")
    assert asked["record"] == opened


def test_the_lines_are_given_to_programs_too(demo_home: Path) -> None:
    """With --json they are a list, tokens first where they are needed."""
    done = run(demo_home, "tour", "--json")
    lines = json.loads(done.stdout)
    begun = [line.split("=")[0].split(" ")[0] for line in lines]
    assert begun == ["TOKEN", "curl", "curl", "curl", "OWNER", "curl", "curl"]


def test_only_a_demo_network_gives_tokens_away(tmp_path: Path) -> None:
    """In any other network the command refuses, and issues nothing."""
    assert run(tmp_path, "init").returncode == 0
    done = run(tmp_path, "tour")
    assert (done.returncode, done.stdout, (tmp_path / "token.key").exists()) == (4, "", False)
