"""Routes of passkeys: made, signed in with, confirmed with; each in two steps.

POST begins a ceremony and returns what the browser is to ask; PUT finishes it.
"""

import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field

from jisr.access.callers import CallerNow, Callers, from_our_page, secret_of
from jisr.access.sign_in import ceremonies, passkeys, rules, sessions
from jisr.access.sign_in.model import Caller, Ceremony, CeremonyKind, Means, Passkey
from jisr.access.sign_in.passkeys import Making
from jisr.access.sign_in.routes.ceremonies import CeremonyOut, Finishing, take_turn
from jisr.access.sign_in.routes.ground import (
    Administrator,
    Confirmed,
    Id,
    Strict,
    address_of,
    begin_session,
    confirmed_of,
    relying_of,
)
from jisr.access.sign_in.throttle import of_person, throttled
from jisr.errors import ConfirmationMissing, CredentialRefused, SignInMissing, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.hub import Hub, HubNow
from jisr.kit.http.idempotency import WritingNow, Written

router = APIRouter(tags=["sign-in"])

REGISTRATIONS = "/sign-in/passkey/registrations"
SESSIONS = "/sign-in/passkey/sessions"
CONFIRMATIONS = "/sign-in/passkey/confirmations"
OurPage = Depends(from_our_page)
Invitation = Annotated[str, Field(max_length=64)]


class PasskeyShown(BaseModel):
    """A passkey of an officer."""

    id: str
    officer: str
    name: str
    added_at: datetime.datetime
    revoked_at: datetime.datetime | None


class PasskeyPage(BaseModel):
    """Every passkey of an officer: there are never many."""

    items: list[PasskeyShown]


class RegistrationIn(Strict):
    """Who makes a passkey: whoever has this invitation, or the person who is signed in."""

    invitation: Invitation = ""


class RegistrationFinishing(Finishing):
    """The passkey that was made, and what its owner calls it."""

    name: Annotated[str, Field(max_length=200)]
    invitation: Invitation = ""


class InvitationOut(BaseModel):
    """What an officer is told, in person or on the phone, to make a first passkey."""

    invitation: str


# ── made ──────────────────────────────────────────────────────────────────────────────────────


@router.post(REGISTRATIONS, dependencies=[OurPage])
def begin_registration(request: Request, hub: HubNow, who: RegistrationIn) -> CeremonyOut:
    """Begin to make a passkey: by an invitation, or as the person who is signed in."""
    relying = relying_of(request)
    if who.invitation:
        take_turn(request)
        with (
            throttled(hub.database, of_person(address_of(request))),
            hub.database.reading() as transaction,
        ):
            officer = passkeys.invited(transaction, who.invitation)
    else:
        officer = _person(request, hub).officer.id

    def begin(transaction: Transaction) -> CeremonyOut:
        begun = passkeys.begin(transaction, CeremonyKind.REGISTER, officer)
        known = passkeys.good_passkeys(transaction, officer)
        options = ceremonies.creation_options(relying, hub.network, officer, begun.challenge, known)
        return CeremonyOut(ceremony=begun.id, options=options)

    return hub.database.in_transaction(begin)


@router.put(REGISTRATIONS, status_code=201, dependencies=[OurPage])
def finish_registration(
    request: Request, response: Response, hub: HubNow, made: RegistrationFinishing
) -> PasskeyShown:
    """Register the passkey that was made; whoever was invited is signed in by it."""
    relying = relying_of(request)
    person = None if made.invitation else _person(request, hub)
    with throttled(hub.database, of_person(address_of(request))):
        ceremony = _taken(hub, CeremonyKind.REGISTER, made.ceremony)
        if person is not None and person.officer.id != ceremony.officer:
            raise CredentialRefused(why=to_translate("somebody else began it"))
        making = Making(made.answer.said(), made.name, made.invitation)
        added = hub.database.in_transaction(passkeys.add, relying, ceremony, making)
    if person is None:
        begin_session(request, added.officer, "passkey", confirmed=True, answer=response)
    return shown(added)


def _person(request: Request, hub: Hub) -> Caller:
    """Return who is signed in and may make a passkey.

    A stolen cookie must not become a passkey that stays: the person has just confirmed with
    another one, or, where there is none yet, has just signed in.
    """
    caller = caller_with_cookie(request, hub)
    with hub.database.reading() as transaction:
        has_one = bool(passkeys.good_passkeys(transaction, caller.officer.id))
        now = transaction.now
    if has_one:
        confirmed_of(hub, caller)
    else:
        begun_at = hub.part(Callers).session_of(secret_of(request)).begun_at
        if now >= begun_at + rules.CONFIRMED_FOR:
            raise ConfirmationMissing(minutes=rules.CONFIRMED_MINUTES)
    return caller


