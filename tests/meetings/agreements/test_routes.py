"""The routes of memoranda, over the real application, with real signatures."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from authenticator import Authenticator
from browser import ORIGIN, Browser, browser_over
from jisr.access.sign_in.model import Scope
from jisr.kit.db import Database
from jisr.ledger.log import entries_after
from memoranda_world import PLAIN, WITH_DATA, MemorandaWorld
from web import Web, web_over

BODY: dict[str, Any] = {
    "title": dict(PLAIN.title),
    "paragraphs": [{"texts": dict(each.texts)} for each in PLAIN.paragraphs],
    "languages": list(PLAIN.languages),
    "parties": list(PLAIN.parties),
    "scopes": list(PLAIN.scopes),
    "ends": "2028-12-31",
}
GRANT = {
    "bureau": "AFRIPOL",
    "databases": ["travel-documents"],
    "operations": ["check"],
    "purposes": ["border-management"],
    "counterparts": ["FRA"],
}
PATH = "/v1/memoranda"


@pytest.fixture
def web(world: MemorandaWorld, tmp_path: Path) -> Web:
    """The application over the network."""
    return web_over(world.database, tmp_path)


@pytest.fixture
def browser(world: MemorandaWorld, tmp_path: Path) -> Browser:
    """A browser before the same network."""
    return browser_over(world.database, tmp_path)


def post(web: Web, path: str, officer: str, body: Any = None, version: int = 0) -> Any:
    """Send one step as a program of an officer; return what was answered."""
    more = {"If_Match": f'"{version}"'} if version else {}
    answer = web.post(path, officer, body, **more)
    return answer.json() | {"http": answer.status_code}


def test_a_draft_is_written_once(web: Web) -> None:
    """Answered with its version; sent again under the same key it is the same one."""
    told = web.headers("head@fra", Idempotency_Key="k1")
    first = web.client.post(PATH, headers=told, json=BODY)
    again = web.client.post(PATH, headers=told, json=BODY)
    assert (first.status_code, first.headers["etag"], first.json()) == (201, '"1"', again.json())
    listed = web.get(PATH, "officer@mar").json()["items"]
    assert [(each["id"], each["state"], each["sight"]) for each in listed] == [
        (first.json()["id"], "drafted", "whole")
    ]


def test_a_revision_names_the_version_that_was_read(web: Web) -> None:
    """Without it, or with an old one, nothing is written."""
    drafted = post(web, PATH, "head@fra", BODY)
    path = f"{PATH}/{drafted['id']}"
    codes = [
        web.client.put(path, headers=web.headers("head@mar", **more), json=BODY).status_code
        for more in ({}, {"If_Match": '"1"'}, {"If_Match": '"1"'}, {"If_Match": '"2"'})
    ]
    assert codes == [428, 200, 412, 200]


def test_the_path_with_data_step_by_step(web: Web) -> None:
    """Opinions, proposal, an objection, the assembly's decision."""
    body = BODY | {"parties": ["AFRIPOL", "FRA"], "grant": GRANT}
    drafted = post(web, PATH, "head@fra", body)
    path = f"{PATH}/{drafted['id']}"
    for kind in ("executive-committee", "commission"):
        opinion = {"body": kind, "is_favourable": True, "reference": "DOC-7"}
        assert post(web, f"{path}/opinions", "root", opinion)["http"] == 200
    proposed = post(web, f"{path}/proposal", "root", version=3)
    assert (proposed["state"], proposed["window_ends"]) == ("proposed", "2027-01-05")
    assert proposed["article"] == "RPD 27, 28"
    objected = post(web, f"{path}/objections", "head@syr", {"why": "Too wide"})
    assert (objected["state"], objected["sight"]) == ("objected", "text")
    ruling = {"vote": "a" * 32, "is_approved": True}
    decided = post(web, f"{path}/decision", "root", ruling)
    assert (decided["state"], decided["ruling"]) == ("approved", ruling)


def test_life_and_end(web: Web, world: MemorandaWorld) -> None:
    """Contacts, a review, a renewal asked for, the end; what is due between them."""
    done = world.in_force()
    path = f"{PATH}/{done.id}"
    contact = {"party": "FRA", "contacts": [{"name": "Desk", "address": "desk@example.org"}]}
    assert post(web, f"{path}/contacts", "head@fra", contact)["contacts"] == [
        {"party": "FRA", "name": "Desk", "address": "desk@example.org"}
    ]
    reviewed = post(web, f"{path}/review", "head@mar", {"next": "2027-01-10"})
    assert reviewed["review"] == "2027-01-10"
    due = web.get(f"{PATH}/due", "officer@fra").json()["items"]
    assert [(each["kind"], each["day"], each["days_left"]) for each in due] == [
        ("review", "2027-01-10", 50)
    ]
    assert post(web, f"{path}/renewal", "head@mar")["may"]["ask_renewal"] is False
    assert post(web, f"{path}/end", "head@mar", {"why": "Fulfilled"})["state"] == "ended"
    assert web.get(f"{PATH}/due", "officer@fra").json() == {"items": []}


