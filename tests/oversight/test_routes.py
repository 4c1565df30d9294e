"""The entries of the ledger over HTTP."""

from pathlib import Path
from typing import Any

import pytest

from check_world import PASSPORT
from hit_world import Desk
from jisr.ledger.bundle import read_bundle, verify_bundle
from jisr.ledger.checkpoint import NO_WITNESSES
from jisr.ledger.finding import all_hold
from jisr.ledger.note import parse_key
from jisr.records.model import Audience, Record
from web import Web, web_over

ENTRIES = "/v1/ledger/entries"


@pytest.fixture
def record(desk: Desk) -> Record:
    """A stolen passport of France that every member sees."""
    return desk.world.record(PASSPORT, audience=Audience(everyone=True))


@pytest.fixture
def web(desk: Desk, tmp_path: Path) -> Web:
    """The hub of the network."""
    return web_over(desk.database, tmp_path)


def newest(web: Web, officer: str, query: str = "") -> list[dict[str, Any]]:
    """Return the entries of the first page."""
    items: list[dict[str, Any]] = web.get(f"{ENTRIES}?{query}", officer).json()["items"]
    return items


def test_an_entry_says_who_did_what_and_why_it_is_shown(web: Web, record: Record) -> None:
    """The act whole, the state of its document, and the rule in the caller's words."""
    (entry,) = (each for each in newest(web, "officer@fra") if each["subject"] == record.id)
    assert entry == {
        "id": entry["id"],
        "position": entry["position"],
        "time": entry["time"],
        "bureau": "FRA",
        "officer": "officer@fra",
        "verb": "record.added",
        "subject": record.id,
        "version": 1,
        "purpose": record.metadata.purpose.value,
        "document": "present",
        "rule": "ledger.own_record",
        "sentence": "the record is your member’s, or you administer the records of all",
    }
    sealed = web.get(f"{ENTRIES}/{entry['id']}", "officer@fra").json()
    assert (sealed["entry"], sealed["network"], sealed["is_covered"]) == (entry, "world", True)
    assert {len(sealed[each]) for each in ("leaf", "act_commitment", "document_commitment")} == {64}


def test_the_proof_is_one_that_jisr_verify_accepts(web: Web, record: Record) -> None:
    """A file to download, with the document only where it was asked for."""
    (entry,) = (each for each in newest(web, "officer@fra") if each["subject"] == record.id)
    key = parse_key(web.get("/v1/ledger/key", "officer@fra").text)
    for query, has_document in (("", False), ("?document=true", True)):
        answer = web.get(f"{ENTRIES}/{entry['id']}/proof{query}", "officer@fra")
        bundle = read_bundle(answer.content)
        assert all_hold(verify_bundle(bundle, "world", [key], NO_WITNESSES))
        assert (bundle.document is not None) == has_document
        assert f"{entry['id']}.proof.json" in answer.headers["content-disposition"]


@pytest.mark.parametrize("below", ["", "/proof", "/proof?document=true"])
def test_what_is_not_for_the_caller_is_not_there(web: Web, record: Record, below: str) -> None:
    """Another bureau, a role without records, and an id that does not exist sound alike."""
    (entry,) = (each for each in newest(web, "officer@fra") if each["subject"] == record.id)
    for officer in ("officer@mar", "guard@fra", "guard@ccf"):
        answer = web.get(f"{ENTRIES}/{entry['id']}{below}", officer)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert web.get(f"{ENTRIES}/{'f' * 32}{below}", "officer@fra").status_code == 404


def test_pages_are_capped_and_follow_each_other(web: Web, record: Record) -> None:
    """`next` leads to older entries, about the same things."""
    first = web.get(f"{ENTRIES}?about=network&limit=2", "officer@fra").json()
    second = web.get(
        f"{ENTRIES}?about=network&limit=2&cursor={first['next']}", "officer@fra"
    ).json()
    positions = [each["position"] for page in (first, second) for each in page["items"]]
    assert (len(positions), positions) == (4, sorted(positions, reverse=True))
    assert record.id not in {each["subject"] for each in first["items"]}


@pytest.mark.parametrize(
    "query",
    ["about=nothing", "limit=201", "limit=0", "cursor=x", "cursor=WyItMSJd", "cursor=WyIwIl0"],
)
def test_a_question_of_another_form_is_refused(web: Web, query: str) -> None:
    """Unknown groups, pages too large, and cursors that are none."""
    assert web.get(f"{ENTRIES}?{query}", "officer@fra").status_code == 400


def test_nobody_looks_without_a_credential_or_a_case(web: Web) -> None:
    """A caller, and for what and in which case he asks."""
    assert web.client.get(ENTRIES).status_code == 401
    headers = web.headers("officer@fra")
    del headers["Jisr-Case"]
    assert web.client.get(ENTRIES, headers=headers).status_code == 400
