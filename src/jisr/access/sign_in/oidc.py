"""Sign-in at a national provider: OpenID Connect Core 1.0, authorization code flow with PKCE.

The provider is one, named in the settings; what it says is bounded before it is parsed, and an id
token is believed only with the pinned algorithm, issuer, client, nonce and times.
"""

import base64
import datetime
import hashlib
import hmac
import json
import os
import stat
import threading
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from jisr.errors import (
    CredentialRefused,
    FileUnreadable,
    KeyExposed,
    ProviderDown,
    SettingInvalid,
    to_translate,
)

ID_TOKEN_BYTES_MAX = 8_192
"""A longer one is refused unread."""
SECRET_BYTES_MAX = 1_024
ANSWER_BYTES_MAX = 65_536
"""What a provider says of itself, its keys and its tokens is a few kilobytes."""
ANSWER_SECONDS_MAX = 5.0
KNOWN_SECONDS = 3_600.0
"""How long it is believed what a provider says of itself."""
KEYS_AGAIN_SECONDS = 60.0
"""An unknown key makes us ask again, but not more often than this."""
CLOCK_SKEW = datetime.timedelta(seconds=60)
SUBJECT_LENGTH_MAX = 255
"""OpenID Connect Core 1.0, section 2."""
ALGORITHMS = frozenset(("RS256", "PS256", "ES256", "Ed25519"))
DISCOVERY = "/.well-known/openid-configuration"
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_NOT_ONE = (JoseError, ValueError, KeyError, TypeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Client:
    """What the hub is at its provider, from the settings."""

    issuer: str
    id: str
    secret: str
    algorithm: str = "RS256"

    def __post_init__(self) -> None:
        """Raise `SettingInvalid` for what could not be safe."""
        if not _is_safe(self.issuer):
            raise SettingInvalid(
                name="oidc_issuer", given=self.issuer, why=to_translate("it must begin with https")
            )
        if not self.id:
            raise SettingInvalid(
                name="oidc_client_id", given="", why=to_translate("the provider must know the hub")
            )
        if self.algorithm not in ALGORITHMS:
            raise SettingInvalid(
                name="oidc_algorithm",
                given=self.algorithm,
                why=to_translate("use RS256, PS256, ES256 or Ed25519"),
            )


@dataclass(frozen=True, slots=True)
class Journey:
    """What one sign-in takes along: bound to the browser, to the id token and to the code."""

    state: str
    nonce: str
    verifier: str
    redirect: str


class Provider:
    """The provider as the hub talks to it; one for a process."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._lock = threading.Lock()
        self._said: Mapping[str, Any] = {}
        self._said_at = 0.0
        self._keys: KeySet | None = None
        self._keys_at = 0.0

    def address(self, journey: Journey) -> str:
        """Return where the browser is sent.

        Raises:
            ProviderDown: the provider does not say what it is.
        """
        digest = hashlib.sha256(journey.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.client.id,
            "redirect_uri": journey.redirect,
            "scope": "openid",
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        base = str(self._metadata()["authorization_endpoint"])
        joint = "&" if urllib.parse.urlsplit(base).query else "?"
        return base + joint + urllib.parse.urlencode(query)

    def subject(self, code: str, journey: Journey, now: datetime.datetime) -> str:
        """Return who signed in, for the code that the browser brought.

        Raises:
            ProviderDown: the provider does not answer.
            CredentialRefused: it refuses the code, or its id token does not hold.
        """
        token = self._exchange(code, journey)
        if len(token) > ID_TOKEN_BYTES_MAX:
            raise _refused()
        return self._read(token, journey.nonce, now)

    def _exchange(self, code: str, journey: Journey) -> str:
        name, secret = (urllib.parse.quote(each) for each in (self.client.id, self.client.secret))
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": journey.redirect,
            "code_verifier": journey.verifier,
            "client_id": self.client.id,
        }
        address = str(self._metadata()["token_endpoint"])
        answer = _ask("POST", address, data=form, auth=(name, secret))
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise _refused()
        return token

    def _read(self, token: str, nonce: str, now: datetime.datetime) -> str:
        for fresh in (False, True):
            try:
                keys = self._key_set(fresh=fresh)
                said = jwt.decode(token, keys, algorithms=[self.client.algorithm]).claims
                return _subject(said, self.client, nonce, now)
            except _NOT_ONE as error:
                # The provider may have a new key since we asked; then, and only then, once more.
                if fresh or not isinstance(error, JoseError | ValueError):
                    raise _refused() from error
        raise _refused()

    def _metadata(self) -> Mapping[str, Any]:
        with self._lock:
            if not self._said or time.monotonic() - self._said_at > KNOWN_SECONDS:
                said = _ask("GET", self.client.issuer.rstrip("/") + DISCOVERY)
                names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
                if said.get("issuer") != self.client.issuer or not all(
                    _is_safe(str(said.get(name, ""))) for name in names
                ):
                    raise ProviderDown
                self._said, self._said_at = said, time.monotonic()
            return self._said

    def _key_set(self, *, fresh: bool) -> KeySet:
        address = str(self._metadata()["jwks_uri"])
        with self._lock:
            age = time.monotonic() - self._keys_at
            if self._keys is None or age > (KEYS_AGAIN_SECONDS if fresh else KNOWN_SECONDS):
                told = _ask("GET", address)
                self._keys = KeySet.import_key_set({"keys": told["keys"]})
                self._keys_at = time.monotonic()
            return self._keys


def read_secret(path: Path) -> str:
    """Return the hub's secret at the provider.

    Raises:
        FileUnreadable: there is no such file.
        KeyExposed: others than its owner may read it.
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise KeyExposed(path=path)
            return file.read(SECRET_BYTES_MAX).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=path) from error


