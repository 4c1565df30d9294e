"""What an officer signs with its own key before it sends a change, and whose key that is."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from jisr.access.callers import CallerNow
from jisr.access.model import Role
from jisr.access.sign_in import ceremonies, passkeys, proving, signatures, statements
from jisr.access.sign_in.routes.ground import Strict, relying_of
from jisr.access.sign_in.statements import ToSign
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow

router = APIRouter(prefix="/sign-in", tags=["sign-in"])


class StatementIn(Strict):
    """A change that is to be signed: `content` is the SHA-256 of the body that will be sent."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"]
    path: Annotated[str, Field(max_length=500, pattern=r"^/v1/[\x21-\x7e]*$")]
    content: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    version: Annotated[str, Field(max_length=64)] = ""


class StatementOut(BaseModel):
    """What is signed: a passkey answers `options`, a machine signs the statement's bytes."""

    statement: dict[str, str]
    options: dict[str, Any] | None


@router.post("/statements")
def begin_statement(
    request: Request, hub: HubNow, caller: CallerNow, asked: StatementIn
) -> StatementOut:
    """Return the statement to sign; its signature is sent with the change within five minutes."""
    is_machine = Role.MACHINE in caller.officer.roles
    relying = None if is_machine else relying_of(request)
    to_sign = ToSign(asked.method, asked.path, asked.content, asked.version)

    def begin(transaction: Transaction) -> StatementOut:
        statement = statements.begin(transaction, hub.network, caller, to_sign)
        options = None
        if relying is not None:
            known = passkeys.good_passkeys(transaction, caller.officer.id)
            challenge = signatures.challenge_of(statement)
            options = ceremonies.request_options(relying, challenge, known)
        return StatementOut(statement=asdict(statement), options=options)

    return hub.database.in_transaction(begin)


@router.get("/keys/{key}/proof", response_class=Response)
def prove_key(
    hub: HubNow, caller: CallerNow, key: Annotated[str, Path(max_length=proving.KEY_LENGTH_MAX)]
) -> Response:
    """Return a proof of whose key or passkey this is, for `jisr verify FILE --signed-with`."""
    with hub.database.reading() as transaction:
        bundle = proving.prove_key(transaction, hub.network, caller.officer, key)
    name = 'attachment; filename="key.proof.json"'
    return Response(bundle.encode(), 200, {"content-disposition": name}, "application/json")
