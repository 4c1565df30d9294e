"""A member's place in the hall: all that is shown of it beside whether it has a voice."""

from collections.abc import Sequence
from dataclasses import dataclass

from jisr.assembly.sessions import rules
from jisr.assembly.sessions.model import CredentialState, Question, Seat, Standing
from jisr.values import Decision


@dataclass(frozen=True, slots=True)
class Place:
    """A member in the hall.

    `number` is its place from 1, `delegates` how many are there; `standing` is None where the
    member has sent nobody. `decision` is about the question that was asked.
    """

    number: int
    member: str
    delegates: int
    standing: Standing | None
    credentials: CredentialState | None
    unpaid_years: frozenset[int]
    is_waived: bool
    decision: Decision


def places(seats: Sequence[Seat], asked: Question) -> tuple[Place, ...]:
    """Return the places of all members in the order of their seats."""
    members = [each.delegation.member for each in seats]
    decisions = rules.roll(seats, asked, members)
    return tuple(
        _place(number, seat, decisions[seat.delegation.member])
        for number, seat in enumerate(seats, 1)
    )


def _place(number: int, seat: Seat, decision: Decision) -> Place:
    there = len(rules.active(seat.delegation))
    return Place(
        number=number,
        member=seat.delegation.member,
        delegates=there,
        standing=rules.standing(seat.credential) if there else None,
        credentials=seat.credential.state if seat.credential else None,
        unpaid_years=seat.unpaid_years,
        is_waived=bool(seat.waivers),
        decision=decision,
    )
