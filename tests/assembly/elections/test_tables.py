"""What a jurist wrote into the tables of elections can be read and holds together."""

from collections import Counter

from jisr.access.profiles import load_profile
from jisr.assembly.elections import tables
from jisr.assembly.elections.model import ElectionKind
from jisr.values import LANGUAGES


def test_every_member_of_the_world_has_a_region() -> None:
    """Four regions hold the 196 members; Antarctica and no country at all have none."""
    members = [each.country for each in load_profile("world").members]
    assert Counter(map(tables.region_of, members)) == {
        "africa": 54,
        "americas": 38,
        "asia-pacific": 60,
        "europe": 44,
    }
    assert [tables.region_of(code) for code in ("ATA", "XXX", "")] == ["", "", ""]


def test_every_region_is_named_in_all_languages() -> None:
    """A paper in any language can name the region of a Vice-President."""
    assert {frozenset(each.texts) for each in tables.regions().values()} == {frozenset(LANGUAGES)}


def test_the_committee_has_thirteen_seats() -> None:
    """One President, three Vice-Presidents, nine delegates (CON 15)."""
    kinds = (ElectionKind.PRESIDENT, ElectionKind.VICE_PRESIDENT, ElectionKind.DELEGATES)
    assert [tables.committee_seats(kind) for kind in kinds] == [1, 3, 9]
    assert tables.board_members_min() == 3
    assert tables.continental_posts() == set(kinds[:2])
