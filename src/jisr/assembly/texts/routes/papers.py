"""Routes of papers: written paragraph by paragraph, translated, sponsored, put to the vote."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from jisr.assembly.sessions.routes.deeds import DeedNow, Participant, Strict
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.model import ParagraphKind
from jisr.assembly.texts.routes.given import (
    NewDuty,
    NewWords,
    ParagraphId,
    Reason,
    TextId,
    Words,
    duty_of,
)
from jisr.assembly.texts.voting_order import Ruling
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import VersionMatched, etag_of
from jisr.kit.http.hub import HubNow

router = APIRouter(prefix="/assembly/texts", tags=["assembly"])

Id = Annotated[str, Field(max_length=64)]


class NewParagraph(Strict):
    """A paragraph to add; `after` is the one before it, empty the beginning, none the end."""

    kind: ParagraphKind
    texts: Words
    duty: NewDuty | None = None
    after: Id | None = None


class ChangedParagraph(Strict):
    """A paragraph anew; languages that are left out fall behind."""

    texts: Words
    duty: NewDuty | None = None


class NewSponsor(Strict):
    """A member to invite."""

    member: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class NewPart(Strict):
    """A paragraph to be voted on alone."""

    paragraph: Id


class NewOrder(Strict):
    """The order of voting that the chair sets, and why."""

    amendments: Annotated[list[Id], Field(max_length=300)]
    reason: Reason


class NewRuling(Strict):
    """That an amendment falls if another is accepted, and why."""

    amendment: Id
    accepted: Id
    reason: Reason


@router.get("/{text}", response_model=wire.PaperStanding)
def read_paper(hub: HubNow, caller: Participant, text: TextId) -> Response:
    """Return a paper in all its languages, with what keeps them apart."""
    with hub.database.reading() as transaction:
        view = actions.paper(transaction, caller.officer, text)
    told = wire.paper_standing(view).model_dump(mode="json")
    return JSONResponse(told, headers={"ETag": etag_of(view.held.version)})


@router.post("/{text}/paragraphs", status_code=201, response_model=wire.PaperShown)
def add_paragraph(
    deed: DeedNow, text: TextId, version: VersionMatched, given: NewParagraph
) -> Response:
    """Add a paragraph: a sponsor."""
    new = actions.NewWords(given.kind, given.texts, duty_of(given.duty), given.after)

    def run(transaction: Transaction) -> wire.PaperShown:
        at = At(text, version)
        return wire.paper_shown(actions.add_paragraph(transaction, deed.officer, at, new))

    return deed.do(f"draft:{text}", run, 201)


@router.put("/{text}/paragraphs/{paragraph}", response_model=wire.PaperShown)
def write_paragraph(
    deed: DeedNow,
    text: TextId,
    paragraph: ParagraphId,
    version: VersionMatched,
    given: ChangedParagraph,
) -> Response:
    """Write a paragraph anew: a sponsor. It makes a new revision."""
    words = actions.Words(given.texts, duty_of(given.duty))

    def run(transaction: Transaction) -> wire.PaperShown:
        at = At(text, version)
        written = actions.write_paragraph(transaction, deed.officer, at, paragraph, words)
        return wire.paper_shown(written)

    return deed.do(f"draft:{text}", run)


@router.delete("/{text}/paragraphs/{paragraph}", response_model=wire.PaperShown)
def remove_paragraph(
    deed: DeedNow, text: TextId, paragraph: ParagraphId, version: VersionMatched
) -> Response:
    """Take a paragraph out: a sponsor."""

    def run(transaction: Transaction) -> wire.PaperShown:
        at = At(text, version)
        return wire.paper_shown(actions.remove_paragraph(transaction, deed.officer, at, paragraph))

    return deed.do(f"draft:{text}", run)


@router.put("/{text}/languages/{paragraph}", response_model=wire.PaperShown)
def write_language(
    deed: DeedNow, text: TextId, paragraph: ParagraphId, version: VersionMatched, given: NewWords
) -> Response:
    """Bring languages of a paragraph, or of the `title`, into step with its newest words."""

    def run(transaction: Transaction) -> wire.PaperShown:
        at = At(text, version)
        written = actions.write_language(transaction, deed.officer, at, paragraph, given.texts)
        return wire.paper_shown(written)

    return deed.do(f"draft:{text}", run)


@router.post("/{text}/withdrawal", response_model=wire.PaperShown)
def withdraw_paper(deed: DeedNow, text: TextId, version: VersionMatched) -> Response:
    """Withdraw a paper: its only sponsor."""

    def run(transaction: Transaction) -> wire.PaperShown:
        at = At(text, version)
        return wire.paper_shown(actions.withdraw_paper(transaction, deed.officer, at))

    return deed.do(f"draft:{text}", run)


@router.post("/{text}/release", response_model=wire.PaperShown)
def release_paper(deed: DeedNow, text: TextId, version: VersionMatched) -> Response:
    """Let observers read a working paper of a public item: the secretary."""

    def run(transaction: Transaction) -> wire.PaperShown:
        at = At(text, version)
        return wire.paper_shown(actions.release_paper(transaction, deed.officer, at))

    return deed.do(f"draft:{text}", run)


@router.post("/{text}/sponsors", response_model=wire.PaperShown)
def join_sponsors(deed: DeedNow, text: TextId) -> Response:
    """Join the sponsors where one of them invited, else ask them to."""

    def run(transaction: Transaction) -> wire.PaperShown:
        return wire.paper_shown(actions.join_sponsors(transaction, deed.officer, text))

    return deed.do(f"draft:{text}", run)


@router.delete("/{text}/sponsors", response_model=wire.PaperShown)
def leave_sponsors(deed: DeedNow, text: TextId) -> Response:
    """Leave the sponsors; the last one withdraws the paper instead."""

    def run(transaction: Transaction) -> wire.PaperShown:
        return wire.paper_shown(actions.leave_sponsors(transaction, deed.officer, text))

    return deed.do(f"draft:{text}", run)


@router.post("/{text}/invitations", response_model=wire.PaperShown)
def invite_sponsor(deed: DeedNow, text: TextId, given: NewSponsor) -> Response:
    """Invite a member to sponsor; one that asked to is a sponsor at once."""

    def run(transaction: Transaction) -> wire.PaperShown:
        invited = actions.invite_sponsor(transaction, deed.officer, text, given.member)
        return wire.paper_shown(invited)

    return deed.do(f"draft:{text}", run)


@router.post("/{text}/part-votes", response_model=wire.PaperShown)
def ask_part_vote(deed: DeedNow, text: TextId, given: NewPart) -> Response:
    """Ask for a vote of its own on one paragraph: a delegation."""

    def run(transaction: Transaction) -> wire.PaperShown:
        asked = actions.ask_part_vote(transaction, deed.officer, text, given.paragraph)
        return wire.paper_shown(asked)

    return deed.do(f"draft:{text}", run)


@router.put("/{text}/order", response_model=wire.PaperShown)
def order_amendments(
    deed: DeedNow, text: TextId, version: VersionMatched, given: NewOrder
) -> Response:
    """Set the order of voting in place of “farthest first”: the chair, with a reason."""

    def run(transaction: Transaction) -> wire.PaperShown:
        at = At(text, version)
        ordered = actions.order_amendments(
            transaction, deed.officer, at, given.amendments, given.reason
        )
        return wire.paper_shown(ordered)

    return deed.do(f"draft:{text}", run)


@router.post("/{text}/rulings", response_model=wire.PaperShown)
def rule_on_amendment(
    deed: DeedNow, text: TextId, version: VersionMatched, given: NewRuling
) -> Response:
    """Rule that an amendment falls if another is accepted: the chair, with a reason."""

    def run(transaction: Transaction) -> wire.PaperShown:
        at, ruling = At(text, version), Ruling(given.amendment, given.accepted, given.reason)
        return wire.paper_shown(actions.rule_on_amendment(transaction, deed.officer, at, ruling))

    return deed.do(f"draft:{text}", run)
