"""Nominations over the line: the whole way of one, and bodies that are not taken."""

from board_world import head
from election_web import ELECTIONS, PROPOSAL, announced, early
from election_world import BOARD, ElectionWorld
from web import Web


def test_a_refused_nomination_is_disputed_and_withdrawn(web: Web, world: ElectionWorld) -> None:
    """Each answer is the nomination after the step, with its checks."""
    election = announced(web, world)
    made = early(web, world, f"{ELECTIONS}/{election}/nominations", head("MAR"), PROPOSAL)
    path = f"/v1/assembly/nominations/{made['id']}"
    paper = early(web, world, f"{path}/acceptance", head("MAR"), {"paper_sha256": "ab" * 32})
    refused = web.post(f"{path}/review", BOARD[0], {"is_accepted": False, "why": "no post"})
    disputed = web.post(f"{path}/dispute", head("MAR"), None)
    gone = web.post(f"{path}/withdrawal", head("MAR"), None)
    told = [paper, refused.json(), disputed.json(), gone.json()]
    assert [(each["state"], each["version"]) for each in told] == [
        ("submitted", 2),
        ("refused", 3),
        ("disputed", 4),
        ("withdrawn", 5),
    ]
    assert (paper["acceptance"], paper["paper_sha256"]) == ("paper", "ab" * 32)


def test_bodies_are_bounded(web: Web, world: ElectionWorld) -> None:
    """Too long, too many, unknown: refused before anything is decided."""
    election = announced(web, world)
    path = f"{ELECTIONS}/{election}/nominations"
    bodies = [
        {**PROPOSAL, "post": "x" * 201},
        {**PROPOSAL, "languages": ["fr"] * 11},
        {**PROPOSAL, "votes": 3},
        {**PROPOSAL, "nominee": "x" * 65},
    ]
    assert [web.post(path, head("MAR"), body).status_code for body in bodies] == [400] * 4
    unknown = {**PROPOSAL, "nominee": "nobody@mar"}
    assert web.post(path, head("MAR"), unknown).status_code == 404
