"""Routes about the public keys of machines."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from jisr.access.model import Purpose
from jisr.access.sign_in import assertions, machines
from jisr.access.sign_in.machines import MACHINE_SCOPES, NewKey
from jisr.access.sign_in.model import MachineKey, Scope
from jisr.access.sign_in.routes.ground import Administrator, Confirmed, Id, Strict
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.kit.http.idempotency import WritingNow, Written

router = APIRouter(prefix="/officers/{officer}/keys", tags=["sign-in"])

Words = Annotated[list[Scope], Field(min_length=1, max_length=8)]


class KeyShown(BaseModel):
    """A public key of a machine; `id` is its thumbprint (RFC 7638)."""

    id: str
    officer: str
    public: str
    name: str
    scopes: list[Scope]
    purposes: list[Purpose]
    added_at: datetime.datetime
    revoked_at: datetime.datetime | None


class KeyPage(BaseModel):
    """Every key of a machine: there are never many."""

    items: list[KeyShown]


class KeyIn(Strict):
    """A key to register: `public` as a JWK's `x`; tokens are never wider than it says."""

    public: Annotated[str, Field(max_length=64)]
    name: Annotated[str, Field(max_length=200)]
    scopes: Words = Field(default_factory=lambda: sorted(MACHINE_SCOPES))
    purposes: Annotated[list[Purpose], Field(max_length=16)] = Field(default_factory=list)


def shown(key: MachineKey) -> KeyShown:
    """Return a key as it is shown."""
    return KeyShown(
        id=key.id,
        officer=key.officer,
        public=assertions.public_text(key.public),
        name=key.name,
        scopes=sorted(key.scopes),
        purposes=sorted(key.purposes),
        added_at=key.added_at,
        revoked_at=key.revoked_at,
    )


@router.get("")
def keys(hub: HubNow, caller: Administrator, officer: Id) -> KeyPage:
    """Return the keys of a machine, also those that were revoked."""
    with hub.database.reading() as transaction:
        found = machines.keys_shown(transaction, caller.officer, officer)
    return KeyPage(items=[shown(each) for each in found])


@router.post("", status_code=201, response_model=KeyShown)
def add_key(writing: WritingNow, caller: Confirmed, officer: Id, new: KeyIn) -> Response:
    """Register a public key of a machine."""
    key = NewKey(
        officer=officer,
        public=assertions.public_of(new.public),
        name=new.name,
        scopes=frozenset(new.scopes),
        purposes=frozenset(new.purposes),
    )

    def add(transaction: Transaction) -> Written:
        added = machines.add_key(transaction, caller.officer.id, key)
        return Written(shown(added).model_dump_json().encode())

    return writing.run(caller.officer.id, add)


@router.delete("/{key_id}", status_code=204)
def revoke_key(writing: WritingNow, caller: Confirmed, officer: Id, key_id: Id) -> Response:
    """Take a key of a machine out of use."""

    def revoke(transaction: Transaction) -> Written:
        machines.revoke_key(transaction, caller.officer.id, officer, key_id)
        return Written(b"", 204)

    return writing.run(caller.officer.id, revoke)