def test_a_draft_is_given_up(web: Web) -> None:
    """With its reason."""
    drafted = post(web, PATH, "head@fra", BODY)
    gone = post(web, f"{PATH}/{drafted['id']}/withdrawal", "head@mar", {"why": "Later"})
    assert (gone["state"], gone["why"]) == ("withdrawn", "Later")


def test_a_side_signs_with_its_passkey(
    world: MemorandaWorld, browser: Browser, web: Web, database: Database
) -> None:
    """The signature is over the body that holds the digest; it is kept, and sealed beside it."""
    drafted = post(web, PATH, "head@fra", BODY)
    post(web, f"{PATH}/{drafted['id']}/proposal", "head@fra", version=1)
    device = Authenticator(ORIGIN, "jisr.example")
    browser.register(device, "head@mar")
    browser.sign_in("head@mar")
    path = f"{PATH}/{drafted['id']}/signatures"
    body = {"party": "MAR", "digest": drafted["digest"]}
    assert browser.send("POST", path, body).status_code == 403
    assert web.post(path, "head@mar", body).status_code == 403  # a token has no own key
    answer = browser.send_signed(device, path, body, {})
    assert answer.status_code == 200, answer.text
    (signature,) = answer.json()["signatures"]
    assert (signature["party"], signature["digest"]) == ("MAR", drafted["digest"])
    statement = json.loads(signature["value"])["statement"]
    assert (statement["officer"], statement["path"]) == ("head@mar", path)
    with database.reading() as transaction:
        acts = [json.loads(each.act or b"{}") for each in entries_after(transaction, 0, 1000)]
    subject = f"memorandum:{drafted['id']}"
    about = [each["verb"] for each in acts if each["subject"] == subject]
    assert about[-2:] == ["memorandum.signed", "statement.signed"]
    assert len(world.view("head@mar", _known(world, drafted["id"])).memorandum.signatures) == 1


def _known(world: MemorandaWorld, memorandum: str) -> Any:
    """Return something of this id."""
    return dataclasses.replace(world.draft(), id=memorandum)


def test_entering_into_force_over_the_api(web: Web, world: MemorandaWorld) -> None:
    """Only when every side has signed."""
    drafted = world.draft()
    answer = post(web, f"{PATH}/{drafted.id}/force", "head@mar")
    assert (answer["http"], answer["reason"]) == (403, "memoranda.not_signed")


def test_more_than_its_own_is_refused(web: Web) -> None:
    """As a problem with its reason; nothing is written."""
    body = BODY | {"parties": ["AFRIPOL", "FRA"], "grant": GRANT | {"counterparts": ["MAR"]}}
    answer = post(web, PATH, "head@fra", body)
    assert (answer["http"], answer["reason"]) == (403, "memoranda.grant_too_wide")
    assert web.get(PATH, "head@fra").json()["items"] == []


def test_malformed_bodies_are_refused(web: Web) -> None:
    """Unknown fields, one party, a date that is none, a list without end."""
    for changed in (
        {"secret": 1},
        {"parties": ["FRA"]},
        {"ends": "tomorrow"},
        {"paragraphs": [{"texts": {"en": "x"}}] * 201},
        {"renewal_days": 5_000},
    ):
        assert post(web, PATH, "head@fra", BODY | changed)["http"] in {400, 422}


def test_others_are_refused(web: Web, world: MemorandaWorld) -> None:
    """Nobody signed in, a token for something else, who may not know of it, who sees nothing."""
    drafted = world.draft(WITH_DATA)
    assert web.client.get(PATH).status_code == 401
    token = web.token("head@fra", Scope.CHECK)
    narrow = {"Authorization": f"Bearer {token}"}
    assert web.client.get(PATH, headers=narrow).status_code == 403
    assert web.client.post(PATH, headers=narrow, json=BODY).status_code == 403
    assert web.get(f"{PATH}/{drafted.id}", "officer@syr").status_code == 404
    assert web.get(PATH, "operator@gs").status_code == 403
    assert web.get(f"{PATH}/due", "observer@afripol").status_code == 403
