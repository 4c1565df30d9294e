"""Answers survive the line."""

import msgspec

from jisr.client.answers import Problem, ToldLine


def test_line_holds_an_answer_or_a_problem() -> None:
    """What is not there is not sent, and read back as not there."""
    line = ToldLine(3, problem=Problem("t", "t", 400, "input.malformed", "No.", "rule"))
    encoded = msgspec.json.encode(line)
    assert b"answer" not in encoded
    assert msgspec.json.decode(encoded, type=ToldLine) == line
