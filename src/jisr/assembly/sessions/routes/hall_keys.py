"""Routes of the keys that officers hold in the hall."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import Field

from jisr.assembly.sessions import actions, wire
from jisr.assembly.sessions.model import KeyUse
from jisr.assembly.sessions.routes.deeds import PREFIX, DeedNow, Number, Participant, Strict
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

router = APIRouter(tags=["assembly"])

KeyId = Annotated[str, Path(max_length=64, description="The key's id.")]
Key = Annotated[str, Field(min_length=43, max_length=43, description="32 bytes in base64url.")]


class NewKey(Strict):
    """A key that the caller holds.

    `proof` is the key's signature over `jisr-hall-key/v1`, a newline, and the canonical JSON of
    network, officer, public, sealing, session and use.
    """

    use: KeyUse
    public: Key
    sealing: Annotated[str, Field(max_length=43)] = ""
    proof: Annotated[str, Field(max_length=86)]


@router.get(f"{PREFIX}/{{number}}/keys")
def keys(
    hub: HubNow,
    _caller: Participant,
    number: Number,
    use: KeyUse,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.HallKeyShown]:
    """Return the keys of one use that are not revoked, the oldest first."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.keys(transaction, number, use)
    begin = next((place for place, each in enumerate(found, 1) if each.id == after), 0)
    return page_of(found[begin : begin + limit + 1], limit, lambda each: [each.id], wire.key_shown)


@router.post(f"{PREFIX}/{{number}}/keys", status_code=201, response_model=wire.HallKeyShown)
def register_key(deed: DeedNow, number: Number, given: NewKey) -> Response:
    """Register a key that the caller holds; it counts at once."""

    def run(transaction: Transaction) -> wire.HallKeyShown:
        key = actions.register_key(
            transaction,
            deed.officer,
            number,
            given.use,
            given.public,
            given.sealing,
            given.proof,
        )
        return wire.key_shown(key)

    return deed.do(f"session:{number}", run, 201)


@router.get("/assembly/keys/{hall_key}")
def key(hub: HubNow, _caller: Participant, hall_key: KeyId) -> wire.HallKeyShown:
    """Return a key, revoked or not."""
    with hub.database.reading() as transaction:
        return wire.key_shown(actions.key(transaction, hall_key))


@router.delete("/assembly/keys/{hall_key}", response_model=wire.HallKeyShown)
def revoke_key(deed: DeedNow, hall_key: KeyId) -> Response:
    """Take a key out of use. For its holder, who sends the delegation, and the secretary."""

    def run(transaction: Transaction) -> wire.HallKeyShown:
        return wire.key_shown(actions.revoke_key(transaction, deed.officer, hall_key))

    return deed.do(f"hallkey:{hall_key}", run)
