"""An election as a machine of states: each step takes a state and returns the next one."""

import dataclasses
import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jisr.assembly.counting.model import (
    AGAINST,
    FOR,
    Announcement,
    BallotRule,
    ElectionRule,
    Stay,
    Tally,
)
from jisr.assembly.counting.rules import announce
from jisr.assembly.counting.seats import Candidate, Filled, Passed, Tie, fill_seats
from jisr.errors import ValueMalformed, to_translate

PAIR = 2  # the fewest between whom a ballot decides


class Stage(enum.StrEnum):
    """What an election waits for."""

    BALLOT = "ballot"
    TIE_BALLOT = "tie_ballot"
    LOTS = "lots"
    ELECTED = "elected"
    LAPSED = "lapsed"
    """Seats are empty, and nobody is left or no ballot: the Assembly decides how to go on."""


@dataclass(frozen=True, slots=True)
class Round:
    """One ballot that was counted: what is announced, and who was passed over and why."""

    number: int
    is_tie_ballot: bool
    announcement: Announcement
    elected: tuple[str, ...]
    passed: Mapping[str, Passed]


@dataclass(frozen=True, slots=True)
class Election:
    """The state of an election.

    Attributes:
        rule: how it is decided.
        candidates: all who were nominated validly.
        sitting: how many of each region sit already, where the rule caps regions.
        stage: what it waits for.
        number: the ballot that is next, counted from 1; ballots of a tie are not counted.
        standing: who stands in it.
        elected: who is elected so far, in order.
        ties: what must be settled before the next ballot, in order.
        rounds: what happened.
    """

    rule: ElectionRule
    candidates: tuple[Candidate, ...]
    sitting: Mapping[str, int]
    stage: Stage
    number: int
    standing: frozenset[str]
    elected: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def on_paper(self) -> frozenset[str]:
        """The candidates whom the next ballot names."""
        if self.stage is Stage.BALLOT:
            return self.standing
        return self.ties[0].keys if self.ties else frozenset()


def open_election(
    rule: ElectionRule, candidates: Sequence[Candidate], sitting: Mapping[str, int]
) -> Election:
    """Return the election before its first ballot.

    Raises:
        ValueMalformed: there is no candidate, or two share a key or a member (CON Art. 15: the
            members of the committee come from different countries).
    """
    keys = frozenset(person.key for person in candidates)
    members = {person.member for person in candidates}
    if not candidates or len(keys) != len(candidates) or len(members) != len(candidates):
        raise ValueMalformed(
            field="candidates", why=to_translate("one candidate of each member, and at least one")
        )
    if keys & {FOR, AGAINST}:
        raise ValueMalformed(field="candidates", why=to_translate("this name has a meaning"))
    return Election(rule, tuple(candidates), dict(sitting), Stage.BALLOT, 1, keys)


def withdraw(election: Election, key: str) -> Election:
    """Return the election without a candidate who withdraws between two ballots.

    Raises:
        ValueMalformed: no ballot is awaited, or the candidate does not stand.
    """
    if election.stage is not Stage.BALLOT or key not in election.standing:
        raise ValueMalformed(field="candidate", why=to_translate("who does not stand cannot leave"))
    standing = election.standing - {key}
    stage = Stage.BALLOT if standing else Stage.LAPSED
    return dataclasses.replace(election, standing=standing, stage=stage)


def apply_ballot(election: Election, tally: Tally) -> Election:
    """Return the election after a ballot was counted.

    The tally has a row for every candidate on the paper, and may have one of `against`, which is
    expressed and elects nobody.

    Raises:
        ValueMalformed: no ballot is awaited, or the tally names other candidates.
    """
    if election.stage not in (Stage.BALLOT, Stage.TIE_BALLOT):
        raise ValueMalformed(field="ballot", why=to_translate("no ballot is awaited"))
    if set(tally.votes) - {AGAINST} != election.on_paper:
        raise ValueMalformed(field="tally", why=to_translate("other candidates stand"))
    is_tie_ballot = election.stage is Stage.TIE_BALLOT
    ballot = election.rule.ballot(election.number)
    majority = None if is_tie_ballot else ballot.majority
    paper = [person for person in election.candidates if person.key in election.on_paper]
    seats = election.ties[0].seats if is_tie_ballot else _seats_left(election)
    if tally.marks_max > seats:
        raise ValueMalformed(field="tally", why=to_translate("more marks than seats"))
    filled = fill_seats(tally, paper, seats, majority, _region_room(election))
    turn = Round(
        number=election.number - is_tie_ballot,
        is_tie_ballot=is_tie_ballot,
        announcement=announce(tally, majority),
        elected=filled.elected,
        passed=filled.passed,
    )
    after = dataclasses.replace(
        election,
        elected=election.elected + filled.elected,
        standing=election.standing - set(filled.elected),
        rounds=(*election.rounds, turn),
    )
    if is_tie_ballot:
        return _after_tie_ballot(after, filled, seats)
    return _after_ballot(after, ballot, filled, tally)


