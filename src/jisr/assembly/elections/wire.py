"""Elections as they are told over the line and on the command line."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from jisr.access.countries import country
from jisr.assembly.elections import naming
from jisr.assembly.elections.actions import ElectionView
from jisr.assembly.elections.model import (
    Committee,
    DrawState,
    Election,
    ElectionKind,
    LotsDraw,
    Nomination,
    NominationState,
)
from jisr.assembly.elections.progress import Held, Progress
from jisr.assembly.elections.rules import Check
from jisr.kit.clock import instant_text

Texts = dict[str, str]


class HolderShown(BaseModel):
    """A member of the executive committee."""

    post: ElectionKind
    person: str
    name: str
    member: str
    is_leaving: bool = Field(description="The mandate ends with this session.")


class CommitteeShown(BaseModel):
    """The executive committee: as recorded, and with those whom the session elected so far."""

    session: int
    version: int
    recorded: list[HolderShown]
    now: list[HolderShown]


class ElectionShown(BaseModel):
    """An election in a list."""

    id: str
    session: int
    kind: ElectionKind
    title: Texts
    region: str
    seats: int
    for_session: int
    announced_at: str
    has_begun: bool
    ended_at: str = Field(description="Empty until the result stands.")
    result_digest: str
    result_entry: str
    embargo_until: str = Field(description="From then on every member may fetch the press sheet.")
    version: int


class CandidateShown(BaseModel):
    """Who stands, or stood."""

    nomination: str
    member: str
    region: str
    name: Texts
    is_standing: bool
    is_elected: bool


class BallotShown(BaseModel):
    """A ballot that was announced, in the order of RoP 40(4)."""

    vote: str
    number: int
    is_tie_ballot: bool
    entitled: int
    abstentions: int
    invalid: int
    expressed: int
    required: int | None = Field(description="Null where most votes win.")
    results: list[tuple[str, int]]
    elected: list[str]
    passed: Texts = Field(description="Who was passed over, and why.")


class DrawShown(BaseModel):
    """A draw of lots; anyone draws it again from its values."""

    id: str
    tied: list[str]
    seats: int
    state: DrawState
    opened_at: str
    excluded: list[str]
    commitments: Texts
    values: Texts
    order: list[str]
    seed: str
    refusers: list[str]


class RuleShown(BaseModel):
    """The rule by which an election is decided."""

    key: str
    article: str
    seats: int
    ballots_max: int
    reading: str


class ElectionDetails(ElectionShown):
    """An election with all that happened in it, and what it waits for."""

    nominations_end: str = Field(description="The first instant that is too late, or empty.")
    stage: str = Field(
        description="nominations, ballot, tie_ballot, lots, elected or lapsed: what it waits for."
    )
    ballot_number: int
    pending: str = Field(description="The vote that is open, or not announced yet; or empty.")
    rule: RuleShown | None
    candidates: list[CandidateShown]
    dropped: Texts = Field(description="Nominations that fell before the first ballot, and why.")
    tied: list[list[str]]
    ballots: list[BallotShown]
    draws: list[DrawShown]


class NominationShown(BaseModel):
    """A nomination."""

    id: str
    election: str
    member: str
    country: Texts
    nominee: str
    name: str
    post: str
    languages: list[str]
    nominated_at: str
    accepted_at: str = Field(description="When the nominee accepted, or empty.")
    acceptance: str = Field(description="own-hand, paper, or empty.")
    paper_sha256: str
    state: NominationState
    why: str
    version: int


class CheckShown(BaseModel):
    """One formal check with its answer."""

    key: str
    article: str
    passes: bool
    why: str


class NominationDetails(NominationShown):
    """A nomination with its formal checks as they stand now."""

    checks: list[CheckShown]


def told_committee(recorded: Committee, now: Committee) -> CommitteeShown:
    """Return a committee as it is told."""
    return CommitteeShown(
        session=recorded.session,
        version=recorded.version,
        recorded=_holders(recorded),
        now=_holders(now),
    )


def told_election(election: Election, languages: Sequence[str]) -> ElectionShown:
    """Return an election as it is told in a list."""
    return ElectionShown(
        id=election.id,
        session=election.session,
        kind=election.kind,
        title=dict(naming.election_title(election, languages).texts),
        region=election.region,
        seats=election.seats,
        for_session=election.for_session,
        announced_at=instant_text(election.announced_at),
        has_begun=election.has_begun,
        ended_at=instant_text(election.ended_at) if election.ended_at else "",
        result_digest=election.result_digest,
        result_entry=election.result_entry,
        embargo_until=instant_text(election.embargo_until) if election.embargo_until else "",
        version=election.version,
    )


def told_details(view: ElectionView, languages: Sequence[str]) -> ElectionDetails:
    """Return an election as it is told with all that happened in it."""
    progress = view.progress
    state = progress.state if progress else None
    pending = progress.pending if progress else None
    return ElectionDetails(
        **told_election(view.election, languages).model_dump(),
        nominations_end=instant_text(view.nominations_end) if view.nominations_end else "",
        stage=state.stage.value if state else "nominations",
        ballot_number=state.number if state else 1,
        pending=pending.id if pending else "",
        rule=_rule(progress),
        candidates=_candidates(view),
        dropped=dict(view.election.dropped),
        tied=[sorted(tie.keys) for tie in state.ties] if state else [],
        ballots=[told_ballot(each) for each in progress.held] if progress else [],
        draws=[told_draw(each) for each in view.draws],
    )


def told_ballot(held: Held) -> BallotShown:
    """Return a ballot as it is told."""
    announced = held.round.announcement
    return BallotShown(
        vote=held.vote.id,
        number=held.round.number,
        is_tie_ballot=held.round.is_tie_ballot,
        entitled=announced.entitled,
        abstentions=announced.abstentions,
        invalid=announced.invalid,
        expressed=announced.expressed,
        required=announced.required,
        results=list(announced.results),
        elected=list(held.round.elected),
        passed={key: why.value for key, why in held.round.passed.items()},
    )


def told_draw(draw: LotsDraw) -> DrawShown:
    """Return a draw of lots as it is told."""
    return DrawShown(
        id=draw.id,
        tied=list(draw.tied),
        seats=draw.seats,
        state=draw.state,
        opened_at=instant_text(draw.opened_at),
        excluded=list(draw.excluded),
        commitments=dict(draw.commitments),
        values=dict(draw.values),
        order=list(draw.order),
        seed=draw.seed,
        refusers=list(draw.refusers),
    )


def told_nomination(nomination: Nomination) -> NominationShown:
    """Return a nomination as it is told."""
    signed = nomination.acceptance
    return NominationShown(
        id=nomination.id,
        election=nomination.election,
        member=nomination.member,
        country=dict(country(nomination.member).name.texts),
        nominee=nomination.nominee,
        name=nomination.name,
        post=nomination.post,
        languages=list(nomination.languages),
        nominated_at=instant_text(nomination.nominated_at),
        accepted_at=instant_text(signed.at) if signed else "",
        acceptance=signed.kind.value if signed else "",
        paper_sha256=signed.digest if signed else "",
        state=nomination.state,
        why=nomination.why,
        version=nomination.version,
    )


def told_checked(nomination: Nomination, checks: Sequence[Check]) -> NominationDetails:
    """Return a nomination with its checks as it is told."""
    return NominationDetails(
        **told_nomination(nomination).model_dump(),
        checks=[
            CheckShown(
                key=each.key,
                article=each.article,
                passes=each.decision.allowed,
                why=each.decision.why,
            )
            for each in checks
        ],
    )


def _holders(committee: Committee) -> list[HolderShown]:
    return [
        HolderShown(
            post=each.post,
            person=each.person,
            name=each.name,
            member=each.member,
            is_leaving=each.is_leaving,
        )
        for each in committee.holders
    ]


def _rule(progress: Progress | None) -> RuleShown | None:
    if progress is None:
        return None
    rule = progress.rule
    return RuleShown(
        key=rule.key,
        article=rule.article,
        seats=rule.seats,
        ballots_max=rule.ballots_max,
        reading=rule.reading,
    )


def _candidates(view: ElectionView) -> list[CandidateShown]:
    state = view.progress.state if view.progress else None
    return [
        CandidateShown(
            nomination=each.nomination,
            member=each.member,
            region=each.region,
            name=dict(each.name.texts),
            is_standing=state is not None and each.nomination in state.standing,
            is_elected=state is not None and each.nomination in state.elected,
        )
        for each in view.election.candidates
    ]