def caller_with_cookie(request: Request, hub: Hub) -> Caller:
    """Return who is signed in by a cookie of this hub; raise `SignInMissing` for nobody."""
    secret = secret_of(request)
    if not secret:
        raise SignInMissing
    caller = hub.part(Callers).by_session(secret)
    sessions.check_forgery_token(request.headers, secret)
    return caller


# ── signed in and confirmed with ──────────────────────────────────────────────────────────────


@router.post(SESSIONS, dependencies=[OurPage])
def begin_sign_in(request: Request, hub: HubNow) -> CeremonyOut:
    """Begin to sign in: the person chooses a passkey, nobody types a name."""
    take_turn(request)
    relying = relying_of(request)
    begun = hub.database.in_transaction(passkeys.begin, CeremonyKind.SIGN_IN, "")
    options = ceremonies.request_options(relying, begun.challenge)
    return CeremonyOut(ceremony=begun.id, options=options)


@router.put(SESSIONS, status_code=204, dependencies=[OurPage])
def finish_sign_in(request: Request, hub: HubNow, finishing: Finishing) -> Response:
    """Sign in with the passkey that answered."""
    relying = relying_of(request)
    with throttled(hub.database, of_person(address_of(request))):
        ceremony = _taken(hub, CeremonyKind.SIGN_IN, finishing.ceremony)
        used = hub.database.in_transaction(passkeys.use, relying, ceremony, finishing.answer.said())
        return begin_session(request, used.officer, "passkey", confirmed=True)


@router.post(CONFIRMATIONS)
def begin_confirmation(request: Request, hub: HubNow, caller: CallerNow) -> CeremonyOut:
    """Begin to confirm that the person who is signed in is there."""
    relying = relying_of(request)
    officer = _signed_in(caller).officer.id

    def begin(transaction: Transaction) -> CeremonyOut:
        begun = passkeys.begin(transaction, CeremonyKind.CONFIRM, officer)
        known = passkeys.good_passkeys(transaction, officer)
        options = ceremonies.request_options(relying, begun.challenge, known)
        return CeremonyOut(ceremony=begun.id, options=options)

    return hub.database.in_transaction(begin)


@router.put(CONFIRMATIONS, status_code=204)
def finish_confirmation(
    request: Request, hub: HubNow, caller: CallerNow, finishing: Finishing
) -> Response:
    """Note that the person is there."""
    relying = relying_of(request)
    session = _signed_in(caller).credential
    with throttled(hub.database, of_person(address_of(request))):
        ceremony = _taken(hub, CeremonyKind.CONFIRM, finishing.ceremony)
        if ceremony.officer != caller.officer.id:
            raise CredentialRefused(why=to_translate("somebody else began it"))

        def confirm(transaction: Transaction) -> None:
            passkeys.use(transaction, relying, ceremony, finishing.answer.said())
            sessions.confirm(transaction, session)

        hub.database.in_transaction(confirm)
    hub.part(Callers).forget(secret_of(request))
    return Response(status_code=204)


def _signed_in(caller: Caller) -> Caller:
    if caller.means is not Means.SESSION:
        raise SignInMissing
    return caller


def _taken(hub: Hub, kind: CeremonyKind, ceremony: str) -> Ceremony:
    """Take what was begun in a transaction of its own: it is gone also if the answer is wrong."""
    return hub.database.in_transaction(passkeys.take, kind, ceremony)


# ── of an officer ─────────────────────────────────────────────────────────────────────────────


@router.get("/officers/{officer}/passkeys")
def officers_passkeys(hub: HubNow, caller: Administrator, officer: Id) -> PasskeyPage:
    """Return the passkeys of an officer, also those that were revoked."""
    with hub.database.reading() as transaction:
        found = passkeys.passkeys_shown(transaction, caller.officer, officer)
    return PasskeyPage(items=[shown(each) for each in found])


@router.delete("/officers/{officer}/passkeys/{passkey}", status_code=204)
def revoke_passkey(writing: WritingNow, caller: Confirmed, officer: Id, passkey: Id) -> Response:
    """Take a passkey out of use."""

    def revoke(transaction: Transaction) -> Written:
        passkeys.revoke(transaction, caller.officer.id, officer, passkey)
        return Written(b"", 204)

    return writing.run(caller.officer.id, revoke)


@router.post("/officers/{officer}/passkey-invitations", status_code=201)
def invite(hub: HubNow, caller: Confirmed, officer: Id) -> InvitationOut:
    """Return an invitation with which the officer makes a passkey within a day, once."""
    return InvitationOut(
        invitation=hub.database.in_transaction(passkeys.invite, caller.officer.id, officer)
    )


def shown(passkey: Passkey) -> PasskeyShown:
    """Return a passkey as it is shown."""
    return PasskeyShown(
        id=passkey.id,
        officer=passkey.officer,
        name=passkey.name,
        added_at=passkey.added_at,
        revoked_at=passkey.revoked_at,
    )
