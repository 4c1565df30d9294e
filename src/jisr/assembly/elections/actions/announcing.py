"""An election is announced for a seat that is free; who sits in the committee is recorded."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from jisr.access.countries import country
from jisr.access.texts import line
from jisr.assembly.elections import rules, store, tables
from jisr.assembly.elections.actions import ground
from jisr.assembly.elections.model import Committee, Election, ElectionKind, Holder, Vacancy
from jisr.assembly.sessions import actions as sessions
from jisr.errors import AlreadyExists, ValueMalformed, VersionStale, to_translate
from jisr.kit.db import Transaction
from jisr.values import new_id

CLOSE = "nominations-close"
"""The duty of the calendar by which nominations end (RoP 46)."""
HOLDERS_MAX = 40
"""Three committees: that which leaves, that which stays, and room for an error to be shown."""
PERSON_LENGTH_MAX = 64
SESSION_MAX = 9_999


def committee(transaction: Transaction, session: int) -> Committee:
    """Return the committee of a session as it was recorded; of version 0 before it was."""
    sessions.session(transaction, session)
    return store.find_committee(transaction, session)


def committee_now(transaction: Transaction, session: int) -> Committee:
    """Return the committee with everybody whom the session elected so far."""
    sessions.session(transaction, session)
    return ground.committee_now(transaction, session)


def record_committee(
    transaction: Transaction, acting: str, session: int, holders: Sequence[Holder], *, version: int
) -> Committee:
    """Record who sits in the executive committee when the session begins, and who leaves.

    Args:
        transaction: in which it is done.
        acting: the secretary of the assembly.
        session: its number.
        holders: everybody.
        version: the version that was read, 0 before the first.

    Raises:
        Denied: the officer is not the secretary.
        VersionStale: somebody recorded it meanwhile.
        ValueMalformed: a holder has not its form, or a post has more holders than seats.
    """
    officer = sessions.require_secretary(transaction, acting)
    before = committee(transaction, session)
    if before.version != version:
        raise VersionStale(thing=to_translate("committee"), current=before.version)
    _check_holders(holders)
    after = Committee(session, tuple(holders), version + 1)
    ground.write_committee(transaction, officer, after)
    return after


def announce(transaction: Transaction, acting: str, session: int, vacancy: Vacancy) -> Election:
    """Announce an election: members may nominate from now on.

    Raises:
        Denied: the officer is not the secretary, or there is no such seat to fill.
        NotFound: there is no such session.
        AlreadyExists: it is announced already.
    """
    officer = sessions.require_secretary(transaction, acting)
    if not 0 <= vacancy.for_session <= SESSION_MAX:
        raise ValueMalformed(
            field="for_session", why=to_translate("a session has a number from 1 to 9999")
        )
    new = Election(
        id=new_id(),
        session=sessions.session(transaction, session).session.number,
        kind=vacancy.kind,
        region=vacancy.region,
        seats=vacancy.seats,
        for_session=vacancy.for_session,
        announced_at=transaction.now,
        candidates=(),
        dropped={},
        sitting={},
        version=0,
    )
    now = ground.committee_now(transaction, session)
    is_bound = nominations_end(transaction, session) is not None
    rules.may_announce(new, now, is_bound=is_bound).or_refuse()
    if store.has_election(transaction, new):
        raise AlreadyExists(thing=to_translate("election"))
    return ground.write_election(transaction, officer, "announced", new)


def nominations_end(transaction: Transaction, session: int) -> datetime.datetime | None:
    """Return the first instant that is too late to nominate; None where none is set."""
    try:
        return sessions.due_instant(transaction, session, CLOSE)
    except ValueMalformed:  # the day of opening is not known
        return None


def set_embargo(
    transaction: Transaction,
    acting: str,
    election_id: str,
    until: datetime.datetime | None,
    *,
    version: int,
) -> Election:
    """Say from when every member may fetch the press sheet; None: not yet said.

    Raises:
        Denied: the officer is not the secretary.
        VersionStale: the election was changed meanwhile.
    """
    officer = sessions.require_secretary(transaction, acting)
    election = ground.found_election(transaction, election_id)
    if election.version != version:
        raise VersionStale(thing=to_translate("election"), current=election.version)
    changed = replace(election, embargo_until=until)
    return ground.write_election(transaction, officer, "embargo_set", changed)


def _check_holders(holders: Sequence[Holder]) -> None:
    if len(holders) > HOLDERS_MAX or len({each.person for each in holders}) < len(holders):
        raise ValueMalformed(
            field="holders", why=to_translate("name everybody once, and 40 at most")
        )
    for each in holders:
        line("person", each.person, PERSON_LENGTH_MAX)
        line("name", each.name)
        country(each.member)
    for kind in ElectionKind:
        held = sum(each.post is kind for each in rules.staying(Committee(0, tuple(holders))))
        most = 0 if kind is ElectionKind.HOST else tables.committee_seats(kind)
        if held > most or any(each.post is ElectionKind.HOST for each in holders):
            raise ValueMalformed(
                field="holders", why=to_translate("a post has more holders than seats")
            )
