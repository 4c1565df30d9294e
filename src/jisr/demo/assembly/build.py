"""Holds the generated 93rd session: an open roll-call, and an election in its second round."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.elections import actions as elections
from jisr.demo.assembly import electing, papers, seating, voting
from jisr.demo.assembly.keys import machine, register_keys
from jisr.demo.assembly.people import HOST, Sent, add_people
from jisr.demo.examples import HallExample
from jisr.kit.console import Session
from jisr.kit.db import Database

NOMINATED_DAYS = 60
FILED_DAYS = 62
WAITING = 12
"""Members whose ballot-casters have not voted in the open round; their machines are there."""


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of the session's story."""

    opens: datetime.date

    def before(self, days: int) -> datetime.date:
        """Return the day so many days before it opens."""
        return self.opens - datetime.timedelta(days=days)


def hold_session(session: Session, coordinator: str, seed: int, delegations: int) -> HallExample:
    """Hold a session of the assembly in a demo network that was just built.

    Args:
        session: over the demo's home.
        coordinator: of the secretariat, who founded the network.
        seed: the network's seed.
        delegations: how many members come.
    """
    database, home = session.database, session.home
    with database.reading() as transaction:
        days = _Days(seating.first_day(transaction))
    sent = database.in_transaction(add_people, coordinator, seed, delegations)
    seating.call_session(database, days.opens)
    seated = seating.seat(database, days.opens, sent, seed)
    with seating.at_day(database, days.before(FILED_DAYS)):
        drafts = database.in_transaction(papers.file_papers, days.opens)
    with seating.at_day(database, days.before(NOMINATED_DAYS)):
        election = database.in_transaction(electing.announce_election)
        database.in_transaction(electing.nominate, election)
    seating.keep_calendar(database, days.opens)
    return _sit(database, home, Registrar.at(home, session.network), seated, drafts, election, seed)


def _sit(  # noqa: PLR0913, PLR0917  the whole session
    database: Database,
    home: Path,
    registrar: Registrar,
    seated: seating.Seated,
    drafts: dict[str, str],
    election: str,
    seed: int,
) -> HallExample:
    """Let the session of today begin: votes, and the election up to its second round."""
    waiting = _waiting(seated.voting)
    keys = database.in_transaction(
        register_keys, home, seated.sent, seated.voting, [each.voter for each in waiting]
    )
    database.in_transaction(papers.propose_amendments, drafts)
    database.in_transaction(voting.adopt_agenda)
    adopted = database.in_transaction(voting.open_roll_call, drafts["adopted"])
    database.in_transaction(voting.answer, adopted, seated.voting, keys.voters, seed)
    database.in_transaction(voting.announce, adopted)
    ballots = electing.Ballots(database, home, registrar, keys)
    first = ballots.open_round(election)
    with database.reading() as transaction:
        view = elections.read_election(transaction, election)
    candidates = [each.nomination for each in view.election.candidates]
    ballots.cast(first, seated.voting, electing.first_marks(seated.voting, candidates, seed))
    ballots.count(election, first)
    second = ballots.open_round(election)
    cast = [each for each in seated.voting if each not in waiting]
    ballots.cast(second, cast, electing.second_marks(cast, candidates, seed))
    vote = database.in_transaction(voting.open_roll_call, drafts["open"])
    arrived = voting.arrived(seated.voting, seed, [each.member for each in waiting])
    database.in_transaction(voting.answer, vote, arrived, keys.voters, seed)
    host = seated.sent[HOST]
    return HallExample(
        session=str(seated.number),
        vote=vote.id,
        ballot=second,
        election=election,
        text=drafts["amended"],
        booth=str(machine(home, host.voter).path),
    )


def _waiting(seated: Sequence[Sent]) -> list[Sent]:
    """Return who still has to vote when the newcomer comes: the host, and some others."""
    host = [each for each in seated if each.member == HOST]
    return [*host, *(each for each in seated if each.member != HOST)][:WAITING]
