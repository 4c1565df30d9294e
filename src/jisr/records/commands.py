"""The commands `jisr records …`: each translates, runs one action and shows what it returns."""

import dataclasses
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.errors import FileUnreadable, to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.kit.outputs import whole_file
from jisr.records import actions
from jisr.records.document import document_of
from jisr.records.drafts import DRAFT_BYTES_MAX, read_draft
from jisr.records.model import Record, View

group = typer.Typer(no_args_is_help=True, help="Records: show, add, withdraw, erase.")

RecordId = Annotated[str, typer.Argument(help="The record's id.")]
PurposeOption = Annotated[str, typer.Option("--purpose", help="Why: one of the nine purposes.")]
CaseOption = Annotated[str, typer.Option("--case", help="Your own file reference.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; sealed, so without personal data.")]

_TITLES = {
    "id": to_translate("Id"),
    "database": to_translate("Database"),
    "reference": to_translate("Reference"),
    "retained_until": to_translate("Kept until"),
    "version": to_translate("Version"),
    "time": to_translate("Time"),
    "bureau": to_translate("Bureau"),
    "officer": to_translate("Officer"),
    "verb": to_translate("Act"),
    "reason": to_translate("Reason"),
}


def add_to(app: typer.Typer) -> None:
    """Add the group `records` to the command line."""
    app.add_typer(group, name="records")


@command(group, "show")
def show(
    session: Session, record_id: RecordId, purpose: PurposeOption = "", case: CaseOption = ""
) -> None:
    """Show a record as you may see it; the reading is sealed."""

    def run(transaction: Transaction) -> View:
        asking = access.ask(transaction, session.officer, purpose, case)
        return actions.open_record(transaction, asking, record_id)

    view = session.database.in_transaction(run)
    if session.as_json:
        session.show_json(_view_json(view))
        return
    _show_record(session, view.record)
    session.say(view.on_hit.best(session.words.language))
    if view.has_more:
        session.say("The owner can tell or confirm more: ask the owning bureau.")
    if view.is_expiring:
        session.say("This record ends soon.")


@command(group, "add")
def add(
    session: Session,
    file: Annotated[str, typer.Argument(help="A JSON file, or - for the standard input.")],
    purpose: PurposeOption = "",
    case: CaseOption = "",
) -> None:
    """Add a record that JSON describes."""
    encoded = _read(file)

    def run(transaction: Transaction) -> Record:
        asking = access.ask(transaction, session.officer, purpose, case)
        return actions.add_record(transaction, asking, read_draft(encoded, asking.purpose))

    record = session.database.in_transaction(run)
    if session.as_json:
        session.show_json(document_of(record))
        return
    session.say("Record {id} is added; it is kept until {day}.", id=record.id, day=_last(record))


@command(group, "withdraw")
def withdraw(
    session: Session,
    record_id: RecordId,
    reason: Reason = "",
    purpose: PurposeOption = "",
    case: CaseOption = "",
) -> None:
    """Withdraw a record of your bureau: nobody else finds it any more."""
    asked = _asking(session, purpose, case)
    record = session.database.in_transaction(actions.withdraw, asked, record_id, reason)
    if session.as_json:
        session.show_json(document_of(record, reason=reason))
        return
    session.say("Record {id} is withdrawn.", id=record.id)


@command(group, "erase")
def erase(
    session: Session,
    record_id: RecordId,
    reason: Reason = "",
    purpose: PurposeOption = "",
    case: CaseOption = "",
) -> None:
    """Destroy the data of a record of your bureau, in all its versions."""
    asked = _asking(session, purpose, case)
    entry_id = session.database.in_transaction(actions.erase, asked, record_id, reason)
    if session.as_json:
        session.show_json({"id": record_id, "entry_id": entry_id})
        return
    session.say("Record {id} is erased. Proof: entry {entry}.", id=record_id, entry=entry_id)


@command(group, "expiring")
def expiring(
    session: Session,
    purpose: PurposeOption = "",
    case: CaseOption = "",
    after: Annotated[str, typer.Option(help="Continue after this id.")] = "",
    limit: Annotated[int, typer.Option(help="How many rows at most.")] = 100,
) -> None:
    """List the records of your bureau that end within the time for review."""
    asked = _asking(session, purpose, case)
    with session.database.reading() as transaction:
        found = actions.expiring(transaction, asked, after=after, limit=limit)
    rows = [
        {
            "id": each.record_id,
            "database": each.database.value,
            "reference": each.reference,
            "retained_until": each.retained_until.isoformat(),
        }
        for each in found
    ]
    _show_rows(session, ("id", "database", "reference", "retained_until"), rows)


@command(group, "history")
def history(
    session: Session, record_id: RecordId, purpose: PurposeOption = "", case: CaseOption = ""
) -> None:
    """List who wrote each version of a record of your bureau, and when."""
    asked = _asking(session, purpose, case)
    with session.database.reading() as transaction:
        found = actions.history(transaction, asked, record_id)
    columns = ("version", "time", "bureau", "officer", "verb", "reason")
    _show_rows(session, columns, [dataclasses.asdict(each) for each in found])


@command(group, "prove")
def prove(
    session: Session,
    record_id: RecordId,
    out: Annotated[Path, typer.Option(help="The proof bundle to write.")],
    purpose: PurposeOption = "",
    case: CaseOption = "",
) -> None:
    """Write a proof of a record of your bureau, which `jisr verify FILE` checks offline."""
    asked = _asking(session, purpose, case)
    bundle = session.database.in_transaction(actions.prove_record, asked, record_id)
    with whole_file(out) as file:
        file.write(bundle.encode().decode())
    session.say("The proof is in {path}. It holds the whole record.", path=out)


def _asking(session: Session, purpose: str, case: str) -> Asking:
    with session.database.reading() as transaction:
        return access.ask(transaction, session.officer, purpose, case)


def _show_rows(
    session: Session, columns: Sequence[str], rows: Sequence[Mapping[str, object]]
) -> None:
    """Print everything as JSON, or these columns as a table."""
    if session.as_json:
        session.show_json(rows)
        return
    written = [[str(row[column]) for column in columns] for row in rows]
    session.show_table([_TITLES[column] for column in columns], written)


def _show_record(session: Session, record: Record) -> None:
    plain = document_of(record)
    rows = [(name, _written(value)) for name, value in plain.items() if name != "format"]
    session.show_table((to_translate("Field"), to_translate("Value")), rows)


def _written(value: Any) -> str:
    """Write a value of a document for the eye."""
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_written(part)}" for name, part in value.items())
    if isinstance(value, list):
        return "; ".join(_written(part) for part in value)
    return str(value)


def _view_json(view: View) -> dict[str, Any]:
    return {
        "record": document_of(view.record),
        "on_hit": dict(view.on_hit.texts),
        "is_accused": view.is_accused,
        "is_expiring": view.is_expiring,
        "has_more": view.has_more,
        "entry_id": view.entry_id,
    }


def _last(record: Record) -> str:
    return record.metadata.retained_until.isoformat()


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(DRAFT_BYTES_MAX + 1)
        with Path(file).open("rb") as opened:
            return opened.read(DRAFT_BYTES_MAX + 1)
    except OSError as error:
        raise FileUnreadable(path=file) from error
