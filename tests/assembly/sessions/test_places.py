"""Promises of a member's place in the hall."""

from jisr.assembly.sessions.model import (
    Credential,
    CredentialState,
    Delegate,
    Delegation,
    Issuer,
    Matter,
    Post,
    Question,
    Seat,
    Standing,
    Waiver,
)
from jisr.assembly.sessions.places import Place, places
from jisr.assembly.sessions.reasons import ALLOWED
from jisr.values import Decision

HEAD = frozenset({Post.HEAD})
ASKED = Question(93, 2026, Matter.OTHER)


def _seat(member: str, state: CredentialState | None, *ids: str) -> Seat:
    delegates = tuple(Delegate(each, each, HEAD) for each in ids)
    paper = Credential(member, Issuer.FOREIGN_MINISTER, state) if state else None
    return Seat(Delegation(member, delegates), paper)


def test_place_says_who_sits_there_and_votes() -> None:
    """In the order given, numbered from 1; who was withdrawn is not there."""
    gone = Delegation("EGY", (Delegate("c", "C", is_revoked=True),))
    unpaid = frozenset({2025, 2026})
    found = places(
        [
            _seat("MAR", CredentialState.ACCEPTED, "a", "b"),
            Seat(gone, None, unpaid, (Waiver("EGY", 93),)),
            _seat("FRA", CredentialState.REFUSED, "d"),
        ],
        ASKED,
    )
    assert found == (
        Place(
            1,
            "MAR",
            2,
            Standing.DELEGATION,
            CredentialState.ACCEPTED,
            frozenset(),
            is_waived=False,
            decision=Decision(allowed=True, why=ALLOWED),
        ),
        Place(
            2,
            "EGY",
            0,
            None,
            None,
            unpaid,
            is_waived=True,
            decision=Decision(allowed=False, why="sessions.no_credentials"),
        ),
        Place(
            3,
            "FRA",
            1,
            Standing.OBSERVER,
            CredentialState.REFUSED,
            frozenset(),
            is_waived=False,
            decision=Decision(allowed=False, why="sessions.credentials_refused"),
        ),
    )
