"""What the explorer shows."""

import dataclasses

from jisr.ledger.listing import EntryLine
from jisr.oversight.model import KINDS, Group, Sealed
from jisr.oversight.sight import entry_of

ACT = (
    b'{"audience_class":"members","bureau":"MAR","officer":"head@mar","purpose":"administration",'
    b'"subject":"MAR.PORT","time":"2026-11-21T09:00:00.001Z","verb":"bureau.registered",'
    b'"version":1}'
)
ENTRY = entry_of(EntryLine("0f" * 16, 4, "members", ACT, is_erased=False))


def test_an_entry_is_covered_when_the_signed_tree_reaches_beyond_it() -> None:
    """A tree of four entries holds positions 0 to 3; what is not numbered is in no tree."""
    sealed = Sealed(ENTRY, "net", "", "", "", 4)
    waiting = dataclasses.replace(ENTRY, position=None)
    assert [
        sealed.is_covered,
        dataclasses.replace(sealed, signed_size=5).is_covered,
        dataclasses.replace(sealed, entry=waiting, signed_size=5).is_covered,
    ] == [False, True, False]


def test_every_group_holds_kinds() -> None:
    """A person who looks for a group finds something that it means."""
    assert (ENTRY.kind, set(KINDS)) == ("bureau", set(Group))
    assert ENTRY.kind in KINDS[Group.NETWORK]
