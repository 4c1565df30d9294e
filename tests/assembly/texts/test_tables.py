"""The rules about texts that are data."""

import datetime

import pytest

from jisr.assembly.texts.tables import rule_on
from jisr.errors import NotFound


def test_a_rule_has_its_article() -> None:
    """The rule that holds on a day is told with where it stands."""
    assert rule_on("agenda", datetime.date(2026, 11, 23)) == {
        "article": "RoP 12",
        "from": datetime.date(2019, 10, 18),
        "request_days": 60,
    }


@pytest.mark.parametrize(
    ("kind", "day"),
    [("agenda", datetime.date(2019, 10, 17)), ("seating", datetime.date(2026, 1, 1))],
)
def test_no_rule_before_its_first_day(kind: str, day: datetime.date) -> None:
    """Before its first day a rule does not hold, and an unknown kind has none."""
    with pytest.raises(NotFound):
        rule_on(kind, day)
