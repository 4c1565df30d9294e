"""Reads what a jurist may edit about elections: the files in `assembly/elections/data`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jisr.access.countries import country
from jisr.assembly.elections.model import ElectionKind
from jisr.errors import ValueMalformed
from jisr.values import LanguageMap


@cache
def regions() -> Mapping[str, LanguageMap]:
    """Return the electoral regions with their names."""
    return {key: LanguageMap(names) for key, names in _table("regions")["names"].items()}


@cache
def region_of(member: str) -> str:
    """Return the electoral region of a member by its alpha-3 code; empty where none is known."""
    table = _table("regions")
    try:
        of_m49 = table["of_m49"].get(country(member).region, "")
    except ValueMalformed:
        of_m49 = ""
    return str(table["exceptions"].get(member, of_m49))


@cache
def committee_seats(kind: ElectionKind) -> int:
    """Return how many such posts the executive committee has (CON 15)."""
    return int(_table("rules")["committee"][kind])


@cache
def barring_posts(kind: ElectionKind) -> frozenset[ElectionKind]:
    """Return whose holders cannot stand in this election (CON 19)."""
    return frozenset(map(ElectionKind, _table("rules")["reelection"][kind]))


@cache
def continental_posts() -> frozenset[ElectionKind]:
    """Return the posts whose holders come from different continents (CON 15)."""
    return frozenset(map(ElectionKind, _table("rules")["continents"]["posts"]))


@cache
def board_members_min() -> int:
    """Return how many members the elections board has at least (RoP 47)."""
    return int(_table("rules")["board"]["members_min"])


@cache
def words() -> Mapping[str, Any]:
    """Return the words of titles and sheets, in the languages of the organisation."""
    return _table("words")


@cache
def _table(name: str) -> dict[str, Any]:
    source = resources.files("jisr.assembly.elections") / "data" / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
