"""Routes of the ledger in the C2SP layout (c2sp.org/tlog-tiles): only hashes are served.

Who may read them is decided where the routes are mounted: this package knows bytes, not police.
"""

import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, Field

from jisr.errors import FormatMalformed, NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.ledger.growth import growth
from jisr.ledger.keys import KEY_FILE, load_key
from jisr.ledger.tile import Tile, parse_tile_path
from jisr.ledger.tree import HASH_BYTES, SIZE_MAX
from jisr.ledger.tree_store import consistency, newest_checkpoint, tile_reader

router = APIRouter(prefix="/ledger", tags=["ledger"])

FOR_EVER = "private, max-age=31536000, immutable"
"""A tile never changes; whoever may read it may keep it."""


class Consistency(BaseModel):
    """What proves that the tree of an older size is the beginning of the newest one (RFC 9162)."""

    size: int = Field(description="The older size that was asked about.")
    checkpoint: str = Field(description="The newest signed checkpoint.")
    proof: list[str] = Field(description="The hashes in hexadecimal digits, in order.")


class Grown(BaseModel):
    """How many entries the log had at the end of the step that begins at `at`."""

    at: datetime.datetime
    size: int


@router.get("/key", response_class=PlainTextResponse)
def key(hub: HubNow) -> str:
    """Return the key with which anyone verifies this ledger's checkpoints."""
    return str(load_key(hub.home / KEY_FILE, hub.network).published())


@router.get("/checkpoint", response_class=PlainTextResponse)
def checkpoint(hub: HubNow) -> str:
    """Return the newest signed checkpoint (c2sp.org/tlog-checkpoint)."""
    with hub.database.reading() as transaction:
        newest = newest_checkpoint(transaction, hub.network)
    if newest is None:
        raise NotFound(thing=to_translate("checkpoint"))
    return newest.note


@router.get("/consistency")
def consistent(
    hub: HubNow,
    size: Annotated[int, Query(ge=0, le=SIZE_MAX, description="A size that was signed before.")],
) -> Consistency:
    """Return what proves that nothing changed since the log had this size: it only grew."""
    with hub.database.reading() as transaction:
        newest = newest_checkpoint(transaction, hub.network)
        if newest is None or size > newest.checkpoint.size:
            raise NotFound(thing=to_translate("tree of this size"))
        proof = consistency(transaction, hub.network, size, newest.checkpoint.size)
    return Consistency(size=size, checkpoint=newest.note, proof=[each.hex() for each in proof])


@router.get("/growth")
def grown(hub: HubNow) -> list[Grown]:
    """Return how the log grew since its first checkpoint, in even steps of time."""
    with hub.database.reading() as transaction:
        return [Grown(at=each.at, size=each.size) for each in growth(transaction, hub.network)]


@router.get("/tile/{path:path}", response_class=Response)
def tile(hub: HubNow, path: str) -> Response:
    """Return the hashes of one tile, as wide as its path says."""
    try:
        wanted = parse_tile_path(f"tile/{path}")
    except FormatMalformed as error:
        raise NotFound(thing=to_translate("tile")) from error
    with hub.database.reading() as transaction:
        hashes = _hashes(transaction, hub.network, wanted)
    return Response(hashes, 200, {"cache-control": FOR_EVER}, "application/octet-stream")


def _hashes(transaction: Transaction, origin: str, wanted: Tile) -> bytes:
    held = tile_reader(transaction, origin)(wanted.level, wanted.index)
    if len(held) < wanted.width * HASH_BYTES:
        raise NotFound(thing=to_translate("tile"))
    return held[: wanted.width * HASH_BYTES]
