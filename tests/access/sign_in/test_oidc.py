"""Promises about what a national provider says."""

import base64
import dataclasses
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey

from jisr.access.sign_in.oidc import Client, Journey, Provider, read_secret
from jisr.errors import (
    CredentialRefused,
    FileUnreadable,
    KeyExposed,
    ProviderDown,
    SettingInvalid,
)
from provider import LyingProvider, id_token, lying_provider

NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)
SECONDS = int(NOW.timestamp())
JOURNEY = Journey("state", "nonce", "v" * 43, "https://jisr.example/callback")


@pytest.fixture
def lying() -> Iterator[LyingProvider]:
    """A provider that says what it is told to."""
    with lying_provider() as provider:
        yield provider


def said(lying: LyingProvider, **changed: Any) -> dict[str, Any]:
    """Return the claims of a good id token; what is changed to nothing is left out."""
    good = {
        "iss": lying.issuer,
        "aud": "jisr",
        "sub": "amal",
        "nonce": "nonce",
        "iat": SECONDS,
        "exp": SECONDS + 300,
        **changed,
    }
    return {name: value for name, value in good.items() if value is not None}


def subject(lying: LyingProvider) -> str:
    """Return whom the provider names for a code."""
    return Provider(Client(lying.issuer, "jisr", "secret")).subject("code", JOURNEY, NOW)


@pytest.mark.parametrize("changed", [{}, {"aud": ["jisr"]}, {"aud": ["x", "jisr"], "azp": "jisr"}])
def test_a_good_id_token_says_who_it_is(lying: LyingProvider, changed: dict[str, Any]) -> None:
    """For us alone, or for us as the party that asked."""
    lying.give(id_token(said(lying, **changed)))
    assert subject(lying) == "amal"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://other.example"},
        {"aud": "other"},
        {"aud": ["jisr", "other"]},
        {"azp": "other"},
        {"aud": None},
        {"nonce": "other"},
        {"nonce": None},
        {"exp": SECONDS - 61},
        {"exp": None},
        {"exp": "x"},
        {"iat": SECONDS + 3600},
        {"iat": None},
        {"sub": ""},
        {"sub": 5},
        {"sub": "x" * 256},
        {"sub": None},
    ],
)
def test_a_bad_id_token_is_refused(lying: LyingProvider, changed: dict[str, Any]) -> None:
    """Of another issuer, for another client or sign-in, expired, of the future, of nobody."""
    lying.give(id_token(said(lying, **changed)))
    with pytest.raises(CredentialRefused):
        subject(lying)


def test_only_the_pinned_algorithm_and_keys_are_accepted(lying: LyingProvider) -> None:
    """No `none`, no shared secret, no other algorithm, no strange key, no 8 KiB."""
    plain = [json.dumps(each).encode() for each in ({"alg": "none"}, said(lying))]
    none = ".".join(base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in plain) + "."
    tokens = [
        none,
        id_token(said(lying), OctKey.import_key("secret" * 8), "HS256"),
        id_token(said(lying), algorithm="PS256"),
        id_token(said(lying), RSAKey.generate_key(2048, parameters={"kid": "one"})),
        id_token(said(lying, padding="x" * 9_000)),
        "",
        "x.y.z",
    ]
    for token in tokens:
        lying.give(token)
        with pytest.raises(CredentialRefused):
            subject(lying)


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://other.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_provider_that_says_something_strange_is_not_used(
    lying: LyingProvider, changed: dict[str, Any]
) -> None:
    """It names another issuer, or sends us where nothing is encrypted."""
    lying.said |= changed
    with pytest.raises(ProviderDown):
        Provider(Client(lying.issuer, "jisr", "secret")).address(JOURNEY)


@pytest.mark.parametrize("body", [b"[]", b"x", b"[" * 60_000, b'{"id_token": ' + b" " * 70_000])
def test_what_is_no_answer_is_refused(lying: LyingProvider, body: bytes) -> None:
    """No object, no JSON, nested without end, too long: nothing is believed."""
    lying.answers["/token"] = body
    with pytest.raises(ProviderDown):
        subject(lying)


def test_a_provider_that_is_down_is_said_so(lying: LyingProvider) -> None:
    """The hub does not hang or crash."""
    client = dataclasses.replace(Client(lying.issuer, "jisr", ""), issuer="http://127.0.0.1:1")
    with pytest.raises(ProviderDown):
        Provider(client).address(JOURNEY)


def test_keys_are_not_asked_for_with_each_bad_token(lying: LyingProvider) -> None:
    """Whoever sends rubbish must not make us flood the provider."""
    provider = Provider(Client(lying.issuer, "jisr", "secret"))
    lying.give("x.y.z")
    for _ in range(5):
        with pytest.raises(CredentialRefused):
            provider.subject("code", JOURNEY, NOW)
    assert lying.asked.count("/jwks") == 1


@pytest.mark.parametrize(
    ("issuer", "name", "algorithm"),
    [
        ("http://provider.example", "jisr", "RS256"),
        ("file:///etc/passwd", "jisr", "RS256"),
        ("https://[bad", "jisr", "RS256"),
        ("https://provider.example", "", "RS256"),
        ("https://provider.example", "jisr", "none"),
        ("https://provider.example", "jisr", "HS256"),
    ],
)
def test_settings_that_cannot_be_safe_are_refused(issuer: str, name: str, algorithm: str) -> None:
    """Before anybody signs in by them."""
    with pytest.raises(SettingInvalid):
        Client(issuer, name, "", algorithm)


def test_the_secret_is_its_owners_alone(tmp_path: Path) -> None:
    """A file that others may read is refused, as is one that is not there."""
    path = tmp_path / "secret"
    with pytest.raises(FileUnreadable):
        read_secret(path)
    path.write_text("hush\n")
    path.chmod(0o644)
    with pytest.raises(KeyExposed):
        read_secret(path)
    path.chmod(0o600)
    assert read_secret(path) == "hush"
