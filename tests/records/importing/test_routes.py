"""Promises of the routes by which a file of records is sent and followed."""

import base64
import hashlib
import json
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from authenticator import Authenticator
from browser import ORIGIN, browser_over
from check_world import found_network
from document_lists import row, write_list
from jisr.access.sign_in.model import Scope
from jisr.kit.db import Database
from jisr.records.importing.uploads import FILE_BYTES_MAX, UNFINISHED_MAX
from jisr.records.importing.worker import Importer
from web import CASE, Web, web_over

PATH = "/v1/records/imports"
OWNER, COLLEAGUE, STRANGER = "head@mar", "officer@mar", "officer@fra"
WAIT_SECONDS = 10.0


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Iterator[Web]:
    """The application over officers of three members; its services work."""
    found_network(database, tmp_path)
    web = web_over(database, tmp_path)
    importer = web.hub.part(Importer)
    importer.start()
    yield web
    importer.stop()


@pytest.fixture
def idle(database: Database, tmp_path: Path) -> Web:
    """The same, and nobody imports what is sent."""
    found_network(database, tmp_path)
    return web_over(database, tmp_path)


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    """Three documents of MAR and one of another country."""
    rows = [row(1), row(2), row(3), row(4, country="FRA")]
    return write_list(tmp_path / "list.csv", rows).read_bytes()


def sent(web: Web, content: bytes, officer: str = OWNER, query: str = "", **more: str) -> Response:
    """Send a file as an officer."""
    headers = web.headers(officer, "border-management", **more)
    return web.client.post(f"{PATH}{query}", headers=headers, content=content)


