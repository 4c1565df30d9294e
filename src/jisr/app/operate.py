"""`jisr settings`: what is set, to what, and where that was said."""

import dataclasses
import os

import typer

from jisr.app.known import ORIGINS, known_settings
from jisr.errors import to_translate
from jisr.kit.console import Home, Session, command

own = typer.Typer()


@command(own, "settings", home=Home.AS_IS)
def show_settings(session: Session) -> None:
    """List every setting: its value, where it comes from, and what it does."""
    rows = known_settings(session.settings, os.environ, session.home)
    if session.as_json:
        session.show_json([dataclasses.asdict(each) for each in rows])
        return
    say = session.words.say
    columns = (to_translate("Setting"), to_translate("Value"), to_translate("From"), "")
    session.show_table(
        columns,
        [(each.name, str(each.value), say(ORIGINS[each.origin]), say(each.help)) for each in rows],
    )
