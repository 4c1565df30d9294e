"""How often a record was found, over HTTP."""

from check_world import PASSPORT, World
from jisr.checks.model import DocumentQuery
from web import Web


def test_the_owner_is_told_a_count_and_others_nothing(world: World, web: Web) -> None:
    """By day and purpose; a stranger is told that there is no such record."""
    record = world.record(PASSPORT)
    for _ in range(3):
        world.check(DocumentQuery(PASSPORT.number))
    told = web.get(f"/v1/records/{record.id}/searches", "officer@fra").json()
    others = [
        web.get(f"/v1/records/{each}/searches", officer).status_code
        for each, officer in ((record.id, "officer@mar"), ("0" * 32, "officer@fra"))
    ]
    assert told == {
        "items": [{"day": "2026-11-21", "purpose": "border-management", "count": 3}],
        "next": "",
    }
    assert others == [404, 404]
