"""Pages of elections: those of a session, one election, nominations, the board, lots."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from jisr.access import actions as access
from jisr.access.countries import country
from jisr.access.viewing import Page, PageNow
from jisr.assembly.counting.elections import Stage
from jisr.assembly.counting.model import BallotRule
from jisr.assembly.counting.seats import Passed
from jisr.assembly.elections import actions, naming, tables
from jisr.assembly.elections.actions import ElectionView
from jisr.assembly.elections.model import (
    DrawState,
    Election,
    ElectionKind,
    NominationState,
)
from jisr.assembly.elections.progress import Held, Progress
from jisr.assembly.pages import election_titles
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.votes.model import VoteState
from jisr.errors import Denied, NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor

router = APIRouter(prefix="/assembly", include_in_schema=False)

Id = Annotated[str, Path(max_length=32)]
OfSession = Annotated[int, Query(ge=0, le=9_999)]
_BOARD_SHOWS_MAX = 60
"""Nominations of one election that can stand beside each other."""


@router.get("/elections")
def all_elections(page: PageNow, session: OfSession = 0, cursor: Cursor = "") -> Response:
    """Return the elections of a session, of the present one if none is named."""
    (after,) = read_cursor(cursor, 1)
    with page.hub.database.reading() as transaction:
        number = session or _present(transaction)
        held = sessions.session(transaction, number)
        found = actions.list_elections(transaction, number, after=after, limit=PAGE_DEFAULT + 1)
        shown = found[:PAGE_DEFAULT]
        views = [actions.read_election(transaction, each.id) for each in shown]
        committee = actions.committee_now(transaction, number)
        powers = actions.powers(transaction, number, page.caller.officer)
        ends = actions.nominations_end(transaction, number)
        now = transaction.now
    following = write_cursor([shown[-1].id]) if len(found) > len(shown) else ""
    return _show(
        page,
        "elections",
        held=held,
        views=views,
        committee=committee,
        powers=powers,
        ends=ends,
        now=now,
        following=following,
        regions=tables.regions(),
        every_kind=tuple(ElectionKind),
    )


@router.get("/elections/{election}")
def one_election(page: PageNow, election: Id) -> Response:
    """Return an election: candidates, ballots, what comes next and why, lots, sheets."""
    with page.hub.database.reading() as transaction:
        view = actions.read_election(transaction, election)
        powers = actions.powers(transaction, view.election.session, page.caller.officer)
        now = transaction.now
    return _show(
        page,
        "election",
        view=view,
        powers=powers,
        now=now,
        stage=_stage(view),
        names=_names(page, view),
        results=[_rows(page, view, held) for held in view.progress.held] if view.progress else [],
        passed=[_passed(held) for held in view.progress.held] if view.progress else [],
        next_rule=_next_rule(view.progress),
        struck=_struck(view),
        pending_is_closed=_pending_is_closed(view),
        own=[each for each in view.nominations if each.member == powers.nominates_for],
        regions=tables.regions(),
    )


@router.get("/elections/{election}/nominate")
def nominate(page: PageNow, election: Id) -> Response:
    """Return the form with which a member puts somebody forward.

    Raises:
        Denied: the reader does not nominate for a member.
    """
    with page.hub.database.reading() as transaction:
        view = actions.read_election(transaction, election)
        session = view.election.session
        powers = actions.powers(transaction, session, page.caller.officer)
        if not powers.nominates_for:
            raise Denied(why="elections.not_for_member")
        sent = sessions.delegation(transaction, session, powers.nominates_for).delegation
        languages = access.network(transaction).languages
        now = transaction.now
    return _show(
        page,
        "election_nominate",
        view=view,
        powers=powers,
        delegates=[each for each in sent.delegates if not each.is_revoked],
        working=languages,
        is_late=view.nominations_end is not None and now >= view.nominations_end,
    )


@router.get("/elections/{election}/checks")
def board(page: PageNow, election: Id) -> Response:
    """Return the desk of the elections board: each nomination with its formal checks."""
    with page.hub.database.reading() as transaction:
        view = actions.read_election(transaction, election)
        powers = actions.powers(transaction, view.election.session, page.caller.officer)
        shown = view.nominations[:_BOARD_SHOWS_MAX]
        checked = [(each, actions.checks_of(transaction, each)) for each in shown]
    order = list(NominationState)
    checked.sort(key=lambda pair: (order.index(pair[0].state), pair[0].nominated_at))
    return _show(page, "election_board", view=view, powers=powers, checked=checked)


@router.get("/nominations/{nomination}")
def one_nomination(page: PageNow, nomination: Id) -> Response:
    """Return a nomination: who, by whom, its checks, and what can be done with it."""
    with page.hub.database.reading() as transaction:
        found = actions.read_nomination(transaction, nomination)
        view = actions.read_election(transaction, found.election)
        powers = actions.powers(transaction, view.election.session, page.caller.officer)
        checks = actions.checks_of(transaction, found)
    is_own = found.member == powers.nominates_for
    is_nominee = found.nominee == page.caller.officer.id
    return _show(
        page,
        "nomination",
        view=view,
        nomination=found,
        checks=checks,
        powers=powers,
        is_own=is_own,
        is_nominee=is_nominee,
        may_leave=(is_own or is_nominee) and _may_leave(view, found.id, found.state),
    )


@router.get("/elections/{election}/lots")
def lots(page: PageNow, election: Id) -> Response:
    """Return the lots of an election: who takes part, each hash and value, what was drawn."""
    with page.hub.database.reading() as transaction:
        view = actions.read_election(transaction, election)
        powers = actions.powers(transaction, view.election.session, page.caller.officer)
    tied = {key for each in view.draws[-1:] for key in each.tied}
    interested = {each.member for each in view.election.candidates if each.nomination in tied}
    return _show(
        page,
        "election_lots",
        view=view,
        powers=powers,
        names=_names(page, view),
        stage=_stage(view),
        interested=interested,
        under_way=next(
            (
                each
                for each in view.draws
                if each.state in (DrawState.COMMITTING, DrawState.REVEALING)
            ),
            None,
        ),
    )


def _show(page: Page, template: str, **values: Any) -> Response:
    def titled(election: Election) -> str:
        languages = [page.reader.language]
        return naming.election_title(election, languages).best(page.reader.language)

    def country_name(code: str) -> str:
        return country(code).name.best(page.reader.language)

    return page.show(
        f"assembly/{template}.html",
        say=election_titles,
        titled=titled,
        country_name=country_name,
        stage_of=_stage,
        **values,
    )


def _present(transaction: Transaction) -> int:
    held = sessions.current(transaction)
    if held is None:
        raise NotFound(thing=to_translate("session of the assembly"))
    return held.session.number


def _stage(view: ElectionView) -> str:
    if view.progress is None:
        return election_titles.NOMINATIONS
    return view.progress.state.stage


def _names(page: Page, view: ElectionView) -> Mapping[str, str]:
    return {
        each.nomination: each.name.best(page.reader.language) for each in view.election.candidates
    }


def _rows(page: Page, view: ElectionView, held: Held) -> Sequence[tuple[str, int, str]]:
    names = _names(page, view)
    return [
        (names[key], votes, str(votes))
        for key, votes in held.round.announcement.results
        if key in names
    ]


def _passed(held: Held) -> Mapping[Passed, Sequence[str]]:
    """Return who was passed over in a ballot, by the reason."""
    found = held.round.passed
    return {
        why: [key for key in found if found[key] is why] for why in Passed if why in found.values()
    }


def _next_rule(progress: Progress | None) -> BallotRule | None:
    """Return the rule of the next ballot; None where the next one is none of its own."""
    if progress is None or progress.state.stage is not Stage.BALLOT:
        return None
    return progress.rule.ballot(progress.state.number)


def _struck(view: ElectionView) -> Sequence[str]:
    """Return who fell out by the rule: neither standing, nor elected, nor withdrawn."""
    if view.progress is None or view.progress.has_ended:
        return ()
    state = view.progress.state
    gone = {step.id for step in view.election.steps}
    return [
        each.nomination
        for each in view.election.candidates
        if each.nomination not in state.standing
        and each.nomination not in state.elected
        and each.nomination not in gone
    ]


def _pending_is_closed(view: ElectionView) -> bool:
    pending = view.progress.pending if view.progress else None
    return pending is not None and pending.state is VoteState.CLOSED


def _may_leave(view: ElectionView, key: str, state: NominationState) -> bool:
    if state in (NominationState.WITHDRAWN, NominationState.REFUSED):
        return False
    progress = view.progress
    if progress is None:
        return True
    is_between = progress.pending is None and progress.state.stage is Stage.BALLOT
    return is_between and key in progress.state.standing
