"""Reads the rules about texts that are data, each with its article and its days of validity."""

import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jisr.errors import NotFound

_FIRST_DAY = "from"
_LAST_DAY = "until"


@cache
def _tables() -> Mapping[str, Any]:
    source = resources.files("jisr.assembly.texts") / "data" / "rules.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def rule_on(kind: str, day: datetime.date) -> Mapping[str, Any]:
    """Return the rule of one kind (`agenda`, `reading`, `numbering`) that holds on a day.

    Raises:
        NotFound: no rule of the kind holds on that day.
    """
    for rule in _tables().get(kind, ()):
        if rule[_FIRST_DAY] <= day <= rule.get(_LAST_DAY, datetime.date.max):
            return dict(rule)
    raise NotFound
