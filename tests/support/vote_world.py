"""Votes in a session of the assembly, for tests: opened by the chair, cast with hall keys."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hall_world import CHAIR, MEMBERS, HallWorld, found_hall
from jisr.assembly.sessions.model import HallKey
from jisr.assembly.votes import actions, statements
from jisr.assembly.votes.model import (
    Call,
    Method,
    Opening,
    Signature,
    SignatureKind,
    Signing,
    Subject,
    SubjectKind,
    Vote,
    VoteView,
)
from jisr.errors import JisrError
from jisr.kit.db import Database
from jisr.values import LanguageMap

TITLE = LanguageMap(
    {
        "ar": "هل يجتمع المكتب غدا؟",
        "en": "Shall the bureau meet tomorrow?",
        "fr": "Le bureau se réunit-il demain ?",
        "es": "¿Se reúne la mesa mañana?",
    }
)


REASON = "The Assembly decided otherwise on appeal, by a majority of those present."
SIGNED = Signing(Signature(SignatureKind.PASSKEY, "passkey", "value"), lambda _message: True)
"""What a passkey signed, whatever it is."""


def refusal(act: Callable[..., object], *given: Any, **named: Any) -> tuple[type[JisrError], Any]:
    """Return how something is refused, and why."""
    with pytest.raises(JisrError) as refused:
        act(*given, **named)
    return type(refused.value), refused.value.details.get("why")


def question(method: Method = Method.ROLL_CALL, **changed: Any) -> Opening:
    """Return a question that the chair puts to the vote."""
    given: dict[str, Any] = {
        "session": 93,
        "subject": Subject(SubjectKind.QUESTION),
        "method": method,
        "rule": "procedural_motion",
        "title": TITLE,
        **changed,
    }
    return Opening(**given)


@dataclass(slots=True)
class VoteWorld:
    """A session in which the members vote; each delegate has a hall key."""

    hall: HallWorld
    keys: dict[str, HallKey] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        """Where it is kept."""
        return self.hall.database

    def delegate(self, member: str) -> str:
        """Return the head of a member's delegation."""
        return f"delegate@{member.lower()}"

    def open(self, method: Method = Method.ROLL_CALL, **changed: Any) -> Vote:
        """Let the chair open a vote on a question."""
        return self.hall.do(actions.open_vote, CHAIR, question(method, **changed))

    def read(self, vote: Vote) -> VoteView:
        """Return a vote as it stands."""
        return self.hall.ask(actions.read_vote, vote.id)

    def signing(
        self, vote: Vote, member: str, choice: str, version: int = 1, **changed: Any
    ) -> Signing:
        """Return the signature of a member's delegate over an entry."""
        key = self.keys[member]
        statement = self.hall.ask(actions.statement, vote.id, member, choice, version)
        return self.signed(key.id, self.hall.private[key.id], statement, **changed)

    @staticmethod
    def signed(
        key: str, private: Ed25519PrivateKey, statement: statements.CallStatement, **changed: Any
    ) -> Signing:
        """Return a signature over a statement, or over one that was changed."""
        named = {name: getattr(statement, name) for name in statement.__slots__}
        told = statements.CallStatement(**{**named, **changed})
        return Signing(Signature(SignatureKind.HALL_KEY, key, statements.sign(told, private)))

    def cast(self, vote: Vote, member: str, choice: str, version: int = 1) -> Call:
        """Let a member's delegate sign and cast."""
        return self.hall.do(
            actions.cast,
            self.delegate(member),
            vote.id,
            choice,
            self.signing(vote, member, choice, version),
            version=version,
        )

    def cast_all(self, vote: Vote, choices: Mapping[str, str]) -> None:
        """Let each member cast its choice."""
        for member, choice in choices.items():
            self.cast(vote, member, choice)

    def close(self, vote: Vote) -> Vote:
        """Let the chair close a vote."""
        return self.hall.do(actions.close_vote, CHAIR, vote.id)

    def announce(self, vote: Vote) -> Vote:
        """Let the chair announce a vote."""
        return self.hall.do(actions.announce, CHAIR, vote.id)


def found_votes(
    database: Database,
    members: Sequence[str] = MEMBERS,
    *,
    home: Path | None = None,
    is_demo: bool = False,
) -> VoteWorld:
    """Found a session with these members represented, each delegate with a hall key."""
    world = VoteWorld(found_hall(database, members, home=home, is_demo=is_demo))
    for member in members:
        world.hall.send(member)
        world.keys[member] = world.hall.key(world.delegate(member))
    return world
