"""What requests about votes hold and how votes are told; every list is bounded."""

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from jisr.access.texts import is_line
from jisr.assembly.counting.model import Outcome, Tally
from jisr.assembly.votes.model import (
    Call,
    Choice,
    Hands,
    Method,
    Opening,
    Own,
    Result,
    SignatureKind,
    Subject,
    SubjectKind,
    Vote,
    VoteState,
    VoteView,
)
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.words import Words
from jisr.values import LanguageMap

TITLE_LENGTH_MAX = 200
SIGNATURE_LENGTH_MAX = 128
MEMBERS_MAX = 1_000
ID_FORM = r"^[0-9a-f]{32}$"
Texts = dict[
    Annotated[str, Field(max_length=8)], Annotated[str, Field(max_length=TITLE_LENGTH_MAX)]
]


class Strict(BaseModel):
    """A body that holds nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class SubjectIn(Strict):
    """What is put to the vote: a text of the session by its id, or a question that is its title."""

    kind: SubjectKind
    id: Annotated[str, Field(max_length=100)] = ""


class OpeningIn(Strict):
    """A vote that the chair opens; ballots of an election are opened by its own route."""

    session: Annotated[int, Field(ge=1, le=9_999)]
    subject: SubjectIn
    method: Method
    rule: Annotated[str, Field(max_length=64)]
    title: Texts | None = None
    closes_at: datetime.datetime | None = None

    def opening(self) -> Opening:
        """Return what is put to the vote.

        Raises:
            ValueMalformed: it is a ballot of an election, or the instant names no time zone.
        """
        if self.subject.kind is SubjectKind.ROUND:
            raise ValueMalformed(
                field="subject", why=to_translate("a ballot is opened by its election")
            )
        if self.closes_at is not None and self.closes_at.tzinfo is None:
            raise ValueMalformed(
                field="closes_at", why=to_translate("write it as 2026-11-21T19:24:00.123Z")
            )
        return Opening(
            session=self.session,
            subject=Subject(self.subject.kind, self.subject.id),
            method=self.method,
            rule=self.rule,
            title=None if self.title is None else LanguageMap(self.title),
            closes_at=None if self.closes_at is None else self.closes_at.astimezone(datetime.UTC),
        )


class HallSignature(Strict):
    """The signature of a hall key: its id, and 64 bytes in base64url without padding."""

    key: Annotated[str, Field(pattern=ID_FORM)]
    value: Annotated[str, Field(max_length=SIGNATURE_LENGTH_MAX)]


class CallIn(Strict):
    """A member's entry in a roll-call; without `signature` a passkey signs the request's content.

    What is signed is `statement` of `GET /v1/assembly/votes/{vote}/own` with the choice in it.
    """

    choice: Annotated[str, Field(max_length=64)]
    version: Annotated[int, Field(ge=1, le=99, description="Which entry of the member it is.")] = 1
    signature: HallSignature | None = None


class HandsIn(Strict):
    """What the chair counted by eye."""

    in_favour: Annotated[int, Field(ge=0, le=MEMBERS_MAX)]
    against: Annotated[int, Field(ge=0, le=MEMBERS_MAX)]
    abstentions: Annotated[int, Field(ge=0, le=MEMBERS_MAX)] = 0

    def hands(self) -> Hands:
        """Return what was counted."""
        return Hands(self.in_favour, self.against, self.abstentions)


class Reason(Strict):
    """Why the chair does it; every member reads it."""

    reason: Annotated[str, Field(max_length=500)]


class OverrulingIn(Strict):
    """Another outcome than the count's, with its reason."""

    outcome: Outcome
    reason: Annotated[str, Field(max_length=2_000)]
    signature: HallSignature | None = None

    def check(self) -> None:
        """Refuse a reason that hides something: it is signed as it is read."""
        if not is_line(self.reason, 2_000):
            raise ValueMalformed(
                field="reason", why=to_translate("write one line without invisible characters")
            )


class ChoiceOut(BaseModel):
    """What can be chosen, by its names in every official language."""

    key: str
    name: dict[str, str]


class EntitlementOut(BaseModel):
    """Whether a member has a voice in this vote, and why; as it was when the vote opened."""

    member: str
    entitled: bool
    why: str = Field(description="The reason in your language.")


class TallyOut(BaseModel):
    """The totals of a vote."""

    members: int
    entitled: int
    abstentions: int
    invalid: int
    expressed: int
    votes: dict[str, int]


class OverrulingOut(BaseModel):
    """What was signed against the count."""

    outcome: Outcome
    reason: str
    officer: str
    made_at: str
    kind: SignatureKind
    is_signed: bool = Field(description="False: nothing of the officer's own signed it (a demo).")


class CallOut(BaseModel):
    """A member's entry in a roll-call, with the signature as anyone verifies it."""

    member: str
    version: int
    choice: str
    officer: str
    cast_at: str
    kind: SignatureKind
    is_signed: bool = Field(description="False: nothing of the member's own signed it (a demo).")
    key: str
    value: str


class VoteSummary(BaseModel):
    """A vote in a list."""

    id: str
    session: int
    number: int
    title: dict[str, str]
    kind: SubjectKind
    subject: str
    method: Method
    rule: str
    state: VoteState
    opened_at: str
    closes_at: str | None
    closed_at: str | None
    unverified: bool = Field(description="The numbers were counted by eye and nobody can verify.")
    outcome: Outcome | None
    overruled: bool = Field(description="The outcome in force is not the count's.")
    why: str
    successor: str
    version: int


