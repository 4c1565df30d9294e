"""What callers are told of one of many questions: its answer, or its problem in their language."""

from fastapi import Request

from check_world import World
from jisr.app.home import REASONS
from jisr.checks.model import DocumentQuery
from jisr.checks.routes.answers import told_line
from jisr.errors import SpreadExceeded
from jisr.kit.words import Words
from web import Web


def _request(web: Web) -> Request:
    return Request({"type": "http", "headers": [], "query_string": b"", "app": web.client.app})


def test_an_answer_stands_on_its_line(world: World, web: Web) -> None:
    """The line has the answer, and no problem beside it."""
    answer = world.check(DocumentQuery("ZZ000001"))
    line = told_line(7, answer, _request(web), Words("en", REASONS))
    assert (line.line, line.answer and line.answer.trace, line.problem) == (7, answer.trace, None)


def test_a_refusal_is_a_problem_with_its_code(web: Web) -> None:
    """As if the question had been asked alone: type, status, code and what to do."""
    line = told_line(8, SpreadExceeded(limit=300), _request(web), Words("en", REASONS))
    assert line.problem is not None
    assert (line.answer, line.problem.code, line.problem.status) == (None, "input.spread", 429)
    assert "300" in line.problem.detail
