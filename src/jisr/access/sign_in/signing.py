"""What a route asks of a signature: who signed this very request.

`SignedNow` is the parameter of a route that changes what must be answered for. A person at a page
must sign with a passkey; a machine, and a person with a token, may sign. In a demo nobody must.
"""

import base64
import json
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from starlette.concurrency import run_in_threadpool

from jisr.access.callers import CallerNow
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Means
from jisr.access.sign_in.origins import Relying, relying_party
from jisr.access.sign_in.signatures import Statement
from jisr.access.sign_in.statements import Signed
from jisr.errors import SignatureMissing, SignatureRefused, WayMissing, to_translate
from jisr.kit.http.hub import Hub, HubNow

HEADER = "Jisr-Signature"
HEADER_LENGTH_MAX = 8_192
SignatureHeader = Annotated[
    str,
    Header(
        alias=HEADER,
        max_length=HEADER_LENGTH_MAX,
        description="The officer's own signature; see POST /v1/sign-in/statements.",
    ),
]


async def signature_of(
    request: Request, hub: HubNow, caller: CallerNow, given: SignatureHeader = ""
) -> Signed | None:
    """Return the signature of a request over its whole body; nothing where none must be.

    Raises:
        SignatureMissing: a person at a page sent none, and this is no demo.
        SignatureRefused: it does not hold, or is over something else.
    """
    signed = await run_in_threadpool(loose_signature_of, request, hub, caller, given)
    if signed is not None:
        signed.check(await request.body())
    return signed


def loose_signature_of(
    request: Request, hub: HubNow, caller: CallerNow, given: SignatureHeader = ""
) -> Signed | None:
    """Return the signature of a request whose content the route itself checks; see `Signed`."""
    if not given:
        if caller.means is Means.SESSION and not hub.is_demo:
            raise SignatureMissing
        return None
    nonce, signature = _read(given)
    statement = hub.database.in_transaction(statements.taken, nonce)
    asked = (request.method, request.url.path, request.headers.get("if-match", ""))
    if (statement.method, statement.path, statement.version) != asked:
        raise SignatureRefused(why=to_translate("something else was signed"))
    return _finished(request, hub, caller, statement, signature)


def _finished(
    request: Request, hub: Hub, caller: Caller, statement: Statement, signature: Any
) -> Signed:
    host = request.headers.get("host", "")
    try:
        relying = relying_party(hub.settings.public_url, request.url.scheme, host)
    except WayMissing:  # a machine signs without a page
        relying = Relying("", "")
    return hub.database.in_transaction(statements.finish, relying, caller, statement, signature)


def _read(given: str) -> tuple[str, dict[str, Any]]:
    """Return which statement was signed, and the signature, both as they were sent."""
    try:
        told = json.loads(base64.urlsafe_b64decode(given + "=="))
        nonce, signature = told["statement"], told["signature"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(nonce, str) or not isinstance(signature, dict):
        raise _unreadable()
    return nonce, signature


def _unreadable() -> SignatureRefused:
    return SignatureRefused(
        why=to_translate("send base64url of a JSON object with statement and signature")
    )


SignedNow = Annotated[Signed | None, Depends(signature_of)]
"""A route's parameter of this type receives the officer's signature over the request's body."""
LooselySignedNow = Annotated[Signed | None, Depends(loose_signature_of)]
"""The same, where the route checks what was signed (`Signed.covers`)."""
