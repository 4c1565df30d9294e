"""What the routes of memoranda read and tell."""

import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from jisr.access.documents import grant_document
from jisr.access.model import DatabaseName, Operation, Purpose
from jisr.assembly.texts.model import Paragraph, ParagraphKind
from jisr.meetings.agreements.documents import terms_document
from jisr.meetings.agreements.model import (
    Body,
    Contact,
    Due,
    DueKind,
    GrantTerms,
    Paper,
    Seen,
    Sight,
    Signatory,
    State,
    Terms,
)

LINE_MAX = 200
Line = Annotated[str, Field(min_length=1, max_length=LINE_MAX)]
BureauId = Annotated[str, Field(min_length=1, max_length=64)]
Language = Annotated[str, Field(min_length=2, max_length=3)]
Words = Annotated[str, Field(min_length=1, max_length=8_000)]
Texts = Annotated[dict[Language, Words], Field(max_length=6)]
Title = Annotated[dict[Language, Line], Field(max_length=6)]


class Strict(BaseModel):
    """A body that holds nothing unknown."""

    model_config = ConfigDict(extra="forbid")


# ── what is read ──────────────────────────────────────────────────────────────────────────────


class ParagraphIn(Strict):
    """One paragraph; without an id it is a new one, without words it is left out."""

    id: Annotated[str, Field(max_length=32)] = ""
    kind: ParagraphKind = ParagraphKind.OPERATIVE
    texts: Texts = {}


class SignatoryIn(Strict):
    """Who is to sign for a party on paper."""

    party: BureauId
    name: Line
    post: Line


class PaperIn(Strict):
    """A document by its hash."""

    name: Line
    sha256: Annotated[str, Field(min_length=64, max_length=64)]


class GrantIn(Strict):
    """What the givers let the receiver do with their data while the memorandum is in force."""

    bureau: BureauId
    databases: Annotated[list[DatabaseName], Field(max_length=16)]
    operations: Annotated[list[Operation], Field(max_length=16)]
    purposes: Annotated[list[Purpose], Field(max_length=16)]
    counterparts: Annotated[list[BureauId], Field(max_length=250)]
    starts: datetime.date | None = None
    ends: datetime.date | None = None


class TermsIn(Strict):
    """What the parties agree on."""

    title: Title
    paragraphs: Annotated[list[ParagraphIn], Field(max_length=200)]
    languages: Annotated[list[Language], Field(min_length=1, max_length=6)]
    parties: Annotated[list[BureauId], Field(min_length=2, max_length=250)]
    scopes: Annotated[list[Line], Field(max_length=20)] = []
    signatories: Annotated[list[SignatoryIn], Field(max_length=250)] = []
    starts: datetime.date | None = None
    ends: datetime.date | None = None
    renewal_days: Annotated[int, Field(ge=0, le=1000)] = 90
    review: datetime.date | None = None
    meeting: Annotated[str, Field(max_length=64)] = ""
    laws: Annotated[list[Line], Field(max_length=50)] = []
    papers: Annotated[list[PaperIn], Field(max_length=50)] = []
    grant: GrantIn | None = None

    def terms(self) -> Terms:
        """Return them as the model has them."""
        return Terms(
            title=self.title,
            paragraphs=tuple(
                Paragraph(each.id, each.kind, each.texts, {})
                for each in self.paragraphs
                if each.texts
            ),
            languages=tuple(self.languages),
            parties=tuple(self.parties),
            scopes=tuple(self.scopes),
            signatories=tuple(Signatory(**each.model_dump()) for each in self.signatories),
            starts=self.starts,
            ends=self.ends,
            renewal_days=self.renewal_days,
            review=self.review,
            meeting=self.meeting,
            laws=tuple(self.laws),
            papers=tuple(Paper(**each.model_dump()) for each in self.papers),
            grant=_grant_terms(self.grant),
        )


def _grant_terms(given: GrantIn | None) -> GrantTerms | None:
    if given is None:
        return None
    return GrantTerms(
        bureau=given.bureau,
        databases=frozenset(given.databases),
        operations=frozenset(given.operations),
        purposes=frozenset(given.purposes),
        counterparts=frozenset(given.counterparts),
        starts=given.starts,
        ends=given.ends,
    )


class DraftIn(TermsIn):
    """A new memorandum; `renews` names the one whose place it takes."""

    renews: Annotated[str, Field(max_length=32)] = ""


class RevisionIn(TermsIn):
    """All terms anew; `confirmed` are languages whose unchanged words still say the same."""

    confirmed: Annotated[list[Language], Field(max_length=6)] = []


class OpinionIn(Strict):
    """What a body says of these very words."""

    body: Body
    is_favourable: bool
    reference: Line


class ReasonIn(Strict):
    """Why."""

    why: Line


