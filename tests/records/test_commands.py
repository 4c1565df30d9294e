"""The command line of records: each command does one thing and says it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.records import actions, commands
from jisr.records.model import HandlingCode
from jisr.records.reasons import REASONS
from jisr.settings import Settings
from recording import ask_for, document_draft, person_draft

Run = Callable[..., tuple[int, str]]

DOCUMENT = {
    "database": "travel-documents",
    "reference": "R-1",
    "retained_until": "2027-01-01",
    "subject": {
        "number": "AB123456",
        "country": "MAR",
        "type": "passport",
        "fraud_type": "stolen",
        "theft_country": "MAR",
    },
}


@pytest.fixture
def run(network: Database, tmp_path: Path) -> Run:
    """Run one command as the founder, for border management; return exit code and output."""
    app = typer.Typer()
    commands.add_to(app)

    def open_session(options: Options, _home: Home) -> Session:
        return Session(
            home=tmp_path,
            database=network,
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer or "founder",
            as_json=options.as_json,
        )

    def run_command(*arguments: str, given: bytes = b"") -> tuple[int, str]:
        why = ("--purpose", "border-management", "--case", "C-1")
        result = CliRunner().invoke(
            app, ["records", *arguments, *why], obj=Program(open_session, REASONS), input=given
        )
        return result.exit_code, result.output

    return run_command


def read(answer: tuple[int, str]) -> Any:
    """Return the JSON that a successful command printed."""
    code, output = answer
    assert code == 0, output
    return json.loads(output)


def test_added_record_is_shown(run: Run, tmp_path: Path) -> None:
    """What a file adds, `show` shows, whole and as a table."""
    file = tmp_path / "record.json"
    file.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    added = read(run("add", str(file), "--json"))
    shown = read(run("show", added["id"], "--json"))
    code, table = run("show", added["id"])
    assert (added["subject"], added["owner"]) == (DOCUMENT["subject"], "MAR")
    assert (shown["record"], shown["has_more"], shown["is_expiring"]) == (added, False, True)
    assert (code, "number: AB123456" in table, "This record ends soon." in table) == (
        0,
        True,
        True,
    )


def test_record_is_added_from_the_standard_input(run: Run) -> None:
    """A dash reads the draft from a pipe; the person is told the id and the last day."""
    code, output = run("add", "-", given=json.dumps(DOCUMENT).encode())
    assert (code, "is added; it is kept until 2027-01-01." in output) == (0, True)


@pytest.mark.parametrize("file", ["missing.json", "."])
def test_unreadable_file_is_named(run: Run, file: str) -> None:
    """A file that cannot be opened is told by name, with exit code 2."""
    code, output = run("add", file)
    assert (code, f"The file {file} cannot be read" in output) == (2, True)


def test_withdrawn_and_erased(run: Run, network: Database) -> None:
    """A record is withdrawn, then erased; afterwards there is no such record."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    withdrawn = read(run("withdraw", record.id, "--reason", "found again", "--json"))
    assert (withdrawn["state"], withdrawn["version"], withdrawn["reason"]) == (
        "withdrawn",
        2,
        "found again",
    )
    erased = read(run("erase", record.id, "--reason", "court order", "--json"))
    assert erased == {"id": record.id, "entry": erased["entry"]}
    code, output = run("show", record.id)
    assert (code, "There is no such record, or none that you may see." in output) == (4, True)


def test_ending_without_a_reason_is_refused(run: Run, network: Database) -> None:
    """Withdrawing and erasing without a reason end with exit code 3."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    assert [run(verb, record.id)[0] for verb in ("withdraw", "erase")] == [3, 3]


def test_plain_words_say_what_was_done(run: Run, network: Database) -> None:
    """Without --json one sentence tells the person what happened."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    said = [run(verb, record.id, "--reason", "found") for verb in ("withdraw", "erase")]
    assert said[0] == (0, f"Record {record.id} is withdrawn.\n")
    assert said[1][1].startswith(f"Record {record.id} is erased. Proof: entry ")


def test_expiring_lists_what_ends_soon(run: Run) -> None:
    """The owner sees what ends within six months."""
    added = read(run("add", "-", "--json", given=json.dumps(DOCUMENT).encode()))
    assert read(run("expiring", "--json")) == [
        {
            "id": added["id"],
            "database": "travel-documents",
            "reference": "R-1",
            "retained_until": "2027-01-01",
        }
    ]


def test_history_lists_each_version(run: Run, network: Database) -> None:
    """Who wrote each version, when and why."""
    record = network.in_transaction(actions.add_record, ask_for(), person_draft())
    network.in_transaction(actions.withdraw, ask_for(), record.id, "mistaken")
    lines = read(run("history", record.id, "--json"))
    assert [(each["version"], each["verb"], each["officer"], each["reason"]) for each in lines] == [
        (1, "record.added", "officer.mar", ""),
        (2, "record.withdrawn", "officer.mar", "mistaken"),
    ]
    code, table = run("history", record.id)
    assert (code, "record.withdrawn  mistaken" in table) == (0, True)


def test_hidden_fields_are_hinted_at(run: Run, network: Database) -> None:
    """A reader who is not shown all is told to ask the owner."""
    draft = person_draft(handling={"sex": HandlingCode.CONFIRM_ONLY})
    record = network.in_transaction(actions.add_record, ask_for("TUN"), draft)
    code, output = run("show", record.id)
    assert (code, "The owner can tell or confirm more" in output) == (0, True)
