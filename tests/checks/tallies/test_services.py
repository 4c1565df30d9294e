"""What counts beside the requests starts, counts and stops."""

import threading

from figure_world import FOUND, asked, seal
from hit_world import Desk
from jisr.checks.tallies import actions
from jisr.checks.tallies.services import Tallier
from ticking import START


def test_a_tick_counts_checks_and_records(desk: Desk) -> None:
    """Once a hub runs, everything there was is counted."""
    seal(desk.database, "MAR", asked(FOUND))
    Tallier(desk.database).tick()
    with desk.database.reading() as transaction:
        uses = actions.uses(transaction, START.replace(hour=0))
        assert actions.counted_at(transaction) is not None
        assert not actions.is_holdings_due(transaction, tick_seconds=60)
    assert [(each.bureau, each.checks, each.found) for each in uses] == [("MAR", 1, 1)]


def test_it_counts_at_once_and_ends(desk: Desk) -> None:
    """It begins without waiting a tick, and leaves no thread behind."""
    seal(desk.database, "MAR", asked(FOUND))
    service = Tallier(desk.database)
    service.start()
    service.stop()
    assert [each for each in threading.enumerate() if each.name == "tallies"] == []
