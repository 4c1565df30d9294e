"""How a machine shows who it is: a JWT signed with its own key (RFC 7521, RFC 7523).

Pure: no clock, no database. The algorithm is pinned, the length is bounded before anything is
parsed, and nothing of an assertion is believed before its signature is checked.
"""

import base64
import binascii
import datetime
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from jisr.access.sign_in.model import MachineKey
from jisr.access.sign_in.tokens import CLOCK_SKEW
from jisr.errors import CredentialRefused, ValueMalformed, to_translate

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_BYTES_MAX = 4_096
"""A longer one is refused unread."""
ASSERTION_LIFE_MAX = datetime.timedelta(minutes=5)
NAME_LENGTH_MAX = 128
"""The longest `jti`."""
ALGORITHM = "Ed25519"
FORMER_NAME = "EdDSA"
"""What the same algorithm with the same key was called before RFC 9864; many clients still do."""
PUBLIC_BYTES = 32
_NOT_ONE = (JoseError, ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What reading something that is no assertion can raise."""


class _Algorithms(JWSRegistry):
    """Knows Ed25519 under its two names, and nothing else."""

    def get_alg(self, name: str) -> Any:
        return super().get_alg(ALGORITHM if name == FORMER_NAME else name)


_REGISTRY = _Algorithms(algorithms=[ALGORITHM])


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a machine's assertion says once its signature holds; `name` is its `jti`."""

    machine: str
    key: str
    name: str
    ends_at: datetime.datetime


def public_of(text: str) -> bytes:
    """Return the 32 bytes of a public key written as in a JWK's `x` (base64url, no padding).

    Raises:
        ValueMalformed: it is no Ed25519 public key.
    """
    try:
        public = base64.urlsafe_b64decode(text.rstrip("=") + "==")
    except (ValueError, binascii.Error):
        public = b""
    if len(public) != PUBLIC_BYTES:
        raise ValueMalformed(
            field=to_translate("key"),
            why=to_translate("give the 32 bytes of an Ed25519 public key in base64url"),
        )
    return public


def public_text(public: bytes) -> str:
    """Return a public key as a JWK's `x`."""
    return base64.urlsafe_b64encode(public).rstrip(b"=").decode()


def thumbprint(public: bytes) -> str:
    """Return what a key is called (RFC 7638)."""
    return str(_jwk(public).thumbprint())


def machine_named(assertion: str) -> str:
    """Return which machine an assertion claims to come from, so that its keys can be looked up.

    Nothing is believed by it: `read_assertion` says whether the claim holds.

    Raises:
        CredentialRefused: it is no JWT, or too long.
    """
    if len(assertion) > ASSERTION_BYTES_MAX:
        raise _refused()
    try:
        payload = assertion.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
        machine = claims["sub"]
    except (IndexError, *_NOT_ONE) as error:
        raise _refused() from error
    if not isinstance(machine, str):
        raise _refused()
    return machine


def read_assertion(
    assertion: str, keys: Collection[MachineKey], network: str, now: datetime.datetime
) -> Assertion:
    """Return what an assertion says, signed by one of these keys.

    Raises:
        CredentialRefused: it is too long, not for this network, signed by no such key, expired,
            not valid yet, or valid for longer than five minutes.
    """
    if len(assertion) > ASSERTION_BYTES_MAX:
        raise _refused()
    for key in keys:
        try:
            decoded = jwt.decode(assertion, _jwk(key.public), registry=_REGISTRY)
        except _NOT_ONE:
            continue
        try:
            found = _assertion(decoded.claims, key, network)
            _check_times(decoded.claims, now)
        except _NOT_ONE as error:
            raise _refused() from error
        return found
    raise _refused()


def _assertion(said: Mapping[str, Any], key: MachineKey, network: str) -> Assertion:
    audience = said["aud"]
    if audience not in (network, [network]) or not said["iss"] == said["sub"] == key.officer:
        raise ValueError
    name = said["jti"]
    if not isinstance(name, str) or not 1 <= len(name) <= NAME_LENGTH_MAX:
        raise ValueError
    ends_at = datetime.datetime.fromtimestamp(said["exp"], datetime.UTC)
    return Assertion(key.officer, key.id, name, ends_at)


def _check_times(said: Mapping[str, Any], now: datetime.datetime) -> None:
    ends_at = datetime.datetime.fromtimestamp(said["exp"], datetime.UTC)
    if now >= ends_at:
        raise CredentialRefused(why=to_translate("it has expired"))
    if ends_at > now + ASSERTION_LIFE_MAX + CLOCK_SKEW:
        raise CredentialRefused(why=to_translate("it is valid for longer than 5 minutes"))
    for name in ("iat", "nbf"):
        begins = said.get(name)
        if begins is not None:
            begins_at = datetime.datetime.fromtimestamp(begins, datetime.UTC)
            if begins_at > now + CLOCK_SKEW:
                raise CredentialRefused(why=to_translate("it is not valid yet"))


def _jwk(public: bytes) -> OKPKey:
    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": public_text(public)})


def _refused() -> CredentialRefused:
    return CredentialRefused(
        why=to_translate("it is not signed for this network by a key of this machine")
    )
