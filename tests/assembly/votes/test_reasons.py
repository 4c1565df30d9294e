"""The sentences of the reasons."""

import re
from importlib import resources

from jisr.assembly.votes.model import VoteState
from jisr.assembly.votes.reasons import ALLOWED, REASONS

_FOLDER = resources.files("jisr.assembly.votes")
_KEY = re.compile(r'"votes\.([a-z_]+)"|_no\("([a-z_]+)"|else "([a-z_]+)"\)')


def test_every_reason_has_its_sentence_and_is_given() -> None:
    """The keys that the rules give are the keys that have a sentence."""
    given = {
        f"votes.{plain or short or other}"
        for source in (*_FOLDER.iterdir(), *(_FOLDER / "actions").iterdir())
        if source.name.endswith(".py") and source.name not in {"reasons.py", "store.py"}
        for plain, short, other in _KEY.findall(source.read_text(encoding="utf-8"))
    }
    by_state = {f"votes.{VoteState.ANNOUNCED}", f"votes.{VoteState.ANNULLED}"}
    assert given | by_state | {ALLOWED} == set(REASONS)
