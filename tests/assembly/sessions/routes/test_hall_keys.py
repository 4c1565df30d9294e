"""Promises of the routes of keys in the hall."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hall_world import CHAIR, HallWorld
from jisr.assembly.sessions import keys
from jisr.assembly.sessions.model import KeyUse
from web import Web

BASE = "/v1/assembly/sessions/93/keys"
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = keys.write_bytes(PRIVATE.public_key().public_bytes_raw())


def _key(officer: str) -> dict[str, Any]:
    signed = keys.registration_bytes("world", 93, officer, KeyUse.VOTE, PUBLIC, "")
    return {"use": "vote", "public": PUBLIC, "proof": keys.write_bytes(PRIVATE.sign(signed))}


def test_key_is_registered_listed_and_revoked(web: Web, hall: HallWorld) -> None:
    """By its holder with its proof; once it is revoked the list does not hold it."""
    hall.send("FRA")
    made = web.post(BASE, "delegate@fra", _key("delegate@fra"))
    assert made.status_code == 201
    told = made.json()
    assert (told["officer"], told["member"], told["revoked_at"]) == ("delegate@fra", "FRA", None)
    assert web.get(f"{BASE}?use=vote", CHAIR).json() == {"items": [told], "next": ""}
    path = f"/v1/assembly/keys/{told['id']}"
    assert web.get(path, CHAIR).json() == told
    gone = web.client.delete(path, headers=web.headers("head@fra")).json()
    assert gone["revoked_at"] is not None
    assert web.get(path, CHAIR).json() == gone
    assert web.get(f"{BASE}?use=vote", CHAIR).json()["items"] == []


def test_keys_come_in_pages(web: Web, hall: HallWorld) -> None:
    """The oldest first, each once."""
    for member in ("FRA", "EGY", "ISL"):
        hall.send(member)
        hall.key(f"delegate@{member.lower()}")
    page = web.get(f"{BASE}?use=vote&limit=2", CHAIR).json()
    rest = web.get(f"{BASE}?use=vote&cursor={page['next']}", CHAIR).json()
    assert [each["member"] for each in page["items"] + rest["items"]] == ["FRA", "EGY", "ISL"]
    assert rest["next"] == ""


def test_key_of_others_is_refused(web: Web, hall: HallWorld) -> None:
    """A proof made for another officer, a stranger's revocation, a key of another form."""
    hall.send("FRA")
    assert web.post(BASE, "alternate@fra", _key("delegate@fra")).status_code == 403
    assert web.post(BASE, "head@egy", _key("head@egy")).status_code == 403
    for bad in ({"public": "x"}, {"proof": "x" * 87}, {"use": "king"}, {"more": 1}):
        refused = web.post(BASE, "delegate@fra", {**_key("delegate@fra"), **bad})
        assert refused.status_code == 400
    key = hall.key("delegate@fra")
    path = f"/v1/assembly/keys/{key.id}"
    assert web.client.delete(path, headers=web.headers("head@egy")).status_code == 403
    assert web.get("/v1/assembly/keys/none", CHAIR).status_code == 404
    assert web.get(BASE, CHAIR).status_code == 400
