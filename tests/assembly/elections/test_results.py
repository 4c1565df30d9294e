"""The sealed result holds all that a sheet tells, in one spelling."""

import json

from election_results import president
from election_world import ElectionWorld
from jisr.assembly.elections import actions, results


def test_a_result_has_one_spelling_and_one_digest() -> None:
    """The same document gives the same bytes; one number changed gives another digest."""
    sealed = president()
    document = json.loads(sealed)
    assert results.result_bytes(document) == sealed
    document["ballots"][0]["entitled"] += 1
    changed = results.result_bytes(document)
    assert results.result_digest(changed) != results.result_digest(sealed)


def test_a_result_tells_of_candidates_ballots_and_who_withdrew(world: ElectionWorld) -> None:
    """The six items of each ballot with its majority, and who left between two."""
    world.candidates("MAR", "FRA", "PER")
    world.ballot({"MAR": 8, "FRA": 6, "PER": 4})
    world.do(actions.withdraw, "head@per", world.nominated["PER"])
    world.ballot({"MAR": 12, "FRA": 5, "": 1})
    told = json.loads(world.ask(actions.sealed_result, world.election))
    keys = world.nominated
    assert (told["format"], told["outcome"], told["withdrawn"]) == (
        *(results.FORMAT, "elected", [keys["PER"]]),
    )
    assert {each["member"] for each in told["candidates"]} == {"MAR", "FRA", "PER"}
    last = told["ballots"][-1]
    assert {key: last[key] for key in ("entitled", "abstentions", "invalid", "expressed")} == {
        "entitled": 18,
        "abstentions": 1,
        "invalid": 0,
        "expressed": 17,
    }
    assert (last["required"], last["majority"]["numerator"]) == (12, 2)
    assert last["results"] == [[keys["MAR"], 12], [keys["FRA"], 5]]
    assert (last["elected"], last["passed"]) == ([keys["MAR"]], {keys["FRA"]: "below_majority"})
    assert results.is_elected(told)
