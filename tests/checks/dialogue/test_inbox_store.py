"""How the hits of an inbox are found; the tests of `inbox` say who finds which."""

from hit_world import Desk, seen
from jisr.checks.dialogue import attachments, inbox_store
from jisr.checks.dialogue.inbox_model import Tab
from jisr.checks.dialogue.store import Reach


def test_nothing_is_within_no_reach(desk: Desk) -> None:
    """Who stands for no bureau is listed nothing and counts nothing."""
    desk.asked()
    with desk.database.reading() as transaction:
        counts = inbox_store.count_tabs(transaction, Reach())
        found = [
            inbox_store.list_tab(transaction, Reach(), tab, after=None, limit=9) for tab in Tab
        ]
    assert (set(counts.values()), found) == ({0}, [[]] * len(Tab))


def test_files_are_told_without_their_contents(desk: Desk) -> None:
    """A page names what was attached; the bytes are read one by one."""
    view = desk.asked()
    added = desk.do("officer@fra", attachments.attach, seen(view), "text/plain", b"hello")
    with desk.database.reading() as transaction:
        files = inbox_store.files_of(transaction, view.dialogue.id)
    assert files == {added.id: added}
