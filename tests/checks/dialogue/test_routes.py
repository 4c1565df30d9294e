"""The routes of hits: each does its one thing, for those who may, in their language."""

from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from check_world import PASSPORT
from hit_world import STOLEN, Desk
from jisr.access.sign_in.model import Scope
from web import Web, web_over

PICTURE = (
    b"\xff\xd8\xff\xe1\x00\x08Exif\x00\x00\xff\xda\x00\x04\x00\x00\x12\x34\xff\xd9"  # with a place
)
CLEANED = b"\xff\xd8\xff\xda\x00\x04\x00\x00\x12\x34\xff\xd9"


@pytest.fixture
def web(desk: Desk, tmp_path: Path) -> Web:
    """The application over the network of the desk."""
    return web_over(desk.database, tmp_path)


def _opened(web: Web, desk: Desk) -> dict[str, Any]:
    record = desk.world.record(PASSPORT, reference="PARIS-7")
    trace = desk.world.check(STOLEN).trace
    answer = web.post("/v1/hits", "officer@mar", {"trace": trace, "record": record.id})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    assert answer.headers["etag"] == f'"{found["version"]}"'
    return found


def _say(
    web: Web, officer: str, hit: dict[str, Any], what: str, body: dict[str, Any], **headers: str
) -> Response:
    etag = headers.pop("if_match", f'"{hit["version"]}"')
    return web.post(f"/v1/hits/{hit['id']}/{what}", officer, body, **{"If-Match": etag, **headers})


def _asked(web: Web, desk: Desk) -> dict[str, Any]:
    answer = _say(web, "officer@mar", _opened(web, desk), "ask", {"urgent": True})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_hit_runs_its_course(web: Web, desk: Desk) -> None:
    """Taken up, asked, answered, written about and closed: each version has its ETag."""
    asked = _asked(web, desk)
    assert (asked["state"], asked["urgent"], asked["owner_reference"]) == ("asked", True, "PARIS-7")
    answered = _say(web, "officer@fra", asked, "answer", {"answer": "confirmed"}).json()
    assert answered["record_data"]["number"] == PASSPORT.number
    written = _say(web, "officer@mar", answered, "messages", {"text": "We hold it."}).json()
    closed = _say(web, "officer@mar", written, "outcome", {"outcome": "seized"}).json()
    assert (closed["state"], closed["outcome"], closed["version"]) == ("closed", "seized", 5)
    assert [each["word"] for each in closed["statements"]] == [
        *("opened", "asked", "answered", "message", "outcome")
    ]
    assert {each["signature"]["kind"] for each in closed["statements"]} == {"hub-session"}


def test_hit_is_dismissed(web: Web, desk: Desk) -> None:
    """A hit that is another thing ends with its reason."""
    hit = _opened(web, desk)
    answer = _say(web, "officer@mar", hit, "dismiss", {"reason": "another-thing"})
    assert (answer.status_code, answer.json()["state"]) == (200, "dismissed")


def test_each_answer_says_in_words_what_may_follow(web: Web, desk: Desk) -> None:
    """The warning stands in every view, also in a list."""
    hit = _asked(web, desk)
    (listed,) = web.get("/v1/hits?which=mine", "officer@mar").json()["items"]
    read = web.get(f"/v1/hits/{hit['id']}", "officer@fra").json()
    for each in (hit, listed, read):
        assert "Nothing coercive may follow" in each["warning"]


def test_force_without_confirmation_is_refused_with_its_reason(web: Web, desk: Desk) -> None:
    """The problem names the rule."""
    answer = _say(web, "officer@mar", _asked(web, desk), "outcome", {"outcome": "arrest"})
    assert (answer.status_code, answer.json()["reason"]) == (403, "hits.unconfirmed")


def test_second_answer_is_told_that_it_is_late(web: Web, desk: Desk) -> None:
    """Two officers answer one hit at once: 200 and 412."""
    asked = _asked(web, desk)
    codes = [
        _say(web, officer, asked, "answer", {"answer": said}).status_code
        for officer, said in (("officer@fra", "confirmed"), ("head@fra", "not-the-same"))
    ]
    assert codes == [200, 412]


