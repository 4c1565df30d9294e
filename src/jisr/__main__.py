"""`python -m jisr` and the `jisr` command."""

import os
import sys

import typer

from jisr.app.cli import build_cli
from jisr.kit.console import language_of, speak
from jisr.kit.words import Words


def main() -> None:
    """Run the command line."""
    tree = typer.main.get_command(build_cli())
    speak(tree, Words(language_of(sys.argv, os.environ)))
    tree(prog_name="jisr")


if __name__ == "__main__":
    main()
