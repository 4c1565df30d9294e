"""Every reason and every state has its sentence."""

import re
from pathlib import Path

from jisr.checks.dialogue import rules
from jisr.checks.dialogue.model import State
from jisr.checks.dialogue.reasons import REASONS, WARNINGS

SOURCE = Path(rules.__file__).parent


def test_every_reason_given_has_a_sentence() -> None:
    """No rule or action names a reason that nobody can read, and no sentence is never said."""
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    given = set(re.findall(r'why="(?:hits\.)?([a-z_]+)"', text))
    given |= set(re.findall(r'_yes_if\([^"]*"([a-z_]+)"', text))
    given |= {"people_only", "role"}  # chosen between in one expression
    assert {f"hits.{each}" for each in given} == set(REASONS)


def test_every_state_says_what_may_follow() -> None:
    """There is no view without its warning."""
    assert set(WARNINGS) == set(State)


def test_nothing_coercive_is_said_wherever_nobody_confirmed() -> None:
    """Before a confirmation the warning names force itself."""
    unconfirmed = (State.PRESUMED, State.ASKED, State.CANNOT_SAY, State.REFERRED, State.BLIND)
    assert [each for each in unconfirmed if "coercive" not in WARNINGS[each]] == []
