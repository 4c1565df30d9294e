"""Promises about who fails to sign in again and again."""

import pytest

from jisr.access.sign_in.throttle import (
    COUNTED,
    FAILURES_BY_ACCOUNT_MAX,
    FAILURES_BY_ADDRESS_MAX,
    network_of,
    of_machine,
    of_person,
    throttled,
)
from jisr.errors import CredentialRefused, NotFound, RateExceeded
from jisr.kit.db import Database
from ticking import TickingClock


def fail(database: Database, address: str, account: str = "") -> None:
    """Try with a wrong credential."""
    with pytest.raises(CredentialRefused), throttled(database, of_person(address, account)):
        raise CredentialRefused(why="wrong")


def is_free(database: Database, address: str, account: str = "") -> bool:
    """Return whether an attempt is let through."""
    try:
        with throttled(database, of_person(address, account)):
            return True
    except RateExceeded:
        return False


def test_an_account_waits_wherever_it_is_tried_from(database: Database) -> None:
    """Ten failures from ten addresses are ten failures; other accounts are not slowed."""
    for number in range(FAILURES_BY_ACCOUNT_MAX):
        fail(database, f"192.0.2.{number}", "amal")
    assert not is_free(database, "192.0.2.200", "amal")
    assert is_free(database, "192.0.2.1", "badr")


def test_an_address_waits_whatever_it_tries(database: Database) -> None:
    """A hundred accounts once each are a hundred failures; another address is not slowed."""
    for number in range(FAILURES_BY_ADDRESS_MAX):
        fail(database, "192.0.2.1", f"officer-{number}")
    assert not is_free(database, "192.0.2.1", "amal")
    assert is_free(database, "192.0.2.2", "amal")


def test_who_waited_may_try_again(database: Database, clock: TickingClock) -> None:
    """After a quarter of an hour; the answer says how long."""
    for _ in range(FAILURES_BY_ACCOUNT_MAX):
        fail(database, "192.0.2.1", "amal")
    with (
        pytest.raises(RateExceeded) as refused,
        throttled(database, of_person("192.0.2.1", "amal")),
    ):
        pass
    assert refused.value.details == {"seconds": int(COUNTED.total_seconds())}
    clock.instant += COUNTED
    assert is_free(database, "192.0.2.1", "amal")


def test_who_signs_in_rightly_begins_anew(database: Database) -> None:
    """Nine slips a day apart from each other never lock anyone out."""
    for _ in range(2):
        for _ in range(FAILURES_BY_ACCOUNT_MAX - 1):
            fail(database, "192.0.2.1", "amal")
        assert is_free(database, "192.0.2.1", "amal")


def test_only_refused_credentials_count(database: Database) -> None:
    """What else goes wrong is no guess."""
    for _ in range(FAILURES_BY_ACCOUNT_MAX):
        with pytest.raises(NotFound), throttled(database, of_person("192.0.2.1", "amal")):
            raise NotFound(thing="x")
    assert is_free(database, "192.0.2.1", "amal")


def test_a_machine_is_counted_where_it_stands(database: Database) -> None:
    """Nobody locks it out from elsewhere, and it does not lock out its neighbours or people."""
    for _ in range(FAILURES_BY_ACCOUNT_MAX):
        with (
            pytest.raises(CredentialRefused),
            throttled(database, of_machine("192.0.2.1", "desk")),
        ):
            raise CredentialRefused(why="wrong")
    with pytest.raises(RateExceeded), throttled(database, of_machine("192.0.2.1", "desk")):
        pass
    for limits in (
        of_machine("192.0.2.2", "desk"),
        of_machine("192.0.2.1", "port"),
        of_person("192.0.2.1", "desk"),
    ):
        with throttled(database, limits):
            pass


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", ""),
    ],
)
def test_what_counts_as_one_address(address: str, network: str) -> None:
    """A subscriber of IPv6 has 2^64 addresses: all of them are one."""
    assert network_of(address) == network
