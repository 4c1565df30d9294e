"""What a proxy in front of the hub says of a caller: believed only where the proxy is named.

A header can be written by anybody. It counts where the connection itself comes from an address of
the setting `trusted_proxy`; from everybody else it is as if it were not there.
"""

import base64
import binascii
import ipaddress
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from jisr.errors import (
    JisrError,
    ProxyBypassed,
    SettingInvalid,
    ValueMalformed,
    to_translate,
)
from jisr.kit.http.certified import note_certificate, thumbprint
from jisr.kit.http.problems import problem

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
NETWORKS_MAX = 64
"""More than any hub has proxies; each request may be compared with all of them."""
HOPS_MAX = 16
"""Proxies in a row that are looked through for the caller's address."""
SCHEMES = frozenset(("http", "https"))


class Proxied:
    """Lets the application see the caller whom a trusted proxy names instead of the proxy.

    Address (`X-Forwarded-For`), scheme (`X-Forwarded-Proto`) and client certificate (`Client-Cert`,
    RFC 9440) are written where uvicorn writes those of a direct caller, so that nothing behind this
    reads a header. With `is_closed` the hub itself is not encrypted: then nobody but the proxies
    and this machine is answered.
    """

    def __init__(self, app: ASGIApp, *, networks: Sequence[Network], is_closed: bool) -> None:
        self.app = app
        self.networks = networks
        self.is_closed = is_closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            try:
                self._look(scope)
            except JisrError as error:
                await problem(Request(scope), error)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _look(self, scope: Scope) -> None:
        client = scope.get("client")
        peer = address_in(client[0]) if client else None
        if peer is None or not is_within(peer, self.networks):
            if self.is_closed and (peer is None or not peer.is_loopback):
                raise ProxyBypassed
            return
        headers = Headers(scope=scope)
        certificate = certificate_in(headers.getlist("client-cert"))
        caller = caller_in(headers.getlist("x-forwarded-for"), peer, self.networks)
        scope["client"] = (str(caller), 0)
        scheme = ",".join(headers.getlist("x-forwarded-proto")).rpartition(",")[2].strip().lower()
        if scheme in SCHEMES:
            scope["scheme"] = scheme
        # A certificate that the proxy itself showed is not the caller's.
        note_certificate(scope, thumbprint(certificate) if certificate else "")


def trusted_networks(setting: str) -> tuple[Network, ...]:
    """Return the networks that the setting `trusted_proxy` names.

    Raises:
        SettingInvalid: one is no address or network, or all addresses at once.
    """
    try:
        networks = tuple(ipaddress.ip_network(each) for each in setting.replace(",", " ").split())
    except ValueError as error:
        raise _invalid(setting) from error
    if len(networks) > NETWORKS_MAX or not all(each.prefixlen for each in networks):
        raise _invalid(setting)
    return networks


def address_in(text: str) -> Address | None:
    """Return the address that a text is; an IPv4 address in its IPv6 form is the IPv4 address."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def is_within(address: Address, networks: Sequence[Network]) -> bool:
    """Return whether an address belongs to one of the networks."""
    return any(address in each for each in networks)


def caller_in(headers: Sequence[str], peer: Address, networks: Sequence[Network]) -> Address:
    """Return the last address that a trusted proxy wrote: what stands before it, anybody wrote.

    Each proxy adds at the end whom it was called by. Where that is a trusted proxy as well, the one
    before it counts; what is no address ends the search.
    """
    found = peer
    for hop in reversed(",".join(headers).rsplit(",", HOPS_MAX)[-HOPS_MAX:]):
        address = address_in(hop.strip())
        if address is None:
            break
        found = address
        if not is_within(address, networks):
            break
    return found


def certificate_in(headers: Sequence[str]) -> bytes:
    """Return the certificate (DER) in a `Client-Cert` header, a byte sequence (RFC 9440); or none.

    Raises:
        ValueMalformed: it is no such thing, or comes twice: the caller must not become somebody
            who showed no certificate.
    """
    if not headers:
        return b""
    given = headers[0].strip()
    is_sequence = len(given) > 1 and given.startswith(":") and given.endswith(":")
    try:
        found = base64.b64decode(given[1:-1], validate=True)
    except (binascii.Error, ValueError) as error:
        raise _no_certificate() from error
    if not found or not is_sequence or len(headers) > 1:
        raise _no_certificate()
    return found


def _no_certificate() -> ValueMalformed:
    return ValueMalformed(
        field="Client-Cert", why=to_translate("the proxy must send one certificate, as RFC 9440")
    )


def _invalid(given: str) -> SettingInvalid:
    return SettingInvalid(
        name="trusted_proxy",
        given=given,
        why=to_translate("name the addresses of your proxies: 10.0.0.5 or 10.0.0.0/29"),
    )
