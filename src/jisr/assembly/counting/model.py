"""What is counted, by which rule, and what the count says."""

import datetime
import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jisr.errors import ValueMalformed, to_translate

MEMBERS_MAX = 1000  # five times the members of any police organisation
CHOICES_MAX = 200  # each member may nominate one person for a seat

FOR = "for"
AGAINST = "against"


class Base(enum.StrEnum):
    """Of what a majority is a fraction; each includes the one before it."""

    EXPRESSED = "expressed"
    """Valid votes for a choice: members present and voting; abstentions do not count."""
    CAST = "cast"
    """Everything handed in: votes expressed, abstentions and invalid papers."""
    PRESENT = "present"
    """Members represented at the session and entitled to vote, voting or not."""
    MEMBERS = "members"
    """All Members of the organisation, present or not, suspended or not."""


@dataclass(frozen=True, slots=True)
class Majority:
    """A fraction of a base; strict means more than it, otherwise at least it."""

    numerator: int
    denominator: int
    is_strict: bool
    base: Base

    def __post_init__(self) -> None:
        if not 0 < self.numerator <= self.denominator or (
            self.is_strict and self.numerator == self.denominator
        ):
            raise ValueMalformed(field="majority", why=to_translate("nothing can reach it"))

    def required(self, total: int) -> int:
        """Return the fewest votes that reach the majority of `total`; never less than one."""
        share = self.numerator * total
        if self.is_strict:
            return share // self.denominator + 1
        return max(1, -(-share // self.denominator))


@dataclass(frozen=True, slots=True)
class Tally:
    """The totals of one ballot; nothing in it tells how a member voted.

    Attributes:
        members: all Members of the organisation.
        entitled: members represented at the session and entitled to this vote.
        abstentions: ballots that choose nothing on purpose.
        invalid: ballots that cannot be counted.
        expressed: valid ballots for some choice.
        votes: votes of each choice; with one mark a ballot they add up to `expressed`.
        marks_max: how many choices one ballot may mark.
    """

    members: int
    entitled: int
    abstentions: int
    invalid: int
    expressed: int
    votes: Mapping[str, int]
    marks_max: int = 1

    def __post_init__(self) -> None:
        numbers = (
            *(self.members, self.entitled, self.abstentions, self.invalid),
            *(self.expressed, *self.votes.values()),
        )
        if any(type(number) is not int or number < 0 for number in numbers):
            raise ValueMalformed(field="tally", why=to_translate("a number of votes is a count"))
        if self.members > MEMBERS_MAX or not 0 < len(self.votes) <= CHOICES_MAX:
            raise ValueMalformed(field="tally", why=to_translate("too many or no choices"))
        if not self.cast <= self.entitled <= self.members:
            raise ValueMalformed(
                field="tally", why=to_translate("more ballots than members who may vote")
            )
        marks = sum(self.votes.values())
        if (
            self.marks_max < 1
            or not self.expressed <= marks <= self.expressed * self.marks_max
            or max(self.votes.values()) > self.expressed
        ):
            raise ValueMalformed(
                field="tally", why=to_translate("the votes do not add up to the ballots")
            )

    @property
    def cast(self) -> int:
        """The ballots handed in."""
        return self.expressed + self.abstentions + self.invalid

    def total(self, base: Base) -> int:
        """Return how many votes or members the base has."""
        totals = {
            Base.EXPRESSED: self.expressed,
            Base.CAST: self.cast,
            Base.PRESENT: self.entitled,
            Base.MEMBERS: self.members,
        }
        return totals[base]


@dataclass(frozen=True, slots=True)
class QuestionRule:
    """How a question answered by for or against is decided.

    `valid_until` is the last day, or None while the rule is in force.
    """

    key: str
    article: str
    valid_from: datetime.date
    valid_until: datetime.date | None
    majority: Majority
    is_secret: bool
    admits_suspended: bool


class Stay(enum.StrEnum):
    """Who stands again after a ballot that left seats empty."""

    ALL = "all"
    LEADERS = "leaders"
    """The two with most votes, and whoever equals the second."""
    NOT_LOWEST = "not_lowest"
    """All but those with fewest votes, as long as two remain."""


@dataclass(frozen=True, slots=True)
class BallotRule:
    """How the ballots from one number on are decided; without a majority, most votes win.

    `settles_ties` sends equal candidates to a ballot of their own, and then to lots.
    """

    first_ballot: int
    majority: Majority | None
    stay: Stay
    settles_ties: bool


@dataclass(frozen=True, slots=True)
class ElectionRule:
    """How seats are filled; `reading` says what we decided where the text is silent."""

    key: str
    article: str
    valid_from: datetime.date
    valid_until: datetime.date | None
    ballots: tuple[BallotRule, ...]
    ballots_max: int
    seats: int
    region_seats_max: int | None
    reading: str

    def ballot(self, number: int) -> BallotRule:
        """Return the rule of the ballot with this number, counted from 1."""
        return [rule for rule in self.ballots if rule.first_ballot <= number][-1]


class Outcome(enum.StrEnum):
    """What the numbers say about a question."""

    ADOPTED = "adopted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A question decided, with the rule and the numbers that decided it."""

    rule: str
    article: str
    base: Base
    base_total: int
    required: int
    obtained: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the President reads, in the order of Rules of Procedure of the Assembly, Art. 40(4)."""

    entitled: int
    abstentions: int
    invalid: int
    expressed: int
    required: int | None
    results: tuple[tuple[str, int], ...]

    def items(self) -> Iterator[tuple[str, int | None]]:
        """Yield the items as they are read; `required` is None where most votes win."""
        yield "entitled", self.entitled
        yield "abstentions", self.abstentions
        yield "invalid", self.invalid
        yield "expressed", self.expressed
        yield "required", self.required
        yield from self.results


@dataclass(frozen=True, slots=True)
class Override:
    """An entry that sets another outcome than the count's; it hides nothing of the count."""

    outcome: Outcome
    reason: str
    signer: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict with what was later signed against it, the newest last."""

    verdict: Verdict
    overrides: tuple[Override, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The outcome in force."""
        return self.overrides[-1].outcome if self.overrides else self.verdict.outcome

    @property
    def is_overruled(self) -> bool:
        """Whether the outcome in force differs from the count's; every face must say so."""
        return self.outcome != self.verdict.outcome