def ended(web: Web, import_id: str) -> dict[str, Any]:
    """Return an import when it has ended."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        shown: dict[str, Any] = web.get(f"{PATH}/{import_id}", OWNER).json()
        if shown["ended_at"]:
            return shown
        time.sleep(0.05)
    raise TimeoutError(import_id)


def test_a_file_is_sent_followed_and_accounted_for(web: Web, content: bytes) -> None:
    """The answer names the import; its end tells every row; the rejects are fetched."""
    name = urllib.parse.quote("../قائمة.csv")
    new = sent(web, content, Jisr_File_Name=name)
    shown = ended(web, new.json()["id"])
    rejects = web.get(f"{PATH}/{shown['id']}/rejects", OWNER)
    assert (new.status_code, new.headers["location"]) == (201, f"{PATH}/{shown['id']}")
    assert (shown["name"], shown["stage"], shown["total"]) == ("قائمة.csv", "done", 5)
    assert shown["account"] == {
        "read": 4,
        "added": 3,
        "updated": 0,
        "unchanged": 0,
        "rejected": 1,
        "left_out": 0,
    }
    assert list(shown["rejected"].values()) == [1]
    assert rejects.text.splitlines()[0] == "line,column,reason,value"
    assert rejects.headers["cache-control"] == "no-store"


def test_what_is_told_is_in_the_readers_language(web: Web) -> None:
    """A refused file says why in words, under the name that its officer gave it."""
    new = sent(web, b"a,b\n1,2\n", Jisr_File_Name="liste.csv").json()
    ended(web, new["id"])
    headers = web.headers(OWNER, Accept_Language="fr")
    shown = web.client.get(f"{PATH}/{new['id']}", headers=headers).json()
    assert (shown["stage"], shown["problem"]) == ("refused", "input.header_incomplete")
    assert "liste.csv" in shown["sentence"]
    assert shown["sentence"] != web.get(f"{PATH}/{new['id']}", OWNER).json()["sentence"]
    assert web.get(f"{PATH}/{new['id']}/rejects", OWNER).status_code == 404


def test_an_import_is_its_officers_alone(idle: Web, content: bytes) -> None:
    """A colleague and a stranger find nothing to read, fetch or stop; unknown sounds alike."""
    import_id = sent(idle, content).json()["id"]
    for officer in (COLLEAGUE, STRANGER):
        headers = idle.headers(officer)
        paths = [
            f"{PATH}/{each}{end}" for each in (import_id, "0" * 32) for end in ("", "/rejects")
        ]
        answers = [idle.client.get(each, headers=headers) for each in paths]
        answers.append(idle.client.delete(f"{PATH}/{import_id}", headers=headers))
        assert {(each.status_code, each.json()["code"]) for each in answers} == {(404, "not_found")}
        assert idle.get(PATH, officer).json() == {"items": []}
    assert [each["id"] for each in idle.get(PATH, OWNER).json()["items"]] == [import_id]


def test_a_file_that_waits_already_is_not_kept_twice(idle: Web, content: bytes) -> None:
    """A second try after a lost answer finds the first."""
    first, second = sent(idle, content), sent(idle, content)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()


def test_one_officer_does_not_fill_the_queue(idle: Web, content: bytes) -> None:
    """So many under way at once; giving one up makes room."""
    sent_ids = [
        sent(idle, content + row(n).encode()).json()["id"] for n in range(50, 50 + UNFINISHED_MAX)
    ]
    refused = sent(idle, content)
    stopped = idle.client.delete(f"{PATH}/{sent_ids[0]}", headers=idle.headers(OWNER))
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert (stopped.status_code, sent(idle, content).status_code) == (204, 201)
    assert sent(idle, content, COLLEAGUE).status_code == 201


def test_what_is_no_file_leaves_nothing_behind(idle: Web) -> None:
    """An empty body, a kind that is none, and one that is too large are refused."""
    empty = sent(idle, b"")
    strange = sent(idle, b"x", query="?what=people")
    headers = {**idle.headers(OWNER), "content-length": str(FILE_BYTES_MAX + 1)}
    large = idle.client.post(PATH, headers=headers, content=b"x")
    codes = [each.json()["code"] for each in (empty, strange, large)]
    assert codes == ["input.file_empty", "input.malformed", "input.too_large"]
    assert idle.get(PATH, OWNER).json() == {"items": []}
    assert list(idle.hub.part(Importer).uploads.folder.glob("*")) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", PATH),
        ("GET", PATH),
        ("GET", f"{PATH}/{'0' * 32}"),
        ("GET", f"{PATH}/{'0' * 32}/rejects"),
        ("DELETE", f"{PATH}/{'0' * 32}"),
    ],
)
def test_only_who_may_write_imports(idle: Web, method: str, path: str) -> None:
    """A token that reads is refused at every one of these doors."""
    headers = {**idle.headers(OWNER), "Authorization": f"Bearer {idle.token(OWNER, Scope.READ)}"}
    answer = idle.client.request(method, path, headers=headers, content=b"x")
    assert (answer.status_code, answer.json().get("reason")) == (403, "sign_in.scope")


@pytest.mark.parametrize("officer", ["port@mar", "guardian@mar"])
def test_who_records_nothing_imports_nothing(idle: Web, content: bytes, officer: str) -> None:
    """An agency without an agreement to add, and offices that only watch, are refused at once."""
    refused = sent(idle, content, officer)
    assert (refused.status_code, refused.json()["code"]) == (403, "denied")
    assert list(idle.hub.part(Importer).uploads.folder.glob("*")) == []


def test_a_person_signs_the_file(database: Database, tmp_path: Path, content: bytes) -> None:
    """Without a passkey's signature over these very bytes nothing is kept."""
    found_network(database, tmp_path)
    browser = browser_over(database, tmp_path)
    browser.sign_in(OWNER)
    device = Authenticator(ORIGIN, "jisr.example")
    browser.register(device, OWNER)
    told = {
        "Origin": ORIGIN,
        "Jisr-CSRF": browser.csrf,
        "Jisr-Case": CASE,
        "Jisr-Purpose": "border-management",
    }

    def signature(over: bytes) -> str:
        asked = {"method": "POST", "path": PATH, "content": hashlib.sha256(over).hexdigest()}
        begun = browser.send("POST", "/v1/sign-in/statements", {**asked, "version": ""}).json()
        signed = {
            "statement": begun["statement"]["nonce"],
            "signature": device.use(begun["options"]),
        }
        return base64.urlsafe_b64encode(json.dumps(signed).encode()).decode().rstrip("=")

    unsigned = browser.client.post(PATH, headers=told, content=content)
    other = {**told, "Jisr-Signature": signature(b"another file")}
    wrong = browser.client.post(PATH, headers=other, content=content)
    mine = {**told, "Jisr-Signature": signature(content)}
    right = browser.client.post(PATH, headers=mine, content=content)
    assert [each.json().get("code") for each in (unsigned, wrong)] == [
        "denied.signature_missing",
        "denied.signature",
    ]
    assert right.status_code == 201
    with database.reading() as transaction:
        query = "SELECT subject FROM entries WHERE subject_kind = 'statement'"
        found = transaction.connection.exec_driver_sql(query).scalars().all()
    assert found == [right.json()["id"]]
