"""What is told of a session, in the API and by the commands."""

import datetime

from pydantic import BaseModel, Field

from jisr.assembly.sessions.model import (
    Capacity,
    CredentialState,
    Deadline,
    DutyState,
    Evidence,
    HallKey,
    Held,
    HeldCredential,
    HeldDelegation,
    HeldObserver,
    Issuer,
    KeyUse,
    Lot,
    ObserverKind,
    Office,
    Post,
    Session,
    SessionKind,
    Standing,
)
from jisr.assembly.sessions.places import Place
from jisr.kit.clock import instant_text


class FactShown(BaseModel):
    """One sourced statement about a session."""

    key: str
    text: str
    evidence: Evidence
    source: str


class SessionShown(BaseModel):
    """One meeting of the assembly; a date may be less than a day where no source tells it."""

    number: int
    kind: SessionKind
    host: str
    city: dict[str, str]
    opens: str
    closes: str | None
    facts: list[FactShown]


class ConvocationShown(BaseModel):
    """How an extraordinary session was asked for."""

    requested_on: datetime.date
    subjects: list[str]


class DrawShown(BaseModel):
    """How the letter was drawn: by hand (`evidence`), or by lots in hexadecimal, by member."""

    evidence: str
    commitments: dict[str, str]
    values: dict[str, str]


class HeldShown(SessionShown):
    """A session that this network holds, as it stands."""

    version: int
    is_generated: bool = Field(description="Made up, for a demo.")
    letter: str = Field(description="The hall is seated from it; empty until it is drawn.")
    order: list[str] = Field(description="Every member in the order of the hall.")
    offices: dict[str, list[str]] = Field(description="Ids of officers, by office.")
    convocation: ConvocationShown | None
    draw: DrawShown | None
    done: dict[str, str] = Field(description="When each duty of the calendar was done.")


class DeadlineShown(BaseModel):
    """A duty of the calendar; `days_left` is negative once it is late."""

    key: str
    name: dict[str, str]
    owner: str
    article: str
    day: datetime.date
    state: DutyState
    days_left: int
    is_void_when_late: bool
    done_at: str | None


class DelegateShown(BaseModel):
    """A person whom a member sends; one that was withdrawn stays in the list."""

    id: str
    name: str
    posts: list[Post]
    is_extra: bool = Field(description="Does not count towards the size of the delegation.")
    is_revoked: bool


class DelegationShown(BaseModel):
    """Whom a member sends; version 0 where it has named nobody."""

    session: int
    member: str
    version: int
    sub_bureaus: int
    delegates: list[DelegateShown]


class CredentialShown(BaseModel):
    """The credentials of a member, and what the review made of them."""

    session: int
    member: str
    version: int
    issuer: Issuer
    state: CredentialState
    why: str
    changed_by: str
    changed_at: str


class ObserverShown(BaseModel):
    """Somebody who attends without belonging to a member's delegation."""

    session: int
    id: str
    name: str
    kind: ObserverKind
    is_listed: bool
    is_partner: bool
    is_approved_by_host: bool
    is_admitted: bool
    version: int


class PlaceShown(BaseModel):
    """A member in the hall: its standing, and whether it has a voice in the matter that was asked.

    `why` is the key of the reason.
    """

    place: int
    member: str
    delegates: int
    standing: Standing | None
    credentials: CredentialState | None
    unpaid_years: list[int]
    is_waived: bool
    is_entitled: bool
    why: str


class LotShown(BaseModel):
    """What a delegation put into the draw, in hexadecimal; `value` once it is revealed."""

    session: int
    member: str
    commitment: str
    value: str


class HallKeyShown(BaseModel):
    """A key that an officer holds for a session."""

    id: str
    session: int
    officer: str
    member: str
    use: KeyUse
    public: str
    sealing: str
    registered_at: str
    revoked_at: str | None


class CapacityShown(BaseModel):
    """As what the caller is in a session."""

    standing: Standing | None
    member: str
    posts: list[Post]
    offices: list[Office]
    is_secretary: bool


