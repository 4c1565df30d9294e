"""`jisr hits`: what an officer types, and what comes back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from check_world import PASSPORT
from hit_world import STOLEN, Desk
from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.checks.dialogue import commands
from jisr.checks.dialogue.reasons import REASONS
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings

Run = Callable[..., Result]
ALL_REASONS = {**ACCESS_REASONS, **REASONS}


@pytest.fixture
def run(desk: Desk, tmp_path: Path) -> Run:
    """Run one command as an officer over the network's database."""
    app = typer.Typer()
    commands.add_to(app)

    def opened(options: Options, _home: Home) -> Session:
        database = Database(
            desk.database.url.render_as_string(hide_password=False), clock=desk.database.clock
        )
        return Session(
            home=tmp_path,
            database=database,
            settings=Settings(),
            words=Words(options.language or "en", ALL_REASONS),
            officer=options.officer,
            as_json=options.as_json,
            network="world",
        )

    def run_one(officer: str, *words: str) -> Result:
        program = Program(opened, ALL_REASONS)
        return CliRunner().invoke(app, ["hits", *words, "--as", officer], obj=program)

    return run_one


def _json(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def _opened(run: Run, desk: Desk) -> dict[str, Any]:
    record = desk.world.record(PASSPORT)
    trace = desk.world.check(STOLEN).trace
    found: dict[str, Any] = _json(run("officer@mar", "open", trace, record.id, "--json"))
    return found


def _asked(run: Run, desk: Desk) -> str:
    hit = _opened(run, desk)["id"]
    _json(run("officer@mar", "ask", hit, "--seen", "1", "--urgent", "--json"))
    return str(hit)


def test_hit_runs_its_course_on_the_command_line(run: Run, desk: Desk) -> None:
    """Taken up, asked, answered, written about and closed."""
    hit = _asked(run, desk)
    steps = (
        ("officer@fra", "answer", hit, "confirmed", "--seen", "2", "--text", "it is she"),
        ("officer@mar", "write", hit, "we hold it", "--seen", "3"),
        ("officer@mar", "outcome", hit, "seized", "--seen", "4"),
    )
    states = [_json(run(*step, "--json"))["state"] for step in steps]
    assert states == ["confirmed", "confirmed", "closed"]
    shown = run("officer@fra", "show", hit).stdout
    for told in ("This hit is closed", "it is she", "we hold it", "seized", "MAR"):
        assert told in shown
    assert "officer@mar" not in shown


def test_page_of_a_hit_begins_with_what_may_follow(run: Run, desk: Desk) -> None:
    """Before anything else the officer reads that nothing coercive may follow."""
    hit = _asked(run, desk)
    assert run("officer@mar", "show", hit).stdout.startswith("This hit is presumed, not proven.")


def test_dismissed_hit_shows_its_reason_in_words(run: Run, desk: Desk) -> None:
    """A code is told in the reader's language."""
    hit = _opened(run, desk)["id"]
    result = run("officer@mar", "dismiss", hit, "another-thing", "--seen", "1", "--lang", "fr")
    assert (result.exit_code, "un autre document ou objet" in result.stdout) == (0, True)


def test_list_shows_mine_and_theirs(run: Run, desk: Desk) -> None:
    """Both sides find an asked hit; the third bureau finds nothing."""
    hit = _asked(run, desk)
    for officer, which in (("officer@mar", "mine"), ("officer@fra", "theirs")):
        assert hit in run(officer, "list", "--which", which).stdout
        (found,) = _json(run(officer, "list", "--which", which, "--json"))
        assert found["id"] == hit
        assert _json(run(officer, "list", "--before", hit, "--json")) == []
    assert _json(run("officer@syr", "list", "--json")) == []


def test_statistics_show_medians(run: Run, desk: Desk) -> None:
    """The figures of both clocks, in a table and as JSON."""
    hit = _asked(run, desk)
    run("officer@fra", "answer", hit, "cannot-say", "--seen", "2")
    found = _json(run("officer@syr", "statistics", "--json"))
    assert (found["urgent"]["answered"], found["routine"]["asked"]) == (1, 0)
    assert "0 s" in run("officer@fra", "statistics", "--own", "--days", "7").stdout


def test_file_is_added_and_saved(run: Run, desk: Desk, tmp_path: Path) -> None:
    """What one side adds the other saves; an existing file is not replaced."""
    hit = _asked(run, desk)
    note, out = tmp_path / "note.txt", tmp_path / "out.txt"
    note.write_text("her visa", encoding="utf-8")
    added = _json(run("officer@fra", "attach", hit, str(note), "--seen", "2", "--json"))
    saved = run("officer@mar", "save", hit, added["id"], "--out", str(out))
    assert (saved.exit_code, out.read_text(encoding="utf-8")) == (0, "her visa")
    assert added["sha256"] in saved.stderr
    again = run("officer@mar", "save", hit, added["id"], "--out", str(out))
    assert again.exit_code == 2


def test_preference_is_shown_and_chosen(run: Run) -> None:
    """Without a channel it is shown with the key of our webhooks; with one it is chosen."""
    before = _json(run("officer@fra", "preference", "--json"))
    chosen = run("guard@fra", "preference", "e-mail", "desk@fra.example")
    after = _json(run("officer@fra", "preference", "--json"))
    assert (before["channel"], after["channel"], after["version"]) == ("inbox", "e-mail", 1)
    assert (chosen.exit_code, before["verify_key"]) == (0, after["verify_key"])
    assert "desk@fra.example" in chosen.stdout


def test_what_is_seen_is_not_revealed(run: Run, desk: Desk) -> None:
    """Revealing, lifting and objecting are for hits that the asking bureau does not know."""
    hit = _asked(run, desk)
    codes = [
        run(officer, what, hit, *more, "--seen", "2").exit_code
        for officer, what, *more in (
            ("officer@fra", "reveal"),
            ("root", "lift", "danger"),
            ("officer@fra", "object", "no"),
        )
    ]
    assert codes == [5, 4, 5]


@pytest.mark.parametrize(
    ("officer", "words", "expected"),
    [
        ("officer@mar", ("list", "--which", "secret"), (2, "use all, mine")),
        ("officer@mar", ("show", "0" * 32), (4, "no such hit")),
        ("officer@mar", ("show", "nonsense"), (4, "no such hit")),
        ("officer@fra", ("answer", "HIT", "maybe", "--seen", "2"), (2, "use confirmed")),
        ("system@fra", ("answer", "HIT", "confirmed", "--seen", "2"), (3, "never a machine")),
        ("officer@fra", ("answer", "HIT", "confirmed", "--seen", "1"), (5, "changed meanwhile")),
        ("officer@mar", ("outcome", "HIT", "arrest", "--seen", "2"), (3, "has not confirmed")),
        ("officer@mar", ("attach", "HIT", "/nowhere", "--seen", "2"), (2, "cannot be read")),
        ("officer@fra", ("preference", "pigeon"), (2, "use inbox")),
        ("officer@fra", ("preference", "inbox"), (3, "security officer")),
        ("officer@mar", ("statistics", "--days", "0"), (2, "choose 1 to 366")),
    ],
)
def test_bad_input_gets_one_sentence_and_an_exit_code(
    run: Run, desk: Desk, officer: str, words: tuple[str, ...], expected: tuple[int, str]
) -> None:
    """Nothing is written, and the sentence says what to do."""
    hit = _asked(run, desk) if "HIT" in words else ""
    result = run(officer, *(hit if each == "HIT" else each for each in words))
    assert (result.exit_code, result.stdout) == (expected[0], "")
    assert expected[1] in result.stderr
