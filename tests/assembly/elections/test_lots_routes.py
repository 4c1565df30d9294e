"""Lots over the line: the draw that everybody reads is drawn again from what stands in it."""

import json

from board_world import SECRETARY, head
from election_web import ELECTIONS
from election_world import CHAIR, ElectionWorld
from web import Web


def test_lots_are_drawn_over_the_line(web: Web, world: ElectionWorld) -> None:
    """The draw that everybody reads holds all from which it is drawn again."""
    world.candidates("TUN", "SEN")
    for _ in range(3):
        world.ballot({"TUN": 9, "SEN": 9})
    world.ballot({"TUN": 9, "SEN": 9})
    path = f"{ELECTIONS}/{world.election}/lots"
    assert web.post(path, CHAIR, None).status_code == 201
    for member in ("ARG", "FRA", "JPN"):
        world.commit(member)
    assert web.post(f"{path}/closing", CHAIR, None).json()["state"] == "revealing"
    for member in ("ARG", "FRA", "JPN"):
        body = {"value": world.value(member).hex()}
        web.post(f"{path}/value", head(member), body)
    ended = web.post(f"{path}/drawing", CHAIR, None).json()
    draw = ended["draws"][0]
    assert (ended["stage"], draw["state"], sorted(draw["values"])) == (
        *("elected", "drawn"),
        ["ARG", "FRA", "JPN"],
    )
    result = json.loads(web.get(f"{ELECTIONS}/{world.election}/result", head("PER")).content)
    assert result["elected"][0]["nomination"] == draw["order"][0]


def test_a_hash_and_a_value_have_one_form(web: Web, world: ElectionWorld) -> None:
    """Anything but 64 hexadecimal digits is refused before it is looked at."""
    election = world.announce().id
    answers = [
        web.post(f"{ELECTIONS}/{election}/lots/{path}", SECRETARY, body).status_code
        for path, body in (
            ("commitment", {"hash": "xyz"}),
            ("commitment", {"hash": "A" * 64}),
            ("value", {"value": "0" * 63}),
            ("value", {}),
        )
    ]
    assert answers == [400] * 4
