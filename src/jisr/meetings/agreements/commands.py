"""`jisr memoranda`: the register, what is due, and every step of the path."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from jisr.access.texts import day
from jisr.errors import FileUnreadable, InputTooLarge, ValueMalformed, to_translate
from jisr.kit.console import Session, command
from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import Body, Memorandum, Seen
from jisr.meetings.agreements.schemas import (
    ContactsIn,
    DraftIn,
    RevisionIn,
    due_out,
    memorandum_out,
    outline,
)

Form = TypeVar("Form", bound=BaseModel)
group = typer.Typer(
    help="Memoranda: drafted, proposed to the members, signed, in force, followed up.",
    no_args_is_help=True,
)

FILE_BYTES_MAX = 8_000_000
"""Two hundred paragraphs in six languages, as long as they may be."""
Id = Annotated[str, typer.Argument(help="The memorandum's id.", metavar="MEMORANDUM")]
Why = Annotated[str, typer.Option(help="Why, in one line.")]
File = Annotated[Path, typer.Argument(help="A file with the terms, as the API takes them (JSON).")]
_COLUMNS = {
    "id": to_translate("Id"),
    "title": to_translate("Title"),
    "parties": to_translate("Parties"),
    "state": to_translate("State"),
    "window_ends": to_translate("Objections until"),
    "entered": to_translate("In force since"),
    "ends": to_translate("Until"),
}
_DUE_COLUMNS = {
    "day": to_translate("Day"),
    "days_left": to_translate("Days left"),
    "kind": to_translate("What"),
    "title": to_translate("Title"),
    "memorandum": to_translate("Memorandum"),
}


def add_to(app: typer.Typer) -> None:
    """Add `memoranda` to the program."""
    app.add_typer(group, name="memoranda")


@command(group, "list")
def list_memoranda(
    session: Session,
    *,
    limit: Annotated[int, typer.Option(help="At most this many rows (200 at most).")] = 50,
) -> None:
    """Show the memoranda of which you may know, the newest first."""
    with session.database.reading() as transaction:
        found = actions.register(transaction, session.officer, limit=limit)
    _show(session, _COLUMNS, [outline(each).model_dump(mode="json") for each in found[:limit]])


@command(group, "due")
def list_due(session: Session) -> None:
    """Show what is due: windows that close, renewals, reviews, last days."""
    with session.database.reading() as transaction:
        found = actions.due(transaction, session.officer)
    _show(session, _DUE_COLUMNS, [due_out(each).model_dump(mode="json") for each in found])


@command(group, "show")
def show(session: Session, memorandum: Id) -> None:
    """Show one memorandum, as far as you may see it."""
    with session.database.reading() as transaction:
        seen = actions.view(transaction, session.officer, memorandum)
    _tell(session, seen)


@command(group, "draft")
def draft(session: Session, file: File) -> None:
    """Draft a memorandum of which you head a party's bureau."""
    new = _read(file, DraftIn)
    _do(session, actions.draft, new.terms(), renews=new.renews)


@command(group, "revise")
def revise(session: Session, memorandum: Id, file: File) -> None:
    """Put all terms of a draft anew."""
    new = _read(file, RevisionIn)
    _do(session, actions.revise, memorandum, new.terms(), confirmed=new.confirmed)


@command(group, "contacts")
def name_contacts(session: Session, memorandum: Id, file: File) -> None:
    """Say whom to ask at your side: a file with party and contacts."""
    new = _read(file, ContactsIn)
    _do(session, actions.name_contacts, memorandum, new.party, new.named())


@command(group, "opinion")
def record_opinion(
    session: Session,
    memorandum: Id,
    body: Annotated[Body, typer.Argument(help="Whose opinion it is.")],
    *,
    reference: Annotated[str, typer.Option(help="Where it is written.")],
    against: Annotated[bool, typer.Option("--against", help="It is not favourable.")] = False,
) -> None:
    """Record what a body says of these very words."""
    _do(
        session,
        actions.record_opinion,
        memorandum,
        body,
        is_favourable=not against,
        reference=reference,
    )


