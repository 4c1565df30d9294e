"""Routes of sign-in at the national provider (OpenID Connect), and of who is linked to whom."""

import datetime
import hmac
import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from jisr.access.sign_in import identities, passkeys
from jisr.access.sign_in.model import CeremonyKind, Identity
from jisr.access.sign_in.oidc import Client, Journey, Provider, read_secret
from jisr.access.sign_in.origins import cookie_of, own_origin
from jisr.access.sign_in.routes.ceremonies import take_turn
from jisr.access.sign_in.routes.ground import Confirmed, Id, Strict, address_of, begin_session
from jisr.access.sign_in.throttle import of_person, throttled
from jisr.errors import CredentialRefused, ProviderDown, WayMissing, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.hub import Hub, HubNow
from jisr.kit.http.idempotency import WritingNow, Written

router = APIRouter(tags=["sign-in"])

COOKIE = "__Host-jisr-journey"
CALLBACK = "/v1/sign-in/provider/callback"
PAGE = "/sign-in"
REFUSED_PAGE = "/sign-in?refused=provider"
RANDOM_BYTES = 32
SEE_OTHER = HTTPStatus.SEE_OTHER.value


def provider_of(hub: Hub) -> Provider:
    """Return the provider of this hub; raise `WayMissing` if the settings name none."""
    settings = hub.settings
    if not settings.oidc_issuer:
        raise WayMissing(setting="oidc_issuer")
    if Provider not in hub.parts:
        path = settings.oidc_client_secret_file
        secret = read_secret(hub.home / path) if path else ""
        client = Client(
            settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_algorithm
        )
        hub.parts.setdefault(Provider, Provider(client))
    return hub.part(Provider)


@router.get("/sign-in/provider", status_code=SEE_OTHER)
def go_to_provider(request: Request, hub: HubNow) -> Response:
    """Send the browser to the national provider."""
    provider = provider_of(hub)
    take_turn(request)
    own = own_origin(hub.settings.public_url, request.url.scheme, request.headers.get("host", ""))
    state, nonce, verifier = (secrets.token_urlsafe(RANDOM_BYTES) for _ in range(3))
    journey = Journey(state, nonce, verifier, own + CALLBACK)
    address = provider.address(journey)
    said = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "redirect": journey.redirect,
    }
    begun = hub.database.in_transaction(passkeys.begin, CeremonyKind.PROVIDER, "", said)
    answer = RedirectResponse(address, SEE_OTHER)
    life = int(passkeys.CEREMONY_LIFE.total_seconds())
    # Lax: the browser comes back by following the provider's redirection.
    answer.set_cookie(COOKIE, begun.id, max_age=life, secure=True, httponly=True, samesite="lax")
    return answer


@router.get("/sign-in/provider/callback", status_code=SEE_OTHER)
def come_from_provider(
    request: Request,
    hub: HubNow,
    code: Annotated[str, Query(max_length=2_000)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Sign in whom the provider names, in the browser that was sent there."""
    provider = provider_of(hub)
    answer = RedirectResponse(PAGE, SEE_OTHER)
    try:
        # Another page can send the browser here, but not with our cookie: that is no failure.
        begun = cookie_of(request.headers.get("cookie", ""), COOKIE)
        limits = of_person(address_of(request)) if begun else ()
        with throttled(hub.database, limits):
            officer = _officer(hub, provider, begun, code, state)
            begin_session(request, officer, "provider", confirmed=False, answer=answer)
    except (CredentialRefused, ProviderDown):
        answer = RedirectResponse(REFUSED_PAGE, SEE_OTHER)
    answer.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
    return answer


def _officer(hub: Hub, provider: Provider, begun: str, code: str, state: str) -> str:
    said = hub.database.in_transaction(passkeys.take, CeremonyKind.PROVIDER, begun).said
    if not code or not hmac.compare_digest(said["state"].encode(), state.encode()):
        raise CredentialRefused(why=to_translate("what was begun has ended or was finished"))
    journey = Journey(state, said["nonce"], said["verifier"], said["redirect"])
    subject = provider.subject(code, journey, hub.database.clock())
    with hub.database.reading() as transaction:
        return identities.officer_of(transaction, provider.client.issuer, subject)


# ── links ─────────────────────────────────────────────────────────────────────────────────────


class IdentityShown(BaseModel):
    """Who an officer is at a provider."""

    issuer: str
    subject: str
    officer: str
    linked_at: datetime.datetime


class IdentityPage(BaseModel):
    """Every identity of an officer: there are never many."""

    items: list[IdentityShown]


class IdentityIn(Strict):
    """What the provider calls an officer; without an issuer, the hub's own provider."""

    subject: Annotated[str, Field(max_length=identities.SUBJECT_LENGTH_MAX)]
    issuer: Annotated[str, Field(max_length=identities.ISSUER_LENGTH_MAX)] = ""


@router.get("/officers/{officer}/identities")
def officers_identities(hub: HubNow, caller: Confirmed, officer: Id) -> IdentityPage:
    """Return who an officer is at providers."""
    with hub.database.reading() as transaction:
        found = identities.identities_shown(transaction, caller.officer, officer)
    return IdentityPage(items=[_shown(each) for each in found])


@router.post("/officers/{officer}/identities", status_code=201, response_model=IdentityShown)
def link(writing: WritingNow, caller: Confirmed, officer: Id, who: IdentityIn) -> Response:
    """Link an officer to who it is at a provider."""
    issuer = who.issuer or writing.hub.settings.oidc_issuer

    def add(transaction: Transaction) -> Written:
        linked = identities.link(transaction, caller.officer.id, officer, issuer, who.subject)
        return Written(_shown(linked).model_dump_json().encode())

    return writing.run(caller.officer.id, add)


@router.delete("/officers/{officer}/identities", status_code=204)
def unlink(writing: WritingNow, caller: Confirmed, officer: Id, who: IdentityIn) -> Response:
    """Take a link away."""
    issuer = who.issuer or writing.hub.settings.oidc_issuer

    def remove(transaction: Transaction) -> Written:
        identities.unlink(transaction, caller.officer.id, officer, issuer, who.subject)
        return Written(b"", 204)

    return writing.run(caller.officer.id, remove)


def _shown(identity: Identity) -> IdentityShown:
    return IdentityShown(
        issuer=identity.issuer,
        subject=identity.subject,
        officer=identity.officer,
        linked_at=identity.linked_at,
    )
