"""Promises about where a request comes from."""

import pytest

from jisr.access.sign_in.origins import (
    COOKIE,
    COOKIES_LENGTH_MAX,
    Relying,
    check_page,
    cookie_of,
    own_origin,
    relying_party,
)
from jisr.errors import OriginRefused, WayMissing

OWN = "https://jisr.example"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": OWN},
        {"sec-fetch-site": "same-origin"},
        {"origin": OWN, "sec-fetch-site": "same-origin"},
    ],
)
def test_our_own_page_may(headers: dict[str, str]) -> None:
    """One of the two headers is enough: old browsers send one of them."""
    check_page(headers, OWN)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "http://jisr.example"},
        {"origin": "https://jisr.example:444"},
        {"origin": "https://jisr.example.evil.example"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": OWN, "sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    ],
)
def test_no_other_page_may(headers: dict[str, str]) -> None:
    """Neither a neighbour, nor another port or scheme, nor who says nothing."""
    with pytest.raises(OriginRefused):
        check_page(headers, OWN)


def test_passkeys_are_bound_to_the_setting() -> None:
    """No request chooses to whom; without the setting only this machine's own page is believed."""
    assert relying_party(OWN + "/", "http", "evil.example") == Relying("jisr.example", OWN)
    home = Relying("localhost", "http://localhost:8470")
    assert relying_party("", "http", "localhost:8470") == home
    for host in ("evil.example", "127.0.0.1:8470", "localhost.evil.example", ""):
        with pytest.raises(WayMissing):
            relying_party("", "https", host)


def test_our_origin_is_the_settings_or_the_one_that_was_asked() -> None:
    """A path in the setting is no part of it."""
    assert own_origin(OWN + "/x", "http", "h") == OWN
    assert own_origin("", "http", "127.0.0.1:8470") == "http://127.0.0.1:8470"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        (f"{COOKIE}=abc", "abc"),
        (f"a=b; {COOKIE}=abc ; c=d", "abc"),
        (f"{COOKIE}=abc; {COOKIE}=abc", "abc"),
        (f"{COOKIE}=abc; {COOKIE}=abd", ""),
        (f"x{COOKIE}=abc", ""),
        ("", ""),
        (f"{COOKIE}=abc; " + "x" * COOKIES_LENGTH_MAX, ""),
    ],
)
def test_a_cookie_is_read(header: str, value: str) -> None:
    """Its own, once, from a header of a sensible length."""
    assert cookie_of(header) == value