class RulingIn(Strict):
    """What the assembly decided, by which vote."""

    vote: Annotated[str, Field(min_length=32, max_length=32)]
    is_approved: bool


class SigningIn(Strict):
    """For which party, over which digest; the officer's signature is over this body."""

    party: BureauId
    digest: Annotated[str, Field(min_length=64, max_length=64)]


class ContactIn(Strict):
    """Whom to ask."""

    name: Line
    address: Line


class ContactsIn(Strict):
    """Whom to ask at a party, in place of those who were named."""

    party: BureauId
    contacts: Annotated[list[ContactIn], Field(max_length=50)]

    def named(self) -> tuple[Contact, ...]:
        """Return them as the model has them."""
        return tuple(Contact(self.party, each.name, each.address) for each in self.contacts)


class ReviewIn(Strict):
    """When the parties look at it again, if they do."""

    next: datetime.date | None = None


# ── what is told ──────────────────────────────────────────────────────────────────────────────


class DueOut(BaseModel):
    """What is due, on which calendar day; `days_left` is negative when late."""

    memorandum: str
    title: dict[str, str]
    kind: DueKind
    day: datetime.date
    days_left: int


class DuesOut(BaseModel):
    """What is due for the caller, the earliest first."""

    items: list[DueOut]


class Outline(BaseModel):
    """What every member knows of a memorandum that was proposed or is in force."""

    id: str
    version: int
    state: State
    title: dict[str, str]
    parties: list[str]
    path: str
    article: str
    sight: str = Field(description="outline, text or whole: how much the caller is shown.")
    drafted_at: datetime.datetime
    proposed_at: datetime.datetime | None
    window_ends: datetime.date | None
    entered: datetime.date | None
    ends: datetime.date | None
    ended: datetime.date | None


class MemorandumOut(Outline):
    """A memorandum as far as the caller is shown it: see `sight`."""

    digest: str = Field(description="SHA-256 of the terms: what is signed.")
    revision: int
    terms: dict[str, Any]
    findings: list[dict[str, str]] = Field(description="Where its languages are out of step.")
    opinions: list[dict[str, Any]]
    objections: list[dict[str, Any]]
    ruling: dict[str, Any] | None
    signatures: list[dict[str, Any]]
    contacts: list[dict[str, str]]
    review: datetime.date | None
    renews: str
    successor: str
    why: str
    steps: list[dict[str, Any]]
    grant: dict[str, Any] | None
    may: dict[str, bool] = Field(description="What the caller can do now.")


def due_out(due: Due) -> DueOut:
    """Return what is due as it is told."""
    return DueOut(
        memorandum=due.memorandum,
        title=dict(due.title),
        kind=due.kind,
        day=due.day,
        days_left=due.days_left,
    )


def outline(seen: Seen) -> Outline:
    """Return a line of the register."""
    return Outline(**_outline(seen))


def _outline(seen: Seen) -> dict[str, Any]:
    memorandum = seen.memorandum
    return {
        "id": memorandum.id,
        "version": memorandum.version,
        "state": seen.state,
        "title": dict(memorandum.terms.title),
        "parties": list(memorandum.terms.parties),
        "path": seen.path.key,
        "article": seen.path.article,
        "sight": seen.sight.name.lower(),
        "drafted_at": memorandum.drafted_at,
        "proposed_at": memorandum.proposed_at,
        "window_ends": memorandum.window_ends,
        "entered": memorandum.entered,
        "ends": memorandum.terms.ends,
        "ended": memorandum.ended,
    }


def memorandum_out(seen: Seen) -> MemorandumOut:
    """Return a memorandum as it is told to who sees it."""
    memorandum = seen.memorandum
    has_words = seen.sight >= Sight.TEXT
    return MemorandumOut(
        **_outline(seen),
        digest=seen.digest,
        revision=memorandum.revision,
        terms=terms_document(memorandum.terms) if has_words else {},
        findings=[
            {"place": each.place, "language": each.language, "fault": each.fault.value}
            for each in seen.findings
        ],
        opinions=[_flat(each) for each in memorandum.opinions],
        objections=[_flat(each) for each in memorandum.objections],
        ruling=None if memorandum.ruling is None else _flat(memorandum.ruling),
        signatures=[_flat(each) for each in memorandum.signatures],
        contacts=[_flat(each) for each in memorandum.contacts],
        review=memorandum.review,
        renews=memorandum.renews,
        successor=memorandum.successor,
        why=memorandum.why,
        steps=[_flat(each) for each in memorandum.steps],
        grant=None if seen.grant is None else grant_document(seen.grant),
        may={verb: decision.allowed for verb, decision in seen.may.items()},
    )


def _flat(thing: Any) -> dict[str, Any]:
    """Return a small flat thing as plain values."""
    return {name: getattr(thing, name) for name in type(thing).__slots__}
