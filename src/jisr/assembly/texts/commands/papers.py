"""`jisr assembly text …`: reports and draft resolutions."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from jisr.access import actions as access
from jisr.assembly.sessions.commands.telling import show_one
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.commands.given import (
    Action,
    Addressee,
    Due,
    Title,
    Version,
    Words,
    duty_of,
    version_of,
    words_of,
)
from jisr.assembly.texts.held import HeldDraft, PaperKind
from jisr.assembly.texts.model import ParagraphKind
from jisr.assembly.texts.voting_order import Ruling
from jisr.kit.console import Session, command

group = typer.Typer(
    help="Papers of the agenda: written, translated, sponsored, put to the vote.",
    no_args_is_help=True,
)
TextId = Annotated[str, typer.Argument(help="The text's id.", metavar="TEXT")]
Paragraph = Annotated[str, typer.Argument(help="The paragraph's id.", metavar="PARAGRAPH")]
Reason = Annotated[str, typer.Option(help="Why; 20 to 500 characters.")]


def add_to(app: typer.Typer) -> None:
    """Add `text` to the commands of the assembly."""
    app.add_typer(group, name="text")


@command(group, "show")
def show_paper(session: Session, text: TextId) -> None:
    """Show a paper in all its languages, with what keeps them apart."""
    with session.database.reading() as transaction:
        officer = access.officer(transaction, session.officer)
        view = actions.paper(transaction, officer, text)
    show_one(session, wire.paper_standing(view))


@command(group, "file")
def file_paper(
    session: Session,
    item: Annotated[str, typer.Argument(help="The item's id.", metavar="ITEM")],
    *,
    kind: Annotated[PaperKind, typer.Option(help="What the paper is for.")],
    title: Title,
) -> None:
    """File a report or a draft resolution; its paragraphs follow."""
    _do(session, actions.file_paper, item, kind, words_of(title))


@command(group, "add")
def add_paragraph(  # noqa: PLR0913  what a paragraph is, in full
    session: Session,
    text: TextId,
    *,
    kind: Annotated[ParagraphKind, typer.Option(help="Whether it gives grounds or decides.")],
    words: Words,
    addressee: Addressee = "",
    action: Action = [],  # noqa: B006  never changed; Typer reads it
    due: Due = "",
    after: Annotated[
        str | None, typer.Option(help="The paragraph before it; empty: the beginning.")
    ] = None,
    version: Version = 0,
) -> None:
    """Add a paragraph: a sponsor."""
    duty = duty_of(addressee, action, due)
    new = actions.NewWords(kind, words_of(words), duty, after)
    _do(session, actions.add_paragraph, At(text, version_of(version)), new)


@command(group, "write")
def write_paragraph(  # noqa: PLR0913  what a paragraph is, in full
    session: Session,
    text: TextId,
    paragraph: Paragraph,
    *,
    words: Words,
    addressee: Addressee = "",
    action: Action = [],  # noqa: B006  never changed; Typer reads it
    due: Due = "",
    version: Version = 0,
) -> None:
    """Write a paragraph anew: a sponsor. Languages that are left out fall behind."""
    given = actions.Words(words_of(words), duty_of(addressee, action, due))
    _do(session, actions.write_paragraph, At(text, version_of(version)), paragraph, given)


@command(group, "remove")
def remove_paragraph(
    session: Session, text: TextId, paragraph: Paragraph, *, version: Version = 0
) -> None:
    """Take a paragraph out: a sponsor."""
    _do(session, actions.remove_paragraph, At(text, version_of(version)), paragraph)


@command(group, "translate")
def write_language(
    session: Session, text: TextId, paragraph: Paragraph, *, words: Words, version: Version = 0
) -> None:
    """Bring languages of a paragraph, or of the “title”, into step with its newest words."""
    at = At(text, version_of(version))
    _do(session, actions.write_language, at, paragraph, words_of(words))


@command(group, "withdraw")
def withdraw_paper(session: Session, text: TextId, *, version: Version = 0) -> None:
    """Withdraw a paper: its only sponsor."""
    _do(session, actions.withdraw_paper, At(text, version_of(version)))


@command(group, "release")
def release_paper(session: Session, text: TextId, *, version: Version = 0) -> None:
    """Let observers read a working paper of a public item: the secretary."""
    _do(session, actions.release_paper, At(text, version_of(version)))


@command(group, "join")
def join_sponsors(session: Session, text: TextId) -> None:
    """Join the sponsors where one of them invited, else ask them to."""
    _do(session, actions.join_sponsors, text)


@command(group, "leave")
def leave_sponsors(session: Session, text: TextId) -> None:
    """Leave the sponsors; the last one withdraws the paper instead."""
    _do(session, actions.leave_sponsors, text)


@command(group, "invite")
def invite_sponsor(
    session: Session,
    text: TextId,
    member: Annotated[str, typer.Argument(help="The member's code, as MAR.", metavar="MEMBER")],
) -> None:
    """Invite a member to sponsor; one that asked to is a sponsor at once."""
    _do(session, actions.invite_sponsor, text, member)


@command(group, "part-vote")
def ask_part_vote(session: Session, text: TextId, paragraph: Paragraph) -> None:
    """Ask for a vote of its own on one paragraph: a delegation."""
    _do(session, actions.ask_part_vote, text, paragraph)


@command(group, "order")
def order_amendments(
    session: Session,
    text: TextId,
    amendments: Annotated[list[str], typer.Argument(help="Ids, the first to be voted on first.")],
    *,
    reason: Reason,
    version: Version = 0,
) -> None:
    """Set the order of voting in place of “farthest first”: the chair."""
    _do(session, actions.order_amendments, At(text, version_of(version)), amendments, reason)


@command(group, "rule")
def rule_on_amendment(  # noqa: PLR0913  what a ruling is, in full
    session: Session,
    text: TextId,
    amendment: Annotated[str, typer.Argument(help="The amendment that falls.")],
    accepted: Annotated[str, typer.Argument(help="If this one is accepted.")],
    *,
    reason: Reason,
    version: Version = 0,
) -> None:
    """Rule that an amendment falls if another is accepted: the chair."""
    at, ruling = At(text, version_of(version)), Ruling(amendment, accepted, reason)
    _do(session, actions.rule_on_amendment, at, ruling)


def _do(session: Session, action: Callable[..., HeldDraft], *given: Any) -> None:
    """Run one verb as the officer of the session, and show what the paper is then."""
    held = session.database.in_transaction(action, session.officer, *given)
    show_one(session, wire.paper_shown(held))
