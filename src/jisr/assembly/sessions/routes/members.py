"""Routes of who comes: delegations, credentials, observers; and of dues and waivers."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, Field

from jisr.assembly.sessions import actions, wire
from jisr.assembly.sessions.model import (
    CredentialState,
    Delegate,
    Delegation,
    Issuer,
    Observer,
    ObserverKind,
    Post,
)
from jisr.assembly.sessions.routes.deeds import (
    OFFICER_LENGTH_MAX,
    PREFIX,
    DeedNow,
    Member,
    Number,
    OfficerId,
    Participant,
    Strict,
)
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import VersionMatched, etag_of
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

router = APIRouter(tags=["assembly"])

DELEGATES_MAX = 200
MEMBERS_MAX = 500
Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class NewDelegate(Strict):
    """A person whom a member sends; who has no post advises."""

    id: Annotated[str, Field(min_length=1, max_length=OFFICER_LENGTH_MAX)]
    posts: list[Post] = Field(default=[], max_length=3)


class NewDelegation(Strict):
    """Whom a member sends, in place of those whom it sent: who is not named is withdrawn."""

    delegates: Annotated[list[NewDelegate], Field(min_length=1, max_length=DELEGATES_MAX)]


class NewCredentials(Strict):
    """Credentials that were handed in."""

    issuer: Issuer


class Review(Strict):
    """What the review makes of credentials; a dispute or a refusal says why."""

    state: CredentialState
    why: Annotated[str, Field(max_length=500)] = ""


class NewObserver(Strict):
    """An observer to let in; the id is the officer's, where there is an account."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: ObserverKind
    is_listed: bool = False
    is_partner: bool = False
    is_approved_by_host: bool = False


class NewDues(Strict):
    """Which financial years members have not paid; an empty list means that all is paid."""

    unpaid: Annotated[
        dict[Code, Annotated[list[Annotated[int, Field(ge=1923, le=9_999)]], Field(max_length=50)]],
        Field(min_length=1, max_length=MEMBERS_MAX),
    ]


class NewWaiver(Strict):
    """A member that has its vote back for this session, and the item of the agenda it is from."""

    member: Code
    item: Annotated[str, Field(max_length=200)]


class DuesShown(BaseModel):
    """The years that a member has not paid, and the item that waived its suspension, or none."""

    session: int
    member: str
    unpaid_years: list[int]
    waived_by: str


# ── delegations ───────────────────────────────────────────────────────────────────────────────


@router.get(f"{PREFIX}/{{number}}/delegations")
def delegations(
    hub: HubNow,
    _caller: Participant,
    number: Number,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.DelegationShown]:
    """Return the delegations that were named, by member."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.delegations(transaction, number)
    return page_of(
        [each for each in found if each.delegation.member > after][: limit + 1],
        limit,
        lambda each: [each.delegation.member],
        lambda each: wire.delegation_shown(number, each),
    )


@router.get(f"{PREFIX}/{{number}}/delegations/{{member}}")
def delegation(
    hub: HubNow, _caller: Participant, number: Number, member: Member, response: Response
) -> wire.DelegationShown:
    """Return whom a member sends; the ETag is "0" where it has named nobody."""
    with hub.database.reading() as transaction:
        found = actions.delegation(transaction, number, member)
    response.headers["ETag"] = etag_of(found.version)
    return wire.delegation_shown(number, found)


@router.put(f"{PREFIX}/{{number}}/delegations/{{member}}", response_model=wire.DelegationShown)
def name_delegation(
    deed: DeedNow, number: Number, member: Member, seen: VersionMatched, given: NewDelegation
) -> Response:
    """Say whom a member sends. For who manages its bureau, and the head of the delegation."""
    sent = Delegation(
        member,
        tuple(Delegate(each.id, "", frozenset(each.posts)) for each in given.delegates),
    )

    def run(transaction: Transaction) -> wire.DelegationShown:
        named = actions.name_delegation(transaction, deed.officer, number, sent, seen=seen)
        return wire.delegation_shown(number, named)

    return deed.do(f"delegation:{number}:{member}", run)


@router.delete(
    f"{PREFIX}/{{number}}/delegations/{{member}}/delegates/{{officer}}",
    response_model=wire.DelegationShown,
)
def withdraw_delegate(
    deed: DeedNow, number: Number, member: Member, officer: OfficerId
) -> Response:
    """Withdraw one delegate at once: posts and keys count for nothing from this instant."""

    def run(transaction: Transaction) -> wire.DelegationShown:
        left = actions.withdraw_delegate(transaction, deed.officer, number, member, officer)
        return wire.delegation_shown(number, left)

    return deed.do(f"delegation:{number}:{member}", run)


# ── credentials ───────────────────────────────────────────────────────────────────────────────


@router.get(f"{PREFIX}/{{number}}/credentials")
def credentials(
    hub: HubNow,
    _caller: Participant,
    number: Number,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.CredentialShown]:
    """Return the credentials that were handed in, by member."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.credentials(transaction, number)
    return page_of(
        [each for each in found if each.credential.member > after][: limit + 1],
        limit,
        lambda each: [each.credential.member],
        lambda each: wire.credential_shown(number, each),
    )


