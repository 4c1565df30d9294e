"""Reads how choices are called: `votes/data`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from jisr.assembly.counting.model import AGAINST, FOR
from jisr.assembly.votes.model import ABSTAIN, Choice
from jisr.values import LanguageMap


def question_choices() -> tuple[Choice, ...]:
    """Return what a question is answered with: for or against."""
    return tuple(Choice(key, LanguageMap(_names()[key])) for key in (FOR, AGAINST))


def abstention() -> Choice:
    """Return the choice of none."""
    return Choice(ABSTAIN, LanguageMap(_names()[ABSTAIN]))


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    source = resources.files("jisr.assembly.votes") / "data" / "choices.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
