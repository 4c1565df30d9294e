"""Hits are told in the shapes of the client, as over HTTP."""

import msgspec

from hit_bodies import asked_of
from jisr.checks.dialogue.model import DialogueView, Side, State
from jisr.checks.dialogue.reasons import WARNINGS
from jisr.checks.dialogue.schemas import hit_out, hit_summary
from jisr.checks.dialogue.wire import told_hit, told_summary
from jisr.kit.words import Words

WORDS = Words("en")
VIEW = DialogueView(
    asked_of(), Side.OWNER, WARNINGS[State.ASKED], is_overdue=True, record_data={"a": "b"}
)


def test_hit_is_told_as_over_http() -> None:
    """Every field of the route's answer, and no other."""
    assert msgspec.to_builtins(told_hit(VIEW, WORDS)) == hit_out(VIEW, WORDS).model_dump()


def test_summary_is_told_as_over_http() -> None:
    """The same for a line of a list."""
    assert msgspec.to_builtins(told_summary(VIEW, WORDS)) == hit_summary(VIEW, WORDS).model_dump()
