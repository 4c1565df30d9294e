"""Routes of memoranda: the register, what is due, and every step of the path."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from jisr.access.callers import requires
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import SignedNow
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import VersionMatched, etag_of
from jisr.kit.http.hub import HubNow
from jisr.kit.http.idempotency import WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor
from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import Memorandum
from jisr.meetings.agreements.schemas import (
    ContactsIn,
    DraftIn,
    DuesOut,
    MemorandumOut,
    OpinionIn,
    Outline,
    ReasonIn,
    ReviewIn,
    RevisionIn,
    RulingIn,
    SigningIn,
    due_out,
    memorandum_out,
    outline,
)

router = APIRouter(prefix="/memoranda", tags=["memoranda"])

OK, CREATED = 200, 201
Reader = Annotated[Caller, requires(Scope.READ)]
Writer = Annotated[Caller, requires(Scope.ADMINISTER)]
MemorandumId = Annotated[str, Path(max_length=64, description="The memorandum.")]


class Pen:
    """Who writes one version of a memorandum, once, with the signature that is kept beside it."""

    def __init__(self, caller: Writer, writing: WritingNow, signed: SignedNow) -> None:
        self.caller = caller
        self.writing = writing
        self.signed = signed

    def write(self, act: Callable[[Transaction, str], Memorandum], *, status: int = OK) -> Response:
        """Do one step; return the memorandum as the caller then sees it."""
        officer = self.caller.officer.id

        def run(transaction: Transaction) -> Written:
            written = act(transaction, officer)
            subject = f"memorandum:{written.id}"
            statements.keep(transaction, self.caller, self.signed, subject)
            seen = actions.view(transaction, officer, written.id)
            body = memorandum_out(seen).model_dump_json().encode()
            return Written(body, status, {"ETag": etag_of(written.version)})

        return self.writing.run(officer, run)


PenNow = Annotated[Pen, Depends(Pen)]


# ── the register ──────────────────────────────────────────────────────────────────────────────


@router.get("")
def register(
    hub: HubNow, caller: Reader, cursor: Cursor = "", limit: Limit = PAGE_DEFAULT
) -> Page[Outline]:
    """Return the memoranda of which the caller may know, the newest first."""
    drafted_at, memorandum = read_cursor(cursor, 2)
    with hub.database.reading() as transaction:
        found = actions.register(
            transaction,
            caller.officer.id,
            before=(drafted_at, memorandum) if cursor else None,
            limit=limit + 1,
        )
    return page_of(found, limit, actions.key_of, outline)


@router.get("/due")
def due(hub: HubNow, caller: Reader) -> DuesOut:
    """Return what is due: windows that close, renewals, reviews, last days; the earliest first."""
    with hub.database.reading() as transaction:
        found = actions.due(transaction, caller.officer.id)
    return DuesOut(items=[due_out(each) for each in found])


@router.get("/{memorandum}")
def memorandum(
    hub: HubNow, caller: Reader, response: Response, memorandum: MemorandumId
) -> MemorandumOut:
    """Return one memorandum, as far as the caller may see it."""
    with hub.database.reading() as transaction:
        seen = actions.view(transaction, caller.officer.id, memorandum)
    response.headers["ETag"] = etag_of(seen.memorandum.version)
    return memorandum_out(seen)


# ── the draft ─────────────────────────────────────────────────────────────────────────────────


@router.post("", status_code=CREATED, response_model=MemorandumOut)
def draft(pen: PenNow, new: DraftIn) -> Response:
    """Draft a memorandum; the caller heads the bureau of a party."""
    return pen.write(
        lambda transaction, officer: actions.draft(
            transaction, officer, new.terms(), renews=new.renews
        ),
        status=CREATED,
    )


@router.put("/{memorandum}", response_model=MemorandumOut)
def revise(
    pen: PenNow, memorandum: MemorandumId, version: VersionMatched, new: RevisionIn
) -> Response:
    """Put all terms of a draft anew; If-Match names the version that was read."""
    return pen.write(
        lambda transaction, officer: actions.revise(
            transaction, officer, memorandum, new.terms(), confirmed=new.confirmed, seen=version
        )
    )


@router.post("/{memorandum}/contacts", response_model=MemorandumOut)
def name_contacts(pen: PenNow, memorandum: MemorandumId, new: ContactsIn) -> Response:
    """Say whom to ask at a party."""
    return pen.write(
        lambda transaction, officer: actions.name_contacts(
            transaction, officer, memorandum, new.party, new.named()
        )
    )


@router.post("/{memorandum}/withdrawal", response_model=MemorandumOut)
def withdraw(pen: PenNow, memorandum: MemorandumId, reason: ReasonIn) -> Response:
    """Give it up before it is in force."""
    return pen.write(
        lambda transaction, officer: actions.withdraw(transaction, officer, memorandum, reason.why)
    )


# ── approval ──────────────────────────────────────────────────────────────────────────────────


@router.post("/{memorandum}/opinions", response_model=MemorandumOut)
def record_opinion(pen: PenNow, memorandum: MemorandumId, opinion: OpinionIn) -> Response:
    """Record what the executive committee or the Commission says of these very words."""
    return pen.write(
        lambda transaction, officer: actions.record_opinion(
            transaction,
            officer,
            memorandum,
            opinion.body,
            is_favourable=opinion.is_favourable,
            reference=opinion.reference,
        )
    )


@router.post("/{memorandum}/proposal", response_model=MemorandumOut)
def propose(pen: PenNow, memorandum: MemorandumId, version: VersionMatched) -> Response:
    """Close the words and take them to the members, where the rules ask them."""
    return pen.write(
        lambda transaction, officer: actions.propose(transaction, officer, memorandum, seen=version)
    )


@router.post("/{memorandum}/objections", response_model=MemorandumOut)
def object_to(pen: PenNow, memorandum: MemorandumId, reason: ReasonIn) -> Response:
    """Object for a member while the window is open; the assembly then decides."""
    return pen.write(
        lambda transaction, officer: actions.object_to(transaction, officer, memorandum, reason.why)
    )


@router.post("/{memorandum}/decision", response_model=MemorandumOut)
def decide(pen: PenNow, memorandum: MemorandumId, ruling: RulingIn) -> Response:
    """Record what the assembly decided, by which vote."""
    return pen.write(
        lambda transaction, officer: actions.decide(
            transaction, officer, memorandum, ruling.vote, is_approved=ruling.is_approved
        )
    )


# ── its life ──────────────────────────────────────────────────────────────────────────────────


@router.post("/{memorandum}/signatures", response_model=MemorandumOut)
def sign(pen: PenNow, memorandum: MemorandumId, signing: SigningIn) -> Response:
    """Sign for a party with the officer's own key: over this body, which holds the digest."""
    return pen.write(
        lambda transaction, officer: actions.sign(
            transaction, officer, memorandum, signing.party, signing.digest, signed=pen.signed
        )
    )


