"""A session of the assembly with some delegations in it, for the tests of the assembly."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.profiles import load_profile
from jisr.assembly.sessions import actions, keys
from jisr.assembly.sessions.model import (
    CredentialState,
    Delegate,
    Delegation,
    HallKey,
    Held,
    HeldDelegation,
    Issuer,
    KeyUse,
    Office,
    Post,
    Session,
    SessionKind,
)
from jisr.kit.db import Database
from jisr.ledger.keys import create_key
from jisr.values import LanguageMap, PartialDate

NUMBER = 93
ROOT, SECRETARY = "root@gs", "secretary@gs"
CHAIR, BUREAU = "delegate@ken", "credentials@gs"
MEMBERS = ("MAR", "KEN", "ISL", "FRA", "EGY")
"""Members with officers: the host, that of the chair, and three more."""
SESSION = Session(
    number=NUMBER,
    kind=SessionKind.ORDINARY,
    host="MAR",
    city=LanguageMap({"ar": "مراكش", "en": "Marrakesh", "fr": "Marrakech", "es": "Marrakech"}),
    opens=PartialDate(2026, 11, 21),
    closes=PartialDate(2026, 11, 27),
)
Answer = TypeVar("Answer")


@dataclass(slots=True)
class HallWorld:
    """A network with a session; `do` runs an action as a transaction, `ask` reads."""

    database: Database
    number: int = NUMBER
    private: dict[str, Ed25519PrivateKey] = field(default_factory=dict)
    """The private keys that officers hold, by the id of the hall key."""

    def do(self, action: Callable[..., Answer], *given: Any, **named: Any) -> Answer:
        """Run an action whole or not at all."""
        return self.database.in_transaction(action, *given, **named)

    def ask(self, action: Callable[..., Answer], *given: Any, **named: Any) -> Answer:
        """Read."""
        with self.database.reading() as transaction:
            return action(transaction, *given, **named)

    def officer(self, officer: str) -> Officer:
        """Return an officer as registered."""
        return self.ask(access.officer, officer)

    def add_officer(self, officer: str, bureau: str, *roles: Role, by: str = "") -> Officer:
        """Register an officer."""
        manager = by or f"head@{bureau[:3].lower()}"
        new = Officer(officer, bureau, officer.replace("@", " of "), frozenset(roles))
        return self.do(access.register_officer, manager, new)

    def send(
        self,
        member: str,
        *posts: tuple[str, Post],
        state: CredentialState | None = CredentialState.ACCEPTED,
    ) -> HeldDelegation:
        """Send a delegation, by default head and alternate; bring its credentials to a state."""
        code = member.lower()
        given = posts or ((f"delegate@{code}", Post.HEAD), (f"alternate@{code}", Post.ALTERNATE))
        delegation = Delegation(
            member, tuple(Delegate(officer, "", frozenset({post})) for officer, post in given)
        )
        head = f"head@{code}"
        sent = self.do(actions.name_delegation, head, self.number, delegation)
        if state is not None:
            issuer = Issuer.COMPETENT_MINISTER
            self.do(actions.hand_in_credentials, head, self.number, member, issuer)
        if state not in (None, CredentialState.SUBMITTED):
            self._review(member, state)
        return sent

    def _review(self, member: str, state: CredentialState | None) -> None:
        first = state
        if state is CredentialState.REFUSED:
            first = CredentialState.DISPUTED
        given = (self.number, member)
        self.do(actions.review_credentials, BUREAU, *given, first, why="looked at")
        if first is not state:
            self.do(actions.review_credentials, CHAIR, *given, state, why="signed by nobody")

    def hold(self, office: Office, *officers: str) -> Held:
        """Let officers hold an office."""
        return self.do(actions.name_offices, SECRETARY, self.number, office, officers)

    def key(self, officer: str, use: KeyUse = KeyUse.VOTE) -> HallKey:
        """Register a new key of an officer; its private half is kept in `private`."""
        private = Ed25519PrivateKey.generate()
        public = keys.write_bytes(private.public_key().public_bytes_raw())
        sealing = public if use is KeyUse.TRUSTEE else ""
        network = self.ask(access.network).name
        signed = keys.registration_bytes(network, self.number, officer, use, public, sealing)
        proof = keys.write_bytes(private.sign(signed))
        key = self.do(actions.register_key, officer, self.number, use, public, sealing, proof)
        self.private[key.id] = private
        return key


def found_hall(
    database: Database,
    members: Sequence[str] = MEMBERS,
    *,
    session: Session | None = SESSION,
    home: Path | None = None,
    is_demo: bool = False,
) -> HallWorld:
    """Found the world network with officers of some members and, unless None, a session.

    Each of the members has head@, delegate@, alternate@ and caster@. KEN must be among them: its
    delegate is the chair (CHAIR); BUREAU is the Credentials Bureau.
    """
    profile = dataclasses.replace(load_profile("world"), is_demo=is_demo)
    root = Officer(ROOT, "GS", "Root", frozenset({Role.COORDINATOR}))
    database.in_transaction(access.found_network, profile, root)
    if home is not None:
        create_key(home / "ledger.key", profile.name)
    world = HallWorld(database, session.number if session else NUMBER)
    for officer in (SECRETARY, BUREAU):
        world.add_officer(officer, "GS", Role.ASSEMBLY_SECRETARY, by=ROOT)
    for member in members:
        code = member.lower()
        world.add_officer(f"head@{code}", member, Role.HEAD_OF_BUREAU, by=ROOT)
        for name in ("delegate", "alternate", "caster"):
            world.add_officer(f"{name}@{code}", member, Role.DELEGATE)
    if session is not None:
        world.do(actions.open_session, SECRETARY, session, is_generated=False)
        world.hold(Office.CHAIR, CHAIR)
        world.hold(Office.CREDENTIALS_BUREAU, BUREAU)
    return world
