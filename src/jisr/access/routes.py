"""Routes about who is who and who may what: the caller, members, bureaus, officers, agreements."""

import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from jisr.access import actions
from jisr.access.callers import CallerNow, requires
from jisr.access.countries import country
from jisr.access.documents import bureau_document, grant_document, officer_document
from jisr.access.model import (
    AgreementGrant,
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import Caller, Scope
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.kit.http.idempotency import WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor
from jisr.values import LanguageMap, new_id

router = APIRouter(tags=["access"])

Administrator = Annotated[Caller, requires(Scope.ADMINISTER)]
Id = Annotated[str, Path(max_length=64)]
OfBureau = Annotated[str, Query(max_length=64, description="Those of this bureau.")]
Texts = dict[str, Annotated[str, Field(max_length=200)]]


class Strict(BaseModel):
    """A body that holds nothing unknown."""

    model_config = ConfigDict(extra="forbid")


# ── the caller ────────────────────────────────────────────────────────────────────────────────


class Me(BaseModel):
    """Who calls, and what the credential is good for."""

    officer: str
    name: str
    bureau: str
    roles: list[str]
    means: str
    scopes: list[str]
    purpose: str
    case: str


@router.get("/me")
def me(caller: CallerNow) -> Me:
    """Return who calls."""
    return Me(
        officer=caller.officer.id,
        name=caller.officer.name,
        bureau=caller.bureau.id,
        roles=sorted(caller.officer.roles),
        means=caller.means,
        scopes=sorted(caller.scopes),
        purpose=caller.purpose or "",
        case=caller.case,
    )


@router.delete("/tokens/{token}", status_code=204)
def revoke_token(writing: WritingNow, caller: CallerNow, token: Id) -> Response:
    """Take a credential out of use everywhere, within a second."""

    def revoke(transaction: Transaction) -> Written:
        sign_in.revoke(transaction, caller, token)
        return Written(b"", 204)

    return writing.run(caller.officer.id, revoke)


# ── members and bureaus ───────────────────────────────────────────────────────────────────────


class MemberShown(BaseModel):
    """A country with a seat in the network."""

    country: str
    name: dict[str, str]
    since: datetime.date | None


@router.get("/members")
def members(
    hub: HubNow, _caller: CallerNow, cursor: Cursor = "", limit: Limit = PAGE_DEFAULT
) -> Page[MemberShown]:
    """Return the members by country code."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.members(transaction, after=after, limit=limit + 1)
    return page_of(
        found,
        limit,
        lambda each: [each.country],
        lambda each: MemberShown(
            country=each.country,
            name=dict(country(each.country).name.texts),
            since=each.since,
        ),
    )


class BureauShown(BaseModel):
    """A body through which a member, or the organisation, acts."""

    id: str
    kind: BureauKind
    name: dict[str, str]
    member: str | None
    parent: str | None


@router.get("/bureaus")
def bureaus(
    hub: HubNow, _caller: CallerNow, cursor: Cursor = "", limit: Limit = PAGE_DEFAULT
) -> Page[BureauShown]:
    """Return the bureaus by id."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.bureaus(transaction, after=after, limit=limit + 1)
    return page_of(found, limit, lambda each: [each.id], _bureau)


def _bureau(bureau: Bureau) -> BureauShown:
    return BureauShown(**_plain_bureau(bureau))


def _plain_bureau(bureau: Bureau) -> dict[str, Any]:
    return {**bureau_document(bureau), "name": dict(bureau.name.texts)}


class NewBureau(Strict):
    """An agency, a sub-bureau or an international body to register."""

    id: Annotated[str, Field(max_length=64)]
    kind: BureauKind
    name: Texts


@router.post("/bureaus", status_code=201, response_model=BureauShown)
def register_bureau(writing: WritingNow, caller: Administrator, new: NewBureau) -> Response:
    """Register a body; it has no rights before an agreement gives them."""

    def register(transaction: Transaction) -> Written:
        bureau = actions.register_bureau(
            transaction, caller.officer.id, new.id, new.kind, LanguageMap(new.name)
        )
        return _written(_plain_bureau(bureau))

    return writing.run(caller.officer.id, register)


# ── officers ──────────────────────────────────────────────────────────────────────────────────


class OfficerShown(BaseModel):
    """A person, or a machine, that acts for one bureau."""

    id: str
    bureau: str
    name: str
    roles: list[Role]
    is_active: bool


class NewOfficer(Strict):
    """An officer to register."""

    id: Annotated[str, Field(max_length=64)]
    bureau: Annotated[str, Field(max_length=64)]
    name: Annotated[str, Field(max_length=200)]
    roles: Annotated[list[Role], Field(min_length=1, max_length=16)]


class NewRoles(Strict):
    """The roles that an officer has from now on."""

    roles: Annotated[list[Role], Field(min_length=1, max_length=16)]


@router.get("/officers")
def officers(
    hub: HubNow,
    caller: Administrator,
    bureau: OfBureau = "",
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[OfficerShown]:
    """Return the officers of a bureau by id; without one, of the caller's own."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.officers_shown(
            transaction,
            caller.officer,
            bureau_id=bureau or caller.bureau.id,
            after=after,
            limit=limit + 1,
        )
    return page_of(
        found, limit, lambda each: [each.id], lambda each: OfficerShown(**officer_document(each))
    )


@router.post("/officers", status_code=201, response_model=OfficerShown)
def register_officer(writing: WritingNow, caller: Administrator, new: NewOfficer) -> Response:
    """Register an officer of a bureau."""

    def register(transaction: Transaction) -> Written:
        officer = Officer(new.id, new.bureau, new.name, frozenset(new.roles))
        registered = actions.register_officer(transaction, caller.officer.id, officer)
        return _written(officer_document(registered))

    return writing.run(caller.officer.id, register)


@router.put("/officers/{officer}/roles", response_model=OfficerShown)
def change_roles(
    writing: WritingNow, caller: Administrator, officer: Id, new: NewRoles
) -> Response:
    """Give an officer these roles in place of the present ones."""

    def change(transaction: Transaction) -> Written:
        changed = actions.change_roles(transaction, caller.officer.id, officer, new.roles)
        return _written(officer_document(changed), 200)

    return writing.run(caller.officer.id, change)


@router.delete("/officers/{officer}", response_model=OfficerShown)
def deactivate_officer(writing: WritingNow, caller: Administrator, officer: Id) -> Response:
    """Take every right from an officer at once."""

    def deactivate(transaction: Transaction) -> Written:
        changed = actions.deactivate_officer(transaction, caller.officer.id, officer)
        return _written(officer_document(changed), 200)

    return writing.run(caller.officer.id, deactivate)


# ── agreements ────────────────────────────────────────────────────────────────────────────────


class NewAgreement(Strict):
    """What an agreement gives to a bureau; no counterpart means data of every member."""

    bureau: Annotated[str, Field(max_length=64)]
    databases: Annotated[list[DatabaseName], Field(min_length=1, max_length=16)]
    operations: Annotated[list[Operation], Field(min_length=1, max_length=16)]
    purposes: Annotated[list[Purpose], Field(min_length=1, max_length=16)]
    counterparts: Annotated[list[str], Field(max_length=300)] = []
    starts: datetime.date
    ends: datetime.date | None = None
    source: Annotated[str, Field(max_length=200)]


class AgreementShown(NewAgreement):
    """One narrow permission that an agreement gives."""

    id: str


@router.get("/agreements")
def agreements(
    hub: HubNow,
    _caller: CallerNow,
    bureau: OfBureau = "",
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[AgreementShown]:
    """Return the agreements by id."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.agreements(transaction, bureau_id=bureau, after=after, limit=limit + 1)
    return page_of(
        found, limit, lambda each: [each.id], lambda each: AgreementShown(**grant_document(each))
    )


@router.post("/agreements", status_code=201, response_model=AgreementShown)
def grant_agreement(writing: WritingNow, caller: Administrator, new: NewAgreement) -> Response:
    """Give a bureau what an agreement says."""
    grant = AgreementGrant(
        id=new_id(),
        bureau=new.bureau,
        databases=frozenset(new.databases),
        operations=frozenset(new.operations),
        purposes=frozenset(new.purposes),
        counterparts=frozenset(new.counterparts),
        starts=new.starts,
        ends=new.ends,
        source=new.source,
    )

    def give(transaction: Transaction) -> Written:
        given = actions.grant_agreement(transaction, caller.officer.id, grant)
        return _written(grant_document(given))

    return writing.run(caller.officer.id, give)


@router.delete("/agreements/{agreement}", response_model=AgreementShown)
def end_agreement(writing: WritingNow, caller: Administrator, agreement: Id) -> Response:
    """End an agreement now: its last day was yesterday."""

    def end(transaction: Transaction) -> Written:
        ended = actions.end_agreement(transaction, caller.officer.id, agreement)
        return _written(grant_document(ended), 200)

    return writing.run(caller.officer.id, end)


def _written(document: object, status: int = 201) -> Written:
    return Written(msgspec.json.encode(document), status)
