"""Writes `docs/commands.md`, the reference of the command line, from the commands themselves."""

import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import typer

from jisr.app.cli import build_cli
from jisr.kit.console import COMMON
from jisr.settings import Settings

REFERENCE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Written by `make commands`; a test compares it with the program. Every command also takes `--home`,
`--as`, `--lang` and `--json`, and says `--help` in Arabic, English, French and Spanish. Checks,
records and hits take `--hub URL` as well.
"""
SETTINGS_HEAD = """
## Settings

From the environment (`JISR_` and the name in capitals), else from `settings.toml` in the data
directory, else the default.

| Name | Default | Unit | |
|---|---|---|---|
"""


def reference() -> str:
    """Return the whole page."""
    return HEAD + "".join(_sections("jisr", typer.main.get_command(build_cli()))) + _settings()


def _settings() -> str:
    rows = [
        f"| `{each.name}` | {each.default or 'empty'} | {each.metadata['unit']} |"
        f" {each.metadata['help']} |\n"
        for each in fields(Settings)
    ]
    return SETTINGS_HEAD + "".join(rows)


def _sections(words: str, tree: Any) -> Iterator[str]:
    below = getattr(tree, "commands", None)
    if below is None:
        yield f"\n## `{' '.join([words, *_arguments(tree)])}`\n\n{_text(tree.help)}\n"
        rows = [row for row in map(_row, tree.params) if row]
        if rows:
            yield "\n| | |\n|---|---|\n" + "".join(rows)
    else:
        for name, command in below.items():
            yield from _sections(f"{words} {name}", command)


def _arguments(tree: Any) -> list[str]:
    named = [each for each in tree.params if each.param_type_name == "argument"]
    return [each.name.upper() if each.required else f"[{each.name.upper()}]" for each in named]


def _row(parameter: Any) -> str:
    if getattr(parameter, "rich_help_panel", None) == COMMON or not parameter.help:
        return ""
    is_argument = parameter.param_type_name == "argument"
    name = parameter.name.upper() if is_argument else ", ".join(parameter.opts)
    return f"| `{name}` | {_text(parameter.help)} |\n"


def _text(text: str | None) -> str:
    return " ".join(inspect.cleandoc(text or "").split())


if __name__ == "__main__":
    REFERENCE.write_text(reference(), encoding="utf-8")
