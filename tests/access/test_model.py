"""The words of access are those of the rules they come from."""

from jisr.access.model import OVERSIGHT, SECRETARIAT, Purpose
from jisr.access.profiles import load_profile


def test_purposes_are_the_nine() -> None:
    """The purposes are those of RPD Art. 10(2), no more and no less."""
    assert [each.value for each in Purpose] == [
        "wanted-person",
        "locate",
        "investigation",
        "warn",
        "identify",
        "forensics",
        "security-check",
        "border-management",
        "analysis",
    ]


def test_bodies_of_the_organisation_are_no_countries() -> None:
    """No member's bureau can be taken for the secretariat or the oversight body."""
    codes = {each.country for each in load_profile("world").members}
    assert codes & {SECRETARIAT, OVERSIGHT} == set()
