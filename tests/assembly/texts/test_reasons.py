"""The sentences of the reasons."""

import re
from importlib import resources

from jisr.assembly.texts.reasons import ALLOWED, REASONS

_FOLDER = resources.files("jisr.assembly.texts")
_KEY = re.compile(r'"texts\.([a-z_]+)"|_no\("([a-z_]+)"')


def test_every_reason_has_its_sentence_and_is_given() -> None:
    """The keys that the rules give are the keys that have a sentence."""
    given = {
        f"texts.{plain or short}"
        for source in (*_FOLDER.iterdir(), *(_FOLDER / "actions").iterdir())
        if source.name.endswith(".py") and source.name != "reasons.py"
        for plain, short in _KEY.findall(source.read_text(encoding="utf-8"))
    }
    assert given == set(REASONS)
    assert ALLOWED not in REASONS
