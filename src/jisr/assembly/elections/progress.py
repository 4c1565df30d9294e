"""Where an election stands: the counting is done again over what was announced. Pure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jisr.assembly.counting import elections as counting
from jisr.assembly.counting.elections import Round, Stage
from jisr.assembly.counting.model import ElectionRule
from jisr.assembly.counting.seats import Candidate
from jisr.assembly.counting.tables import world_rules
from jisr.assembly.elections.model import DrawState, Election, LotsDraw, StepKind
from jisr.assembly.votes.model import Vote, VoteState


@dataclass(frozen=True, slots=True)
class Held:
    """A ballot that was announced, with the vote that it was."""

    vote: Vote
    round: Round


@dataclass(frozen=True, slots=True)
class Progress:
    """Where an election stands.

    Attributes:
        rule: by which it is decided, with the seats of this election.
        state: of the machine that counts.
        held: the ballots that were announced, in order.
        pending: the ballot that is open, or closed and not announced yet.
        drawn: the draws that settled something.
    """

    rule: ElectionRule
    state: counting.Election
    held: tuple[Held, ...]
    pending: Vote | None
    drawn: tuple[LotsDraw, ...]

    @property
    def has_ended(self) -> bool:
        """Whether nothing can move it any more."""
        return self.state.stage in (Stage.ELECTED, Stage.LAPSED)

    @property
    def seats_left(self) -> int:
        """How many seats the next ballot fills."""
        if self.state.stage is Stage.TIE_BALLOT:
            return self.state.ties[0].seats
        return self.rule.seats - len(self.state.elected)


def rule_of(election: Election, day: datetime.date) -> ElectionRule:
    """Return the rule of an election in force on the day, for as many seats as it fills.

    Raises:
        ValueMalformed: no such rule was in force.
    """
    return replace(world_rules().election(election.kind.value, day), seats=election.seats)


def begun(election: Election, day: datetime.date) -> counting.Election:
    """Return the machine before its first ballot; the candidates must be frozen.

    Raises:
        ValueMalformed: no rule was in force, or two candidates come from one member.
    """
    candidates = [
        Candidate(each.nomination, each.member, each.region) for each in election.candidates
    ]
    return counting.open_election(rule_of(election, day), candidates, election.sitting)


def replay(
    election: Election,
    day: datetime.date,
    votes: Mapping[str, Vote],
    draws: Sequence[LotsDraw],
) -> Progress:
    """Return where an election stands, by counting again from its first ballot.

    An annulled ballot counts for nothing: another is held in its place.

    Args:
        election: with its steps.
        day: of the first ballot, or today before it.
        votes: the ballots by id.
        draws: the draws of lots.
    """
    state = begun(election, day)
    drawn_by_id = {each.id: each for each in draws if each.state is DrawState.DRAWN}
    held: list[Held] = []
    drawn: list[LotsDraw] = []
    pending: Vote | None = None
    for step in election.steps:
        if step.kind is StepKind.WITHDRAWAL:
            state = counting.withdraw(state, step.id)
        elif step.kind is StepKind.LOTS:
            state = counting.apply_lots(state, drawn_by_id[step.id].order)
            drawn.append(drawn_by_id[step.id])
        elif votes[step.id].state is VoteState.ANNOUNCED:
            vote = votes[step.id]
            if vote.tally is None:  # an announced ballot always has one
                continue
            state = counting.apply_ballot(state, vote.tally)
            held.append(Held(vote, state.rounds[-1]))
        elif votes[step.id].state is not VoteState.ANNULLED:
            pending = votes[step.id]
    return Progress(state.rule, state, tuple(held), pending, tuple(drawn))
