"""The command line of memoranda: all that the API can."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.words import Words
from jisr.meetings.agreements import commands
from jisr.meetings.agreements.documents import terms_document
from jisr.meetings.agreements.reasons import REASONS
from jisr.settings import Settings
from memoranda_world import PLAIN, WITH_DATA, MemorandaWorld

Run = Callable[..., Any]


@pytest.fixture
def run(world: MemorandaWorld, tmp_path: Path) -> Run:
    """Run one command; return what it printed, as JSON where it is asked for."""
    app = typer.Typer()
    commands.add_to(app)

    def open_session(options: Options, _home: Home) -> Session:
        return Session(
            home=tmp_path,
            database=world.database,
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer or "head@fra",
            as_json=options.as_json,
        )

    def run_command(*arguments: str) -> Any:
        result = CliRunner().invoke(
            app, ["memoranda", *arguments], obj=Program(open_session, REASONS)
        )
        if result.exit_code:
            return result.exit_code, " ".join(result.output.split())
        return json.loads(result.output) if "--json" in arguments else result.output

    return run_command


def file_of(tmp_path: Path, terms: Any = PLAIN, **more: Any) -> str:
    """Return the path of a file with terms."""
    told = terms_document(terms)
    paragraphs: Any = told["paragraphs"]
    told["paragraphs"] = [{"kind": each["kind"], "texts": each["texts"]} for each in paragraphs]
    file = tmp_path / "terms.json"
    file.write_text(json.dumps(told | more), encoding="utf-8")
    return str(file)


def test_members_agree_by_commands(run: Run, world: MemorandaWorld, tmp_path: Path) -> None:
    """Draft, revise, contacts, propose; signed elsewhere; enter, review, renew, end."""
    made = run("draft", file_of(tmp_path), "--json")
    memorandum = made["id"]
    run("revise", memorandum, file_of(tmp_path, confirmed=["en", "fr"]), "--as", "head@mar")
    contacts = tmp_path / "contacts.json"
    contact = {"party": "FRA", "contacts": [{"name": "Desk", "address": "desk@example.org"}]}
    contacts.write_text(json.dumps(contact), encoding="utf-8")
    run("contacts", memorandum, str(contacts))
    assert run("propose", memorandum, "--json")["state"] == "approved"
    known = world.view("head@fra", world.draft()).memorandum
    for officer, party in (("head@fra", "FRA"), ("head@mar", "MAR")):
        world.signed_by(officer, party, _same(known, memorandum))
    assert run("enter", memorandum, "--json")["state"] == "in-force"
    assert run("review", memorandum, "--next", "2027-01-10", "--json")["review"] == "2027-01-10"
    assert [each["kind"] for each in run("due", "--json")] == ["review"]
    assert run("renew", memorandum, "--json")["may"]["ask_renewal"] is False
    assert run("end", memorandum, "--why", "Fulfilled", "--json")["state"] == "ended"


def _same(known: Any, memorandum: str) -> Any:
    """Return something of this id."""
    return replace(known, id=memorandum)


def test_the_path_with_data_by_commands(run: Run, tmp_path: Path) -> None:
    """Opinions, proposal, an objection, the assembly's decision."""
    memorandum = run("draft", file_of(tmp_path, WITH_DATA), "--json")["id"]
    for body in ("executive-committee", "commission"):
        run("opinion", memorandum, body, "--reference", "DOC-7", "--against", "--as", "root")
    assert run("propose", memorandum, "--as", "root", "--json")["state"] == "proposed"
    objected = run("object", memorandum, "--why", "Too wide", "--as", "head@syr", "--json")
    assert objected["state"] == "objected"
    refused = run("decide", memorandum, "a" * 32, "--against", "--as", "root", "--json")
    assert refused["state"] == "refused"


def test_people_read_tables(run: Run, tmp_path: Path) -> None:
    """In their language, with the digest and what is out of step."""
    memorandum = run("draft", file_of(tmp_path, title={"en": "Training"}), "--json")["id"]
    listed = run("list", "--lang", "fr")
    assert ("MAR FRA" in listed, "Training" in listed) == (True, True)
    shown = run("show", memorandum)
    assert "The digest of its terms is" in shown
    assert "Out of step: title in fr (missing)." in shown
    assert "withdrawn" in run("withdraw", memorandum, "--why", "Later")


def test_nobody_signs_without_a_key(run: Run, tmp_path: Path) -> None:
    """Outside a demo the command line has none."""
    made = run("draft", file_of(tmp_path), "--json")
    run("propose", made["id"])
    code, told = run("sign", made["id"], "FRA", made["digest"])
    assert (code, "passkey" in told) == (3, True)


def test_files_are_checked(run: Run, tmp_path: Path) -> None:
    """One that is not there, one that is no JSON, one with other fields."""
    code, told = run("draft", str(tmp_path / "none.json"))
    assert (code, "cannot be read" in told) == (2, True)
    bad = tmp_path / "bad.json"
    for content in ("{", "[]", '{"secret": 1}', "\udcff".encode("utf-8", "surrogatepass")):
        bad.write_bytes(content if isinstance(content, bytes) else content.encode())
        code, told = run("draft", str(bad))
        assert (code, "as the API takes them" in told) == (2, True)
