"""Every decision about memoranda has a sentence."""

import re
from pathlib import Path

from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.meetings.agreements import rules
from jisr.meetings.agreements.reasons import REASONS


def test_every_reason_has_a_sentence_and_every_sentence_a_rule() -> None:
    """The table holds exactly the keys that the decisions give."""
    source = Path(rules.__file__).read_text(encoding="utf-8")
    given = {f"memoranda.{key}" for key in re.findall(r'_no\("(\w+)"\)', source)}
    assert set(REASONS) == given


def test_sentences_need_no_details_and_keys_are_new() -> None:
    """A reason stands inside another sentence, and no key of another package is redefined."""
    assert [text for text in REASONS.values() if "{" in text or text.endswith(".")] == []
    assert not REASONS.keys() & ACCESS_REASONS.keys()
