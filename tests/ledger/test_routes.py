"""Promises of the ledger's routes: a caller verifies the log with hashes alone."""

from pathlib import Path

import pytest

from check_world import PASSPORT, found_network
from jisr.kit.db import Database
from jisr.ledger.checkpoint import parse_checkpoint
from jisr.ledger.note import parse_key, parse_note
from jisr.ledger.proof import verify_consistency
from jisr.ledger.tree import HASH_BYTES, root_of
from web import Web, web_over

READER = "officer@mar"


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """A ledger with some entries."""
    found_network(database, tmp_path).record(PASSPORT)
    return web_over(database, tmp_path)


def test_the_tiles_lead_to_the_signed_root(web: Web) -> None:
    """Whoever is signed in recomputes the root that the checkpoint signs."""
    key = parse_key(web.get("/v1/ledger/key", READER).text)
    note = parse_note(web.get("/v1/ledger/checkpoint", READER).content)
    checkpoint = parse_checkpoint(note.text)
    size = checkpoint.size
    tile = web.get(f"/v1/ledger/tile/0/000.p/{size}", READER)
    hashes = [tile.content[at : at + HASH_BYTES] for at in range(0, len(tile.content), HASH_BYTES)]
    assert key.name == checkpoint.origin
    assert (len(hashes), root_of(hashes)) == (size, checkpoint.root)
    assert "immutable" in tile.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["0/000", "0/001", "0/000.p/0", "0/000.p/255", "9/000.p/1", "%2e%2e/key", "0/0", "x"]
)
def test_a_tile_that_is_not_there_is_not_found(web: Web, path: str) -> None:
    """Neither a wider one, nor a path of another spelling, nor a way out of the folder."""
    assert web.get(f"/v1/ledger/tile/{path}", READER).status_code == 404


def test_the_log_is_proven_to_have_only_grown(web: Web) -> None:
    """From every size that was signed once a proof leads to the newest checkpoint."""
    newest = parse_checkpoint(parse_note(web.get("/v1/ledger/checkpoint", READER).content).text)
    tile = web.get(f"/v1/ledger/tile/0/000.p/{newest.size}", READER).content
    leaves = [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]
    for size in (0, 1, newest.size - 1, newest.size):
        told = web.get(f"/v1/ledger/consistency?size={size}", READER).json()
        now = parse_checkpoint(parse_note(told["checkpoint"].encode()).text)
        proof = [bytes.fromhex(each) for each in told["proof"]]
        verify_consistency(size, root_of(leaves[:size]), now.size, now.root, proof)
        assert told["size"] == size


@pytest.mark.parametrize(("size", "status"), [("1000000", 404), ("-1", 400), ("x", 400)])
def test_no_proof_from_a_size_that_was_never_signed(web: Web, size: str, status: int) -> None:
    """A size beyond the log is not found; what is no size is refused."""
    assert web.get(f"/v1/ledger/consistency?size={size}", READER).status_code == status


def test_how_the_log_grew_ends_at_its_size(web: Web) -> None:
    """The last point is the newest size; each has its instant."""
    points = web.get("/v1/ledger/growth", READER).json()
    note = web.get("/v1/ledger/checkpoint", READER).content
    assert set(points[-1]) == {"at", "size"}
    # Asking with a token is itself sealed, so that the newer checkpoint may be larger.
    assert 0 < points[-1]["size"] <= parse_checkpoint(parse_note(note).text).size


@pytest.mark.parametrize(
    "path", ["key", "checkpoint", "tile/0/000.p/1", "consistency?size=1", "growth"]
)
def test_nothing_is_served_without_a_caller(web: Web, path: str) -> None:
    """Sizes of the log are for members."""
    assert web.client.get(f"/v1/ledger/{path}").status_code == 401
