"""The election of the President in the demo: one secret round is counted, the second is open."""

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jisr.access import actions as access
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.booth import seal_ballot, sign_entry
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.spelling import from_scalars, to_text
from jisr.assembly.ballot.trustee import Secrets, Trustee
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import Entry, Kind
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.elections import actions as elections
from jisr.assembly.elections.actions import Proposal
from jisr.assembly.elections.model import Election, ElectionKind, Vacancy
from jisr.assembly.machines.keys import sealing_secret
from jisr.assembly.votes import actions as votes
from jisr.demo.assembly.keys import Held, Keys, machine
from jisr.demo.assembly.people import BOARD, CANDIDATES, CHAIR, SECRETARY, Sent
from jisr.demo.assembly.seating import NUMBER
from jisr.demo.sources import dice
from jisr.demo.staff import officer_id
from jisr.kit.db import Database, Transaction

FIRST_ROUND = (84, 60, 12, 8)
"""Votes of the candidates, as the press reported those of a President: no two thirds of 164."""
SECOND_ROUND_PERCENT = (52, 36, 5, 4)
LANGUAGES = ("en", "fr")
POST = "Director of police cooperation (demo)"
"""What every candidate is in the demo."""


def announce_election(transaction: Transaction) -> str:
    """Announce the election of the President; return its id."""
    vacancy = Vacancy(ElectionKind.PRESIDENT)
    return elections.announce(transaction, SECRETARY, NUMBER, vacancy).id


def nominate(transaction: Transaction, election: str) -> None:
    """Nominate the candidates; each accepts, and the elections board checks them."""
    for member in CANDIDATES:
        nominee = officer_id("delegate", member)
        head = officer_id("head", member)
        proposal = Proposal(nominee=nominee, post=POST, languages=LANGUAGES)
        nomination = elections.nominate(transaction, head, election, proposal)
        elections.accept(transaction, nominee, nomination.id)
        board = officer_id("delegate", BOARD[0])
        elections.review(transaction, board, nomination.id, is_accepted=True)


