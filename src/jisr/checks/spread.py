"""Of how many different subjects one officer asks in an hour: pure rules.

An officer who asks for everybody looks for nobody in particular. People are counted, machines are
not: a national system passes on the questions of a whole border, and its tokens have a rate. What
is remembered of a subject is a short digest, and only as long as its hour is counted.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from jisr.access.model import Asking, Role
from jisr.checks import tables
from jisr.checks.model import PersonQuery
from jisr.checks.queries import Prepared

DIGEST_BYTES = 8
"""Two of a thousand subjects share a digest once in 10^13 hours."""


@dataclass(frozen=True, slots=True)
class SpreadLimits:
    """From how many subjects an hour is told of, and how many it may have."""

    alarm: int
    cap: int

    def for_purpose(self, asking: Asking) -> "SpreadLimits":
        """Return the limits for the purpose of whoever asks."""
        factor = tables.spread_factor(asking.purpose)
        return SpreadLimits(self.alarm * factor, self.cap * factor)


@dataclass(frozen=True, slots=True)
class Spread:
    """What an hour holds after new questions.

    `refused` are the places of the questions that go beyond the cap; `is_alarming` says that the
    hour reached the alarm.
    """

    subjects: bytes
    refused: frozenset[int]
    is_alarming: bool

    @property
    def count(self) -> int:
        """How many different subjects the hour holds."""
        return len(self.subjects) // DIGEST_BYTES


def is_counted(asking: Asking) -> bool:
    """Return whether the subjects of whoever asks are counted: those of people are."""
    return Role.MACHINE not in asking.officer.roles


def subject_digest(prepared: Prepared) -> bytes:
    """Return what tells one subject from another: a number, else the name with its birth date."""
    query = prepared.query
    if prepared.keys:
        said = next(iter(prepared.keys.values()))
    elif isinstance(query, PersonQuery):
        said = f"name:{query.name.casefold()}:{query.birth_date or ''}"
    else:
        said = ""
    return hashlib.blake2b(said.encode(), digest_size=DIGEST_BYTES).digest()


def judge(known: bytes, asked: Sequence[bytes], limits: SpreadLimits) -> Spread:
    """Return what an hour is with new questions: who was asked for before may be asked again."""
    before = len(known)
    seen = {known[at : at + DIGEST_BYTES] for at in range(0, before, DIGEST_BYTES)}
    added: list[bytes] = []
    refused = set()
    for place, subject in enumerate(asked):
        if subject in seen:
            continue
        if len(seen) >= limits.cap:
            refused.add(place)
            continue
        seen.add(subject)
        added.append(subject)
    is_alarming = bool(refused) or len(seen) >= limits.alarm
    return Spread(known + b"".join(added), frozenset(refused), is_alarming)