class VoteOut(VoteSummary):
    """A vote with its roll and who has answered; totals and entries once it is closed."""

    words_digest: str
    matter: str
    choices: list[ChoiceOut]
    marks_max: int
    round: int
    roll: list[EntitlementOut]
    entitled: int
    received: dict[str, str] = Field(description="When each member's entry or ballot arrived.")
    tally: TallyOut | None
    calls: list[CallOut]
    overrulings: list[OverrulingOut]


class OwnOut(BaseModel):
    """What you can do in a vote, or why not, and what your member's entry says."""

    member: str
    may: bool
    why: str
    version: int = Field(description="Which entry of the member the next one is.")
    received_at: str | None
    call: CallOut | None
    place: int | None = Field(description="The line of the board on which a secret ballot stands.")
    tracker: str = Field(description="What the maker of a secret ballot compares.")
    statement: dict[str, Any] = Field(
        description="What is signed, after its tag and in canonical JSON; put the choice in it."
    )


class VerdictOut(BaseModel):
    """What the rule makes of the numbers."""

    rule: str
    article: str
    base: str
    base_total: int
    required: int
    obtained: int
    outcome: Outcome


class ResultOut(BaseModel):
    """What is announced, in the order of Rules of Procedure Art. 40(4), and what it means."""

    vote: str
    unverified: bool
    tally: TallyOut
    announcement: list[tuple[str, int | None]]
    counted: VerdictOut | None
    overrulings: list[OverrulingOut]
    outcome: Outcome | None = Field(description="In force, once it is announced.")


def vote_summary(vote: Vote) -> VoteSummary:
    """Tell a vote in a list."""
    return VoteSummary(**_summary(vote))


def vote_out(view: VoteView, words: Words) -> VoteOut:
    """Tell a vote; reasons in the caller's language."""
    vote = view.vote
    return VoteOut(
        **_summary(vote),
        words_digest=vote.subject.words_digest,
        matter=vote.matter,
        choices=[_choice(each) for each in vote.choices],
        marks_max=vote.marks_max,
        round=vote.round,
        roll=[
            EntitlementOut(
                member=each.member, entitled=each.is_entitled, why=words.reason(each.why)
            )
            for each in vote.roll
        ],
        entitled=len(vote.entitled),
        received={member: instant_text(at) for member, at in view.received.items()},
        tally=None if vote.tally is None else _tally(vote.tally),
        calls=[call_out(each) for each in view.calls],
        overrulings=_overrulings(vote),
    )


def call_out(call: Call) -> CallOut:
    """Tell an entry of a roll-call."""
    return CallOut(
        member=call.member,
        version=call.version,
        choice=call.choice,
        officer=call.officer,
        cast_at=instant_text(call.cast_at),
        kind=call.kind,
        is_signed=call.kind is not SignatureKind.HUB_SESSION,
        key=call.key,
        value=call.value,
    )


def own_out(own: Own, statement: dict[str, Any], words: Words) -> OwnOut:
    """Tell what somebody can do in a vote."""
    return OwnOut(
        member=own.member,
        may=own.may.allowed,
        why=words.reason(own.may.why),
        version=own.version,
        received_at=None if own.received_at is None else instant_text(own.received_at),
        call=None if own.call is None else call_out(own.call),
        place=own.place,
        tracker=own.tracker,
        statement=statement,
    )


def result_out(vote: Vote, found: Result) -> ResultOut:
    """Tell a result."""
    verdict = None if found.decided is None else found.decided.verdict
    return ResultOut(
        vote=vote.id,
        unverified=vote.is_unverified,
        tally=_tally(found.tally),
        announcement=list(found.announcement.items()),
        counted=None
        if verdict is None
        else VerdictOut(
            rule=verdict.rule,
            article=verdict.article,
            base=verdict.base,
            base_total=verdict.base_total,
            required=verdict.required,
            obtained=verdict.obtained,
            outcome=verdict.outcome,
        ),
        overrulings=_overrulings(vote),
        outcome=vote.outcome,
    )


def _summary(vote: Vote) -> dict[str, Any]:
    return {
        "id": vote.id,
        "session": vote.session,
        "number": vote.number,
        "title": dict(vote.title.texts),
        "kind": vote.subject.kind,
        "subject": vote.subject.id,
        "method": vote.method,
        "rule": vote.rule,
        "state": vote.state,
        "opened_at": instant_text(vote.opened_at),
        "closes_at": None if vote.closes_at is None else instant_text(vote.closes_at),
        "closed_at": None if vote.closed_at is None else instant_text(vote.closed_at),
        "unverified": vote.is_unverified,
        "outcome": vote.outcome,
        "overruled": vote.is_overruled,
        "why": vote.why,
        "successor": vote.successor,
        "version": vote.version,
    }


def _choice(choice: Choice) -> ChoiceOut:
    return ChoiceOut(key=choice.key, name=dict(choice.name.texts))


def _tally(tally: Tally) -> TallyOut:
    return TallyOut(
        members=tally.members,
        entitled=tally.entitled,
        abstentions=tally.abstentions,
        invalid=tally.invalid,
        expressed=tally.expressed,
        votes=dict(tally.votes),
    )


def _overrulings(vote: Vote) -> list[OverrulingOut]:
    return [
        OverrulingOut(
            outcome=each.outcome,
            reason=each.reason,
            officer=each.officer,
            made_at=instant_text(each.made_at),
            kind=each.signature.kind,
            is_signed=each.signature.kind is not SignatureKind.HUB_SESSION,
        )
        for each in vote.overrulings
    ]