class Ballots:
    """The secret rounds of one election, with every machine that takes part in them."""

    def __init__(self, database: Database, home: Path, registrar: Registrar, keys: Keys) -> None:
        self.database = database
        self.home = home
        self.registrar = registrar
        self.keys = keys
        self.group = SodiumGroup()

    def open_round(self, election: str, hours: int = 0) -> str:
        """Open the next round; its trustees make the key. Return the id of its vote."""
        opened: Election = self.database.in_transaction(self._open, election, hours)
        vote = opened.steps[-1].id
        self.database.in_transaction(self._make_key, vote)
        return vote

    def cast(self, vote: str, sent: Sequence[Sent], marks: Mapping[str, str]) -> None:
        """Let these delegations cast: `marks` names the choice of each member."""
        self.database.in_transaction(self._cast, vote, sent, marks)

    def count(self, election: str, vote: str) -> None:
        """Close a round, have it witnessed and opened, and announce it."""
        self.database.in_transaction(self._count, vote)
        self.database.in_transaction(elections.announce_ballot, CHAIR, election)

    def _open(self, transaction: Transaction, election: str, hours: int) -> Election:
        ends = transaction.now + datetime.timedelta(hours=hours) if hours else None
        return elections.open_ballot(transaction, CHAIR, election, self.registrar, closes_at=ends)

    def _make_key(self, transaction: Transaction, vote: str) -> None:
        trustees = {
            officer: Trustee(
                self.group, held.hall.member, Secrets(sealing_secret(machine(self.home, officer)))
            )
            for officer, held in self.keys.trustees.items()
        }
        threshold = self.registrar.board(transaction, vote).manifest["threshold"]
        for officer, trustee in trustees.items():
            self._post(transaction, vote, Kind.PROMISE, officer, trustee.promise(threshold))
            self._remember(transaction, vote, officer, trustee)
        for step in (Kind.REVEAL, Kind.READY):
            for officer, trustee in trustees.items():
                board = self.registrar.board(transaction, vote)
                body = trustee.reveal(board) if step is Kind.REVEAL else trustee.ready(board)
                self._post(transaction, vote, step, officer, dict(body))

    def _round(self, transaction: Transaction, vote: str) -> str:
        """Return under what name a trustee's machine remembers a round."""
        return f"round-{self.registrar.board(transaction, vote).manifest_hash.hex()[:32]}"

    def _remember(
        self, transaction: Transaction, vote: str, officer: str, trustee: Trustee
    ) -> None:
        """Leave a trustee's secret on its machine, as its own program would."""
        kept = {
            "coefficients": from_scalars(trustee.secrets.coefficients),
            "opened": to_text(trustee.secrets.opened_head),
        }
        machine(self.home, officer).write(self._round(transaction, vote), kept)

    def _cast(
        self,
        transaction: Transaction,
        vote: str,
        sent: Sequence[Sent],
        marks: Mapping[str, str],
    ) -> None:
        board = self.registrar.board(transaction, vote)
        options = [each["key"] for each in board.manifest["options"]]
        for each in sent:
            chosen = [int(key == marks[each.member]) for key in options]
            sealed = seal_ballot(board, self.group, each.member, chosen)
            self._post(transaction, vote, Kind.BALLOT, each.voter, sealed.cast())

    def _count(self, transaction: Transaction, vote: str) -> None:
        votes.close_vote(transaction, CHAIR, vote, self.registrar)
        closed = self.registrar.board(transaction, vote)
        body = {"head": to_text(closed.closed_head)}
        for officer in list(self.keys.witnesses)[: closed.manifest["witnesses_min"]]:
            self._post(transaction, vote, Kind.WITNESS, officer, body)
        closed = self.registrar.board(transaction, vote)
        for officer, held in list(self.keys.trustees.items())[: closed.manifest["threshold"]]:
            share = self._share(self._round(transaction, vote), officer, held, closed)
            self._post(transaction, vote, Kind.SHARE, officer, share)

    def _share(self, name: str, officer: str, held: Held, closed: Board) -> dict[str, Any]:
        folder = machine(self.home, officer)
        kept = folder.read(name)
        secrets = Secrets(sealing_secret(folder))
        opened = Trustee(self.group, held.hall.member, secrets).open_sums(closed)
        folder.write(name, {**kept, "opened": to_text(secrets.opened_head)})
        return opened

    def _post(
        self, transaction: Transaction, vote: str, kind: Kind, officer: str, body: dict[str, Any]
    ) -> None:
        """Sign an entry with the officer's key and put it on the board."""
        keys = {**self.keys.voters, **self.keys.trustees, **self.keys.witnesses}
        uses = {
            Kind.BALLOT: self.keys.voters,
            Kind.WITNESS: self.keys.witnesses,
        }.get(kind, self.keys.trustees)
        held = uses.get(officer, keys[officer])
        board = self.registrar.board(transaction, vote)
        author = held.hall.member
        sig = sign_entry(board, held.private.private, kind.value, author, body)
        acting = access.officer(transaction, officer)
        entry = Entry(kind, author, json.loads(json.dumps(body)), sig)
        boards.submit(transaction, self.registrar, acting, vote, entry)


def first_marks(sent: Sequence[Sent], candidates: Sequence[str], seed: int) -> dict[str, str]:
    """Return who votes for whom in the first round: the reported numbers, or their shares."""
    total = sum(FIRST_ROUND)
    expressed = min(total, len(sent) * total // (total + 9))
    shares = [votes_ * expressed // total for votes_ in FIRST_ROUND]
    return _dealt(sent, candidates, shares, seed)


def second_marks(sent: Sequence[Sent], candidates: Sequence[str], seed: int) -> dict[str, str]:
    """Return who votes for whom in the second round."""
    shares = [len(sent) * percent // 100 for percent in SECOND_ROUND_PERCENT]
    return _dealt(sent, candidates, shares, seed + 1)


def _dealt(
    sent: Sequence[Sent], candidates: Sequence[str], shares: Sequence[int], seed: int
) -> dict[str, str]:
    """Deal the choices out by chance; who is left abstains."""
    choices = [key for key, share in zip(candidates, shares, strict=True) for _ in range(share)]
    choices += ["abstain"] * (len(sent) - len(choices))
    dice(seed, "marks").shuffle(choices)
    return {each.member: key for each, key in zip(sent, choices, strict=False)}