@command(group, "propose")
def propose(session: Session, memorandum: Id) -> None:
    """Close the words and take them to the members, where the rules ask them."""
    _do(session, actions.propose, memorandum)


@command(group, "object")
def object_to(session: Session, memorandum: Id, *, why: Why) -> None:
    """Object for a member; the assembly then decides."""
    _do(session, actions.object_to, memorandum, why)


@command(group, "decide")
def decide(
    session: Session,
    memorandum: Id,
    vote: Annotated[str, typer.Argument(help="The id of the assembly's vote.")],
    *,
    against: Annotated[bool, typer.Option("--against", help="The assembly refused.")] = False,
) -> None:
    """Record what the assembly decided."""
    _do(session, actions.decide, memorandum, vote, is_approved=not against)


@command(group, "sign")
def sign(
    session: Session,
    memorandum: Id,
    party: Annotated[str, typer.Argument(help="For which party.")],
    digest: Annotated[str, typer.Argument(help="Of the terms that you have read; see show.")],
) -> None:
    """Sign for a party of a demo; elsewhere a page or a program signs with your own key."""
    _do(session, actions.sign, memorandum, party, digest, signed=None)


@command(group, "enter")
def enter_into_force(session: Session, memorandum: Id) -> None:
    """Bring it into force from this minute, and open its data grant with it."""
    _do(session, actions.enter_into_force, memorandum)


@command(group, "renew")
def ask_renewal(session: Session, memorandum: Id) -> None:
    """Ask in time that it be renewed; then draft the new one with "renews"."""
    _do(session, actions.ask_renewal, memorandum)


@command(group, "review")
def record_review(
    session: Session,
    memorandum: Id,
    *,
    following: Annotated[str, typer.Option("--next", help="When again, as 2026-11-21.")] = "",
) -> None:
    """Record that the parties looked at it again."""
    again = day("next", following) if following else None
    _do(session, actions.record_review, memorandum, again)


@command(group, "end")
def end(session: Session, memorandum: Id, *, why: Why) -> None:
    """End it from this minute, and its data grant with it."""
    _do(session, actions.end, memorandum, why)


@command(group, "withdraw")
def withdraw(session: Session, memorandum: Id, *, why: Why) -> None:
    """Give it up before it is in force."""
    _do(session, actions.withdraw, memorandum, why)


def _do(session: Session, action: Any, *given: Any, **options: Any) -> None:
    """Take one step as the acting officer, and show what has come of it."""
    written: Memorandum = session.database.in_transaction(
        action, session.officer, *given, **options
    )
    with session.database.reading() as transaction:
        seen = actions.view(transaction, session.officer, written.id)
    _tell(session, seen)


def _read(file: Path, kind: type[Form]) -> Form:
    """Return what a file says; its form is that of the API."""
    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            raise InputTooLarge(field=to_translate("file"), limit=FILE_BYTES_MAX)
        return kind.model_validate_json(file.read_bytes())
    except OSError as error:
        raise FileUnreadable(path=file) from error
    except ValidationError as error:
        raise ValueMalformed(
            field="file", why=to_translate("write the terms as the API takes them")
        ) from error


def _tell(session: Session, seen: Seen) -> None:
    shown = memorandum_out(seen)
    if session.as_json:
        session.show_json(shown.model_dump(mode="json"))
        return
    _show(session, _COLUMNS, [shown.model_dump(mode="json")])
    if shown.digest:
        session.say("The digest of its terms is {digest}.", digest=shown.digest)
    for each in shown.findings:
        session.say(
            "Out of step: {place} in {language} ({fault}).",
            place=each["place"],
            language=each["language"],
            fault=each["fault"],
        )


def _show(session: Session, columns: dict[str, str], rows: Sequence[dict[str, Any]]) -> None:
    if session.as_json:
        session.show_json(list(rows))
        return
    language = session.words.language
    cells = [[_cell(row[column], language) for column in columns] for row in rows]
    session.show_table(list(columns.values()), cells)


def _cell(value: Any, language: str) -> str:
    if isinstance(value, dict):
        return str(value.get(language) or value.get("en") or next(iter(value.values()), ""))
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)