def apply_lots(election: Election, order: Sequence[str]) -> Election:
    """Return the election after lots were drawn among the tied; the first in order win.

    Raises:
        ValueMalformed: no lots are awaited, or the order is not one of exactly the tied.
    """
    if election.stage is not Stage.LOTS:
        raise ValueMalformed(field="lots", why=to_translate("no lots are awaited"))
    tie, *later = election.ties
    if len(order) != len(tie.keys) or set(order) != tie.keys:
        raise ValueMalformed(field="lots", why=to_translate("the order is of other candidates"))
    region = {person.key: person.region for person in election.candidates}
    room = _region_room(election)
    winners: list[str] = []
    for key in order:
        if len(winners) == tie.seats or (room is not None and room.get(region[key], 0) < 1):
            continue
        winners.append(key)
        if room is not None:
            room[region[key]] -= 1
    after = dataclasses.replace(
        election,
        elected=(*election.elected, *winners),
        standing=election.standing - set(winners),
        ties=tuple(later),
    )
    return _settled(after)


def _seats_left(election: Election) -> int:
    return election.rule.seats - len(election.elected)


def _region_room(election: Election) -> dict[str, int] | None:
    """Return how many more seats each region may hold, or None without a cap."""
    most = election.rule.region_seats_max
    if most is None:
        return None
    held = Counter(election.sitting)
    held.update(person.region for person in election.candidates if person.key in election.elected)
    return {person.region: most - held[person.region] for person in election.candidates}


def _after_ballot(election: Election, ballot: BallotRule, filled: Filled, tally: Tally) -> Election:
    ties = filled.ties if ballot.settles_ties else ()
    if ballot.settles_ties and _is_split(election, filled, tally):
        ties = (Tie(election.standing, 1),)
    after = dataclasses.replace(
        election,
        standing=_staying(election.standing, ballot.stay, tally.votes),
        number=election.number + 1,
        ties=ties,
    )
    return _settled(after)


def _is_split(election: Election, filled: Filled, tally: Tally) -> bool:
    """Return whether two are left for the one seat and have the same votes (RoP Art. 52)."""
    if _seats_left(election) != 1 or len(filled.passed) != PAIR or filled.elected:
        return False
    is_below = set(filled.passed.values()) == {Passed.BELOW_MAJORITY}
    return is_below and len({tally.votes[key] for key in filled.passed}) == 1


def _after_tie_ballot(election: Election, filled: Filled, seats: int) -> Election:
    """Return the election after the one ballot that a tie is given; what is left goes to lots."""
    ties = [dataclasses.replace(tie, is_for_lots=True) for tie in filled.ties]
    left = seats - len(filled.elected) - sum(tie.seats for tie in ties)
    if left:
        unvoted = {key for key, why in filled.passed.items() if why is Passed.NO_VOTES}
        ties.append(Tie(frozenset(unvoted), left, is_for_lots=True))
    return _settled(dataclasses.replace(election, ties=(*ties, *election.ties[1:])))


def _settled(election: Election) -> Election:
    """Return the election with the stage that its seats, ties and ballots call for."""
    room = _region_room(election)
    able = [
        person
        for person in election.candidates
        if person.key in election.standing and (room is None or room[person.region] > 0)
    ]
    if election.ties:
        stage = Stage.LOTS if election.ties[0].is_for_lots else Stage.TIE_BALLOT
    elif _seats_left(election) == 0:
        stage = Stage.ELECTED
    elif not able or election.number > election.rule.ballots_max:
        stage = Stage.LAPSED
    else:
        stage = Stage.BALLOT
    return dataclasses.replace(election, stage=stage)


def _staying(standing: frozenset[str], stay: Stay, votes: Mapping[str, int]) -> frozenset[str]:
    """Return who stands again; equal votes stay or go together."""
    ranked = sorted((votes[key] for key in standing), reverse=True)
    if stay is Stay.LEADERS and len(ranked) > PAIR:
        return frozenset(key for key in standing if votes[key] >= ranked[PAIR - 1])
    if stay is Stay.NOT_LOWEST:
        above = frozenset(key for key in standing if votes[key] > ranked[-1])
        return above if len(above) >= PAIR else standing
    return standing
