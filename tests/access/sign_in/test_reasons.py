"""Promises of the reasons of sign-in."""

import re
from pathlib import Path

import jisr.access
from jisr.access.sign_in.reasons import REASONS


def test_every_reason_is_given_somewhere_and_has_a_sentence() -> None:
    """The table holds exactly the keys that the code gives."""
    folder = Path(jisr.access.__file__).parent
    given = {
        key
        for path in folder.rglob("*.py")
        if path.name != "reasons.py"
        for key in re.findall(r'"(sign_in\.\w+)"', path.read_text(encoding="utf-8"))
    }
    assert set(REASONS) == given
