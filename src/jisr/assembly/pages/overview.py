"""The first page of the assembly: what is open now, what waits for the reader, what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from jisr.access.countries import country
from jisr.access.viewing import Page, PageNow
from jisr.assembly.elections import actions as elections
from jisr.assembly.hall import actions as hall
from jisr.assembly.pages import election_titles, session_titles, vote_titles
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import (
    Capacity,
    CredentialState,
    Deadline,
    DutyState,
    Held,
    HeldCredential,
    KeyUse,
    Office,
    Post,
)
from jisr.assembly.texts import actions as texts
from jisr.assembly.texts.held import PaperKind
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Method, Own, Vote, VoteState
from jisr.errors import to_translate
from jisr.kit.db import Transaction

router = APIRouter(prefix="/assembly", include_in_schema=False)

VOTES_READ: Final = 20
RESULTS_SHOWN: Final = 5
DUTIES_SHOWN: Final = 5
ITEMS_SHOWN: Final = 12
_OPEN: Final = VoteState.OPEN
_WAITING: Final = frozenset((DutyState.DUE, DutyState.LATE))


@dataclass(frozen=True, slots=True)
class Now:
    """An open vote, and what the reader can do in it."""

    vote: Vote
    own: Own
    received: int
    is_for_member: bool


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader: in words, and where it is done."""

    sentence: str
    href: str
    sign: str = "arrow"
    number: int = 0


@dataclass(frozen=True, slots=True)
class Delegates:
    """The delegation of the reader's member."""

    member: str
    credential: HeldCredential | None
    posts: frozenset[Post]
    size: int
    has_key: bool


@router.get("")
def overview(page: PageNow) -> HTMLResponse:
    """Return how the session stands for this reader; where there is none, how one begins."""
    with page.hub.database.reading() as transaction:
        held = sessions.current(transaction)
        if held is None:
            return page.show("assembly/overview.html", held=None)
        values = _standing(transaction, page, held)
    template = "assembly/overview_now.html" if page.is_fragment else "assembly/overview.html"
    return page.show(
        template,
        held=held,
        say=session_titles,
        vote_titles=vote_titles,
        kinds=election_titles.KINDS,
        country=country,
        **values,
    )


def _standing(transaction: Transaction, page: Page, held: Held) -> dict[str, Any]:
    number, officer = held.session.number, page.caller.officer
    capacity = sessions.capacity(transaction, number, officer)
    channel = hall.channel_of(transaction, page.caller.bureau, number)
    shown = votes.list_votes(transaction, number, limit=VOTES_READ)
    seen = [each for each in shown if channel.shows_closed or hall.is_public(transaction, each)]
    agenda = texts.agenda(transaction, officer, number)
    own = _delegates(transaction, held, capacity, officer.id)
    return {
        "capacity": capacity,
        "now": [_now(transaction, each, officer.id) for each in seen if each.state is _OPEN],
        "tasks": list(_tasks(transaction, held, capacity, own, seen)),
        "own": own,
        "results": [each for each in seen if each.state is not _OPEN][:RESULTS_SHOWN],
        "items": agenda.items[:ITEMS_SHOWN],
        "draft": PaperKind.RESOLUTION,
        "numbers": agenda.numbers,
        "elections": elections.list_elections(transaction, number),
        "deadlines": _deadlines(transaction, number)[:DUTIES_SHOWN],
        "at": transaction.now,
    }


def _now(transaction: Transaction, vote: Vote, officer_id: str) -> Now:
    own = votes.own(transaction, officer_id, vote.id)
    view = votes.read_vote(transaction, vote.id)
    return Now(view.vote, own, len(view.received), bool(own.member))


def _delegates(
    transaction: Transaction, held: Held, capacity: Capacity, officer_id: str
) -> Delegates | None:
    if not capacity.member or capacity.member not in held.order:
        return None
    number = held.session.number
    sent = sessions.delegation(transaction, number, capacity.member).delegation
    keys = sessions.keys_of(transaction, number, officer_id)
    return Delegates(
        member=capacity.member,
        credential=sessions.credential(transaction, number, capacity.member),
        posts=capacity.posts,
        size=sum(not each.is_revoked for each in sent.delegates),
        has_key=any(each.use is KeyUse.VOTE and each.revoked_at is None for each in keys),
    )


def _deadlines(transaction: Transaction, number: int) -> list[Deadline]:
    return [each for each in sessions.timetable(transaction, number) if each.state in _WAITING]


def _tasks(
    transaction: Transaction,
    held: Held,
    capacity: Capacity,
    own: Delegates | None,
    seen: list[Vote],
) -> Iterator[Task]:
    """Yield what waits for this reader, by what the reader is in the session."""
    number = held.session.number
    here = f"/assembly/sessions/{number}"
    if Office.CHAIR in capacity.offices:
        for vote in seen:
            if vote.state is VoteState.CLOSED and (vote.tally or vote.method is Method.CONSENSUS):
                yield Task(
                    to_translate("A result waits to be announced"), f"/assembly/votes/{vote.id}"
                )
    if Office.CREDENTIALS_BUREAU in capacity.offices or capacity.is_secretary:
        handed = [
            each
            for each in sessions.credentials(transaction, number)
            if each.credential.state is CredentialState.SUBMITTED
        ]
        if handed:
            yield Task(
                to_translate("Credentials wait to be reviewed"),
                f"{here}/desk",
                "record",
                len(handed),
            )
    if capacity.is_secretary and (late := _deadlines(transaction, number)):
        yield Task(
            to_translate("Duties of the calendar wait"), f"{here}#calendar", "clock", len(late)
        )
    if own is not None and capacity.posts:
        if own.credential is None:
            yield Task(
                to_translate("Hand in the credentials of your delegation"),
                f"{here}/delegations/{own.member}",
                "record",
            )
        if not own.has_key and capacity.posts & {Post.HEAD, Post.BALLOT_CASTER}:
            yield Task(
                to_translate("Register your voting key"), f"{here}/delegations/{own.member}", "sign"
            )
