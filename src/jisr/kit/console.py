"""The command line's common ground: who acts, where, in which language, and how it is shown.

A command is a function whose first parameter is a `Session`; `command` gives it the common options
and turns every `JisrError` into one sentence and an exit code.
"""

import enum
import inspect
import itertools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from jisr.errors import JisrError, OnlyHere, to_translate
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings
from jisr.values import LANGUAGES

PIPED_WIDTH = 160
"""Columns of a table that no terminal shows."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the common options said; empty means: see the environment."""

    home: Path
    officer: str
    language: str
    as_json: bool
    hub: str = ""


@dataclass(slots=True)
class Session:
    """One run of the program by one person, over one data directory or one hub.

    `network` is the network's name, which is the origin of its ledger; empty before it is founded.
    `hub` is the address of the hub that is asked instead of the data directory, mostly empty.
    """

    home: Path
    database: Database
    settings: Settings
    words: Words
    officer: str
    as_json: bool = False
    network: str = ""
    hub: str = ""
    out: Console = field(default_factory=lambda: _console(to_errors=False))
    notes: Console = field(default_factory=lambda: _console(to_errors=True))

    def say(self, sentence: str, **details: object) -> None:
        """Print one translated sentence for the person (never part of `--json` output)."""
        self.notes.print(self.words.say(sentence, **details))

    def show_json(self, value: object) -> None:
        """Print one JSON value."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def show_table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Print a table, or that there is nothing in it; column names are translated here."""
        table = Table(box=None, header_style="bold", pad_edge=False)
        for column in columns:
            table.add_column(self.words.say(column), overflow="fold")
        for row in rows:
            table.add_row(*row)
        if table.row_count:
            self.out.print(table)
        else:
            self.say("There is nothing to show.")

    @contextmanager
    def progress(self, sentence: str, total: int | None) -> Iterator[Callable[[int], None]]:
        """Show a bar while something lasts; the caller tells how far it has come."""
        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            console=self.notes,
            transient=True,
            disable=not self.notes.is_terminal,
        )
        with bar:
            task = bar.add_task(self.words.say(sentence), total=total, rate="")

            def move(done: int) -> None:
                seconds = bar.tasks[0].elapsed or 0
                rate = f"{done / seconds:,.0f}/s" if seconds > 0 else ""
                bar.update(task, completed=done, rate=rate)

            yield move


def _console(*, to_errors: bool) -> Console:
    # Data may hold square brackets, so nothing is markup. What is piped has no width to keep to.
    console = Console(stderr=to_errors, highlight=False, soft_wrap=True, markup=False)
    if not console.is_terminal:
        console.width = PIPED_WIDTH
    return console


class Home(enum.Enum):
    """What a command needs of the data directory."""

    FOUNDED = "founded"
    """A network; the first command founds the default one."""
    DEMO = "demo"
    """A new demo network; a directory that holds one already is refused."""
    AS_IS = "as-is"
    """Whatever is there, even nothing; the command decides."""


@dataclass(frozen=True, slots=True)
class Program:
    """What the whole program gives to each command.

    `open` opens the data directory; `reasons` holds the sentence of each reason of a decision.
    """

    open: Callable[[Options, Home], Session]
    reasons: Mapping[str, str]


COMMON = to_translate("Common")

_COMMON = {
    "home": Annotated[
        Path | None,
        typer.Option(help="The data directory (or JISR_HOME).", rich_help_panel=COMMON),
    ],
    "officer": Annotated[
        str | None,
        typer.Option("--as", help="The acting officer (or JISR_OFFICER).", rich_help_panel=COMMON),
    ],
    "language": Annotated[
        str | None,
        typer.Option("--lang", help="ar, en, fr or es (or JISR_LANGUAGE).", rich_help_panel=COMMON),
    ],
    "as_json": Annotated[bool, typer.Option("--json", help="Print JSON.", rich_help_panel=COMMON)],
    "hub": Annotated[
        str | None,
        typer.Option(help="Ask this hub instead (or JISR_HUB).", rich_help_panel=COMMON),
    ],
}


def command(
    group: typer.Typer, name: str, *, home: Home = Home.FOUNDED, over_hub: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add a function to the command line; its first parameter receives the session.

    `over_hub` says that the command can ask a hub, by `session.hub`, instead of the data directory;
    with `--hub` any other command is refused, and this one is given a session without data.
    """

    def add(function: Callable[..., None]) -> Callable[..., None]:
        def run(ctx: typer.Context, **given: Any) -> None:
            program: Program = ctx.obj
            options = _options(given)
            language = language_of((), {"JISR_LANGUAGE": options.language})
            words = Words(language, program.reasons)
            try:
                if options.hub and not over_hub:
                    raise OnlyHere(what=ctx.command_path)
                with _session(program, options, Home.AS_IS if options.hub else home) as session:
                    words = session.words
                    function(session, **given)
            except JisrError as error:
                _console(to_errors=True).print(words.error(error))
                raise typer.Exit(error.exit_code) from error

        run.__doc__ = function.__doc__
        run.__signature__ = _signature(function)  # type: ignore[attr-defined]  # Typer reads it
        run.__annotations__ = {
            each.name: each.annotation for each in _signature(function).parameters.values()
        }
        group.command(name)(run)
        return function

    return add


def speak(tree: Any, words: Words) -> None:
    """Say the help of a whole command line in one language; `tree` is its parser."""
    tree.help = words.say(inspect.cleandoc(tree.help or ""))
    for parameter in tree.params:
        parameter.help = words.say(getattr(parameter, "help", None) or "") or None
        if getattr(parameter, "rich_help_panel", None):
            parameter.rich_help_panel = words.say(parameter.rich_help_panel)
    for below in getattr(tree, "commands", {}).values():
        speak(below, words)


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that `--lang` or JISR_LANGUAGE asks for, before anything is parsed."""
    given = environment.get("JISR_LANGUAGE", "")
    for option, value in itertools.pairwise(arguments):
        given = value if option == "--lang" else given
    return given if given in LANGUAGES else "en"


def _signature(function: Callable[..., None]) -> inspect.Signature:
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    context = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    common = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if name == "as_json" else None,
            annotation=annotation,
        )
        for name, annotation in _COMMON.items()
    ]
    keywords = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    return inspect.Signature([context, *keywords, *common])


def _options(given: dict[str, Any]) -> Options:
    home = given.pop("home") or os.environ.get("JISR_HOME") or "jisr-home"
    return Options(
        home=Path(home),
        officer=given.pop("officer") or os.environ.get("JISR_OFFICER", ""),
        language=given.pop("language") or os.environ.get("JISR_LANGUAGE", ""),
        as_json=given.pop("as_json"),
        hub=given.pop("hub") or os.environ.get("JISR_HUB", ""),
    )


@contextmanager
def _session(program: Program, options: Options, home: Home) -> Iterator[Session]:
    session = program.open(options, home)
    session.hub = options.hub
    try:
        yield session
    finally:
        session.database.close()
