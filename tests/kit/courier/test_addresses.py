"""A webhook never makes the hub ask this machine, its network or a cloud's own services."""

import asyncio
import ipaddress

import pytest

from jisr.errors import ValueMalformed
from jisr.kit.courier.addresses import Target, is_public, read_url, resolve
from jisr.kit.courier.letters import DeliveryFailed

PRIVATE = (
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104  it is refused, nothing listens on it
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "2001:db8::1",
)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_is_not_public(address: str) -> None:
    """Loopback, private, link-local, reserved and tunnelled addresses are refused."""
    assert is_public(ipaddress.ip_address(address)) is False


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_address_is_public(address: str) -> None:
    """Addresses that are anybody's on the internet may be called."""
    assert is_public(ipaddress.ip_address(address)) is True


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org/#part",
        "https://example.org:99999/",
        "https://[::1/",
        "https://exämple.org/",
        "https://example.org/ x",
        "https://example.org/\r\nHost: x",
        f"https://example.org/{'a' * 500}",
        "",
    ],
)
def test_other_urls_are_refused(url: str) -> None:
    """Only a plain https URL of bounded length names a webhook."""
    with pytest.raises(ValueMalformed):
        read_url(url, allows_private=False)


def test_url_is_read_in_its_parts() -> None:
    """Host, port and path with its query; the Host header names a port only where it is another."""
    plain = read_url("https://Example.org/a?b=c", allows_private=False)
    other = read_url("https://example.org:8443", allows_private=False)
    bare = read_url("http://[::1]:80/x", allows_private=True)
    assert plain == Target("https", "example.org", 443, "/a?b=c")
    assert [each.name for each in (plain, other, bare)] == [
        "example.org",
        "example.org:8443",
        "[::1]",
    ]


def _resolve(host: str, *, allows_private: bool = False) -> str:
    return asyncio.run(resolve(Target("https", host, 443, "/"), allows_private=allows_private))


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]".strip("[]")]
)
def test_name_that_leads_home_is_refused_for_good(host: str) -> None:
    """Every spelling of this machine is refused after the look-up, and never tried again."""
    with pytest.raises(DeliveryFailed) as failed:
        _resolve(host)
    assert failed.value.is_final is True


def test_network_may_allow_private_addresses() -> None:
    """Where the setting allows it, a webhook may stand beside the hub."""
    assert _resolve("127.0.0.1", allows_private=True) == "127.0.0.1"


def test_name_that_leads_nowhere_is_tried_again() -> None:
    """A name that is not found now may be found later."""
    with pytest.raises(DeliveryFailed) as failed:
        _resolve("nobody.invalid")
    assert failed.value.is_final is False
