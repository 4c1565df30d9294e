"""`jisr openings`: fields that wait for their originator are opened in an emergency."""

from itertools import islice
from typing import Annotated

import msgspec
import typer

from jisr.access import actions as access
from jisr.checks.openings import actions
from jisr.checks.openings.wire import told_opening
from jisr.client import shapes
from jisr.client.calling import called
from jisr.errors import to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.records import actions as records
from jisr.records.model import Opening

group = typer.Typer(
    help="Emergencies: withheld fields of a record are opened, and its owner is told.",
    no_args_is_help=True,
)
_COLUMNS = {
    "opened_at": to_translate("Opened at"),
    "ends_at": to_translate("Until"),
    "record": to_translate("Record"),
    "owner": to_translate("Owner"),
    "bureau": to_translate("Bureau"),
    "officer": to_translate("Officer"),
    "reason": to_translate("Reason"),
}


def add_to(app: typer.Typer) -> None:
    """Add `openings` to the program."""
    app.add_typer(group, name="openings")


@command(group, "open", over_hub=True)
def open_fields(
    session: Session,
    record_id: Annotated[str, typer.Argument(help="The record's id.", metavar="RECORD")],
    *,
    reason: Annotated[
        str, typer.Option(help="Why it cannot wait; the owner reads it: without personal data.")
    ] = "",
    purpose: Annotated[str, typer.Option(help="Why you ask: one of the nine purposes.")] = "",
    case: Annotated[str, typer.Option(help="Your own file reference.")] = "",
) -> None:
    """Open fields under their originator's control; then show the record with the same case."""

    def run(transaction: Transaction) -> Opening:
        asking = access.ask(transaction, session.officer, purpose, case)
        seconds = session.settings.opening_seconds
        return actions.open_fields(transaction, asking, record_id, reason, seconds=seconds)

    if session.hub:
        with called(session, purpose, case) as hub:
            opened = hub.records.open_fields(record_id, reason)
    else:
        opened = told_opening(session.database.in_transaction(run))
    if session.as_json:
        session.show_json(msgspec.to_builtins(opened))
        return
    session.say(
        "The fields are open to you until {until}. Bureau {owner} is told.",
        until=opened.ends_at,
        owner=opened.owner,
    )


@command(group, "list", over_hub=True)
def list_openings(
    session: Session,
    *,
    limit: Annotated[int, typer.Option(help="At most this many rows (500 at most).")] = 50,
) -> None:
    """Show what your bureau opened, and what was opened of its records, the newest first."""
    if session.hub:
        with called(session) as hub:
            _show(session, list(islice(hub.records.openings(), max(0, limit))))
        return
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = records.list_openings(transaction, officer, limit=limit)
    _show(session, [told_opening(each) for each in found])


def _show(session: Session, found: list[shapes.Opening]) -> None:
    if session.as_json:
        session.show_json(msgspec.to_builtins(found))
        return
    rows = [[str(getattr(each, column)) for column in _COLUMNS] for each in found]
    session.show_table(list(_COLUMNS.values()), rows)
