"""The promises of who writes what on a board."""

import datetime

from jisr.assembly.boards import rules
from jisr.assembly.boards.model import Kind
from jisr.assembly.sessions.model import Capacity, HallKey, KeyUse, Office, Post

AT = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
KEY = HallKey("1", 93, "head@mar", "MAR", KeyUse.VOTE, "public", "", AT)


def test_the_registrars_lines_are_written_by_nobody_else() -> None:
    """A manifest, a revocation, a close and a result are never submitted."""
    refused = {kind for kind in Kind if not rules.may_submit(kind).allowed}
    assert refused == {Kind.MANIFEST, Kind.REVOKE, Kind.CLOSE, Kind.RESULT}


def test_one_writes_for_ones_own_member() -> None:
    """The author is the member for whom one speaks."""
    found = [rules.may_write_for(author, "MAR").allowed for author in ("MAR", "TUN", "")]
    assert found == [True, False, False]


def test_a_key_counts_for_its_member_and_its_holder() -> None:
    """Another key, another member's key and, where it matters, another holder's do not count."""
    assert rules.is_key_good([KEY], "MAR", "public").allowed
    assert rules.is_key_good([KEY], "MAR", "public", officer="head@mar").allowed
    for author, public, officer in (
        ("TUN", "public", ""),
        ("MAR", "other", ""),
        ("MAR", "public", "other@mar"),
    ):
        assert not rules.is_key_good([KEY], author, public, officer=officer).allowed
    assert not rules.is_key_good([], "MAR", "public").allowed


def test_a_ballot_is_ended_by_the_head_or_the_secretary() -> None:
    """Nobody else takes a member's ballot away, whatever office he holds."""
    head = Capacity(None, "MAR", frozenset({Post.HEAD}), frozenset(), is_secretary=False)
    caster = Capacity(None, "MAR", frozenset({Post.BALLOT_CASTER}), frozenset(), is_secretary=False)
    chair = Capacity(None, "KEN", frozenset(), frozenset({Office.CHAIR}), is_secretary=False)
    secretary = Capacity(None, "", frozenset(), frozenset(), is_secretary=True)
    found = [rules.may_revoke(each, "MAR").allowed for each in (head, caster, chair, secretary)]
    assert found == [True, False, False, True]
    assert not rules.may_revoke(head, "TUN").allowed
