"""`jisr assembly amendment …`: amendments to draft resolutions."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from jisr.access import actions as access
from jisr.assembly.sessions.commands.telling import show_many, show_one
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.actions import AmendmentView, At
from jisr.assembly.texts.commands.given import (
    Action,
    Addressee,
    Due,
    Version,
    Words,
    duty_of,
    version_of,
    words_of,
)
from jisr.assembly.texts.commands.papers import Reason, TextId
from jisr.assembly.texts.held import HeldAmendment
from jisr.assembly.texts.model import Change, ParagraphKind
from jisr.errors import to_translate
from jisr.kit.console import Session, command
from jisr.kit.db import Transaction

group = typer.Typer(help="Amendments to draft resolutions.", no_args_is_help=True)
_COLUMNS = {
    "number": to_translate("Number"),
    "place": to_translate("Paragraph"),
    "change": to_translate("Change"),
    "sponsors": to_translate("Sponsors"),
    "state": to_translate("State"),
    "distance": to_translate("Distance"),
    "falls_with": to_translate("Falls with it"),
    "id": to_translate("Id"),
}
AmendmentId = Annotated[str, typer.Argument(help="The amendment's id.", metavar="AMENDMENT")]


def add_to(app: typer.Typer) -> None:
    """Add `amendment` to the commands of the assembly."""
    app.add_typer(group, name="amendment")


@command(group, "list")
def list_amendments(session: Session, text: TextId) -> None:
    """Show the amendments to a text: those to its present words first, in the order of voting."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        found = actions.paper(transaction, officer, text).amendments
    show_many(session, [wire.amendment_shown(each) for each in found], _COLUMNS)


@command(group, "show")
def show_amendment(session: Session, amendment: AmendmentId) -> None:
    """Show an amendment as it stands, with the compared text."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        view = actions.amendment(transaction, officer, amendment)
    show_one(session, wire.amendment_shown(view))


@command(group, "propose")
def propose_amendment(  # noqa: PLR0913  what an amendment is, in full
    session: Session,
    text: TextId,
    *,
    change: Annotated[Change, typer.Option(help="What is done with the paragraph.")],
    paragraph: Annotated[
        str, typer.Option(help="Which is changed, or after which one is added.")
    ] = "",
    words: Words = [],  # noqa: B006  never changed; Typer reads it
    kind: Annotated[
        ParagraphKind | None, typer.Option(help="Of which kind an added paragraph is.")
    ] = None,
    addressee: Addressee = "",
    action: Action = [],  # noqa: B006  never changed; Typer reads it
    due: Due = "",
) -> None:
    """Propose to change one paragraph: a delegation with full rights."""
    duty = duty_of(addressee, action, due)
    proposal = actions.Proposal(change, paragraph, words_of(words), kind, duty)
    _do(session, actions.propose_amendment, text, proposal)


@command(group, "translate")
def write_amendment_language(
    session: Session, amendment: AmendmentId, *, words: Words, version: Version = 0
) -> None:
    """Write an amendment in more languages: its sponsor or the secretary."""
    at = At(amendment, version_of(version))
    _do(session, actions.write_amendment_language, at, words_of(words))


@command(group, "restate")
def restate_amendment(
    session: Session,
    amendment: AmendmentId,
    *,
    words: Words = [],  # noqa: B006  never changed; Typer reads it
    version: Version = 0,
) -> None:
    """State an amendment against the newest words: its sponsor."""
    _do(session, actions.restate_amendment, At(amendment, version_of(version)), words_of(words))


@command(group, "withdraw")
def withdraw_amendment(session: Session, amendment: AmendmentId, *, version: Version = 0) -> None:
    """Withdraw an amendment: its sponsor."""
    _do(session, actions.withdraw_amendment, At(amendment, version_of(version)))


@command(group, "accept")
def accept_amendment(session: Session, amendment: AmendmentId, *, version: Version = 0) -> None:
    """Accept an amendment for one sponsor of the text; when all do, it is part of it."""
    _do(session, actions.accept_amendment, At(amendment, version_of(version)))


@command(group, "set-aside")
def set_aside_amendment(
    session: Session, amendment: AmendmentId, *, reason: Reason, version: Version = 0
) -> None:
    """Set aside an amendment to words that are no longer there: the chair."""
    _do(session, actions.set_aside_amendment, At(amendment, version_of(version)), reason)


def _do(session: Session, action: Callable[..., HeldAmendment], *given: Any) -> None:
    """Run one verb as the officer of the session, and show how the amendment stands then."""

    def run(transaction: Transaction) -> AmendmentView:
        held = action(transaction, session.officer, *given)
        officer = access.officer(transaction, session.officer)
        return actions.amendment(transaction, officer, held.amendment.amendment_id)

    show_one(session, wire.amendment_shown(session.database.in_transaction(run)))
