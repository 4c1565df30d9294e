"""A record is erased: afterwards nobody finds its data, not in any file."""

import json
import os
import subprocess
import sys
from pathlib import Path

JISR = Path(sys.executable).parent / "jisr"
NAME = "Zephyrine Quistorp-Vandermolen"
WHY = ["--purpose", "wanted-person", "--case", "MAR-2026-7"]


def jisr(home: Path, *words: str, given: str = "") -> str:
    """Run the program as the head of Morocco's bureau and return what it printed."""
    done = subprocess.run(
        [JISR, *words],
        env={**os.environ, "JISR_HOME": str(home), "JISR_OFFICER": "head@mar"},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def files_that_hold(home: Path, text: str) -> list[str]:
    """Return the files of a data directory in which the text stands, in any spelling of case."""
    needles = [
        text.encode(),
        text.casefold().encode(),
        text.rsplit(maxsplit=1)[-1].casefold().encode(),
    ]
    return sorted(
        path.name
        for path in home.rglob("*")
        if path.is_file() and any(each in path.read_bytes().lower() for each in needles)
    )


def test_erased_data_are_in_no_file(tmp_path: Path) -> None:
    """Before, the check finds the person; after, no table, index or log file holds the name."""
    draft = {
        "database": "nominal",
        "subject": {"names": [{"text": NAME}], "birth_dates": ["1974-03-02"], "sex": "F"},
        "status": "suspect",
        "event": "Fraud in Tangier",
    }
    added = json.loads(
        jisr(tmp_path, "records", "add", "-", *WHY, "--json", given=json.dumps(draft))
    )
    asked = ["check", "person", NAME, "--born", "1974-03-02", *WHY, "--json"]
    before = json.loads(jisr(tmp_path, *asked))
    jisr(tmp_path, "records", "erase", added["id"], "--reason", "purpose achieved", *WHY)
    assert [hit["record"] for hit in before["hits"]] == [added["id"]]
    # The bureau's own traces of its checks hold the terms for its data-protection officer.
    held = {path for path in files_that_hold(tmp_path, NAME) if not path.startswith("jisr.db")}
    assert held == set()
    assert json.loads(jisr(tmp_path, *asked))["hits"] == []
    report = json.loads(jisr(tmp_path, "verify", "--json"))
    assert (report["verifies"], report["report"]["erased"]) == (True, 1)


def test_erased_record_that_nobody_checked_leaves_nothing(tmp_path: Path) -> None:
    """Without traces of checks, not even the database file holds a byte of the name."""
    draft = {
        "database": "nominal",
        "subject": {"names": [{"text": NAME}], "birth_dates": ["1974-03-02"], "sex": "F"},
        "status": "suspect",
        "event": "Fraud in Tangier",
    }
    added = json.loads(
        jisr(tmp_path, "records", "add", "-", *WHY, "--json", given=json.dumps(draft))
    )
    before = files_that_hold(tmp_path, NAME)
    jisr(tmp_path, "records", "erase", added["id"], "--reason", "purpose achieved", *WHY)
    assert (before != [], files_that_hold(tmp_path, NAME)) == (True, [])
