"""Every check is counted once, in its hour, and nothing found in secret is."""

import dataclasses
import datetime

from check_world import ASKED, NOBODY_ELSE, NOUR, PASSPORT
from figure_world import FOUND, MISSED, PAPER, REFUSED, asked, seal, tally
from hit_world import Desk
from jisr.access.model import Purpose
from jisr.checks.dialogue import watch
from jisr.checks.dialogue.pace import oldest_waiting, pace, pace_of
from jisr.checks.tallies import actions, store
from jisr.checks.tallies.model import NETWORK, By, Reach, Tally, Use
from jisr.kit.db import Database
from jisr.records.model import DocumentReference, Kind
from ticking import START, TickingClock

MIDNIGHT = START.replace(hour=0)


def counted(
    database: Database, by: By, bureau: str = NETWORK, since: datetime.datetime = MIDNIGHT
) -> list[Tally]:
    """Return what was counted."""
    with database.reading() as transaction:
        return actions.tallies(transaction, Reach(bureau, since), by)


def test_checks_are_counted_by_hour_purpose_kind_and_bureau(
    database: Database, clock: TickingClock
) -> None:
    """What was refused is a check; a hit is one that found something."""
    seal(database, "MAR", asked(MISSED), asked(FOUND), asked(REFUSED))
    clock.advance(hours=1)
    seal(database, "MAR.PORT", asked(FOUND, PAPER), purpose=Purpose.SECURITY_CHECK)
    seal(database, "FRA", asked(MISSED))
    tally(database)
    assert counted(database, By.HOUR) == [Tally("09", 3, 1), Tally("10", 2, 1)]
    assert counted(database, By.DAY) == [Tally("2026-11-21", 5, 2)]
    assert counted(database, By.PURPOSE, "MAR") == [
        Tally(Purpose.BORDER_MANAGEMENT, 3, 1),
        Tally(Purpose.SECURITY_CHECK, 1, 1),
    ]
    assert counted(database, By.BUREAU, "MAR") == [Tally("MAR", 3, 1), Tally("MAR.PORT", 1, 1)]
    kinds = [each for each in counted(database, By.KIND) if each.found]
    assert kinds == [Tally(Kind.DOCUMENT, 1, 1), Tally(Kind.PERSON, 1, 1)]


def test_checks_before_the_period_are_not_read(database: Database, clock: TickingClock) -> None:
    """A period begins with its hour."""
    seal(database, "MAR", asked(MISSED))
    clock.advance(hours=2)
    seal(database, "MAR", asked(FOUND))
    tally(database)
    later = START + datetime.timedelta(hours=1)
    assert counted(database, By.HOUR, "MAR", later) == [Tally("11", 1, 1)]


def test_another_bureau_with_a_longer_name_is_not_under_it(database: Database) -> None:
    """`MARX` begins like `MAR` and is another."""
    seal(database, "MARX", asked(FOUND))
    tally(database)
    assert counted(database, By.BUREAU, "MAR") == []


def test_a_check_is_counted_once_however_many_count(database: Database) -> None:
    """A second look adds nothing, and of two who counted the same one is refused."""
    seal(database, "MAR", asked(FOUND))
    with database.reading() as transaction:
        piece = actions.count_piece(transaction)
    added = [database.in_transaction(actions.add_piece, piece) for _ in range(2)]
    tally(database)
    assert (added, counted(database, By.DAY)) == ([True, False], [Tally("2026-11-21", 1, 1)])


def test_many_traces_are_counted_in_pieces(database: Database) -> None:
    """One piece holds no more than its limit, over several trees."""
    half = actions.PIECE_TRACES_MAX // 2 + 100
    for bureau in ("FRA", "MAR"):
        seal(database, bureau, *[asked(MISSED)] * half)
    with database.reading() as transaction:
        piece = actions.count_piece(transaction)
    assert sum(piece.counts.values()) == actions.PIECE_TRACES_MAX
    tally(database)
    assert counted(database, By.DAY) == [Tally("2026-11-21", 2 * half, 0)]


def test_blind_hits_are_in_no_count(desk: Desk) -> None:
    """A check that matched a restricted record alone found nothing, also after it is known."""
    watch.follow(desk.database)
    papers = (DocumentReference("XY998877", "LBN", "passport"),)
    desk.world.record(dataclasses.replace(NOUR, documents=papers), audience=NOBODY_ELSE)
    desk.world.check(dataclasses.replace(ASKED, name="", document_number="XY998877"))
    assert watch.follow(desk.database) == 1
    tally(desk.database)
    with desk.database.reading() as transaction:
        asked_of_owners = pace(transaction, since=MIDNIGHT, owner="")
        waiting = oldest_waiting(transaction, owner="")
    assert counted(desk.database, By.DAY) == [Tally("2026-11-21", 1, 0)]
    assert (asked_of_owners, waiting) == (pace_of([]), None)


def test_use_of_bureaus_holds_their_records_and_last_check(desk: Desk, clock: TickingClock) -> None:
    """Records of every audience count; a bureau that never asked has no last check."""
    desk.world.record(PASSPORT, audience=NOBODY_ELSE)
    seal(desk.database, "MAR", asked(FOUND))
    clock.advance(days=1)
    tally(desk.database)
    with desk.database.reading() as transaction:
        held = actions.count_holdings(transaction)
    desk.database.in_transaction(actions.put_holdings, held)
    with desk.database.reading() as transaction:
        uses = actions.uses(transaction, MIDNIGHT)
        today = actions.uses(transaction, MIDNIGHT + datetime.timedelta(days=1))
    last = uses[1].last_asked_at
    assert last is not None
    assert START <= last < START + datetime.timedelta(seconds=5)
    assert uses == [Use("FRA", 0, 0, None, 1), Use("MAR", 1, 1, last, 0)]
    assert today == [Use("FRA", 0, 0, None, 1), Use("MAR", 0, 0, last, 0)]


def test_hours_that_no_figure_reads_are_forgotten(database: Database, clock: TickingClock) -> None:
    """Counts by the day stay."""
    seal(database, "MAR", asked(MISSED))
    tally(database)
    clock.advance(days=actions.HOURS_KEPT_DAYS + 1)
    database.in_transaction(actions.put_holdings, {})
    with database.reading() as transaction:
        uses = [(each.bureau, each.checks) for each in actions.uses(transaction, MIDNIGHT)]
    assert (counted(database, By.DAY), uses) == ([], [("MAR", 1)])


def test_counting_is_due_after_its_tick(database: Database, clock: TickingClock) -> None:
    """Of several processes, one counts in each tick."""

    def due() -> tuple[bool, bool]:
        with database.reading() as transaction:
            return (
                actions.is_due(transaction, tick_seconds=5),
                actions.is_holdings_due(transaction, tick_seconds=60),
            )

    before = due()
    tally(database)
    database.in_transaction(actions.put_holdings, {})
    after = due()
    clock.advance(seconds=10)
    assert (before, after, due()) == ((True, True), (False, False), (True, False))
    with database.reading() as transaction:
        assert actions.counted_at(transaction) == store.looked_at(transaction)[0]
