"""Every decision has a sentence."""

import re
from pathlib import Path

from jisr.access import rules
from jisr.access.reasons import ALLOWED, REASONS


def test_every_reason_has_a_sentence_and_every_sentence_a_rule() -> None:
    """The table holds exactly the keys that the rules give."""
    source = Path(rules.__file__).read_text(encoding="utf-8")
    given = {f"access.{key}" for key in re.findall(r'_no\("(\w+)"\)', source)}
    assert set(REASONS) == given | {ALLOWED}


def test_sentences_need_no_details() -> None:
    """A reason stands inside another sentence, so it has nothing to fill in and no full stop."""
    assert [text for text in REASONS.values() if "{" in text or text.endswith(".")] == []
