"""What everybody of the assembly may read about its elections."""

import datetime
from dataclasses import dataclass

from jisr.access.model import Officer
from jisr.assembly.elections import rules, store
from jisr.assembly.elections.actions import ground
from jisr.assembly.elections.actions.announcing import nominations_end
from jisr.assembly.elections.actions.nominating import facts_of
from jisr.assembly.elections.model import Election, ElectionKind, LotsDraw, Nomination
from jisr.assembly.elections.progress import Progress
from jisr.assembly.elections.rules import Check
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Office
from jisr.errors import Denied
from jisr.kit.db import Transaction

LIST_MAX = 200
"""Rows that one page of a list holds at most."""


@dataclass(frozen=True, slots=True)
class ElectionView:
    """An election with all that belongs to it.

    Attributes:
        progress: where it stands; None before its first ballot.
        nominations: everybody who was put forward, whatever became of it.
        draws: the draws of lots, the oldest first.
        nominations_end: the first instant that is too late; None where nothing is void.
    """

    election: Election
    progress: Progress | None
    nominations: tuple[Nomination, ...]
    draws: tuple[LotsDraw, ...]
    nominations_end: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Powers:
    """What an officer does in the elections of a session.

    Attributes:
        nominates_for: the member, or nothing.
        delegation_of: the member whose delegation the officer sits in, or nothing.
    """

    nominates_for: str
    delegation_of: str
    is_chair: bool
    is_board: bool
    is_secretary: bool


def read_election(transaction: Transaction, election_id: str) -> ElectionView:
    """Return an election with all that belongs to it; raise `NotFound` if there is none."""
    election = ground.found_election(transaction, election_id)
    return ElectionView(
        election=election,
        progress=ground.progress_of(transaction, election),
        nominations=store.list_nominations(transaction, election.id),
        draws=store.list_draws(transaction, election.id),
        nominations_end=None
        if election.kind is ElectionKind.HOST
        else nominations_end(transaction, election.session),
    )


def list_elections(
    transaction: Transaction, session: int, *, after: str = "", limit: int = 50
) -> tuple[Election, ...]:
    """Return one page of the elections of a session by id, from the one after `after`."""
    sessions.session(transaction, session)
    found = store.list_elections(
        transaction, session, after=after, limit=max(1, min(limit, LIST_MAX + 1))
    )
    return tuple(found)


def list_nominations(
    transaction: Transaction, election_id: str, *, after: str = "", limit: int = 50
) -> tuple[Nomination, ...]:
    """Return one page of the nominations of an election by id, from the one after `after`."""
    election = ground.found_election(transaction, election_id)
    return store.list_nominations(
        transaction, election.id, after=after, limit=max(1, min(limit, LIST_MAX + 1))
    )


def read_nomination(transaction: Transaction, nomination_id: str) -> Nomination:
    """Return a nomination; raise `NotFound` if there is none."""
    return ground.found_nomination(transaction, nomination_id)


def checks_of(transaction: Transaction, nomination: Nomination) -> tuple[Check, ...]:
    """Return every formal check of a nomination as it stands now."""
    election = ground.found_election(transaction, nomination.election)
    return rules.checks(facts_of(transaction, election, nomination))


def powers(transaction: Transaction, session: int, officer: Officer) -> Powers:
    """Return what an officer does in the elections of a session."""
    found = sessions.capacity(transaction, session, officer)
    return Powers(
        nominates_for=ground.speaks_for(transaction, session, officer),
        delegation_of=found.member if found.posts else "",
        is_chair=Office.CHAIR in found.offices,
        is_board=Office.ELECTIONS_BOARD in found.offices,
        is_secretary=found.is_secretary,
    )


def sealed_result(transaction: Transaction, election_id: str) -> bytes:
    """Return the result of an election as it was sealed.

    Raises:
        NotFound: there is no such election.
        Denied: it does not stand yet.
    """
    election = ground.found_election(transaction, election_id)
    found = store.find_result(transaction, election.id)
    if found is None:
        raise Denied(why="elections.not_ended")
    return found


def press_result(transaction: Transaction, election_id: str, officer: Officer) -> bytes:
    """Return the sealed result for the press sheet.

    Raises:
        NotFound: there is no such election.
        Denied: it does not stand yet, or is under embargo for this officer.
    """
    election = ground.found_election(transaction, election_id)
    found = powers(transaction, election.session, officer)
    is_insider = found.is_secretary or found.is_board
    rules.may_read_press(election.embargo_until, transaction.now, is_insider=is_insider).or_refuse()
    return sealed_result(transaction, election_id)