@router.post("/{memorandum}/force", response_model=MemorandumOut)
def enter_into_force(pen: PenNow, memorandum: MemorandumId) -> Response:
    """Bring it into force from this minute, and open its data grant with it."""
    return pen.write(
        lambda transaction, officer: actions.enter_into_force(transaction, officer, memorandum)
    )


@router.post("/{memorandum}/renewal", response_model=MemorandumOut)
def ask_renewal(pen: PenNow, memorandum: MemorandumId) -> Response:
    """Ask in time that it be renewed; then draft the new one with `renews`."""
    return pen.write(
        lambda transaction, officer: actions.ask_renewal(transaction, officer, memorandum)
    )


@router.post("/{memorandum}/review", response_model=MemorandumOut)
def record_review(pen: PenNow, memorandum: MemorandumId, review: ReviewIn) -> Response:
    """Record that the parties looked at it again, and when they do so next."""
    return pen.write(
        lambda transaction, officer: actions.record_review(
            transaction, officer, memorandum, review.next
        )
    )


@router.post("/{memorandum}/end", response_model=MemorandumOut)
def end(pen: PenNow, memorandum: MemorandumId, reason: ReasonIn) -> Response:
    """End it from this minute, and its data grant with it."""
    return pen.write(
        lambda transaction, officer: actions.end(transaction, officer, memorandum, reason.why)
    )
