"""`jisr members`, `jisr bureaus`, `jisr officers` and `jisr agreements`."""

import datetime
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from jisr.access import actions
from jisr.access.countries import country
from jisr.access.documents import bureau_document, grant_document, officer_document
from jisr.access.model import (
    AgreementGrant,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.access.texts import day
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.console import Session, command
from jisr.kit.words import Words
from jisr.values import LANGUAGES, LanguageMap, new_id

members = typer.Typer(help="The members of the network.", no_args_is_help=True)
bureaus = typer.Typer(help="The bureaus of the network.", no_args_is_help=True)
officers = typer.Typer(help="The officers of the bureaus.", no_args_is_help=True)
agreements = typer.Typer(help="What agreements give to bureaus.", no_args_is_help=True)

After = Annotated[str, typer.Option(help="Begin after this id.")]
Limit = Annotated[int, typer.Option(help="Show at most this many rows (500 at most).")]
OfBureau = Annotated[str, typer.Option("--bureau", help="Only those of this bureau.")]

_TITLES = {
    "country": to_translate("Country"),
    "name": to_translate("Name"),
    "slot": to_translate("Slot"),
    "id": to_translate("Id"),
    "kind": to_translate("Kind"),
    "bureau": to_translate("Bureau"),
    "roles": to_translate("Roles"),
    "is_active": to_translate("Active"),
    "databases": to_translate("Databases"),
    "operations": to_translate("Operations"),
    "counterparts": to_translate("Counterparts"),
    "starts": to_translate("Starts"),
    "ends": to_translate("Ends"),
}


def add_to(app: typer.Typer) -> None:
    """Add the groups of access to the program."""
    app.add_typer(members, name="members")
    app.add_typer(bureaus, name="bureaus")
    app.add_typer(officers, name="officers")
    app.add_typer(agreements, name="agreements")


@command(members, "list")
def list_members(session: Session, after: After = "", limit: Limit = 100) -> None:
    """Show the members and their slots."""
    with session.database.reading() as transaction:
        found = actions.members(transaction, after=after, limit=limit)
    rows = [
        {
            "country": each.country,
            "name": dict(country(each.country).name.texts),
            "slot": each.slot,
        }
        for each in found
    ]
    _show(session, ("country", "name", "slot"), rows)


@command(bureaus, "list")
def list_bureaus(session: Session, after: After = "", limit: Limit = 100) -> None:
    """Show the bureaus."""
    with session.database.reading() as transaction:
        found = actions.bureaus(transaction, after=after, limit=limit)
    rows = [bureau_document(each) | {"name": dict(each.name.texts)} for each in found]
    _show(session, ("id", "kind", "name"), rows)


@command(bureaus, "add")
def add_bureau(
    session: Session,
    bureau_id: Annotated[str, typer.Argument(help="MAR.TNG under MAR; AFRIPOL.")],
    kind: Annotated[BureauKind, typer.Option(help="What kind of body it is.")],
    name: Annotated[list[str], typer.Option(help="en=Tangier port; repeat for each language.")],
) -> None:
    """Register an agency, a sub-bureau or an international body."""
    new = session.database.in_transaction(
        actions.register_bureau, session.officer, bureau_id, kind, _names(name)
    )
    session.say(to_translate("{bureau} is registered."), bureau=new.id)


@command(officers, "list")
def list_officers(
    session: Session, bureau: OfBureau = "", after: After = "", limit: Limit = 100
) -> None:
    """Show the officers and their roles."""
    with session.database.reading() as transaction:
        found = actions.officers(transaction, bureau_id=bureau, after=after, limit=limit)
    rows = [officer_document(each) for each in found]
    _show(session, ("id", "name", "bureau", "roles", "is_active"), rows)


@command(officers, "add")
def add_officer(
    session: Session,
    officer_id: Annotated[str, typer.Argument(help="The id by which the officer acts.")],
    bureau: Annotated[str, typer.Option(help="The bureau for which the officer acts.")],
    name: Annotated[str, typer.Option(help="The officer's name.")],
    role: Annotated[list[Role], typer.Option(help="Repeat for each role.")],
) -> None:
    """Register an officer."""
    new = session.database.in_transaction(
        actions.register_officer,
        session.officer,
        Officer(officer_id, bureau, name, frozenset(role)),
    )
    session.say(to_translate("{officer} is registered."), officer=new.id)


@command(officers, "roles")
def change_roles(
    session: Session,
    officer_id: Annotated[str, typer.Argument(help="Whose roles change.")],
    role: Annotated[list[Role], typer.Option(help="Repeat for each role.")],
) -> None:
    """Give an officer these roles in place of the present ones."""
    changed = session.database.in_transaction(
        actions.change_roles, session.officer, officer_id, role
    )
    session.say(to_translate("The roles of {officer} are changed."), officer=changed.id)


@command(officers, "deactivate")
def deactivate_officer(
    session: Session, officer_id: Annotated[str, typer.Argument(help="Who stops acting.")]
) -> None:
    """Take every right from an officer at once."""
    changed = session.database.in_transaction(
        actions.deactivate_officer, session.officer, officer_id
    )
    session.say(to_translate("{officer} can no longer act."), officer=changed.id)


@command(agreements, "list")
def list_agreements(
    session: Session, bureau: OfBureau = "", after: After = "", limit: Limit = 100
) -> None:
    """Show what agreements give."""
    with session.database.reading() as transaction:
        found = actions.agreements(transaction, bureau_id=bureau, after=after, limit=limit)
    columns = ("id", "bureau", "databases", "operations", "counterparts", "starts", "ends")
    _show(session, columns, [grant_document(each) for each in found])


@command(agreements, "grant")
def grant_agreement(
    session: Session,
    *,
    bureau: Annotated[str, typer.Argument(help="Who receives.")],
    database: Annotated[list[DatabaseName], typer.Option(help="Repeat for each one.")],
    operation: Annotated[list[Operation], typer.Option(help="Repeat for each one.")],
    purpose: Annotated[list[Purpose], typer.Option(help="Repeat for each one.")],
    source: Annotated[str, typer.Option(help="The agreement: its name, article or number.")],
    counterpart: Annotated[
        list[str] | None, typer.Option(help="Only data of this member; repeat for each one.")
    ] = None,
    starts: Annotated[str, typer.Option(help="First day; today if not given.")] = "",
    ends: Annotated[str, typer.Option(help="Last day; open if not given.")] = "",
) -> None:
    """Give a bureau what an agreement says."""
    first = day("starts", starts) if starts else _today(session)
    grant = AgreementGrant(
        id=new_id(),
        bureau=bureau,
        databases=frozenset(database),
        operations=frozenset(operation),
        purposes=frozenset(purpose),
        counterparts=frozenset(counterpart or ()),
        starts=first,
        ends=day("ends", ends) if ends else None,
        source=source,
    )
    session.database.in_transaction(actions.grant_agreement, session.officer, grant)
    _show(session, ("id", "bureau", "starts", "ends"), [grant_document(grant)])


@command(agreements, "end")
def end_agreement(
    session: Session, grant_id: Annotated[str, typer.Argument(help="Which grant ends now.")]
) -> None:
    """End what an agreement gives, at once."""
    ended = session.database.in_transaction(actions.end_agreement, session.officer, grant_id)
    session.say(to_translate("The agreement of {bureau} is ended."), bureau=ended.bureau)


def _names(given: Sequence[str]) -> LanguageMap:
    texts = {tag: text for tag, _, text in (each.partition("=") for each in given)}
    if not set(texts) <= set(LANGUAGES) or not all(texts.values()):
        raise ValueMalformed(
            field="name", why=to_translate("write it as en=Tangier port, in ar, en, fr or es")
        )
    return LanguageMap(texts)


def _today(session: Session) -> datetime.date:
    with session.database.reading() as transaction:
        return actions.today(transaction)


def _show(session: Session, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    if session.as_json:
        session.show_json(rows)
        return
    session.show_table(
        [_TITLES[column] for column in columns],
        [[_cell(row[column], session.words) for column in columns] for row in rows],
    )


def _cell(value: Any, words: Words) -> str:
    if isinstance(value, dict):
        return LanguageMap(value).best(words.language)
    if isinstance(value, bool):
        return words.say(to_translate("yes") if value else to_translate("no"))
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
