"""What a delegation signs with its own key in a roll-call. Pure: a machine writes the same bytes.

A hall key (Ed25519; `sessions.keys`) signs the statement's bytes. A passkey signs a request whose
content they are: its assertion is over a statement of sign-in that names their SHA-256.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.assembly.sessions.keys import write_bytes
from jisr.assembly.votes.model import Vote
from jisr.ledger.canonical import canonical_bytes

CALL_TAG = b"jisr.assembly.call/1\n"
"""What is signed begins with it, so that no signature over anything else can be meant."""


@dataclass(frozen=True, slots=True)
class CallStatement:
    """One entry of a roll-call, bound to its network, session, vote, words and rule.

    `version` is the entry's place among those of its member, from 1: an old entry cannot be put in
    the place of its correction.
    """

    network: str
    session: int
    vote: str
    words_digest: str
    rule: str
    member: str
    choice: str
    version: int


def call_statement(
    network: str, vote: Vote, member: str, choice: str, version: int
) -> CallStatement:
    """Return what a member signs to cast this choice."""
    return CallStatement(
        network=network,
        session=vote.session,
        vote=vote.id,
        words_digest=vote.subject.words_digest,
        rule=vote.rule,
        member=member,
        choice=choice,
        version=version,
    )


def statement_bytes(statement: CallStatement) -> bytes:
    """Return a statement in its one spelling."""
    fields = {name: getattr(statement, name) for name in CallStatement.__slots__}
    return CALL_TAG + canonical_bytes(fields)


def sign(statement: CallStatement, private: Ed25519PrivateKey) -> str:
    """Return the signature (base64url without padding) of a hall key over a statement."""
    return write_bytes(private.sign(statement_bytes(statement)))
