"""Promises of the command line's common ground."""

import inspect
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner, Result

from jisr.errors import Denied, NotFound
from jisr.kit.console import (
    Home,
    Options,
    Program,
    Session,
    command,
    language_of,
    speak,
)
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings

REASONS = {"desk.closed": "the desk is closed"}


def greet(session: Session, name: Annotated[str, typer.Argument()]) -> None:
    """Greet somebody."""
    if name == "nobody":
        raise NotFound(thing="record")
    if name == "closed":
        raise Denied(why="desk.closed")
    if session.as_json:
        session.show_json({"name": name, "officer": session.officer})
        return
    session.say("Hello {name}.", name=name)
    session.show_table(("Name",), [(name,)])
    with session.progress("Working", 3) as tell:
        tell(3)


def run(*words: str, environment: dict[str, str] | None = None) -> tuple[Result, list[Options]]:
    """Run the small program and return its result with the options that opened it."""
    seen: list[Options] = []

    def open_session(options: Options, home: Home) -> Session:
        assert home is Home.AS_IS
        seen.append(options)
        language = options.language or "en"
        return Session(
            options.home,
            Database("sqlite://"),
            Settings(),
            Words(language, REASONS),
            options.officer,
            options.as_json,
        )

    program = typer.Typer()

    @program.callback()
    def root(context: typer.Context) -> None:
        context.obj = Program(open_session, REASONS)

    command(program, "greet", home=Home.AS_IS)(greet)
    return CliRunner().invoke(program, ["greet", *words], env=environment), seen


def test_table_goes_out_and_words_go_beside() -> None:
    """What a program reads is on standard output; what a person reads is beside it."""
    result, _ = run("Nour")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Name\nNour\n", "Hello Nour.\n")


def test_options_win_over_the_environment() -> None:
    """Where, who and in which language: the option first, then the variable."""
    environment = {"JISR_HOME": "homes/a", "JISR_OFFICER": "env@mar", "JISR_LANGUAGE": "fr"}
    _, from_variables = run("Nour", environment=environment)
    _, from_options = run(
        *("Nour", "--home", "homes/b", "--as", "opt@mar", "--lang", "es", "--json"),
        environment=environment,
    )
    assert from_variables == [Options(Path("homes/a"), "env@mar", "fr", as_json=False)]
    assert from_options == [Options(Path("homes/b"), "opt@mar", "es", as_json=True)]


@pytest.mark.parametrize(
    ("words", "environment"),
    [(("--hub", "https://hub.example"), {}), ((), {"JISR_HUB": "https://hub.example"})],
)
def test_command_that_asks_no_hub_says_so(
    words: tuple[str, ...], environment: dict[str, str]
) -> None:
    """Whoever names a hub is never answered from the data of this machine instead."""
    result, seen = run("Nour", *words, environment=environment)
    assert (result.exit_code, result.stdout, seen) == (2, "", [])
    assert "greet works on the data directory itself." in result.stderr


def test_command_that_asks_a_hub_opens_no_data() -> None:
    """It is given the hub's address and a session without data, whatever it needs otherwise."""
    seen: list[tuple[Home, str]] = []
    program = typer.Typer()

    def open_session(options: Options, home: Home) -> Session:
        seen.append((home, options.hub))
        return Session(options.home, Database("sqlite://"), Settings(), Words("en"), "")

    @program.callback()
    def root(context: typer.Context) -> None:
        context.obj = Program(open_session, REASONS)

    @command(program, "ask", over_hub=True)
    def ask(session: Session) -> None:
        """Ask."""
        session.out.print(session.hub)

    result = CliRunner().invoke(program, ["ask", "--hub", "https://hub.example"])
    assert (result.stdout, seen) == (
        "https://hub.example\n",
        [(Home.AS_IS, "https://hub.example")],
    )


def test_json_is_all_that_is_printed() -> None:
    """With `--json` standard output holds one JSON value."""
    result, _ = run("Nour", "--json", "--as", "a@mar")
    assert result.stdout == '{\n  "name": "Nour",\n  "officer": "a@mar"\n}\n'


@pytest.mark.parametrize(
    ("name", "exit_code", "sentence"),
    [
        ("nobody", 4, "There is no such record, or none that you may see.\n"),
        ("closed", 3, "Not allowed: the desk is closed\n"),
    ],
)
def test_error_is_one_sentence_and_an_exit_code(name: str, exit_code: int, sentence: str) -> None:
    """An error of the one tree never shows a trace of the program."""
    result, _ = run(name)
    assert (result.exit_code, result.stdout, result.stderr) == (exit_code, "", sentence)


def test_error_speaks_the_language_that_was_asked_for() -> None:
    """The sentence follows `--lang`."""
    english, _ = run("nobody")
    arabic, _ = run("nobody", "--lang", "ar")
    assert (arabic.exit_code, arabic.stderr == english.stderr) == (4, False)


def test_command_keeps_its_own_function() -> None:
    """The decorated function stays callable as it was written."""
    group = typer.Typer()
    assert command(group, "greet")(greet) is greet
    assert list(inspect.signature(greet).parameters) == ["session", "name"]


def test_data_are_never_read_as_markup() -> None:
    """A name in square brackets is shown as it was given."""
    result, _ = run("[bold]Nour[/x]")
    assert result.stdout.splitlines()[1:] == ["[bold]Nour[/x]"]


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        (["jisr", "--lang", "fr"], {"JISR_LANGUAGE": "ar"}, "fr"),
        (["jisr", "verify"], {"JISR_LANGUAGE": "ar"}, "ar"),
        (["jisr", "--lang", "tlh"], {}, "en"),
        (["jisr", "--lang"], {}, "en"),
    ],
)
def test_language_is_known_before_anything_is_parsed(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    """The option wins over the variable, and an unknown language is English."""
    assert language_of(arguments, environment) == language


@pytest.mark.parametrize("language", ["ar", "fr", "es"])
def test_help_speaks_the_readers_language(language: str) -> None:
    """Each option's help is said in the language that was asked for."""

    def help_of(words: Words) -> list[str]:
        program = typer.Typer(add_completion=False)
        command(program, "greet", home=Home.AS_IS)(greet)
        tree = typer.main.get_command(program)
        speak(tree, words)
        return [vars(each)["help"] for each in tree.params if vars(each).get("help")]

    english, other = help_of(Words("en")), help_of(Words(language))
    assert [one for one, two in zip(english, other, strict=True) if one == two] == []
