"""Hits are told in the shapes of the client, as over HTTP."""

import msgspec

from hit_bodies import asked_of
from jisr.checks.dialogue.model import (
    Attachment,
    Channel,
    DialogueView,
    Figures,
    Preference,
    Side,
    State,
    Statistics,
)
from jisr.checks.dialogue.reasons import WARNINGS
from jisr.checks.dialogue.schemas import (
    attachment_out,
    hit_out,
    hit_summary,
    preference_out,
    statistics_out,
)
from jisr.checks.dialogue.wire import (
    told_attachment,
    told_hit,
    told_preference,
    told_statistics,
    told_summary,
)
from jisr.kit.words import Words
from ticking import START

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


def test_file_preference_and_figures_are_told_as_over_http() -> None:
    """Every field of the routes' answers, and no other."""
    file = Attachment("a" * 32, "b" * 32, "text/plain", "0" * 64, 12, START)
    preference = Preference("MAR", Channel.EMAIL, "desk@mar.example", 3)
    figures = Figures(2, 1, 1, 0, 30)
    statistics = Statistics(START, figures, Figures(0, 0, 0, 0, None))
    assert msgspec.to_builtins(told_attachment(file)) == attachment_out(file).model_dump()
    told = msgspec.to_builtins(told_preference(preference, "key"))
    assert told == preference_out(preference, "key").model_dump()
    told = msgspec.to_builtins(told_statistics(statistics, WORDS, is_own=True))
    assert told == statistics_out(statistics, WORDS, is_own=True).model_dump()
