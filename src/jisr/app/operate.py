"""`jisr settings`: what is set, to what, and where that was said."""

import dataclasses
import os

import sqlalchemy as sa
import typer

from jisr.app.home import SETTINGS_FILE
from jisr.errors import to_translate
from jisr.kit.console import Home, Session, command
from jisr.settings import origins

own = typer.Typer()

_ORIGINS = {
    "environment": to_translate("environment"),
    "file": to_translate("settings.toml"),
    "default": to_translate("default"),
}


@command(own, "settings", home=Home.AS_IS)
def show_settings(session: Session) -> None:
    """List every setting: its value, where it comes from, and what it does."""
    origin = origins(os.environ, session.home / SETTINGS_FILE)
    rows = [
        {
            "name": each.name,
            "value": _shown(each.name, getattr(session.settings, each.name)),
            "unit": each.metadata["unit"],
            "origin": origin[each.name],
            "help": each.metadata["help"],
        }
        for each in dataclasses.fields(session.settings)
    ]
    if session.as_json:
        session.show_json(rows)
        return
    say = session.words.say
    columns = (to_translate("Setting"), to_translate("Value"), to_translate("From"), "")
    session.show_table(
        columns,
        [
            (
                row["name"],
                str(row["value"]),
                say(_ORIGINS[row["origin"]]),
                say(row["help"]),
            )
            for row in rows
        ],
    )


def _shown(name: str, value: str | int) -> str | int:
    """Return a value as it may be shown: an address of a database without its password."""
    if name == "database_url" and value:
        return sa.make_url(str(value)).render_as_string(hide_password=True)
    return value