def session_shown(session: Session) -> SessionShown:
    """Return what is told of a session of the register."""
    return SessionShown(
        number=session.number,
        kind=session.kind,
        host=session.host,
        city=dict(session.city.texts),
        opens=str(session.opens),
        closes=str(session.closes) if session.closes else None,
        facts=[
            FactShown(key=each.key, text=each.text, evidence=each.evidence, source=each.source)
            for each in session.facts
        ],
    )


def held_shown(held: Held) -> HeldShown:
    """Return what is told of a session that this network holds."""
    asked, draw = held.convocation, held.draw
    return HeldShown(
        **session_shown(held.session).model_dump(),
        version=held.version,
        is_generated=held.is_generated,
        letter=held.letter,
        order=list(held.order),
        offices={office.value: list(ids) for office, ids in held.offices.items()},
        convocation=None
        if asked is None
        else ConvocationShown(requested_on=asked.requested_on, subjects=list(asked.subjects)),
        draw=None
        if draw is None
        else DrawShown(
            evidence=draw.evidence, commitments=dict(draw.commitments), values=dict(draw.values)
        ),
        done={key: instant_text(at) for key, at in held.done.items()},
    )


def deadline_shown(held: Held, deadline: Deadline) -> DeadlineShown:
    """Return what is told of a duty of the session."""
    duty = deadline.duty
    done = held.done.get(duty.key)
    return DeadlineShown(
        key=duty.key,
        name=dict(duty.name.texts),
        owner=duty.owner,
        article=duty.article,
        day=deadline.day,
        state=deadline.state,
        days_left=deadline.days_left,
        is_void_when_late=duty.voids,
        done_at=instant_text(done) if done else None,
    )


def delegation_shown(session: int, held: HeldDelegation) -> DelegationShown:
    """Return what is told of a delegation."""
    return DelegationShown(
        session=session,
        member=held.delegation.member,
        version=held.version,
        sub_bureaus=held.delegation.sub_bureaus,
        delegates=[
            DelegateShown(
                id=each.id,
                name=each.name,
                posts=sorted(each.posts),
                is_extra=each.is_extra,
                is_revoked=each.is_revoked,
            )
            for each in held.delegation.delegates
        ],
    )


def credential_shown(session: int, held: HeldCredential) -> CredentialShown:
    """Return what is told of credentials."""
    return CredentialShown(
        session=session,
        member=held.credential.member,
        version=held.version,
        issuer=held.credential.issuer,
        state=held.credential.state,
        why=held.why,
        changed_by=held.changed_by,
        changed_at=instant_text(held.changed_at),
    )


def observer_shown(session: int, held: HeldObserver) -> ObserverShown:
    """Return what is told of an observer."""
    observer = held.observer
    return ObserverShown(
        session=session,
        id=observer.id,
        name=observer.name,
        kind=observer.kind,
        is_listed=observer.is_listed,
        is_partner=observer.is_partner,
        is_approved_by_host=observer.is_approved_by_host,
        is_admitted=held.is_admitted,
        version=held.version,
    )


def place_shown(place: Place) -> PlaceShown:
    """Return what is told of a member in the hall."""
    return PlaceShown(
        place=place.number,
        member=place.member,
        delegates=place.delegates,
        standing=place.standing,
        credentials=place.credentials,
        unpaid_years=sorted(place.unpaid_years),
        is_waived=place.is_waived,
        is_entitled=place.decision.allowed,
        why=place.decision.why,
    )


def lot_shown(session: int, lot: Lot) -> LotShown:
    """Return what is told of a lot."""
    return LotShown(session=session, member=lot.member, commitment=lot.commitment, value=lot.value)


def key_shown(key: HallKey) -> HallKeyShown:
    """Return what is told of a key."""
    return HallKeyShown(
        id=key.id,
        session=key.session,
        officer=key.officer,
        member=key.member,
        use=key.use,
        public=key.public,
        sealing=key.sealing,
        registered_at=instant_text(key.registered_at),
        revoked_at=instant_text(key.revoked_at) if key.revoked_at else None,
    )


def capacity_shown(capacity: Capacity) -> CapacityShown:
    """Return what is told of a capacity."""
    return CapacityShown(
        standing=capacity.standing,
        member=capacity.member,
        posts=sorted(capacity.posts),
        offices=sorted(capacity.offices),
        is_secretary=capacity.is_secretary,
    )
