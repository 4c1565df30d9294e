"""What callers are told of one of many questions."""

import msgspec
from fastapi import Request

from jisr.checks.model import Answer
from jisr.checks.wire import told
from jisr.client.answers import Problem, ToldLine
from jisr.errors import JisrError
from jisr.kit.http.problems import problem
from jisr.kit.words import Words


def told_line(line: int, outcome: Answer | JisrError, request: Request, words: Words) -> ToldLine:
    """Return what became of one of many questions."""
    if isinstance(outcome, JisrError):
        body = bytes(problem(request, outcome).body)
        return ToldLine(line, problem=msgspec.json.decode(body, type=Problem))
    return ToldLine(line, answer=told(outcome, words))
