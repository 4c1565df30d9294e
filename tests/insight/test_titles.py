"""Everything that figures tell apart has its words."""

from jisr.checks.tallies.model import By
from jisr.insight import titles
from jisr.insight.model import Of, Period
from jisr.records.model import Kind


def test_every_word_of_a_figure_has_its_sentence() -> None:
    """Periods, whose figures, how they are told apart and what was asked about."""
    assert set(titles.PERIODS) == set(Period)
    assert set(titles.OF) == set(Of)
    assert set(titles.KINDS) == set(Kind)
    assert set(titles.TITLES) == set(titles.HEADS) == set(By)
    assert set(titles.DEFINITIONS) == {*By, "pace", "records"}