def test_same_answer_sent_twice_is_given_once(web: Web, desk: Desk) -> None:
    """A lost receipt costs nothing: the same key brings the same answer, not a second statement."""
    asked = _asked(web, desk)
    headers = web.headers("officer@fra", Idempotency_Key="k1", If_Match=f'"{asked["version"]}"')
    answers = [
        web.client.post(
            f"/v1/hits/{asked['id']}/answer", headers=headers, json={"answer": "confirmed"}
        )
        for _ in range(2)
    ]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("etag", "status"), [("", 428), ("*", 400), ("3", 400), ('W/"3"', 400), ('"x"', 400)]
)
def test_version_must_be_said(web: Web, desk: Desk, etag: str, status: int) -> None:
    """A statement without the version that was read is refused."""
    asked = _asked(web, desk)
    answer = _say(web, "officer@fra", asked, "answer", {"answer": "confirmed"}, if_match=etag)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("answer", {"answer": "maybe"}),
        ("answer", {"answer": "confirmed", "officer": "me"}),
        ("outcome", {"outcome": "x" * 65}),
        ("outcome", {"outcome": "shot"}),
        ("messages", {"text": "a" * 4_001}),
        ("messages", {"text": "a\u0000b"}),
        ("messages", {}),
    ],
)
def test_what_cannot_be_read_is_a_problem(
    web: Web, desk: Desk, what: str, body: dict[str, Any]
) -> None:
    """Unknown fields, codes and endless texts are 400, never 500."""
    hit = _asked(web, desk)
    officer = "officer@fra" if what == "answer" else "officer@mar"
    assert _say(web, officer, hit, what, body).status_code == 400


def test_inbox_tells_what_waits_for_whom(web: Web, desk: Desk) -> None:
    """With the counts of its open parts; a stranger's is empty, a part that is none is refused."""
    hit = _asked(web, desk)
    waits = web.get("/v1/hits/inbox", "officer@fra").json()
    assert [each["id"] for each in waits["items"]] == [hit["id"]]
    assert (waits["counts"]["turn"], waits["next"]) == (1, "")
    stranger = web.get("/v1/hits/inbox?tab=waiting", "officer@syr").json()
    assert (stranger["items"], set(stranger["counts"].values())) == ([], {0})
    wrong = [web.get(f"/v1/hits/inbox?{each}", "officer@fra") for each in ("tab=x", "cursor=x")]
    assert [each.status_code for each in wrong] == [400, 400]


def test_stranger_finds_nothing(web: Web, desk: Desk) -> None:
    """For a third bureau no address of a hit exists."""
    hit = _asked(web, desk)
    read = web.get(f"/v1/hits/{hit['id']}", "officer@syr").status_code
    spoken = _say(web, "officer@syr", hit, "answer", {"answer": "confirmed"}).status_code
    listed = web.get("/v1/hits", "officer@syr").json()
    assert (read, spoken, listed) == (404, 404, {"items": [], "next": ""})
    assert web.get(f"/v1/hits/{'0' * 32}", "officer@syr").status_code == 404


@pytest.mark.parametrize("path", ["", "/statistics", "/preference", f"/{'0' * 32}"])
def test_nobody_reads_without_a_credential_that_is_good_for_it(web: Web, path: str) -> None:
    """Without a token 401, with one for other things 403."""
    token = web.token("officer@mar", Scope.CHECK)
    other = web.client.get(f"/v1/hits{path}", headers={"Authorization": f"Bearer {token}"})
    assert (web.client.get(f"/v1/hits{path}").status_code, other.status_code) == (401, 403)


def test_unseen_hit_is_revealed_lifted_or_objected_to(web: Web, desk: Desk) -> None:
    """What is no blind hit cannot be revealed: each refusal is a problem, never a fault."""
    hit = _asked(web, desk)
    codes = [
        _say(web, officer, hit, what, body).status_code
        for officer, what, body in (
            ("officer@fra", "reveal", {}),
            ("officer@mar", "reveal", {}),
            ("root", "lift", {"text": "danger"}),
            ("officer@mar", "lift", {"text": "danger"}),
            ("officer@fra", "object", {"text": "no"}),
        )
    ]
    assert codes == [409, 403, 404, 403, 409]


def test_list_is_paged(web: Web, desk: Desk) -> None:
    """A page says where the next one begins; a spoilt cursor is refused."""
    hit = _asked(web, desk)
    page = web.get("/v1/hits?limit=1", "officer@mar").json()
    assert ([each["id"] for each in page["items"]], page["next"]) == ([hit["id"]], "")
    assert web.get("/v1/hits?cursor=nonsense", "officer@mar").status_code == 400
    assert web.get("/v1/hits?which=secret", "officer@mar").status_code == 400
    assert web.get("/v1/hits?limit=501", "officer@mar").status_code == 400