def _subject(said: Mapping[str, Any], client: Client, nonce: str, now: datetime.datetime) -> str:
    """Return whose id token it is; any error means: not for us, not now."""
    audience = said["aud"] if isinstance(said["aud"], list) else [said["aud"]]
    if said["iss"] != client.issuer or client.id not in audience:
        raise KeyError
    if (len(audience) > 1 or "azp" in said) and said["azp"] != client.id:
        raise KeyError
    if not hmac.compare_digest(str(said["nonce"]).encode(), nonce.encode()):
        raise KeyError
    ends_at = datetime.datetime.fromtimestamp(said["exp"], datetime.UTC)
    issued_at = datetime.datetime.fromtimestamp(said["iat"], datetime.UTC)
    if now >= ends_at + CLOCK_SKEW or issued_at > now + CLOCK_SKEW:
        raise KeyError
    subject = said["sub"]
    if not isinstance(subject, str) or not 1 <= len(subject) <= SUBJECT_LENGTH_MAX:
        raise KeyError
    return subject


def _ask(method: str, address: str, **given: Any) -> dict[str, Any]:
    """Return the JSON object at an address of the provider; it is read no further than allowed."""
    try:
        with httpx2.stream(
            method, address, timeout=ANSWER_SECONDS_MAX, follow_redirects=False, **given
        ) as answer:
            body = b""
            for part in answer.iter_bytes():
                body += part
                if len(body) > ANSWER_BYTES_MAX:
                    raise ProviderDown
            if answer.is_client_error and method == "POST":
                raise _refused()
            if not answer.is_success:
                raise ProviderDown
        told = json.loads(body)
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, RecursionError) as error:
        raise ProviderDown from error
    if not isinstance(told, dict):
        raise ProviderDown
    return told


def _is_safe(address: str) -> bool:
    """Return whether an address is encrypted, or does not leave this machine."""
    try:
        parts = urllib.parse.urlsplit(address)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _refused() -> CredentialRefused:
    return CredentialRefused(why=to_translate("your provider's word does not fit what was asked"))
