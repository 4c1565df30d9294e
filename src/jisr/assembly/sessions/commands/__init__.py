"""`jisr assembly session|delegation|credentials|observer|dues|key …`."""

import typer

from jisr.assembly.sessions.commands import hall_keys, members, sittings


def add_to(app: typer.Typer) -> None:
    """Add the commands of sessions to those of the assembly."""
    for module in (sittings, members, hall_keys):
        module.add_to(app)
