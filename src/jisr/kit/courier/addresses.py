"""Where a webhook may go: a public address, looked up once and then kept.

A name that leads to this machine, its network or a cloud's own services would let whoever names a
webhook make the hub ask there (server-side request forgery). The address is checked after the
look-up and the call goes to that very address, so a second look-up cannot answer otherwise.
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from jisr.errors import ValueMalformed, to_translate
from jisr.kit.courier.letters import DeliveryFailed

URL_LENGTH_MAX = 500
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_IN_NAT64 = 0xFFFF_FFFF
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """A webhook's URL in its parts."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """What the Host header says."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        standard = {"https": 443, "http": 80}[self.scheme]
        return shown if self.port == standard else f"{shown}:{self.port}"


def read_url(url: str, *, allows_private: bool) -> Target:
    """Return the parts of a webhook's URL.

    Raises:
        ValueMalformed: it is no https URL, names a user or a fragment, or is too long. Plain http
            is for networks that allow private addresses.
    """
    refused = ValueMalformed(
        field="address", why=to_translate("write an https address without a user and a fragment")
    )
    if len(url) > URL_LENGTH_MAX or not url.isascii() or not url.isprintable() or " " in url:
        raise refused
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused from error
    schemes = ("https", "http") if allows_private else ("https",)
    if parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc or "#" in url:
        raise refused
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(
        parts.scheme, parts.hostname, port or {"https": 443, "http": 80}[parts.scheme], path
    )


def is_public(address: _Address) -> bool:
    """Return whether an address is anybody's on the internet, and no way round to another one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & _IPV4_IN_NAT64)
        if address.teredo is not None:
            return False
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


async def resolve(target: Target, *, allows_private: bool) -> str:
    """Return the one address to which a call goes.

    Raises:
        DeliveryFailed: the name leads nowhere now, or (finally) to an address that is not public.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeliveryFailed(is_final=False) from error
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses:
        raise DeliveryFailed(is_final=False, kind="no-address")
    # One private address among public ones is refused too: it would be a matter of luck.
    if not allows_private and not all(map(is_public, addresses)):
        raise DeliveryFailed(is_final=True, kind="private-address")
    return str(addresses[0])
