"""The commands `jisr records …`: each translates, runs one action and shows what it returns."""

import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.client.calling import called
from jisr.client.shapes import Document, Expiring, Version
from jisr.errors import FileUnreadable, OnlyHere, to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.kit.outputs import whole_file
from jisr.records import actions
from jisr.records.document import document_of
from jisr.records.drafts import DRAFT_BYTES_MAX, read_draft
from jisr.records.model import Record, View
from jisr.records.wire import expiring_of, opened_of, version_of

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


@command(group, "show", over_hub=True)
def show(
    session: Session, record_id: RecordId, purpose: PurposeOption = "", case: CaseOption = ""
) -> None:
    """Show a record as you may see it; the reading is sealed."""

    def run(transaction: Transaction) -> View:
        asking = access.ask(transaction, session.officer, purpose, case)
        return actions.open_record(transaction, asking, record_id)

    if session.hub:
        with called(session, purpose, case) as hub:
            opened = hub.records.open(record_id)
    else:
        opened = opened_of(session.database.in_transaction(run), session.words)
    if session.as_json:
        session.show_json(msgspec.to_builtins(opened))
        return
    _show_record(session, opened.record)
    session.notes.print(opened.instruction)
    if opened.has_more:
        session.say("The owner can tell or confirm more: ask the owning bureau.")
    if opened.is_expiring:
        session.say("This record ends soon.")


@command(group, "add", over_hub=True)
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

    if session.hub:
        with called(session, purpose, case) as hub:
            added = hub.records.add(encoded)
    else:
        added = dict(document_of(session.database.in_transaction(run)))
    if session.as_json:
        session.show_json(added)
        return
    day = added["metadata"]["retained_until"]
    session.say("Record {id} is added; it is kept until {day}.", id=added["id"], day=day)


@command(group, "withdraw", over_hub=True)
def withdraw(
    session: Session,
    record_id: RecordId,
    reason: Reason = "",
    purpose: PurposeOption = "",
    case: CaseOption = "",
) -> None:
    """Withdraw a record of your bureau: nobody else finds it any more."""
    if session.hub:
        with called(session, purpose, case) as hub:
            withdrawn = hub.records.withdraw(record_id, reason)
    else:
        asked = _asking(session, purpose, case)
        record = session.database.in_transaction(actions.withdraw, asked, record_id, reason)
        withdrawn = dict(document_of(record, reason=reason))
    if session.as_json:
        session.show_json(withdrawn)
        return
    session.say("Record {id} is withdrawn.", id=record_id)


@command(group, "erase", over_hub=True)
def erase(
    session: Session,
    record_id: RecordId,
    reason: Reason = "",
    purpose: PurposeOption = "",
    case: CaseOption = "",
) -> None:
    """Destroy the data of a record of your bureau, in all its versions."""
    if session.hub:
        with called(session, purpose, case) as hub:
            entry = hub.records.erase(record_id, reason).entry
    else:
        asked = _asking(session, purpose, case)
        entry = session.database.in_transaction(actions.erase, asked, record_id, reason)
    if session.as_json:
        session.show_json({"id": record_id, "entry": entry})
        return
    session.say("Record {id} is erased. Proof: entry {entry}.", id=record_id, entry=entry)


@command(group, "expiring", over_hub=True)
def expiring(
    session: Session,
    purpose: PurposeOption = "",
    case: CaseOption = "",
    after: Annotated[str, typer.Option(help="Continue after this id.")] = "",
    limit: Annotated[int, typer.Option(help="How many rows at most.")] = 100,
) -> None:
    """List the records of your bureau that end within the time for review."""
    if session.hub:
        if after:
            raise OnlyHere(what="--after")
        with called(session, purpose, case) as hub:
            rows = list(islice(hub.records.expiring(), max(0, limit)))
    else:
        asked = _asking(session, purpose, case)
        with session.database.reading() as transaction:
            found = actions.expiring(transaction, asked, after=after, limit=limit)
        rows = list(map(expiring_of, found))
    _show_rows(session, ("id", "database", "reference", "retained_until"), rows)


@command(group, "history", over_hub=True)
def history(
    session: Session, record_id: RecordId, purpose: PurposeOption = "", case: CaseOption = ""
) -> None:
    """List who wrote each version of a record of your bureau, and when."""
    if session.hub:
        with called(session, purpose, case) as hub:
            lines = hub.records.history(record_id)
    else:
        asked = _asking(session, purpose, case)
        with session.database.reading() as transaction:
            lines = list(map(version_of, actions.history(transaction, asked, record_id)))
    _show_rows(session, ("version", "time", "bureau", "officer", "verb", "reason"), lines)


@command(group, "prove", over_hub=True)
def prove(
    session: Session,
    record_id: RecordId,
    out: Annotated[Path, typer.Option(help="The proof bundle to write.")],
    purpose: PurposeOption = "",
    case: CaseOption = "",
) -> None:
    """Write a proof of a record of your bureau, which `jisr verify FILE` checks offline."""
    if session.hub:
        with called(session, purpose, case) as hub:
            bundle = hub.records.proof(record_id)
    else:
        asked = _asking(session, purpose, case)
        proof = session.database.in_transaction(actions.prove_record, asked, record_id)
        bundle = proof.encode()
    with whole_file(out) as file:
        file.write(bundle.decode())
    session.say("The proof is in {path}. It holds the whole record.", path=out)


def _asking(session: Session, purpose: str, case: str) -> Asking:
    with session.database.reading() as transaction:
        return access.ask(transaction, session.officer, purpose, case)


def _show_rows(
    session: Session, columns: Sequence[str], found: Sequence[Expiring | Version]
) -> None:
    """Print everything as JSON, or these columns as a table."""
    rows = msgspec.to_builtins(found)
    if session.as_json:
        session.show_json(rows)
        return
    written = [[str(row[column]) for column in columns] for row in rows]
    session.show_table([_TITLES[column] for column in columns], written)


def _show_record(session: Session, record: Document) -> None:
    rows = [(name, _written(value)) for name, value in record.items() if name != "format"]
    session.show_table((to_translate("Field"), to_translate("Value")), rows)


def _written(value: Any) -> str:
    """Write a value of a document for the eye."""
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_written(part)}" for name, part in value.items())
    if isinstance(value, list):
        return "; ".join(_written(part) for part in value)
    return str(value)


def _read(file: str) -> bytes:
    try:
        if file == "-":
            return sys.stdin.buffer.read(DRAFT_BYTES_MAX + 1)
        with Path(file).open("rb") as opened:
            return opened.read(DRAFT_BYTES_MAX + 1)
    except OSError as error:
        raise FileUnreadable(path=file) from error
