"""The watch remembers how far it came."""

from hit_world import STOLEN, Desk
from jisr.checks.dialogue import watch_store
from ticking import TickingClock


def test_first_look_begins_at_what_there_is(desk: Desk) -> None:
    """Traces and entries from before are behind it."""
    desk.world.check(STOLEN)
    desk.database.in_transaction(watch_store.take_lease)
    with desk.database.reading() as transaction:
        (origin,) = watch_store.origins(transaction)
        assert watch_store.position(transaction, origin) == 0
        assert watch_store.position(transaction, watch_store.ENTRIES) > 0
        assert watch_store.position(transaction, "other") == watch_store.NOTHING


def test_traces_follow_a_position(desk: Desk) -> None:
    """Each trace is given in order, after the last one treated."""
    for _ in range(3):
        desk.world.check(STOLEN)
    with desk.database.reading() as transaction:
        (origin,) = watch_store.origins(transaction)
        found = watch_store.traces_after(transaction, origin, 0, limit=9)
        one = watch_store.traces_after(transaction, origin, -1, limit=1)
    assert [each.position for each in (*one, *found)] == [0, 1, 2]


def test_names_of_a_tree_have_a_mark_of_their_own(desk: Desk) -> None:
    """However long the tree's name is, the mark fits its column and meets no other tree's."""
    desk.world.check(STOLEN)
    desk.database.in_transaction(watch_store.take_lease)
    marks = [watch_store.names_of(each) for each in ("world/MAR/traces/hub", "x" * 255)]
    assert [len(each) for each in marks] == [70, 70]
    with desk.database.reading() as transaction:
        (origin,) = watch_store.origins(transaction)
        assert watch_store.position(transaction, watch_store.names_of(origin)) == 0
        assert watch_store.position(transaction, marks[1]) == watch_store.NOTHING


def test_look_that_goes_on_keeps_its_lease(desk: Desk, clock: TickingClock) -> None:
    """A look at very many traces is not begun a second time beside it."""
    desk.database.in_transaction(watch_store.take_lease)
    clock.advance(seconds=watch_store.LEASE_SECONDS - 1)
    desk.database.in_transaction(watch_store.keep_lease)
    clock.advance(seconds=watch_store.LEASE_SECONDS - 1)
    assert desk.database.in_transaction(watch_store.take_lease) is False


def test_lease_of_a_dead_process_ends(desk: Desk, clock: TickingClock) -> None:
    """A process that died keeps the look for half a minute."""
    taken = [desk.database.in_transaction(watch_store.take_lease) for _ in range(2)]
    clock.advance(seconds=watch_store.LEASE_SECONDS + 1)
    taken.append(desk.database.in_transaction(watch_store.take_lease))
    assert taken == [True, False, True]


def test_lease_from_a_clock_far_ahead_stops_nobody(desk: Desk, clock: TickingClock) -> None:
    """A process whose clock stood an hour ahead does not keep the look for an hour."""
    clock.advance(hours=1)
    desk.database.in_transaction(watch_store.take_lease)
    clock.advance(hours=-1)
    assert desk.database.in_transaction(watch_store.take_lease) is True
