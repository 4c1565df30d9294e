"""A session with elections in it: nominations made in time, and ballots on real boards."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest

from ballot_world import text
from board_world import SECRETARY, SESSION, BoardWorld, found_session, head
from jisr.access.model import Officer
from jisr.assembly.ballot.trustee import Secrets, Trustee
from jisr.assembly.boards.model import Kind
from jisr.assembly.counting import lots
from jisr.assembly.elections import actions
from jisr.assembly.elections.actions import ElectionView, Proposal
from jisr.assembly.elections.model import Election, ElectionKind, LotsDraw, Nomination, Vacancy
from jisr.assembly.elections.progress import Progress
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Office
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Vote
from jisr.errors import Denied
from jisr.kit.db import Database
from ticking import TickingClock

CHAIR = "head@egy"
BOARD = ("head@are", "head@bra", "head@nor")
EARLY = datetime.timedelta(days=60)
"""Nominations are made so long before the session opens."""
PRESIDENT = Vacancy(ElectionKind.PRESIDENT)
Answer = TypeVar("Answer")


@dataclass(slots=True)
class ElectionWorld:
    """A network in session; `do` runs an action as a transaction, `ask` reads."""

    board: BoardWorld
    clock: TickingClock
    election: str = ""
    nominated: dict[str, str] = field(default_factory=dict)
    """The nomination of each member that made one."""

    @property
    def database(self) -> Database:
        """The database of the network."""
        return self.board.database

    def do(self, action: Callable[..., Answer], *given: Any, **named: Any) -> Answer:
        """Run an action whole or not at all."""
        return self.database.in_transaction(action, *given, **named)

    def ask(self, action: Callable[..., Answer], *given: Any, **named: Any) -> Answer:
        """Read."""
        with self.database.reading() as transaction:
            return action(transaction, *given, **named)

    def why(self, action: Callable[..., Any], *given: Any, **named: Any) -> str:
        """Return why an action is refused."""
        with pytest.raises(Denied) as refusal:
            self.do(action, *given, **named)
        return str(refusal.value.details["why"])

    def officer(self, officer: str) -> Officer:
        """Return an officer."""
        return self.board.officer(officer)

    # ── before the session ────────────────────────────────────────────────────────────────────

    def announce(self, vacancy: Vacancy = PRESIDENT) -> Election:
        """Announce an election; it is the one that the rest is about."""
        made = self.do(actions.announce, SECRETARY, SESSION, vacancy)
        self.election = made.id
        self.nominated = {}
        return made

    def nominate(self, member: str, **changed: Any) -> Nomination:
        """Let a member put its head of delegation forward."""
        plain = {"nominee": head(member), "post": "Director of police", "languages": ("fr",)}
        proposal = Proposal(**{**plain, **changed})
        made = self.do(actions.nominate, head(member), self.election, proposal)
        self.nominated[member] = made.id
        return made

    def early(self, run: Callable[[], Answer]) -> Answer:
        """Do something sixty days before, when nominations are open."""
        self.clock.instant -= EARLY
        try:
            return run()
        finally:
            self.clock.instant += EARLY

    def put_forward(self, *members: str) -> None:
        """Let members nominate in time, and the nominees accept."""

        def run() -> None:
            for member in members:
                made = self.nominate(member)
                self.do(actions.accept, head(member), made.id)

        self.early(run)

    def admit(self) -> None:
        """Let the elections board accept everybody."""
        for nomination in self.nominated.values():
            self.do(actions.review, BOARD[0], nomination, is_accepted=True)

    def candidates(self, *members: str, vacancy: Vacancy = PRESIDENT) -> None:
        """Announce an election in which these members have a candidate."""
        self.announce(vacancy)
        self.put_forward(*members)
        self.admit()

    # ── ballots ───────────────────────────────────────────────────────────────────────────────

    def view(self) -> ElectionView:
        """Return the election as everybody reads it."""
        return self.ask(actions.read_election, self.election)

    def progress(self) -> Progress:
        """Return where the election stands after its first ballot."""
        found = self.view().progress
        if found is None:
            raise AssertionError
        return found

    def winners(self) -> list[str]:
        """Return the members whose candidates are elected, in order."""
        members = {nomination: member for member, nomination in self.nominated.items()}
        return [members[key] for key in self.progress().state.elected]

    def open(self) -> Vote:
        """Open the next ballot and hold the ceremony of its trustees."""
        self.do(actions.open_ballot, CHAIR, self.election, self.board.registrar)
        pending = self.progress().pending
        if pending is None:
            raise AssertionError
        self.board.board_id = pending.id
        self.board.trustees = {
            name: Trustee(self.board.group, name, Secrets(sealing=each.secrets.sealing))
            for name, each in self.board.trustees.items()
        }
        self.board.ceremony()
        return pending

    def cast(self, vote: Vote, papers: Sequence[Sequence[str]]) -> None:
        """Cast papers in the order of the members; each names members, or nobody to abstain."""
        keys = [each.key for each in vote.choices]
        for member, paper in zip(self.board.members, papers, strict=False):
            wanted = {self.nominated[each] for each in paper}
            marks = [int(key in wanted) for key in keys]
            self.board.vote(member, [*marks, int(not wanted)])

    def count(self, vote: Vote) -> None:
        """Close a ballot and open its sums."""
        self.do(votes.close_vote, CHAIR, vote.id, self.board.registrar)
        for name in ("CHL", "IND", "NOR"):
            self.board.post(Kind.WITNESS, name, {"head": text(self.board.board().closed_head)})
        self.board.share("ARG", "JPN", "TUN")

    def ballot(self, given: Mapping[str, int]) -> Election:
        """Hold a whole ballot in which each member's candidate has so many votes."""
        papers = [[member] for member, number in given.items() if member for _ in range(number)]
        papers += [[] for _ in range(given.get("", 0))]
        vote = self.open()
        self.cast(vote, papers)
        self.count(vote)
        return self.do(actions.announce_ballot, CHAIR, self.election)

    # ── lots ──────────────────────────────────────────────────────────────────────────────────

    def value(self, member: str) -> bytes:
        """Return the secret value of a member; a test has no chance in it."""
        return member.encode().ljust(lots.VALUE_BYTES, b".")

    def commit(self, member: str) -> LotsDraw:
        """Publish a member's hash."""
        draw = self.view().draws[-1]
        hashed = lots.commitment(draw.id, member, self.value(member)).hex()
        return self.do(actions.commit, head(member), self.election, hashed)

    def reveal(self, member: str) -> LotsDraw:
        """Reveal a member's value."""
        return self.do(actions.reveal, head(member), self.election, self.value(member).hex())


def found_elections(database: Database, home: Path, clock: TickingClock) -> ElectionWorld:
    """Found a network of eighteen members in session, with a chair and an elections board."""
    board = found_session(database, home)
    run = database.in_transaction
    run(sessions.name_offices, SECRETARY, SESSION, Office.CHAIR, (CHAIR,))
    run(sessions.name_offices, SECRETARY, SESSION, Office.ELECTIONS_BOARD, BOARD)
    return ElectionWorld(board, clock)
