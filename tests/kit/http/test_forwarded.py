"""Promises about proxies: whose word on a caller counts."""

import base64
import ipaddress
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import SettingInvalid, ValueMalformed
from jisr.kit.http.certified import certificate_of, thumbprint
from jisr.kit.http.forwarded import (
    HOPS_MAX,
    Proxied,
    caller_in,
    certificate_in,
    trusted_networks,
)
from jisr.kit.http.hub import Hub

PROXY, OTHER, CALLER = "10.0.0.5", "192.0.2.7", "198.51.100.1"
NETWORKS = trusted_networks("10.0.0.0/29, 2001:db8::5")
SEQUENCE = f":{base64.b64encode(b'certificate').decode()}:"
CLAIMS = {"X-Forwarded-For": CALLER, "X-Forwarded-Proto": "https", "Client-Cert": SEQUENCE}


def told(hub: Hub, peer: str, headers: Any, *, is_closed: bool = False) -> Any:
    """Return what the application knows of a caller whose connection comes from `peer`."""
    app = FastAPI()
    app.state.hub = hub
    app.add_middleware(Proxied, networks=NETWORKS, is_closed=is_closed)

    @app.get("/")
    def tell(request: Request) -> list[str]:
        host = request.client.host if request.client else ""
        return [host, request.url.scheme, certificate_of(request)]

    return TestClient(app, client=(peer, 1)).get("/", headers=headers).json()


@pytest.mark.parametrize("peer", [OTHER, "10.0.0.8", "127.0.0.1", "::ffff:192.0.2.7", "nobody"])
def test_headers_of_others_are_ignored(hub: Hub, peer: str) -> None:
    """Whoever claims to speak for somebody is nobody but itself."""
    assert told(hub, peer, CLAIMS) == [peer, "http", ""]


@pytest.mark.parametrize("peer", [PROXY, f"::ffff:{PROXY}", "2001:db8::5"])
def test_a_trusted_proxy_is_believed(hub: Hub, peer: str) -> None:
    """Address, scheme and certificate are the caller's."""
    assert told(hub, peer, CLAIMS) == [CALLER, "https", thumbprint(b"certificate")]


def test_a_proxy_that_says_nothing_is_itself(hub: Hub) -> None:
    """Nothing is made up."""
    assert told(hub, PROXY, {}) == [PROXY, "http", ""]


def test_what_a_proxy_says_wrongly_is_not_taken(hub: Hub) -> None:
    """Neither a scheme that is none nor an address that is none."""
    headers = {"X-Forwarded-For": "nobody", "X-Forwarded-Proto": "gopher"}
    assert told(hub, PROXY, headers) == [PROXY, "http", ""]


@pytest.mark.parametrize(
    "values",
    [("",), (":",), ("::",), ("certificate",), (":!:",), (SEQUENCE, SEQUENCE), (SEQUENCE[:-1],)],
)
def test_a_certificate_that_is_none_is_refused(hub: Hub, values: tuple[str, ...]) -> None:
    """Who meant to show one must not go on without it."""
    with pytest.raises(ValueMalformed):
        certificate_in(values)
    headers = [("client-cert", each) for each in values]
    assert told(hub, PROXY, headers)["code"] == "input.malformed"


def test_an_unencrypted_hub_answers_its_proxies_alone(hub: Hub) -> None:
    """Another machine would send its credential in clear; this machine itself may ask."""
    answers = [told(hub, peer, {}, is_closed=True) for peer in (OTHER, "127.0.0.1", PROXY)]
    assert answers[0]["code"] == "denied.proxy"
    assert answers[1:] == [["127.0.0.1", "http", ""], [PROXY, "http", ""]]


@given(st.text(st.characters(codec="latin-1"), max_size=60))
def test_what_a_caller_writes_itself_changes_nothing(claimed: str) -> None:
    """What the proxy adds stands at the end, and the first stranger from there is the caller."""
    peer = ipaddress.ip_address(PROXY)
    headers = [f"{claimed}, {CALLER}", "10.0.0.6"]
    assert str(caller_in(headers, peer, NETWORKS)) == CALLER


def test_so_many_proxies_are_looked_through() -> None:
    """A list without end is not read to its beginning."""
    peer = ipaddress.ip_address(PROXY)
    chain = [", ".join([CALLER, *["10.0.0.1"] * hops]) for hops in (HOPS_MAX - 1, HOPS_MAX)]
    found = [str(caller_in([each], peer, NETWORKS)) for each in chain]
    assert found == [CALLER, "10.0.0.1"]


@pytest.mark.parametrize(
    "setting", ["proxy.example", "10.0.0.5/29", "0.0.0.0/0", "10.0.0.0/8 ::/0", "10.0.0.1 " * 65]
)
def test_impossible_networks_are_refused(setting: str) -> None:
    """Names can change hands, and who trusts everybody trusts every header."""
    with pytest.raises(SettingInvalid):
        trusted_networks(setting)


def test_without_the_setting_nobody_is_trusted() -> None:
    """The default."""
    assert trusted_networks("") == ()
