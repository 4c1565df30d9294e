"""Promises of the web application as a whole."""

import stat
from pathlib import Path

from jisr.app.web import token_key
from jisr.kit.db import Database
from jisr.kit.http.headers import HEADERS
from jisr.kit.http.problems import MEDIA_TYPE
from offices import found_office
from web import web_over


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