def test_statistics_say_what_they_mean(web: Web, desk: Desk) -> None:
    """The published medians come with their definition."""
    asked = _asked(web, desk)
    _say(web, "officer@fra", asked, "answer", {"answer": "cannot-say"})
    found = web.get("/v1/hits/statistics", "officer@syr").json()
    assert (found["of"], found["urgent"]["asked"], found["urgent"]["answered"]) == ("network", 1, 1)
    assert found["urgent"]["median_seconds"] == 0
    assert "median" in found["definition"]


# ── attachments ───────────────────────────────────────────────────────────────────────────────


def _attach(web: Web, officer: str, hit: dict[str, Any], media: str, content: bytes) -> Response:
    headers = web.headers(officer, If_Match=f'"{hit["version"]}"', Content_Type=media)
    return web.client.post(f"/v1/hits/{hit['id']}/attachments", headers=headers, content=content)


def test_picture_arrives_without_its_metadata(web: Web, desk: Desk) -> None:
    """What one side adds the other downloads, cleaned; nobody else does."""
    hit = _asked(web, desk)
    added = _attach(web, "officer@fra", hit, "image/jpeg", PICTURE)
    assert added.status_code == 201, added.text
    path = f"/v1/hits/{hit['id']}/attachments/{added.json()['id']}"
    got = web.get(path, "officer@mar")
    assert (got.content, got.headers["content-type"]) == (CLEANED, "image/jpeg")
    assert got.headers["content-disposition"].startswith("attachment;")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert web.get(path, "officer@syr").status_code == 404


@pytest.mark.parametrize(
    ("media", "content", "status"),
    [
        ("application/pdf", b"%PDF-1.7", 415),
        ("text/html", b"<script>", 415),
        ("image/svg+xml", b"<svg/>", 415),
        ("image/png", b"\xff\xd8", 415),
        ("image/jpeg", b"\xff\xd8\xff", 400),
        ("text/plain", b"\xff\xfe", 415),
        ("text/plain", b"a" * 5_000_001, 413),
    ],
)
def test_other_files_are_refused(
    web: Web, desk: Desk, media: str, content: bytes, status: int
) -> None:
    """Kinds that are not taken, files that are not what they say, and long ones."""
    assert _attach(web, "officer@fra", _asked(web, desk), media, content).status_code == status


# ── preference ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("bureau", ["FRA.%00", "%F0%9F%91%AE", "fra", "FRA.NONE"])
def test_preference_of_no_bureau_is_not_found(web: Web, bureau: str) -> None:
    """What is no bureau's id never reaches the database."""
    assert web.get(f"/v1/hits/preference?bureau={bureau}", "head@fra").status_code == 404


def _choose(web: Web, officer: str, body: dict[str, Any], query: str = "") -> Response:
    return web.client.put(f"/v1/hits/preference{query}", headers=web.headers(officer), json=body)


def test_head_says_how_the_bureau_is_notified(web: Web) -> None:
    """The head or the security officer chooses; the key of our webhooks is published with it."""
    body = {"channel": "e-mail", "address": "desk@fra.example", "version": 0}
    chosen = _choose(web, "guard@fra", body)
    assert (chosen.status_code, chosen.json()["version"]) == (200, 1)
    assert web.get("/v1/hits/preference", "officer@fra").json() == chosen.json()
    assert _choose(web, "head@fra", body).status_code == 412
    assert _choose(web, "officer@fra", body | {"version": 1}).status_code == 403
    assert _choose(web, "head@mar", body | {"version": 1}, "?bureau=FRA").status_code == 403


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("webhook", "http://hub.example/"),
        ("webhook", "https://user@hub.example/"),
        ("e-mail", "nobody"),
        ("e-mail", "a@b.example\nBcc: c@d.example"),
        ("e-mail", f"{'a' * 64}@{'b' * 200}.example"),
        ("inbox", "somewhere"),
        ("pigeon", ""),
    ],
)
def test_address_that_suits_no_channel_is_refused(web: Web, channel: str, address: str) -> None:
    """What could not be delivered is not taken."""
    body = {"channel": channel, "address": address, "version": 0}
    assert _choose(web, "head@fra", body).status_code == 400
