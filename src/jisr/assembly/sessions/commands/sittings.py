"""`jisr assembly session …`: sessions, their calendar, offices, letter and hall."""

from typing import Annotated

import typer

from jisr.access.texts import day
from jisr.assembly.sessions import actions, wire
from jisr.assembly.sessions.commands.telling import SessionNumber, number_of, show_many, show_one
from jisr.assembly.sessions.model import (
    Convocation,
    Held,
    LetterDraw,
    Matter,
    Office,
    SessionKind,
)
from jisr.assembly.sessions.model import Session as Sitting
from jisr.errors import to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction
from jisr.values import LanguageMap, PartialDate

group = typer.Typer(help="Sessions of the assembly: calendar, offices, hall.", no_args_is_help=True)
_SITTINGS = {
    "number": to_translate("Number"),
    "kind": to_translate("Kind"),
    "host": to_translate("Host"),
    "opens": to_translate("Opens"),
    "closes": to_translate("Closes"),
}
_DEADLINES = {
    "day": to_translate("Last day"),
    "state": to_translate("State"),
    "days_left": to_translate("Days left"),
    "key": to_translate("Duty"),
    "owner": to_translate("Who"),
    "article": to_translate("Article"),
}
_PLACES = {
    "place": to_translate("Place"),
    "member": to_translate("Member"),
    "standing": to_translate("Sits as"),
    "credentials": to_translate("Credentials"),
    "is_entitled": to_translate("Has a vote"),
    "why": to_translate("Why"),
}


def add_to(app: typer.Typer) -> None:
    """Add `session` to the commands of the assembly."""
    app.add_typer(group, name="session")


@command(group, "open")
def open_session(  # noqa: PLR0913  all that is known of a session
    session: Session,
    number: Annotated[int, typer.Argument(help="The number of the session.")],
    *,
    host: Annotated[str, typer.Option(help="The host's code, as MAR.")],
    city: Annotated[list[str], typer.Option(help="Where, with its language: en=Marrakesh.")],
    opens: Annotated[str, typer.Option(help="The first day: 2026-11-21.")],
    closes: Annotated[str, typer.Option(help="The last day.")] = "",
    requested_on: Annotated[
        str, typer.Option(help="Extraordinary: the day on which it was asked for.")
    ] = "",
    subject: Annotated[str, typer.Option(help="Extraordinary: its one subject.")] = "",
) -> None:
    """Open a session: members send their delegations to it from now on."""
    asked = Convocation(day("requested_on", requested_on), (subject,)) if requested_on else None
    texts = dict(each.partition("=")[::2] for each in city)
    new = Sitting(
        number=number,
        kind=SessionKind.EXTRAORDINARY if asked else SessionKind.ORDINARY,
        host=host.upper(),
        city=LanguageMap(texts),
        opens=PartialDate.parse(opens),
        closes=PartialDate.parse(closes) if closes else None,
    )
    held = session.database.in_transaction(
        actions.open_session, session.officer, new, is_generated=False, convocation=asked
    )
    _show(session, held)


@command(group, "list")
def list_sessions(
    session: Session,
    *,
    limit: Annotated[int, typer.Option(help="At most this many rows (500 at most).")] = 50,
) -> None:
    """Show the sessions of this network, the newest first."""
    with session.database.reading() as transaction:
        found = actions.sessions(transaction, limit=limit)
    show_many(session, [wire.session_shown(each.session) for each in found], _SITTINGS)


@command(group, "register")
def register(session: Session) -> None:
    """Show the sessions that really took place, with where each fact comes from (--json)."""
    show_many(session, [wire.session_shown(each) for each in actions.register()], _SITTINGS)


@command(group, "show")
def show_session(session: Session, *, number: SessionNumber = 0) -> None:
    """Show a session as it stands."""
    with session.database.reading() as transaction:
        held = actions.session(transaction, number_of(transaction, number))
    _show(session, held)


@command(group, "timetable")
def timetable(session: Session, *, number: SessionNumber = 0) -> None:
    """Show what is due and what is late, by the last day in time."""
    with session.database.reading() as transaction:
        meant = number_of(transaction, number)
        held = actions.session(transaction, meant)
        found = actions.timetable(transaction, meant)
    show_many(session, [wire.deadline_shown(held, each) for each in found], _DEADLINES)


@command(group, "done")
def duty_done(
    session: Session,
    duty: Annotated[str, typer.Argument(help="A duty of the timetable.")],
    *,
    number: SessionNumber = 0,
) -> None:
    """Note that a duty of the calendar is done now."""

    def run(transaction: Transaction) -> Held:
        meant = number_of(transaction, number)
        return actions.duty_done(transaction, session.officer, meant, duty)

    _show(session, session.database.in_transaction(run))


@command(group, "office")
def name_offices(
    session: Session,
    office: Annotated[Office, typer.Argument(help="The office.")],
    officers: Annotated[
        list[str] | None, typer.Argument(help="Ids of officers; none empties it.")
    ] = None,
    *,
    number: SessionNumber = 0,
) -> None:
    """Say who holds an office, in place of those who did."""

    def run(transaction: Transaction) -> Held:
        meant = number_of(transaction, number)
        return actions.name_offices(transaction, session.officer, meant, office, officers or ())

    _show(session, session.database.in_transaction(run))


@command(group, "hall")
def hall(
    session: Session,
    *,
    matter: Annotated[Matter, typer.Option(help="What is voted on.")] = Matter.OTHER,
    number: SessionNumber = 0,
) -> None:
    """Show every member in the order of the hall, and whether it has a vote and why."""
    with session.database.reading() as transaction:
        found = actions.hall(transaction, number_of(transaction, number), matter)
    show_many(session, [wire.place_shown(each) for each in found], _PLACES)


@command(group, "letter")
def draw_seats(
    session: Session,
    letter: Annotated[str, typer.Argument(help="The letter that was drawn.")],
    *,
    evidence: Annotated[str, typer.Option(help="Where and before whom it was drawn.")],
    number: SessionNumber = 0,
) -> None:
    """Seat the hall from a letter that was drawn by hand."""

    def run(transaction: Transaction) -> Held:
        meant, draw = number_of(transaction, number), LetterDraw(evidence)
        return actions.draw_seats(transaction, session.officer, meant, letter, draw)

    _show(session, session.database.in_transaction(run))


@command(group, "draw")
def draw_from_lots(session: Session, *, number: SessionNumber = 0) -> None:
    """Seat the hall from the letter that the revealed lots make."""

    def run(transaction: Transaction) -> Held:
        meant = number_of(transaction, number)
        return actions.draw_from_lots(transaction, session.officer, meant)

    _show(session, session.database.in_transaction(run))


@command(group, "lot")
def lot(
    session: Session,
    *,
    commitment: Annotated[str, typer.Option(help="The hash of your value, in hexadecimal.")] = "",
    value: Annotated[str, typer.Option(help="Your value, once every lot is in.")] = "",
    number: SessionNumber = 0,
) -> None:
    """Put your delegation's lot into the draw of the letter, or reveal its value."""

    def run(transaction: Transaction) -> wire.LotShown:
        meant = number_of(transaction, number)
        put, given = (actions.reveal_lot, value) if value else (actions.commit_lot, commitment)
        return wire.lot_shown(meant, put(transaction, session.officer, meant, given))

    show_one(session, session.database.in_transaction(run))


def _show(session: Session, held: Held) -> None:
    show_one(session, wire.held_shown(held))
