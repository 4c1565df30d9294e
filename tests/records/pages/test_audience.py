"""Promises about who sees a record, in words."""

from jisr.app.home import REASONS
from jisr.kit.words import Words
from jisr.records.model import Viewer
from jisr.records.pages.audience import Company, Seen, seen_by


def test_members_stand_together_by_the_rule_that_names_them() -> None:
    """Those who see it first, the fewest first; each with its reason in words."""
    viewers = (
        Viewer("FRA", sees=True, why="record.seen_by_audience"),
        Viewer("MAR", sees=True, why="record.seen_by_owner"),
        Viewer("SYR", sees=False, why="record.excluded"),
        Viewer("ESP", sees=True, why="record.seen_by_audience"),
    )
    assert seen_by(viewers, Words("en", REASONS)) == Seen(
        seeing=3,
        everyone=4,
        companies=(
            Company(sees=True, why="the record is the member's own", members=("Morocco (MAR)",)),
            Company(
                sees=True,
                why="the owner shares it with this member",
                members=("France (FRA)", "Spain (ESP)"),
            ),
            Company(
                sees=False,
                why="the owner excludes this member",
                members=("Syria (SYR)",),
            ),
        ),
    )
