"""A session with delegations, offices and hall keys, and a secret ballot in it on the real hub."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ballot_world import public, text
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.profiles import load_profile
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.booth import seal_ballot, sign_entry
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.trustee import Trustee
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import Entry, Kind, Receipt, Setup
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.keys import registration_bytes
from jisr.assembly.sessions.model import (
    CredentialState,
    Delegate,
    Delegation,
    HallKey,
    Issuer,
    KeyUse,
    Office,
    Post,
    Session,
    SessionKind,
)
from jisr.kit.db import Database, Transaction
from jisr.values import LanguageMap, PartialDate, new_id

SESSION = 93
CLERK = "officer@gs"
SECRETARY = "secretary@gs"
MEMBERS = (
    *("ARE", "ARG", "BRA", "CHL", "DEU", "EGY", "ESP", "FRA", "IND", "JPN", "KEN", "MAR"),
    *("NOR", "PER", "QAT", "SEN", "TUN", "ZAF"),
)
TRUSTEES = ("ARG", "FRA", "JPN", "KEN", "TUN")
WITNESSES = ("CHL", "IND", "MAR", "NOR", "ZAF")


def head(member: str) -> str:
    """Return the officer who heads a member's delegation."""
    return f"head@{member.lower()}"


@dataclass(slots=True)
class BoardWorld:
    """A network whose members sit in a session, each with the keys of its head of delegation."""

    database: Database
    registrar: Registrar
    members: tuple[str, ...]
    group: SodiumGroup = field(default_factory=SodiumGroup)
    keys: dict[tuple[str, KeyUse], Ed25519PrivateKey] = field(default_factory=dict)
    held: dict[tuple[str, KeyUse], HallKey] = field(default_factory=dict)
    trustees: dict[str, Trustee] = field(default_factory=dict)
    board_id: str = ""

    # ── people and keys ───────────────────────────────────────────────────────────────────────

    def register_key(self, transaction: Transaction, member: str, use: KeyUse) -> None:
        """Let a head of delegation make a key and register it."""
        key, sealing = Ed25519PrivateKey.generate(), ""
        if use is KeyUse.TRUSTEE:
            self.trustees[member] = Trustee(self.group, member)
            sealing = self.trustees[member].sealing_key
        said = registration_bytes("world", SESSION, head(member), use, public(key), sealing)
        proof = text(key.sign(said))
        self.keys[member, use] = key
        self.held[member, use] = sessions.register_key(
            transaction, head(member), SESSION, use, public(key), sealing, proof
        )

    def officer(self, officer_id: str) -> Officer:
        """Return an officer."""
        with self.database.reading() as transaction:
            return access.officer(transaction, officer_id)

    # ── the round ─────────────────────────────────────────────────────────────────────────────

    def setup(self, options: int = 3, **changed: Any) -> Setup:
        """Return a round among all members that are here."""
        board_id = new_id()
        given = {
            "id": board_id,
            "session": SESSION,
            "election": board_id,
            "round": 1,
            "titles": {"en": "Election of the President", "ar": "انتخاب الرئيس"},
            "options": [{"en": f"Candidate {place}"} for place in range(options - 1)]
            + [{"en": "Abstention"}],
            "marks_min": 1,
            "marks_max": 1,
            "ballots_min": 2,
            "roll": {each: self.held[each, KeyUse.VOTE].public for each in self.members},
            "trustees": tuple(self.held[each, KeyUse.TRUSTEE] for each in TRUSTEES),
            "threshold": 3,
            "witnesses": tuple(self.held[each, KeyUse.WITNESS] for each in WITNESSES),
            "witnesses_min": 3,
            **changed,
        }
        return Setup(**given)

    def open(self, options: int = 3, **changed: Any) -> str:
        """Open a board; return its id."""
        setup = self.setup(options, **changed)
        self.database.in_transaction(boards.open_board, self.registrar, setup)
        self.board_id = setup.id
        return setup.id

    def board(self) -> Board:
        """Return the board as the hub holds it."""
        with self.database.reading() as transaction:
            return self.registrar.board(transaction, self.board_id)

    def entry(self, kind: Kind, member: str, body: dict[str, Any]) -> Entry:
        """Return an entry, signed with the member's key for this kind."""
        use = {
            Kind.BALLOT: KeyUse.VOTE,
            Kind.BURNT: KeyUse.VOTE,
            Kind.WITNESS: KeyUse.WITNESS,
        }.get(kind, KeyUse.TRUSTEE)
        signature = sign_entry(self.board(), self.keys[member, use], kind, member, body)
        return Entry(kind, member, body, signature)

    def submit(self, entry: Entry, officer_id: str = "") -> Receipt:
        """Put an entry on the board, as its author's head of delegation or as somebody else."""
        acting = self.officer(officer_id or head(entry.author))
        return self.database.in_transaction(
            boards.submit, self.registrar, acting, self.board_id, entry
        )

    def post(self, kind: Kind, member: str, body: dict[str, Any]) -> Receipt:
        """Sign an entry and put it on the board."""
        return self.submit(self.entry(kind, member, body))

    def ceremony(self) -> None:
        """Make the key: every trustee promises, reveals and is ready."""
        threshold = self.board().manifest["threshold"]
        for name, trustee in self.trustees.items():
            self.post(Kind.PROMISE, name, trustee.promise(threshold))
        for name, trustee in self.trustees.items():
            self.post(Kind.REVEAL, name, trustee.reveal(self.board()))
        for name, trustee in self.trustees.items():
            self.post(Kind.READY, name, trustee.ready(self.board()))

    def sealed(self, member: str, marks: Sequence[int]) -> dict[str, Any]:
        """Return a ballot's body."""
        return seal_ballot(self.board(), self.group, member, marks).cast()

    def vote(self, member: str, marks: Sequence[int]) -> Receipt:
        """Cast a ballot."""
        return self.post(Kind.BALLOT, member, self.sealed(member, marks))

    def close(self, witnesses: int = 3) -> None:
        """Close the ballot before so many witnesses."""
        self.database.in_transaction(boards.close_board, self.registrar, self.board_id)
        for name in WITNESSES[:witnesses]:
            self.post_witness(name)

    def post_witness(self, member: str) -> None:
        """Let a witness sign the closed board."""
        self.post(Kind.WITNESS, member, {"head": text(self.board().closed_head)})

    def share(self, *members: str) -> None:
        """Let these trustees open the sums."""
        for name in members:
            self.post(Kind.SHARE, name, self.trustees[name].open_sums(self.board()))

    def totals(self) -> tuple[int, ...] | None:
        """Return the result on the board."""
        with self.database.reading() as transaction:
            return boards.totals(transaction, self.board_id)


