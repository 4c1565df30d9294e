"""Pages of votes: their list, one vote for a delegate and for who presides, and its result."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import HTMLResponse

from jisr.access import actions as access
from jisr.access.countries import country
from jisr.access.viewing import Page, PageNow
from jisr.assembly.counting.model import Outcome
from jisr.assembly.counting.rules import OVERRIDE_TAG
from jisr.assembly.counting.tables import world_rules
from jisr.assembly.pages import vote_titles
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Held, Office
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import (
    Call,
    Method,
    Own,
    Result,
    SubjectKind,
    Vote,
    VoteState,
    VoteView,
)
from jisr.assembly.votes.tables import abstention
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor

router = APIRouter(prefix="/assembly/votes", include_in_schema=False)

VoteId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
SessionNumber = Annotated[int, Query(ge=0, le=9_999)]
NUMBER_DIGITS_MAX: Final = 9


@router.get("")
def all_votes(page: PageNow, session: SessionNumber = 0, cursor: Cursor = "") -> Response:
    """Return the votes of a session, those that are open first."""
    (number,) = read_cursor(cursor, 1)
    is_number = number.isascii() and number.isdecimal() and len(number) <= NUMBER_DIGITS_MAX
    before = int(number) if is_number else None
    with page.hub.database.reading() as transaction:
        held = _session(transaction, session)
        found = actions.list_votes(
            transaction, held.session.number, before=before, limit=PAGE_DEFAULT + 1
        )
        presides = _presides(page, held)
    shown = found[:PAGE_DEFAULT]
    following = write_cursor([str(shown[-1].number)]) if len(found) > len(shown) else ""
    return _show(
        page,
        "votes",
        held=held,
        open_ones=[each for each in shown if each.state is VoteState.OPEN],
        others=[each for each in shown if each.state is not VoteState.OPEN],
        following=following,
        presides=presides,
    )


@router.get("/new")
def new_vote(
    page: PageNow,
    session: SessionNumber = 0,
    kind: SubjectKind = SubjectKind.QUESTION,
    subject: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """Return the form with which who presides puts something to the vote."""
    with page.hub.database.reading() as transaction:
        held = _session(transaction, session)
        sessions.require_office(
            transaction, held.session.number, page.caller.officer.id, Office.CHAIR
        )
        languages = access.network(transaction).languages
        today = access.today(transaction)
    book = world_rules()
    known = {each.key for each in book.questions if each.valid_from <= today}
    return _show(
        page,
        "vote_new",
        held=held,
        kind=kind,
        subject=subject,
        asked_languages=languages,
        rules=[
            (key, page.words.say(title)) for key, title in vote_titles.RULES.items() if key in known
        ],
        rule=_usual_rule(kind),
    )


def _usual_rule(kind: SubjectKind) -> str:
    usual = {
        SubjectKind.QUESTION: "procedural_motion",
        SubjectKind.ITEM: "additional_item",
        SubjectKind.AGENDA: "agenda",
    }
    return usual.get(kind, "resolution")


@dataclass(frozen=True, slots=True)
class Line:
    """A member in the list of a vote, in the order of the hall."""

    member: str
    name: str
    is_entitled: bool
    why: str
    received_at: Any
    call: Call | None


@router.get("/{vote}")
def one_vote(page: PageNow, vote: VoteId) -> Response:
    """Return a vote: what is asked, what the reader can do, and what came of it."""
    with page.hub.database.reading() as transaction:
        view = actions.read_vote(transaction, vote)
        held = sessions.session(transaction, view.vote.session)
        own = actions.own(transaction, page.caller.officer.id, vote)
        statement = actions.statement(transaction, vote, own.member, "", own.version)
        result = actions.result(transaction, view.vote)
        majority = actions.majority(transaction, view.vote)
        presides = _presides(page, held)
        overruling = _overruling(transaction, page, view.vote, result) if presides else ""
    return _show(
        page,
        "vote",
        **_progress(view),
        held=held,
        own=own,
        own_names=_choice_names(page, view.vote),
        statement=json.dumps(asdict(statement)),
        result=result,
        majority=majority,
        items=_items(page, view.vote, result),
        bars=_bars(page, view.vote, result),
        lines=_lines(page, view),
        presides=presides,
        overruling=overruling,
        counted=_was_counted(view, own),
    )


@router.get("/{vote}/progress")
def progress(
    page: PageNow, vote: VoteId, version: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> Response:
    """Return how many have answered; where the vote has changed, the page is asked anew."""
    with page.hub.database.reading() as transaction:
        view = actions.read_vote(transaction, vote)
    if view.vote.version != version or (view.vote.tally and view.vote.state is VoteState.CLOSED):
        return HTMLResponse("", headers={"HX-Refresh": "true"})
    return _show(page, "vote_progress", **_progress(view))


def _progress(view: VoteView) -> Mapping[str, Any]:
    return {
        "view": view,
        "vote": view.vote,
        "received": len(view.received),
        "entitled": len(view.vote.entitled),
    }


def _session(transaction: Transaction, number: int) -> Held:
    held = sessions.session(transaction, number) if number else sessions.current(transaction)
    if held is None:
        raise NotFound(thing=to_translate("session of the assembly"))
    return held


def _presides(page: Page, held: Held) -> bool:
    return Office.CHAIR in sessions.offices_of(held, page.caller.officer.id)


def _show(page: Page, template: str, **values: Any) -> Response:
    return page.show(
        f"assembly/{template}.html",
        titles=vote_titles,
        methods=Method,
        country_name=lambda code: country(code).name.best(page.reader.language),
        **values,
    )


def _choice_names(page: Page, vote: Vote) -> Mapping[str, str]:
    choices = (*vote.choices, abstention())
    return {each.key: each.name.best(page.reader.language) for each in choices}


def _items(page: Page, vote: Vote, result: Result | None) -> Sequence[tuple[str, str, int | None]]:
    """Return what is read out, in its order: key, name, number."""
    if result is None:
        return ()
    names = {
        **{key: page.words.say(title) for key, title in vote_titles.ITEMS.items()},
        **_choice_names(page, vote),
    }
    return [(key, names[key], number) for key, number in result.announcement.items()]


def _bars(page: Page, vote: Vote, result: Result | None) -> Sequence[tuple[str, str, int, float]]:
    """Return each choice with its votes, and their share of the longest bar; abstentions last."""
    if result is None:
        return ()
    names = _choice_names(page, vote)
    numbers = [*result.announcement.results, ("abstain", result.tally.abstentions)]
    most = max(1, *(number for _, number in numbers))
    return [(key, names[key], number, number / most) for key, number in numbers]


def _lines(page: Page, view: VoteView) -> Sequence[Line]:
    calls = {each.member: each for each in view.calls}
    return [
        Line(
            member=each.member,
            name=country(each.member).name.best(page.reader.language),
            is_entitled=each.is_entitled,
            why=each.why,
            received_at=view.received.get(each.member),
            call=calls.get(each.member),
        )
        for each in view.vote.roll
        if each.is_entitled or each.why != "sessions.no_credentials"
    ]


def _was_counted(view: VoteView, own: Own) -> bool:
    """Return whether the entry of the reader's own member is among those that were counted."""
    return own.call is not None and own.call in view.calls


def _overruling(transaction: Transaction, page: Page, vote: Vote, result: Result | None) -> str:
    """Return what is signed to overrule a count, without its reason; empty where it cannot be."""
    if result is None or result.decided is None or not actions.may_overrule(vote).allowed:
        return ""
    other = {Outcome.ADOPTED: Outcome.REJECTED, Outcome.REJECTED: Outcome.ADOPTED}
    message = actions.overruling_statement(
        transaction, page.caller.officer.id, vote.id, other[result.decided.outcome], ""
    )
    return message.removeprefix(OVERRIDE_TAG).decode()
