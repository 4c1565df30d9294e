"""Reads what a domain expert may edit about hits: the files in `dialogue/data`."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from jisr.checks.dialogue.model import Reason, Side
from jisr.values import LANGUAGES, LanguageMap


@cache
def outcomes() -> Mapping[str, Reason]:
    """Return what can come of a hit, by code."""
    return {row["code"]: _reason(row) for row in _rows("outcomes.csv")}


@cache
def dismissals(side: Side) -> Mapping[str, Reason]:
    """Return why a side may dismiss a hit, by code: the asking one or the secretariat's reviewer.

    No other side dismisses anything.
    """
    word = {Side.ASKING: "asking", Side.SECRETARIAT: "reviewer"}.get(side)
    return {row["code"]: _reason(row) for row in _rows("dismissals.csv") if row["by"] == word}


def _reason(row: Mapping[str, str]) -> Reason:
    return Reason(
        code=row["code"],
        title=LanguageMap({language: row[language] for language in LANGUAGES}),
        source=row["source"],
        needs_confirmation=row.get("needs_confirmation") == "yes",
    )


def _rows(file_name: str) -> list[dict[str, str]]:
    source = resources.files("jisr.checks.dialogue") / "data" / file_name
    lines = source.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))
