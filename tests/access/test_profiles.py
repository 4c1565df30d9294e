"""A network is what its profile says, and a profile that cannot be is refused."""

import copy
import datetime
from pathlib import Path
from typing import Any

import pytest

from jisr.access.model import Member, NetworkProfile
from jisr.access.profiles import PROFILE_BYTES_MAX, load_profile, plain, profile_of
from jisr.errors import FileUnreadable, ValueMalformed
from jisr.values import LanguageMap

LEAGUE = "ARE BHR COM DJI DZA EGY IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SOM SYR TUN YEM"
SMALL = """\
name = "small"
languages = ["fr"]
time_zone = "Africa/Casablanca"
is_demo = true
measures = false
title.fr = "Petit réseau"
bodies.GS.fr = "Secrétariat"
bodies.CCF.fr = "Contrôle"
rules.data_processing = "rpd"
members = [
    { country = "MAR", slot = 4, since = "1957-10-09" },
    { country = "FRA", slot = 2 },
]
"""


def _authoritative(**texts: str) -> LanguageMap:
    return LanguageMap(texts, frozenset(texts))


SMALL_PROFILE = NetworkProfile(
    name="small",
    title=_authoritative(fr="Petit réseau"),
    languages=("fr",),
    time_zone="Africa/Casablanca",
    members=(Member("MAR", 4, datetime.date(1957, 10, 9)), Member("FRA", 2)),
    bodies={"GS": _authoritative(fr="Secrétariat"), "CCF": _authoritative(fr="Contrôle")},
    rules={"data_processing": "rpd"},
    is_demo=True,
)


def test_world_has_196_members_and_four_languages() -> None:
    """The model organisation is the United Nations less two, with five more."""
    world = load_profile("world")
    codes = {each.country for each in world.members}
    assert len(world.members) == 196
    assert {"VAT", "PSE", "ABW", "CUW", "SXM"} <= codes
    assert codes & {"PRK", "TUV", "TWN", "XKX", "COK", "NIU", "ESH"} == set()
    assert (world.languages, world.time_zone) == (("ar", "en", "fr", "es"), "Europe/Paris")


def test_arab_network_is_the_league() -> None:
    """The regional profile has the 22 members of the League of Arab States, from Tunis."""
    arab = load_profile("arab")
    assert " ".join(each.country for each in arab.members) == LEAGUE
    assert (arab.languages, arab.time_zone) == (("ar",), "Africa/Tunis")


@pytest.mark.parametrize("name", ["world", "arab"])
def test_slots_are_given_by_position(name: str) -> None:
    """A shipped profile numbers its members without a gap."""
    profile = load_profile(name)
    assert [each.slot for each in profile.members] == list(range(len(profile.members)))


@pytest.mark.parametrize("name", ["world", "arab"])
def test_shipped_profiles_are_no_demo(name: str) -> None:
    """Local sign-in and measuring are never on by default."""
    profile = load_profile(name)
    assert (profile.is_demo, profile.measures) == (False, False)


def test_profile_is_read_from_a_file(tmp_path: Path) -> None:
    """A body writes its own profile, with nothing of the shipped ones in it."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_profile(path) == SMALL_PROFILE


@pytest.mark.parametrize("name", ["nowhere", "nowhere.toml", "../../../etc/passwd", ""])
def test_missing_profile_is_said(name: str) -> None:
    """A name that leads to no profile is refused with one sentence."""
    with pytest.raises(FileUnreadable):
        load_profile(name)


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", b"# no profile\n" * 2])
def test_broken_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """What is not TOML, not UTF-8 or empty is no profile."""
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises((FileUnreadable, ValueMalformed)):
        load_profile(path)


def test_overlong_file_is_refused(tmp_path: Path) -> None:
    """A file that is far too long is not parsed."""
    path = tmp_path / "long.toml"
    path.write_bytes(b"#" * (PROFILE_BYTES_MAX + 1))
    with pytest.raises(ValueMalformed):
        load_profile(path)


@pytest.mark.parametrize("name", ["world", "arab"])
def test_profile_comes_back_from_its_plain_values(name: str) -> None:
    """What entry 0 holds is the whole profile."""
    profile = load_profile(name)
    assert profile_of(plain(profile)) == profile


def _member(**changed: Any) -> dict[str, Any]:
    return {"country": "MAR", "slot": 0} | changed


WRONG: dict[str, tuple[str, Any]] = {
    "no members": ("members", []),
    "members are no list": ("members", {"MAR": 0}),
    "a member is no table": ("members", ["MAR"]),
    "duplicate member": ("members", [_member(), _member(slot=1)]),
    "duplicate slot": ("members", [_member(), _member(country="FRA")]),
    "unknown country": ("members", [_member(country="ZZZ")]),
    "alpha-2 country": ("members", [_member(country="MA")]),
    "special code": ("members", [_member(country="XXB")]),
    "country is a number": ("members", [_member(country=504)]),
    "negative slot": ("members", [_member(slot=-1)]),
    "slot too high": ("members", [_member(slot=1024)]),
    "slot is a truth value": ("members", [_member(slot=True)]),
    "slot is text": ("members", [_member(slot="0")]),
    "member with an unknown field": ("members", [_member(vote=2)]),
    "partial first day": ("members", [_member(since="1957")]),
    "no languages": ("languages", []),
    "unknown language": ("languages", ["fr", "de"]),
    "language twice": ("languages", ["fr", "fr"]),
    "languages are text": ("languages", "fr"),
    "unknown time zone": ("time_zone", "Europe/Lyon"),
    "time zone outside": ("time_zone", "../../etc/passwd"),
    "time zone is a number": ("time_zone", 1),
    "title lacks an official language": ("title", {"en": "Small"}),
    "title in an unknown language": ("title", {"fr": "Petit", "de": "Klein"}),
    "title is text": ("title", "Petit"),
    "a body is missing": ("bodies", {"GS": {"fr": "Secrétariat"}}),
    "bodies are text": ("bodies", "GS"),
    "name hides something": ("name", "small\u202e"),
    "name is empty": ("name", ""),
    "rules are a list": ("rules", ["rpd"]),
    "a rule is a number": ("rules", {"data_processing": 1}),
    "demo is text": ("is_demo", "false"),
    "unknown field": ("tenant", "x"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_impossible_profile_is_refused(wrong: str) -> None:
    """Each way in which a profile can be wrong is refused before anything is founded."""
    field, value = WRONG[wrong]
    given = copy.deepcopy(plain(SMALL_PROFILE)) | {field: value}
    with pytest.raises(ValueMalformed):
        profile_of(given)


@pytest.mark.parametrize("field", sorted(plain(SMALL_PROFILE)))
def test_incomplete_profile_is_refused(field: str) -> None:
    """No field has a default that somebody could forget."""
    given = plain(SMALL_PROFILE)
    del given[field]
    with pytest.raises(ValueMalformed):
        profile_of(given)
