"""`jisr assembly agenda …`: items of the agenda."""

from typing import Annotated

import typer

from jisr.access import actions as access
from jisr.assembly.sessions.commands.telling import (
    SessionNumber,
    number_of,
    show_many,
    show_one,
)
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.commands.given import Title, Version, version_of, words_of
from jisr.assembly.texts.held import HeldItem
from jisr.errors import to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction

group = typer.Typer(
    help="The agenda: items, who requested them, their papers.", no_args_is_help=True
)
_COLUMNS = {
    "number": to_translate("Number"),
    "state": to_translate("State"),
    "is_public": to_translate("Public"),
    "requested_by": to_translate("Requested by"),
    "title": to_translate("Title"),
    "papers": to_translate("Papers"),
    "id": to_translate("Id"),
}
_TOLD = {
    "resolution": to_translate("Resolution"),
    "place": to_translate("Paragraph"),
    "addressee": to_translate("Addressee"),
    "due": to_translate("Due"),
    "status": to_translate("State"),
    "is_late": to_translate("Late"),
    "evidence": to_translate("Evidence"),
}
ItemId = Annotated[str, typer.Argument(help="The item's id.", metavar="ITEM")]


def add_to(app: typer.Typer) -> None:
    """Add `agenda` to the commands of the assembly."""
    app.add_typer(group, name="agenda")


@command(group, "list")
def list_items(session: Session, *, number: SessionNumber = 0) -> None:
    """Show the items of a session in their order."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        view = actions.agenda(transaction, officer, number_of(transaction, number))
    show_many(session, [wire.item_standing(each) for each in view.items], _COLUMNS)


@command(group, "show")
def show_agenda(session: Session, *, number: SessionNumber = 0) -> None:
    """Show when requests are in time, and the agenda that the assembly adopted."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        view = actions.agenda(transaction, officer, number_of(transaction, number))
    show_one(session, wire.agenda_shown(view))


@command(group, "told")
def show_told(session: Session, *, number: SessionNumber = 0) -> None:
    """Show what a session is told of the duties that earlier ones gave."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = actions.told(transaction, officer, number_of(transaction, number))
    show_many(session, [wire.line_shown(each) for each in found], _TOLD)


@command(group, "request")
def request_item(session: Session, *, title: Title, number: SessionNumber = 0) -> None:
    """Request an item; its report and its draft resolution follow."""

    def run(transaction: Transaction) -> HeldItem:
        meant = number_of(transaction, number)
        return actions.request_item(transaction, session.officer, meant, words_of(title))

    show_one(session, wire.item_shown(session.database.in_transaction(run)))


@command(group, "name")
def name_item(session: Session, item: ItemId, *, title: Title, version: Version = 0) -> None:
    """Write the title of an item in more languages, or anew."""
    at = At(item, version_of(version))
    named = session.database.in_transaction(actions.name_item, session.officer, at, words_of(title))
    show_one(session, wire.item_shown(named))


@command(group, "mark")
def mark_item(
    session: Session,
    item: ItemId,
    *,
    public: Annotated[bool, typer.Option(help="Treated in public, or closed.")],
    version: Version = 0,
) -> None:
    """Say whether an item is treated in public; the secretary does."""
    at = At(item, version_of(version))
    marked = session.database.in_transaction(
        actions.mark_item, session.officer, at, is_public=public
    )
    show_one(session, wire.item_shown(marked))


@command(group, "withdraw")
def withdraw_item(session: Session, item: ItemId, *, version: Version = 0) -> None:
    """Withdraw an item before the agenda is adopted."""
    at = At(item, version_of(version))
    withdrawn = session.database.in_transaction(actions.withdraw_item, session.officer, at)
    show_one(session, wire.item_shown(withdrawn))
