"""`POST /token`: a machine gets an access token (OAuth 2.0 client credentials, RFC 7523)."""

import json
import urllib.parse
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from jisr.access.callers import Callers
from jisr.access.model import Purpose
from jisr.access.sign_in import machines
from jisr.access.sign_in.assertions import ASSERTION_BYTES_MAX, ASSERTION_TYPE, machine_named
from jisr.access.sign_in.machines import Asked
from jisr.access.sign_in.model import Scope
from jisr.access.sign_in.routes.ground import address_of
from jisr.access.sign_in.throttle import of_machine, throttled
from jisr.errors import (
    CredentialRefused,
    Denied,
    InputTooLarge,
    JisrError,
    MediaWrong,
    OriginRefused,
    PurposeUnknown,
    ValueMalformed,
    to_translate,
)
from jisr.kit.http.certified import certificate_of
from jisr.kit.http.hub import HubNow
from jisr.kit.http.problems import problem

router = APIRouter(tags=["sign-in"])

FORM = "application/x-www-form-urlencoded"
FORM_BYTES_MAX = 2 * ASSERTION_BYTES_MAX
FIELDS_MAX = 16
BROWSER_HEADERS = frozenset(("origin", "sec-fetch-site"))
GRANT_TYPE = "client_credentials"
TOKEN_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_assertion_type", "client_assertion"],
                    "properties": {
                        "grant_type": {"const": GRANT_TYPE},
                        "client_assertion_type": {"const": ASSERTION_TYPE},
                        "client_assertion": {"type": "string", "maxLength": ASSERTION_BYTES_MAX},
                        "scope": {"type": "string", "maxLength": 200},
                        "purpose": {"enum": [each.value for each in Purpose]},
                        "case": {"type": "string", "maxLength": 64},
                    },
                }
            }
        },
    }
}


class TokenShown(BaseModel):
    """An access token (RFC 6749, section 5.1)."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once.

    Raises:
        OriginRefused: a page in a browser sent it; machines have no pages.
        MediaWrong: it is no form.
        InputTooLarge: it is longer than any form that is read here.
        ValueMalformed: a field comes twice, or there are too many.
    """
    if not BROWSER_HEADERS.isdisjoint(request.headers.keys()):
        raise OriginRefused
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise MediaWrong(expected=FORM)
    body = await request.body()
    if len(body) > FORM_BYTES_MAX:
        raise InputTooLarge(field=to_translate("request"), limit=FORM_BYTES_MAX)
    try:
        pairs = urllib.parse.parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict"
        )
    except ValueError as error:
        raise _malformed() from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise _malformed()
    return form


@router.post("/token", response_model=TokenShown, openapi_extra=TOKEN_FORM)
def give_token(
    request: Request, hub: HubNow, form: Annotated[dict[str, str], Depends(form_of)]
) -> Response:
    """Give a machine an access token for its assertion: client credentials, private_key_jwt.

    Over a connection with a client certificate the token is good only with that one (RFC 8705).
    """
    try:
        asked = replace(_asked(form), certificate=certificate_of(request))
        machine = machine_named(form["client_assertion"])
        with throttled(hub.database, of_machine(address_of(request), machine)):
            claims = hub.database.in_transaction(
                machines.grant, hub.network, form["client_assertion"], asked
            )
    except JisrError as error:
        return _refusal(request, error)
    said = TokenShown(
        access_token=hub.part(Callers).key.write(claims),
        token_type="Bearer",  # noqa: S106  the name of a kind of token
        expires_in=int((claims.expires_at - claims.issued_at).total_seconds()),
        scope=" ".join(sorted(claims.scopes)),
    )
    return JSONResponse(said.model_dump(), headers={"Cache-Control": "no-store"})


def _asked(form: dict[str, str]) -> Asked:
    if (form.get("grant_type"), form.get("client_assertion_type")) != (GRANT_TYPE, ASSERTION_TYPE):
        raise _malformed()
    if not form.get("client_assertion"):
        raise _malformed()
    try:
        scopes = frozenset(map(Scope, form.get("scope", "").split()))
    except ValueError as error:
        raise ValueMalformed(
            field="scope", why=to_translate("use check, read, write, hits, oversee, administer")
        ) from error
    purpose = form.get("purpose", "")
    if purpose and purpose not in set(Purpose):
        raise PurposeUnknown(given=purpose[:64], known=", ".join(Purpose))
    return Asked(
        scopes=scopes,
        purpose=Purpose(purpose) if purpose else None,
        case=form.get("case", ""),
    )


def _refusal(request: Request, error: JisrError) -> JSONResponse:
    """Return a problem that also says what clients of OAuth look for (RFC 6749, section 5.2)."""
    answer = problem(request, error)
    told: dict[str, Any] = json.loads(bytes(answer.body))
    headers = {
        name: value for name, value in answer.headers.items() if not name.startswith("content-")
    }
    return JSONResponse(
        {**told, "error": _oauth_code(error)},
        answer.status_code,
        headers=headers,
        media_type=answer.media_type,
    )


def _oauth_code(error: JisrError) -> str:
    if isinstance(error, CredentialRefused):
        return "invalid_client"
    if isinstance(error, Denied):
        return "invalid_scope"
    if error.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return "invalid_request"
    return "temporarily_unavailable"


def _malformed() -> ValueMalformed:
    return ValueMalformed(
        field=to_translate("form"),
        why=to_translate("send grant_type, client_assertion_type and client_assertion, each once"),
    )
