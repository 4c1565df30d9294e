"""From which page a request comes, and what our own origin is. Pure.

A browser sends our cookie with requests that other pages made. Two things tell them apart: headers
that a page cannot choose (Origin, Sec-Fetch-Site) and a token that only our pages know (OWASP
Cross-Site Request Forgery Prevention Cheat Sheet).
"""

import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from jisr.errors import OriginRefused, WayMissing

COOKIE = "__Host-jisr"
"""A browser accepts this prefix only with Secure, Path=/ and no Domain (RFC 6265bis)."""
COOKIES_LENGTH_MAX = 4_096
"""A longer header holds no cookie of ours: one is 60 characters long."""
FORGERY_HEADER = "jisr-csrf"
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
_HOME = "localhost"


@dataclass(frozen=True, slots=True)
class Relying:
    """To whom passkeys are bound: WebAuthn's relying party, and the origin of its pages."""

    id: str
    origin: str


def own_origin(public_url: str, scheme: str, host: str) -> str:
    """Return the origin of our pages: of the setting, else of the address that was asked."""
    if public_url:
        parts = urllib.parse.urlsplit(public_url)
        return f"{parts.scheme}://{parts.netloc}"
    return f"{scheme}://{host}"


def relying_party(public_url: str, scheme: str, host: str) -> Relying:
    """Return to whom passkeys are bound.

    Without `public_url` only `localhost` is believed: no request may choose the relying party.

    Raises:
        WayMissing: the setting is empty, and the page is not this machine's own.
    """
    origin = own_origin(public_url, scheme, host)
    name = urllib.parse.urlsplit(origin).hostname or ""
    if not public_url and name != _HOME:
        raise WayMissing(setting="public_url")
    return Relying(name, origin)


def check_page(headers: Mapping[str, str], own: str) -> None:
    """Raise `OriginRefused` unless a browser says that one of our own pages sent the request."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        raise OriginRefused
    if site is not None and site != "same-origin":
        raise OriginRefused
    if origin is not None and origin != own:
        raise OriginRefused


def cookie_of(header: str, name: str = COOKIE) -> str:
    """Return what a cookie holds, else nothing; one that comes twice is nobody's."""
    if len(header) > COOKIES_LENGTH_MAX:
        return ""
    pairs = (each.strip().partition("=") for each in header.split(";"))
    found = {value for key, _, value in pairs if key == name}
    return found.pop() if len(found) == 1 else ""
