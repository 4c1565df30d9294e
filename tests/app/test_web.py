"""Promises of the web application as a whole."""

import stat
from pathlib import Path

from fastapi.testclient import TestClient

from jisr.app.home import REASONS
from jisr.app.web import build_hub, build_web, token_key
from jisr.kit.console import Session
from jisr.kit.db import Database
from jisr.kit.http.headers import HEADERS
from jisr.kit.http.problems import MEDIA_TYPE
from jisr.kit.words import Words
from jisr.settings import Settings
from offices import found_office
from web import Web, web_over


def test_every_answer_is_safe_to_show(database: Database, tmp_path: Path) -> None:
    """Also that of an address where nothing is."""
    found_office(database, "MAR")
    answer = web_over(database, tmp_path).client.get("/nowhere")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["content-type"] == MEDIA_TYPE


def test_the_document_declares_problems_for_every_route(database: Database, tmp_path: Path) -> None:
    """OpenAPI 3.1, in which no route answers an error of another shape."""
    found_office(database, "MAR")
    document = web_over(database, tmp_path).client.get("/openapi.json").json()
    answers = [
        (path, status, list(answer["content"]))
        for path, routes in document["paths"].items()
        for route in routes.values()
        for status, answer in route["responses"].items()
        if status >= "400"
    ]
    assert document["openapi"].startswith("3.1")
    assert [each for each in answers if each[2] != [MEDIA_TYPE]] == []


def test_workers_share_one_token_key(tmp_path: Path) -> None:
    """The first makes it, readable by its owner alone; the others read it."""
    first, second = token_key(tmp_path, "net"), token_key(tmp_path, "net")
    mode = stat.S_IMODE((tmp_path / "token.key").stat().st_mode)
    assert (first.public, mode) == (second.public, 0o600)


def asked_at_once(database: Database, home: Path, workers: int) -> list[int]:
    """Ask twelve times at once one of several workers that may answer ten a second together."""
    settings = Settings(check_rate_per_second=5)
    session = Session(home, database, settings, Words("en", REASONS), "")
    hub = build_hub(session, workers=workers)
    web = Web(hub, TestClient(build_web(hub, is_encrypted=False)))
    headers = web.headers("amal@mar")
    question = {"kind": "document", "number": "AB123456", "country": "FRA"}
    with web.client:
        return [
            web.client.post("/v1/checks", headers=headers, json=question).status_code
            for _ in range(12)
        ]


def test_workers_share_the_rate_of_a_caller(database: Database, tmp_path: Path) -> None:
    """Each gives out its part of the burst, so that together they never give more than one."""
    found_office(database, "MAR")
    alone, beside = (asked_at_once(database, tmp_path, workers) for workers in (1, 5))
    assert (alone[:10], beside[:2], 429 in beside[2:5]) == ([200] * 10, [200] * 2, True)
