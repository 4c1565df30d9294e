"""Elections over the line: who may do what, and what everybody reads."""

from board_world import SECRETARY, SESSION, head
from election_web import ELECTIONS, PROPOSAL, announced, early
from election_world import BOARD, CHAIR, ElectionWorld
from jisr.assembly.elections.results import result_digest
from jisr.kit.clock import instant_text
from web import Web


def test_an_election_runs_over_the_line(web: Web, world: ElectionWorld) -> None:
    """Announced, nominated, accepted, checked, opened, counted, announced, and told in a sheet."""
    election = announced(web, world)
    made = early(web, world, f"{ELECTIONS}/{election}/nominations", head("MAR"), PROPOSAL)
    nomination = f"/v1/assembly/nominations/{made['id']}"
    assert [each["why"] for each in made["checks"] if not each["passes"]] == [
        "elections.acceptance_missing"
    ]
    early(web, world, f"{nomination}/acceptance", head("MAR"), {})
    reviewed = web.post(f"{nomination}/review", BOARD[0], {"is_accepted": True}).json()
    assert reviewed["state"] == "accepted"
    world.nominated = {"MAR": made["id"]}
    opened = web.post(f"{ELECTIONS}/{election}/ballots", CHAIR, {})
    assert (opened.status_code, opened.json()["stage"]) == (201, "ballot")
    found = world.view().progress
    if found is None or found.pending is None:
        raise AssertionError
    world.board.board_id = found.pending.id
    world.board.ceremony()
    world.cast(found.pending, [["MAR"]] * 12 + [[]] * 3)
    world.count(found.pending)
    ended = web.post(f"{ELECTIONS}/{election}/announcement", CHAIR, None).json()
    assert (ended["stage"], ended["ballots"][0]["abstentions"]) == ("elected", 3)
    sealed = web.get(f"{ELECTIONS}/{election}/result", head("JPN"))
    assert result_digest(sealed.content) == ended["result_digest"]
    sheet = web.get(f"{ELECTIONS}/{election}/result.pdf?language=ar", head("JPN"))
    assert (sheet.headers["content-type"], sheet.content[:5]) == ("application/pdf", b"%PDF-")
    press = f"{ELECTIONS}/{election}/press.pdf"
    answers = [web.get(press, who).status_code for who in (head("JPN"), SECRETARY, BOARD[0])]
    assert answers == [403, 200, 200]
    until = {"until": instant_text(world.clock.instant)}
    stale = web.client.put(
        f"{ELECTIONS}/{election}/embargo",
        json=until,
        headers=web.headers(SECRETARY, If_Match='"1"'),
    )
    fresh = web.client.put(
        f"{ELECTIONS}/{election}/embargo",
        json=until,
        headers=web.headers(SECRETARY, If_Match=f'"{ended["version"]}"'),
    )
    assert (stale.status_code, fresh.status_code) == (412, 200)
    assert web.get(press, head("JPN")).status_code == 200


def test_each_step_is_refused_to_whoever_may_not(web: Web, world: ElectionWorld) -> None:
    """The secretary announces, the member nominates, the board checks, the chair presides."""
    body = {"session": SESSION, "kind": "president"}
    refused = [web.post(ELECTIONS, who, body).status_code for who in (CHAIR, head("MAR"), BOARD[0])]
    election = announced(web, world)
    made = early(web, world, f"{ELECTIONS}/{election}/nominations", head("MAR"), PROPOSAL)
    nomination = f"/v1/assembly/nominations/{made['id']}"
    asked = [
        (f"{ELECTIONS}/{election}/nominations", SECRETARY, PROPOSAL),
        (f"{nomination}/acceptance", head("FRA"), {}),
        (f"{nomination}/review", CHAIR, {"is_accepted": False, "why": "no"}),
        (f"{nomination}/dispute", head("FRA"), None),
        (f"{nomination}/settlement", SECRETARY, {"vote": "0" * 32}),
        (f"{nomination}/withdrawal", head("FRA"), None),
        (f"{ELECTIONS}/{election}/ballots", SECRETARY, {}),
        (f"{ELECTIONS}/{election}/announcement", SECRETARY, None),
        (f"{ELECTIONS}/{election}/lots", SECRETARY, None),
        (f"{ELECTIONS}/{election}/lots/closing", SECRETARY, None),
        (f"{ELECTIONS}/{election}/lots/drawing", SECRETARY, None),
        (f"{ELECTIONS}/{election}/lots/void", SECRETARY, None),
        (f"{ELECTIONS}/{election}/lots/commitment", SECRETARY, {"hash": "0" * 64}),
        (f"{ELECTIONS}/{election}/lots/value", SECRETARY, {"value": "0" * 64}),
    ]
    refused += [web.post(path, who, given).status_code for path, who, given in asked]
    put = {"until": ""}
    headers = web.headers(CHAIR, If_Match='"1"')
    refused.append(
        web.client.put(f"{ELECTIONS}/{election}/embargo", json=put, headers=headers).status_code
    )
    refused.append(
        web.client.put(
            f"{ELECTIONS}/committees/{SESSION}", json={"holders": []}, headers=headers
        ).status_code
    )
    assert refused == [403] * len(refused)


def test_everybody_of_the_assembly_reads_elections(web: Web, world: ElectionWorld) -> None:
    """Lists are paged; what is not there is not found; nobody without a token reads."""
    election = announced(web, world)
    made = early(web, world, f"{ELECTIONS}/{election}/nominations", head("MAR"), PROPOSAL)
    listed = web.get(f"{ELECTIONS}?session={SESSION}&limit=1", head("JPN")).json()
    assert ([each["id"] for each in listed["items"]], listed["next"]) == ([election], "")
    assert listed["items"][0]["title"]["fr"] == "Élection du président"
    nominations = web.get(f"{ELECTIONS}/{election}/nominations", head("JPN")).json()
    assert [each["id"] for each in nominations["items"]] == [made["id"]]
    one = web.get(f"{ELECTIONS}/{election}", head("JPN"))
    assert (one.json()["stage"], one.headers["etag"]) == ("nominations", '"1"')
    assert web.get(f"{ELECTIONS}/{'0' * 32}", head("JPN")).status_code == 404
    assert web.get(f"/v1/assembly/nominations/{'0' * 32}", head("JPN")).status_code == 404
    assert web.get(f"{ELECTIONS}/{election}/result.pdf", head("JPN")).status_code == 403
    assert web.client.get(f"{ELECTIONS}/{election}").status_code == 401


def test_a_committee_is_recorded_over_the_line(web: Web) -> None:
    """If-Match names the version that was read; 0 before the first."""
    holder = {"post": "president", "person": "old@fra", "name": "Claude Petit", "member": "FRA"}
    path = f"{ELECTIONS}/committees/{SESSION}"
    body = {"holders": [{**holder, "is_leaving": True}]}
    missing = web.client.put(path, json=body, headers=web.headers(SECRETARY))
    made = web.client.put(path, json=body, headers=web.headers(SECRETARY, If_Match='"0"'))
    again = web.client.put(path, json=body, headers=web.headers(SECRETARY, If_Match='"0"'))
    assert [each.status_code for each in (missing, made, again)] == [428, 200, 412]
    shown = web.get(path, head("JPN"))
    assert (shown.headers["etag"], shown.json()["recorded"]) == ('"1"', body["holders"])
