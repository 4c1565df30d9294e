"""`jisr outbox …`: what was not delivered, for operators: they see that, never what or to whom."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import typer

from jisr.access import actions as access
from jisr.checks.dialogue import notices
from jisr.errors import to_translate
from jisr.kit.clock import instant_text
from jisr.kit.console import Session, command
from jisr.kit.courier.letters import MAIL, WEBHOOK
from jisr.kit.outbox import Letter

group = typer.Typer(
    help="What leaves the hub: mail and webhooks that were not delivered.", no_args_is_help=True
)
MessageId = Annotated[str, typer.Argument(help="The dead letter.", metavar="MESSAGE")]
_MEANS: Mapping[str, str] = MappingProxyType({MAIL: "e-mail", WEBHOOK: "webhook"})


def add_to(app: typer.Typer) -> None:
    """Add the group `outbox` to the program."""
    app.add_typer(group, name="outbox")


@command(group, "list")
def list_letters(
    session: Session,
    *,
    waiting: Annotated[bool, typer.Option("--waiting", help="Also what is still tried.")] = False,
    after: Annotated[str, typer.Option(help="Continue after this message.")] = "",
    limit: Annotated[int, typer.Option(help="At most this many rows (500 at most).")] = 50,
) -> None:
    """Show the dead letters: how each should have gone, how often it was tried, what failed."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = notices.undelivered(
            transaction, officer, with_waiting=waiting, after=after, limit=limit
        )
    rows = [_row(each) for each in found]
    if session.as_json:
        session.show_json(rows)
        return
    columns = (
        to_translate("message"),
        to_translate("by"),
        to_translate("attempts"),
        to_translate("last failure"),
        to_translate("next attempt"),
    )
    session.show_table(columns, [[str(each) for each in row.values()] for row in rows])


@command(group, "resend")
def resend(session: Session, message: MessageId) -> None:
    """Try a dead letter again, once what stood in its way is mended."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
    session.database.in_transaction(notices.resend, officer, message)
    session.say(to_translate("The message goes out again."))


@command(group, "drop")
def drop(session: Session, message: MessageId) -> None:
    """Forget a dead letter: nobody will get it."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
    session.database.in_transaction(notices.drop, officer, message)
    session.say(to_translate("The message is forgotten."))


def _row(letter: Letter) -> dict[str, str | int]:
    return {
        "message": letter.id,
        "by": _MEANS.get(letter.kind, letter.kind),
        "attempts": letter.attempts,
        "error": letter.error,
        "next": "" if letter.is_dead else instant_text(letter.due_at),
    }
