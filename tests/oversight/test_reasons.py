"""The sentences of reasons."""

import inspect
import re

from jisr.app.home import REASONS as ALL
from jisr.oversight import rules
from jisr.oversight.reasons import REASONS


def test_every_reason_of_the_rules_has_a_sentence() -> None:
    """What decides why something is shown can be said to a person."""
    source = inspect.getsource(rules)
    used = {f"ledger.{each}" for each in re.findall(r'why="([a-z_]+)"', source)}
    assert used | {"ledger.hidden"} == set(REASONS)
    assert REASONS.items() <= ALL.items()