@router.get(f"{PREFIX}/{{number}}/credentials/{{member}}")
def credential(
    hub: HubNow, _caller: Participant, number: Number, member: Member, response: Response
) -> wire.CredentialShown:
    """Return the credentials of a member."""
    with hub.database.reading() as transaction:
        found = actions.credential(transaction, number, member)
    if found is None:
        raise NotFound(thing=to_translate("credentials"))
    response.headers["ETag"] = etag_of(found.version)
    return wire.credential_shown(number, found)


@router.put(f"{PREFIX}/{{number}}/credentials/{{member}}", response_model=wire.CredentialShown)
def hand_in_credentials(
    deed: DeedNow, number: Number, member: Member, given: NewCredentials
) -> Response:
    """Note that credentials were handed in. For the member, and for the secretary."""

    def run(transaction: Transaction) -> wire.CredentialShown:
        new = actions.hand_in_credentials(transaction, deed.officer, number, member, given.issuer)
        return wire.credential_shown(number, new)

    return deed.do(f"credential:{number}:{member}", run)


@router.post(
    f"{PREFIX}/{{number}}/credentials/{{member}}/review", response_model=wire.CredentialShown
)
def review_credentials(
    deed: DeedNow, number: Number, member: Member, seen: VersionMatched, given: Review
) -> Response:
    """Accept, dispute or refuse credentials, as far as the caller's office allows."""

    def run(transaction: Transaction) -> wire.CredentialShown:
        reviewed = actions.review_credentials(
            transaction, deed.officer, number, member, given.state, why=given.why, seen=seen
        )
        return wire.credential_shown(number, reviewed)

    return deed.do(f"credential:{number}:{member}", run)


# ── observers ─────────────────────────────────────────────────────────────────────────────────


@router.get(f"{PREFIX}/{{number}}/observers")
def observers(
    hub: HubNow,
    _caller: Participant,
    number: Number,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.ObserverShown]:
    """Return the observers by id, those who were dismissed too."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.observers(transaction, number, after=after, limit=limit + 1)
    return page_of(
        found,
        limit,
        lambda each: [each.observer.id],
        lambda each: wire.observer_shown(number, each),
    )


@router.put(f"{PREFIX}/{{number}}/observers/{{officer}}", response_model=wire.ObserverShown)
def admit_observer(
    deed: DeedNow, number: Number, officer: OfficerId, given: NewObserver
) -> Response:
    """Let an observer in, or correct what is known of one. For the secretary."""
    observer = Observer(
        id=officer,
        kind=given.kind,
        is_listed=given.is_listed,
        is_partner=given.is_partner,
        is_approved_by_host=given.is_approved_by_host,
        name=given.name,
    )

    def run(transaction: Transaction) -> wire.ObserverShown:
        held = actions.admit_observer(transaction, deed.officer, number, observer)
        return wire.observer_shown(number, held)

    return deed.do(f"session:{number}", run)


@router.delete(f"{PREFIX}/{{number}}/observers/{{officer}}", response_model=wire.ObserverShown)
def dismiss_observer(deed: DeedNow, number: Number, officer: OfficerId) -> Response:
    """Take an observer's access to the session back. For the secretary."""

    def run(transaction: Transaction) -> wire.ObserverShown:
        held = actions.dismiss_observer(transaction, deed.officer, number, officer)
        return wire.observer_shown(number, held)

    return deed.do(f"session:{number}", run)


# ── dues ──────────────────────────────────────────────────────────────────────────────────────


@router.get(f"{PREFIX}/{{number}}/dues")
def dues(
    hub: HubNow,
    _caller: Participant,
    number: Number,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[DuesShown]:
    """Return the unpaid years of each member of which something is recorded, by member."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        unpaid = actions.dues(transaction, number)
        waived = actions.waivers(transaction, number)
    found = [
        DuesShown(
            session=number,
            member=member,
            unpaid_years=sorted(unpaid.get(member, ())),
            waived_by=waived.get(member, ""),
        )
        for member in sorted({*unpaid, *waived})
        if member > after
    ]
    return page_of(found[: limit + 1], limit, lambda each: [each.member], lambda each: each)


@router.post(f"{PREFIX}/{{number}}/dues", status_code=204)
def record_dues(deed: DeedNow, number: Number, given: NewDues) -> Response:
    """Record which years members have not paid; members not named stay. For the secretary."""
    unpaid = {member: frozenset(years) for member, years in given.unpaid.items()}

    def run(transaction: Transaction) -> None:
        actions.record_dues(transaction, deed.officer, number, unpaid)

    return deed.do(f"session:{number}", run)


@router.post(f"{PREFIX}/{{number}}/waivers", status_code=204)
def waive(deed: DeedNow, number: Number, given: NewWaiver) -> Response:
    """Give a suspended member its vote back, as the assembly decided. For the secretary."""

    def run(transaction: Transaction) -> None:
        actions.waive(transaction, deed.officer, number, given.member, given.item)

    return deed.do(f"session:{number}", run)