def found_session(
    database: Database, home: Path, members: Sequence[str] = MEMBERS, *, with_keys: bool = True
) -> BoardWorld:
    """Found a network whose members have handed in credentials, and name the offices."""
    world = BoardWorld(database, Registrar.at(home, "world"), tuple(members))
    database.in_transaction(_found, world, with_keys=with_keys)  # at once: a commit takes longest
    return world


def _found(transaction: Transaction, world: BoardWorld, *, with_keys: bool) -> None:
    clerk = Officer(CLERK, "GS", "Clerk", frozenset({Role.COORDINATOR}))
    secretary = Officer(SECRETARY, "GS", "Secretary", frozenset({Role.ASSEMBLY_SECRETARY}))
    access.found_network(transaction, load_profile("world"), clerk)
    access.register_officer(transaction, CLERK, secretary)
    for member in world.members:
        officer = Officer(head(member), member, head(member), frozenset({Role.HEAD_OF_BUREAU}))
        access.register_officer(transaction, CLERK, officer)
    _hold_session(transaction, world.members)
    if with_keys:
        offices = (
            (world.members, KeyUse.VOTE),
            (TRUSTEES, KeyUse.TRUSTEE),
            (WITNESSES, KeyUse.WITNESS),
        )
        for holders, use in offices:
            for member in holders:
                world.register_key(transaction, member, use)


def _hold_session(transaction: Transaction, members: Sequence[str]) -> None:
    today = transaction.now.date()
    last = today + datetime.timedelta(days=3)
    opens, closes = (PartialDate(each.year, each.month, each.day) for each in (today, last))
    city = LanguageMap({"en": "Rabat"})
    new = Session(SESSION, SessionKind.ORDINARY, "MAR", city, opens, closes)
    sessions.open_session(transaction, SECRETARY, new, is_generated=True)
    offices = {
        Office.CREDENTIALS_BUREAU: (CLERK,),
        Office.TRUSTEE: tuple(map(head, TRUSTEES)),
        Office.WITNESS: tuple(map(head, WITNESSES)),
    }
    for office, officers in offices.items():
        sessions.name_offices(transaction, SECRETARY, SESSION, office, officers)
    for member in members:
        sent = Delegation(member, (Delegate(head(member), head(member), frozenset({Post.HEAD})),))
        sessions.name_delegation(transaction, head(member), SESSION, sent)
        issuer = Issuer.HEAD_OF_STATE
        sessions.hand_in_credentials(transaction, head(member), SESSION, member, issuer)
        accepted = CredentialState.ACCEPTED
        sessions.review_credentials(transaction, CLERK, SESSION, member, accepted)
