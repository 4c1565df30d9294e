"""Every decision of a session has a sentence."""

import re
from pathlib import Path

from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.assembly.sessions import deadlines, rules, serving
from jisr.assembly.sessions.reasons import ALLOWED, REASONS


def test_every_reason_has_a_sentence_and_every_sentence_a_rule() -> None:
    """The table holds exactly the keys that the decisions give."""
    decided = "".join(
        Path(str(each.__file__)).read_text(encoding="utf-8") for each in (rules, serving)
    )
    dated = "".join(
        path.read_text(encoding="utf-8")
        for path in (
            Path(deadlines.__file__),
            *(Path(rules.__file__).parent / "actions").glob("*.py"),
        )
    )
    given = {f"sessions.{key}" for key in re.findall(r'_no\("(\w+)"\)', decided)}
    given |= set(re.findall(r'why="(sessions\.\w+)"', dated))
    assert set(REASONS) == given | {ALLOWED}


def test_sentences_need_no_details_and_keys_are_new() -> None:
    """A reason stands inside another sentence, and no key of another package is redefined."""
    assert [text for text in REASONS.values() if "{" in text or text.endswith(".")] == []
    assert not REASONS.keys() & ACCESS_REASONS.keys()
