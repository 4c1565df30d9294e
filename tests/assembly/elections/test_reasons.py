"""The sentences of the reasons of elections."""

import re
from pathlib import Path

from jisr.assembly.elections import reasons
from jisr.assembly.elections.reasons import ALLOWED, REASONS

_KEY = re.compile(r'"elections\.([a-z_]+)"|_no\("([a-z_]+)"|_if\((?:.|\n)*?, "([a-z_]+)"')
_LAST = re.compile(r'^        "([a-z_]+)",$', re.MULTILINE)


def test_every_reason_has_its_sentence_and_is_given() -> None:
    """The keys that the rules and verbs give are the keys that have a sentence."""
    folder = Path(reasons.__file__).parent
    texts = [
        source.read_text(encoding="utf-8")
        for source in (*folder.glob("*.py"), *folder.glob("actions/*.py"))
        if source.name != "reasons.py"
    ]
    given = {key for text in texts for found in _KEY.findall(text) for key in found if key}
    given |= {key for text in texts for key in _LAST.findall(text)}
    known = {key.removeprefix("elections.") for key in REASONS if key != ALLOWED}
    assert sorted(known - given) == []
    assert [text for text in REASONS.values() if "{" in text or text.endswith(".")] == []
