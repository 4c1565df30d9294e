"""Elections over the line, for the tests of their routes."""

from typing import Any

from board_world import SECRETARY, SESSION, head
from election_world import EARLY, ElectionWorld
from web import Web

ELECTIONS = "/v1/assembly/elections"
PROPOSAL = {"nominee": head("MAR"), "post": "Director of police", "languages": ["fr"]}


def announced(web: Web, world: ElectionWorld) -> str:
    """Announce an election of a President over the line."""
    body = {"session": SESSION, "kind": "president"}
    answer = web.post(ELECTIONS, SECRETARY, body)
    assert answer.status_code == 201
    world.election = answer.json()["id"]
    return world.election


def early(web: Web, world: ElectionWorld, path: str, officer: str, body: Any) -> dict[str, Any]:
    """Post something sixty days before the session."""
    world.clock.instant -= EARLY
    answer = web.post(path, officer, body)
    world.clock.instant += EARLY
    found: dict[str, Any] = answer.json()
    return found
