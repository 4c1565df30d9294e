"""A bureau's head or security officer says how it is told of hits, and that is sealed."""

import pytest

from hit_world import Desk
from jisr.checks.dialogue.model import Channel, Preference
from jisr.checks.dialogue.preferences import choose_preference, read_preference
from jisr.errors import Denied, NotFound, ValueMalformed, VersionStale
from jisr.ledger.log import entries_after

MAIL = Preference("FRA", Channel.EMAIL, "desk@fra.example")


def _choose(desk: Desk, officer: str, wanted: Preference, *, private: bool = False) -> Preference:
    return desk.database.in_transaction(
        choose_preference, desk.world.officer(officer), wanted, allows_private=private
    )


def _read(desk: Desk, officer: str, bureau: str = "") -> Preference:
    with desk.database.reading() as transaction:
        return read_preference(transaction, desk.world.officer(officer), bureau)


def test_choice_is_read_by_the_bureau(desk: Desk) -> None:
    """Every officer of the bureau sees it; before it there is the inbox."""
    before = _read(desk, "officer@fra")
    chosen = _choose(desk, "guard@fra", MAIL)
    assert (before, _read(desk, "officer@fra")) == (Preference("FRA"), chosen)
    assert chosen.version == 1


@pytest.mark.parametrize(
    "officer", ["officer@fra", "system@fra", "guardian@fra", "head@mar", "root", "member@ccf"]
)
def test_others_do_not_choose(desk: Desk, officer: str) -> None:
    """Neither its own desk nor another bureau says where a bureau's notices go."""
    with pytest.raises(Denied):
        _choose(desk, officer, MAIL)


def test_another_bureaus_choice_is_not_shown(desk: Desk) -> None:
    """Where a bureau's machines stand is its own matter; the bureau above it may know."""
    with pytest.raises(Denied):
        _read(desk, "head@mar", "FRA")
    assert _read(desk, "head@mar", "MAR.PORT") == Preference("MAR.PORT")


def test_second_choice_needs_the_first_one_read(desk: Desk) -> None:
    """Two officers choose at once: the second is told."""
    _choose(desk, "head@fra", MAIL)
    with pytest.raises(VersionStale):
        _choose(desk, "guard@fra", MAIL)


def test_unknown_bureau_has_no_preference(desk: Desk) -> None:
    """A bureau that is not registered is named by nobody."""
    with pytest.raises(NotFound):
        _choose(desk, "head@fra", Preference("FRA.NONE"))


@pytest.mark.parametrize(
    ("channel", "address", "private"),
    [
        (Channel.WEBHOOK, "http://fra.example/", False),
        (Channel.WEBHOOK, "", True),
        (Channel.EMAIL, "", False),
        (Channel.EMAIL, "desk@fra.example, other@fra.example", False),
        (Channel.INBOX, "x", False),
    ],
)
def test_wrong_address_is_refused(
    desk: Desk, channel: Channel, address: str, *, private: bool
) -> None:
    """An address that its channel cannot use is not kept."""
    with pytest.raises(ValueMalformed):
        _choose(desk, "head@fra", Preference("FRA", channel, address), private=private)


def test_private_webhook_where_the_network_allows_it(desk: Desk) -> None:
    """With the setting a webhook may be plain http beside the hub."""
    wanted = Preference("FRA", Channel.WEBHOOK, "http://127.0.0.1:8000/")
    assert _choose(desk, "head@fra", wanted, private=True).address == wanted.address


def test_choice_is_sealed_for_nobody_who_follows(desk: Desk) -> None:
    """Who changed it can be proven; other members do not learn the address."""
    _choose(desk, "head@fra", MAIL)
    with desk.database.reading() as transaction:
        (entry,) = [
            each
            for each in entries_after(transaction, -1, 1_000)
            if each.subject_kind == "hit_preference"
        ]
    assert (entry.subject, entry.audience_class) == ("hit-preference:FRA", "oversight")
