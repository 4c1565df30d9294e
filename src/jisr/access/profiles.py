"""Reads a network's profile: who its members are and in which languages it works."""

import tomllib
import zoneinfo
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from jisr.access.countries import country
from jisr.access.model import OVERSIGHT, SECRETARIAT, Member, NetworkProfile
from jisr.access.texts import day, is_line
from jisr.errors import FileUnreadable, ValueMalformed, to_translate
from jisr.values import LANGUAGES, LanguageMap

PROFILE_BYTES_MAX = 1_000_000
"""A profile of 400 members with every text has about 40 kB; more is no profile."""
SLOT_MAX = 1023
"""Audience masks hold 1,024 members: four times as many as there are countries."""

_FIELDS = frozenset(
    ("name", "title", "languages", "time_zone", "members", "bodies", "rules", "is_demo", "measures")
)
_MEMBER_FIELDS = frozenset(("country", "slot", "since"))


def load_profile(name_or_path: str | Path) -> NetworkProfile:
    """Return a profile of the package (`world`, `arab`) or of a TOML file (`./mine.toml`).

    Raises:
        FileUnreadable: there is no such profile, or it is not TOML.
        ValueMalformed: what it says cannot be (unknown country, a slot given twice, ...).
    """
    path = Path(name_or_path)
    data = resources.files("jisr.access") / "data" / "profiles"
    source = path if path.suffix == ".toml" else data / f"{path.name}.toml"
    try:
        with source.open("rb") as file:
            content = file.read(PROFILE_BYTES_MAX + 1)
        if len(content) > PROFILE_BYTES_MAX:
            _refuse("profile", to_translate("it is too long"))
        return profile_of(tomllib.loads(content.decode("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileUnreadable(path=name_or_path) from error


def profile_of(given: Mapping[str, Any]) -> NetworkProfile:
    """Return the profile that a table of plain values describes; `plain` is its inverse.

    Raises:
        ValueMalformed: a field is missing, unknown or impossible.
    """
    if set(given) != _FIELDS:
        _refuse("profile", to_translate("it has a field too many or too few"))
    languages = _texts(given, "languages")
    if not languages or not set(languages) <= set(LANGUAGES):
        _refuse("languages", to_translate("use ar, en, fr or es"))
    bodies = {key: _language_map(text, languages) for key, text in _table(given, "bodies").items()}
    if set(bodies) != {SECRETARIAT, OVERSIGHT}:
        _refuse("bodies", to_translate("name the secretariat (GS) and the oversight body (CCF)"))
    return NetworkProfile(
        name=_text(given, "name"),
        title=_language_map(given["title"], languages),
        languages=languages,
        time_zone=_time_zone(given),
        members=_members(given["members"]),
        bodies=bodies,
        rules={key: _text(_table(given, "rules"), key) for key in _table(given, "rules")},
        is_demo=_flag(given, "is_demo"),
        measures=_flag(given, "measures"),
    )


def plain(profile: NetworkProfile) -> dict[str, Any]:
    """Return the profile as the table of plain values that is sealed as entry 0."""
    return {
        "name": profile.name,
        "title": dict(profile.title.texts),
        "languages": list(profile.languages),
        "time_zone": profile.time_zone,
        "members": [
            {"country": each.country, "slot": each.slot}
            | ({"since": each.since.isoformat()} if each.since else {})
            for each in profile.members
        ],
        "bodies": {key: dict(name.texts) for key, name in profile.bodies.items()},
        "rules": dict(profile.rules),
        "is_demo": profile.is_demo,
        "measures": profile.measures,
    }


def _members(given: Any) -> tuple[Member, ...]:
    if not isinstance(given, list) or not given:
        _refuse("members", to_translate("a network has at least one member"))
    members = tuple(_member(each) for each in given)
    if len({each.country for each in members}) < len(members):
        _refuse("members", to_translate("a country is named twice"))
    if len({each.slot for each in members}) < len(members):
        _refuse("members", to_translate("a slot is given twice"))
    return members


def _member(given: Any) -> Member:
    if not isinstance(given, dict) or not {"country", "slot"} <= set(given) <= _MEMBER_FIELDS:
        _refuse("members", to_translate("a member has a country, a slot and perhaps a first day"))
    slot = given["slot"]
    if type(slot) is not int or not 0 <= slot <= SLOT_MAX:  # True is an int too
        _refuse("slot", to_translate("use a whole number from 0 to 1023"))
    since = day("since", _text(given, "since")) if "since" in given else None
    return Member(country=country(_text(given, "country")).code, slot=slot, since=since)


def _time_zone(given: Mapping[str, Any]) -> str:
    name = _text(given, "time_zone")
    try:
        return zoneinfo.ZoneInfo(name).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueMalformed(
            field="time_zone", why=to_translate("write it as Europe/Paris")
        ) from error


def _language_map(given: Any, languages: tuple[str, ...]) -> LanguageMap:
    """Return a text; the official languages must have it and are authoritative."""
    if not isinstance(given, dict) or not set(languages) <= set(given) <= set(LANGUAGES):
        _refuse("text", to_translate("give it in every official language"))
    return LanguageMap({key: _text(given, key) for key in given}, frozenset(languages))


def _text(given: Mapping[str, Any], field: str) -> str:
    text = given[field]
    if not isinstance(text, str) or not is_line(text):
        _refuse(field, to_translate("write one line of text"))
    return text


def _texts(given: Mapping[str, Any], field: str) -> tuple[str, ...]:
    texts = given[field]
    if not isinstance(texts, list) or len(set(map(str, texts))) < len(texts):
        _refuse(field, to_translate("write a list in which nothing stands twice"))
    return tuple(str(each) for each in texts)


def _table(given: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    table = given[field]
    if not isinstance(table, dict):
        _refuse(field, to_translate("write a table of names and texts"))
    return table


def _flag(given: Mapping[str, Any], field: str) -> bool:
    flag = given[field]
    if not isinstance(flag, bool):
        _refuse(field, to_translate("write true or false"))
    return flag


def _refuse(field: str, why: str) -> NoReturn:
    raise ValueMalformed(field=field, why=why)
