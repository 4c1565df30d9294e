"""The command line of checks: what an officer types, and what comes back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from check_world import CAR, NOUR, PASSPORT, World
from jisr.checks import commands
from jisr.checks.reasons import REASONS
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.records.model import Firearm, Vessel
from jisr.settings import Settings

ASKED = ("--purpose", "border-management", "--case", "TNG-1")
ZONE = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
)
Run = Callable[..., Result]


@pytest.fixture
def run(world: World, tmp_path: Path) -> Run:
    """Run one command as an officer over the world's database."""
    app = typer.Typer()
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        database = Database(
            world.database.url.render_as_string(hide_password=False), clock=world.database.clock
        )
        return Session(
            home=tmp_path / "home",
            database=database,
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer or "officer@mar",
            as_json=options.as_json,
        )

    def run_one(*words: str, text: str | None = None) -> Result:
        program = Program(opened, REASONS)
        return CliRunner().invoke(app, list(words), obj=program, input=text)

    return run_one


def _hits(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return [hit["record"] for hit in json.loads(result.stdout)["hits"]]


def test_person_is_checked(world: World, run: Run) -> None:
    """A name in another script finds the record; JSON and text say the same."""
    record = world.record(NOUR)
    words = ("check", "person", "Nour Haddad", "--born", "1974", *ASKED)
    assert _hits(run(*words, "--json")) == [record.id]
    assert record.id in run(*words).stdout


def test_things_are_checked_by_their_numbers(world: World, run: Run) -> None:
    """Document, vehicle, vessel and firearm each have their command."""
    subjects = (
        PASSPORT,
        CAR,
        Vessel(name="Nour", imo="9074729"),
        Firearm("A-123", "Example Arms"),
    )
    expected = [world.record(each).id for each in subjects]
    questions = (
        ("document", "FRA", "AB123456", "--type", "P"),
        ("vehicle", "--vin", "WVWZZZ1JZXW000001"),
        ("vessel", "--imo", "9074729"),
        ("firearm", "A123", "--make", "example arms"),
    )
    found = [_hits(run("check", *each, *ASKED, "--json")) for each in questions]
    assert found == [[each] for each in expected]


def test_zone_is_read_from_standard_input_and_from_a_file(run: Run, tmp_path: Path) -> None:
    """`jisr check mrz < zone.txt` and `jisr check mrz zone.txt` are one."""
    path = tmp_path / "zone.txt"
    path.write_text(ZONE, encoding="utf-8")
    for result in (
        run("check", "mrz", *ASKED, "--json", text=ZONE),
        run("check", "mrz", str(path), *ASKED, "--json"),
    ):
        assert _hits(result) == []


@pytest.mark.parametrize(
    ("words", "text", "code", "told"),
    [
        (("person", "A", "--case", "X"), None, 2, "Say why you ask"),
        (("person", "A", "--purpose", "warn"), None, 2, "Say for which case"),
        (("person", "A", "--purpose", "curiosity", "--case", "X"), None, 2, "is not a purpose"),
        (("person", "A\u202eB", *ASKED), None, 2, "invisible control characters"),
        (("person", "A" * 10_000, *ASKED), None, 2, "at most 300"),
        (("person", "A", "--born", "2027-01-01", *ASKED), None, 2, "lies in the future"),
        (("person", "A", "--born", "yesterday", *ASKED), None, 2, "1974-03-02"),
        (("firearm", "A123", *ASKED), None, 2, "name its maker too"),
        (("vessel", "--imo", "9074728", *ASKED), None, 2, "check digit"),
        (("mrz", *ASKED), ZONE.replace("C36UTO", "C37UTO"), 2, "check digit"),
        (("mrz", *ASKED), "x" * 5_000, 2, "too long"),
        (("mrz", "nowhere.txt", *ASKED), None, 2, "cannot be read"),
        (("person", "A", "--min-score", "0", *ASKED), None, 3, "--measure"),
        (("person", "A", *ASKED, "--as", "nobody"), None, 3, "nobody"),
    ],
)
def test_bad_input_gets_one_sentence_and_an_exit_code(
    run: Run, words: tuple[str, ...], text: str | None, code: int, told: str
) -> None:
    """Nothing is answered, and the sentence says what to do."""
    result = run("check", *words, text=text)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_list_is_checked_and_rejects_are_an_exit_code(
    world: World, run: Run, tmp_path: Path
) -> None:
    """Alerts and rejects lie beside each other; a rejected row is exit code 8."""
    record = world.record(NOUR)
    source, out = tmp_path / "in.csv", tmp_path / "alerts.csv"
    source.write_text("name,birth_date\nNour Al Haddad,1974-03-02\nB,31.12.1974\n", "utf-8")
    result = run("check", "list", str(source), "--out", str(out), *ASKED, "--json")
    assert result.exit_code == commands.EXIT_SOME_REJECTED
    assert json.loads(result.stdout)["rejected"] == 1
    assert record.id in out.read_text(encoding="utf-8")
    assert "31.12.1974" in (tmp_path / "alerts.csv.rejects.csv").read_text(encoding="utf-8")


def test_list_that_cannot_be_written_leaves_nothing(run: Run, tmp_path: Path) -> None:
    """A folder that is not there is one sentence."""
    source = tmp_path / "in.csv"
    source.write_text("name\nA B\n", "utf-8")
    result = run("check", "list", str(source), "--out", str(tmp_path / "no" / "out.csv"), *ASKED)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_full_disk_is_one_sentence(run: Run, tmp_path: Path) -> None:
    """Without room for the alerts there is no answer but that."""
    source = tmp_path / "in.csv"
    source.write_text("name\nA B\n", "utf-8")
    result = run("check", "list", str(source), "--out", "/dev/full", *ASKED)
    assert result.exit_code == 6
    assert "The disk is full" in result.stderr


def test_traces_are_listed_and_terms_opened_by_the_guardian(run: Run) -> None:
    """An officer sees that he asked; only the data-protection officer sees whom."""
    asked = json.loads(run("check", "person", "Nour Haddad", *ASKED, "--json").stdout)["trace"]
    listed = run("traces", "list", "--json")
    assert [each["id"] for each in json.loads(listed.stdout)] == [asked]
    assert "Haddad" not in run("traces", "show", asked).stdout
    refused = run("traces", "show", asked, "--terms", "--case", "X")
    assert refused.exit_code == 3
    opened = run(
        *("traces", "show", asked, "--terms", "--case", "DPO-1", "--as", "guardian@mar", "--json")
    )
    assert json.loads(opened.stdout)["query"] == {"name": "Nour Haddad"}


def test_index_is_kept_between_commands(world: World, run: Run, tmp_path: Path) -> None:
    """The second command reads the file that the first one made."""
    world.record(NOUR)
    run("check", "person", "Nour Haddad", *ASKED)
    kept = sorted(path.name for path in (tmp_path / "home" / "index").iterdir())
    run("check", "person", "Nour Haddad", *ASKED)
    assert sorted(path.name for path in (tmp_path / "home" / "index").iterdir()) == kept
