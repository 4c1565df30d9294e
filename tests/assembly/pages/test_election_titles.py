"""Every word of an election is called something on the pages."""

from collections.abc import Iterable, Mapping

import pytest

from jisr.assembly.counting.elections import Stage
from jisr.assembly.counting.model import Base, Stay
from jisr.assembly.counting.seats import Passed
from jisr.assembly.elections import model
from jisr.assembly.pages import election_titles as titles

STAGES = (titles.NOMINATIONS, *Stage)


@pytest.mark.parametrize(
    ("words", "table"),
    [
        (STAGES, titles.STAGES),
        (STAGES, titles.STAGE_TONES),
        (model.ElectionKind, titles.KINDS),
        (model.NominationState, titles.STATES),
        (model.NominationState, titles.STATE_TONES),
        (model.AcceptanceKind, titles.ACCEPTANCES),
        (model.DrawState, titles.DRAWS),
        (model.DrawState, titles.DRAW_TONES),
        (Passed, titles.PASSED),
        (Base, titles.BASES),
        (Stay, titles.STAYS),
    ],
)
def test_every_word_has_a_title(words: Iterable[str], table: Mapping[str, str]) -> None:
    """A word that is added later is missed here first."""
    assert set(table) == set(words)
    assert all(table.values())


def test_every_formal_check_has_a_title() -> None:
    """What the board reads is named, check by check."""
    assert list(titles.CHECKS) == [
        *("time", "vote", "one", "post", "language", "re-election"),
        *("country", "continent", "region", "delegation", "acceptance"),
    ]
