"""Reads what is data: the paths to approval, when reminders begin, the areas of cooperation."""

import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jisr.errors import NotFound, to_translate
from jisr.meetings.agreements.model import Body, DueKind, Path, Scope
from jisr.values import LanguageMap


def path_on(applies: str, day: datetime.date) -> Path:
    """Return the path of one kind (`data`, `organisation`, `members`) that holds on a day.

    Raises:
        NotFound: the rules know none for that day.
    """
    for row in _table("paths")["path"]:
        is_valid = row["from"] <= day <= row.get("until", datetime.date.max)
        if row["applies"] == applies and is_valid:
            return Path(
                key=applies,
                article=row["article"],
                name=LanguageMap(row["name"]),
                opinions=frozenset(map(Body, row["opinions"])),
                objection_days=row["objection_days"],
            )
    raise NotFound(thing=to_translate("rule"))


@cache
def reminder_days() -> Mapping[DueKind, int]:
    """Return how many days before its day each thing is shown as due."""
    return {DueKind(kind): days for kind, days in _table("reminders")["days"].items()}


@cache
def scopes() -> Mapping[str, Scope]:
    """Return the areas of cooperation by key."""
    return {key: Scope(key, LanguageMap(name)) for key, name in _table("scopes").items()}


@cache
def _table(name: str) -> Mapping[str, Any]:
    source = resources.files("jisr.meetings.agreements") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
