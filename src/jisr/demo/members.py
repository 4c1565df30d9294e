"""The members whose bureaus record something in the demo network: rows of `members.csv`."""

import functools
import random
from dataclasses import dataclass

from jisr.demo.sources import MANY, dice, read_table
from jisr.demo.tongues import Tongue, tongue
from jisr.records.model import Audience

LISTED_MEMBERS = 4
EXCLUDED_MEMBERS = 2


@dataclass(frozen=True, slots=True)
class Issuer:
    """A member as the generator knows it; the forms of its numbers are those of `number_of`."""

    member: str
    weight: int
    tongues: tuple[Tongue, ...]
    passport: str
    identity_card: str
    cities: tuple[str, ...]

    def tongue_of_person(self, chance: random.Random) -> Tongue:
        """Draw the tongue in which one of its nationals is named."""
        return chance.choice(self.tongues)


@functools.cache
def issuers() -> dict[str, Issuer]:
    """Return the members by code, in the order of the file."""
    return {
        row["member"]: Issuer(
            member=row["member"],
            weight=int(row["weight"]),
            tongues=tuple(_tongues(row["tongues"])),
            passport=row["passport"],
            identity_card=row["identity_card"],
            cities=tuple(row["cities"].split(MANY)),
        )
        for row in read_table("members.csv")
    }


def _tongues(text: str) -> list[Tongue]:
    """Read `fr:8|ar-west:2`: each tongue stands as often as its share."""
    shared = (each.split(":") for each in text.split(MANY))
    return [tongue(name) for name, share in shared for _ in range(int(share))]


@functools.cache
def audiences(seed: int, member: str) -> dict[str, Audience]:
    """Return the few audiences that a bureau uses, by how narrow they are."""
    chance = dice(seed, "audiences", member)
    others = [other for other in issuers() if other != member]
    listed = tuple(sorted(chance.sample(others, LISTED_MEMBERS)))
    excluded = tuple(sorted(chance.sample(others, EXCLUDED_MEMBERS)))
    return {
        "everyone": Audience(),
        "without": Audience(excluded=excluded),
        "listed": Audience(everyone=False, members=listed),
        "owner": Audience(everyone=False),
    }
