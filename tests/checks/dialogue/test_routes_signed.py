"""Promises about hits that people answer at a page: they sign what they say."""

from pathlib import Path

from authenticator import Authenticator
from browser import ORIGIN, browser_over
from check_world import PASSPORT
from hit_world import STOLEN, Desk
from jisr.checks.dialogue.documents import statement_bytes
from jisr.checks.dialogue.model import Saying, Word
from web import Web

OWNER = "officer@fra"


def test_an_owner_signs_its_answer(desk: Desk, tmp_path: Path) -> None:
    """Its passkey signs the bytes of the statement; over other bytes the answer is refused."""
    browser = browser_over(desk.database, tmp_path)
    web = Web(browser.hub, browser.client)
    record = desk.world.record(PASSPORT, reference="PARIS-7")
    trace = desk.world.check(STOLEN).trace
    hit = web.post("/v1/hits", "officer@mar", {"trace": trace, "record": record.id}).json()
    etag = {"If-Match": f'"{hit["version"]}"'}
    path = f"/v1/hits/{hit['id']}"
    asked = web.post(f"{path}/ask", "officer@mar", {"urgent": True}, **etag).json()
    device = Authenticator(ORIGIN, "jisr.example")
    browser.register(device, OWNER)
    browser.sign_in(OWNER)
    body = {"answer": "confirmed", "text": ""}
    number = asked["version"] + 1
    good = statement_bytes(hit["id"], number, "FRA", Saying(Word.ANSWERED, "confirmed"))
    bad = statement_bytes(hit["id"], number, "FRA", Saying(Word.ANSWERED, "not-the-same"))
    seen = {"If_Match": f'"{asked["version"]}"'}
    unsigned = browser.send("POST", f"{path}/answer", body, **seen)
    assert unsigned.json()["code"] == "denied.signature_missing"
    other = browser.send_signed(device, f"{path}/answer", body, seen, bad)
    assert (other.status_code, other.json()["reason"]) == (403, "hits.signature")
    answer = browser.send_signed(device, f"{path}/answer", body, seen, good)
    assert answer.status_code == 200, answer.text
    assert answer.json()["statements"][-1]["signature"]["kind"] == "passkey"
