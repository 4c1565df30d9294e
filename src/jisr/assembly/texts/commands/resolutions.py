"""`jisr assembly resolution …`: adopted texts, and what became of what they asked."""

from typing import Annotated

import typer

from jisr.access import actions as access
from jisr.assembly.sessions.commands.telling import show_many, show_one
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.follow_up import Status
from jisr.errors import to_translate
from jisr.kit.console import Session, command
from jisr.values import LanguageMap

group = typer.Typer(help="Adopted texts, and what became of what they asked.", no_args_is_help=True)
_COLUMNS = {
    "number": to_translate("Number"),
    "session": to_translate("Session"),
    "adopted_on": to_translate("Adopted on"),
    "title": to_translate("Title"),
    "sponsors": to_translate("Sponsors"),
}
_DUTIES = {
    "resolution": to_translate("Resolution"),
    "place": to_translate("Paragraph"),
    "status": to_translate("State"),
    "is_late": to_translate("Late"),
    "addressee": to_translate("Addressee"),
    "due": to_translate("Due"),
    "action": to_translate("Duty"),
}
Number = Annotated[str, typer.Argument(help="Such as AG-2026-RES-01.", metavar="NUMBER")]
OfSession = Annotated[int, typer.Option("--session", help="Those of this session only.")]


def add_to(app: typer.Typer) -> None:
    """Add `resolution` to the commands of the assembly."""
    app.add_typer(group, name="resolution")


@command(group, "list")
def list_resolutions(
    session: Session,
    *,
    number: OfSession = 0,
    after: Annotated[str, typer.Option(help="Begin after this number.")] = "",
    limit: Annotated[int, typer.Option(help="Show at most this many rows (500 at most).")] = 100,
) -> None:
    """Show adopted texts by number."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = actions.resolutions(
            transaction, officer, session=number or None, after=after, limit=limit
        )
    show_many(session, [wire.resolution_shown(each) for each in found], _COLUMNS)


@command(group, "show")
def show_resolution(session: Session, number: Number) -> None:
    """Show an adopted text, and whether its words are those that were sealed."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        view = actions.resolution_view(transaction, officer, number)
    show_one(session, wire.resolution_checked(view))


@command(group, "duties")
def list_duties(session: Session, *, number: OfSession = 0) -> None:
    """Show what adopted texts asked of whom, and where it stands today."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = actions.board(transaction, officer, session=number or None)
    told = [wire.followed_shown(each) for each in found]
    if session.as_json:
        show_many(session, told, _DUTIES)
        return
    flat = [{**each.model_dump(mode="json"), **each.duty.model_dump(mode="json")} for each in told]
    language = session.words.language
    for each in flat:
        each["action"] = LanguageMap(each["action"]).best(language)
    rows = [[str(each[name] or "") for name in _DUTIES] for each in flat]
    session.show_table(list(_DUTIES.values()), rows)


@command(group, "report")
def report_duty(
    session: Session,
    number: Number,
    place: Annotated[str, typer.Argument(help="The paragraph's place, as OP2.")],
    *,
    status: Annotated[Status, typer.Option(help="How far the duty is.")],
    evidence: Annotated[
        list[str], typer.Option(help="What shows it: a document; repeat for each.")
    ] = [],  # noqa: B006  never changed; Typer reads it
) -> None:
    """Report on a duty: its addressee, or the secretary."""
    answer = actions.Answer(status, evidence)
    reported = session.database.in_transaction(
        actions.report_duty, session.officer, number, place, answer
    )
    show_one(session, wire.followed_shown(reported))
