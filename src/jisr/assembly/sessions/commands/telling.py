"""What the commands of sessions share: which session is meant, and how things are shown."""

from collections.abc import Sequence
from typing import Annotated

import typer
from pydantic import BaseModel

from jisr.assembly.sessions import actions
from jisr.errors import NotFound, to_translate
from jisr.kit.console import Session
from jisr.kit.db import Transaction
from jisr.values import LanguageMap

SessionNumber = Annotated[
    int, typer.Option("--session", help="Its number; without it the one that is held or next.")
]
MemberCode = Annotated[str, typer.Argument(help="The member's code, as MAR.", metavar="MEMBER")]


def number_of(transaction: Transaction, given: int) -> int:
    """Return the number of the session that is meant: the current one where none is named.

    Raises:
        NotFound: there is no session at all.
    """
    if given:
        return given
    found = actions.current(transaction)
    if found is None:
        raise NotFound(thing=to_translate("session of the assembly"))
    return found.session.number


def show_one(session: Session, told: BaseModel) -> None:
    """Show one thing: as JSON, or each of its fields in a line."""
    plain = told.model_dump(mode="json")
    if session.as_json:
        session.show_json(plain)
        return
    for name, value in plain.items():
        session.out.print(f"{name}: {value}")


def show_many(session: Session, told: Sequence[BaseModel], columns: dict[str, str]) -> None:
    """Show many things: as JSON, or some of their fields as a table with translated heads."""
    plain = [each.model_dump(mode="json") for each in told]
    if session.as_json:
        session.show_json(plain)
        return
    language = session.words.language
    rows = [[_cell(each[name], language) for name in columns] for each in plain]
    session.show_table(list(columns.values()), rows)


def _cell(value: object, language: str) -> str:
    if isinstance(value, dict):
        return LanguageMap(value).best(language)
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "" if value is None else str(value)
