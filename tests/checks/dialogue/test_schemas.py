"""What routes read is bounded; what they answer is told in the caller's language."""

import pytest
from pydantic import ValidationError

from bodies import officer_of
from hit_bodies import asked_of, dialogue_of
from jisr.access.model import Role
from jisr.checks.dialogue import rules
from jisr.checks.dialogue.model import (
    Attachment,
    Channel,
    Dialogue,
    DialogueView,
    Figures,
    Preference,
    Statistics,
)
from jisr.checks.dialogue.schemas import (
    Following,
    Messaging,
    Opening,
    PreferenceIn,
    attachment_out,
    hit_out,
    hit_summary,
    preference_out,
    statistics_out,
)
from jisr.kit.words import Words
from ticking import START

WORDS = Words("en")


def _view(dialogue: Dialogue) -> DialogueView:
    officer = officer_of("MAR", Role.BUREAU_OFFICER)
    view = rules.view_for(officer, dialogue, (), {}, START)
    assert view is not None
    return view


def test_moments_that_were_not_are_empty() -> None:
    """A hit that was not asked has no due time."""
    told = hit_summary(_view(dialogue_of()), WORDS)
    assert (told.asked_at, told.due_at, told.state) == ("", "", "presumed")
    assert hit_summary(_view(asked_of()), WORDS).due_at == "2026-11-21T09:00:00.000Z"


def test_whole_hit_holds_what_its_summary_holds() -> None:
    """The list and the page of a hit say the same."""
    view = _view(asked_of())
    summary, whole = hit_summary(view, WORDS).model_dump(), hit_out(view, WORDS).model_dump()
    assert {name: whole[name] for name in summary} == summary


@pytest.mark.parametrize(
    ("schema", "given"),
    [
        (Opening, {"trace": "x", "record": "0" * 32}),
        (Opening, {"trace": "0" * 32, "record": "0" * 31 + "G"}),
        (Opening, {"trace": "0" * 32, "record": "0" * 32, "more": 1}),
        (Following, {"outcome": "x" * 65}),
        (Messaging, {"text": "x" * 4_001}),
        (PreferenceIn, {"channel": "inbox", "version": -1}),
        (PreferenceIn, {"channel": "inbox", "version": 0, "address": "x" * 501}),
    ],
)
def test_unbounded_input_is_refused(schema: type[Opening], given: dict[str, object]) -> None:
    """Every field has a form and a length."""
    with pytest.raises(ValidationError):
        schema.model_validate(given)


def test_small_answers_say_what_they_hold() -> None:
    """File, preference and figures are told whole."""
    file = attachment_out(Attachment("f" * 32, "a" * 32, "text/plain", "0" * 64, 5, START))
    chosen = preference_out(Preference("FRA", Channel.INBOX, "", 3), "key")
    figures = Figures(4, 3, 2, 1, 120)
    told = statistics_out(Statistics(START, figures, figures), WORDS, is_own=True)
    assert (file.length, file.added_at) == (5, "2026-11-21T09:00:00.000Z")
    assert (chosen.channel, chosen.version, chosen.verify_key) == (Channel.INBOX, 3, "key")
    assert (told.of, told.urgent.median_seconds, told.routine.escalated) == ("own", 120, 1)
