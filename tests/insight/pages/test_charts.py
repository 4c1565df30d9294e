"""A chart's rows are named in the reader's language, and drawn within their frame."""

import pytest

from jisr.checks.tallies.model import By
from jisr.insight.model import Count
from jisr.insight.pages.charts import Line, Writer
from jisr.kit.words import Words
from jisr.values import LanguageMap

WRITER = Writer(Words("fr"), {"MAR": LanguageMap({"en": "Morocco", "fr": "Maroc"})})


@pytest.mark.parametrize(
    ("by", "key", "name"),
    [
        (By.HOUR, "09", "09:00"),
        (By.DAY, "2026-11-21", "21 novembre 2026"),
        (By.BUREAU, "MAR", "Maroc"),
        (By.BUREAU, "XXX", "XXX"),
        (By.PURPOSE, "unknown", "unknown"),
    ],
)
def test_keys_are_written_as_people_read_them(by: By, key: str, name: str) -> None:
    """What has no name stands as it is."""
    assert WRITER.chart(by, (Count(key, 3, 1),)).lines == (Line(key, name, 3, 1),)


def test_the_longest_bar_fills_the_frame_and_nothing_passes_it() -> None:
    """Without a number there is nothing to draw, and no division by nothing."""
    chart = WRITER.chart(By.HOUR, (Count("09", 30, None), Count("10", 60, 4)))
    assert (chart.checks_most, chart.hits_most, chart.is_time, chart.has_checks) == (
        60,
        4,
        True,
        True,
    )
    empty = WRITER.chart(By.KIND, ())
    assert (empty.checks_most, empty.hits_most, empty.has_checks) == (1, 1, False)


def test_what_is_withheld_has_a_word() -> None:
    """It is not shown as none."""
    english = Writer(Words("en"), {})
    assert [english.hits(each) for each in (None, 0, 1_234)] == ["not told", "0", "1,234"]
