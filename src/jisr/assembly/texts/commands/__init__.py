"""`jisr assembly agenda|text|amendment|resolution …`: all that the API can, at the command line."""

import typer

from jisr.assembly.texts.commands import agenda, amendments, papers, resolutions


def add_to(app: typer.Typer) -> None:
    """Add the groups of the texts to the commands of the assembly."""
    for package in (agenda, papers, amendments, resolutions):
        package.add_to(app)
