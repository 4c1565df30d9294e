"""Promises about the assertions of machines."""

import base64
import datetime
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.access.sign_in import assertions
from jisr.access.sign_in.assertions import Assertion, read_assertion
from jisr.access.sign_in.machines import MACHINE_SCOPES
from jisr.access.sign_in.model import MachineKey
from jisr.errors import CredentialRefused, ValueMalformed
from machine_world import MACHINE, claims, signed

NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)
PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
KEY = MachineKey(
    assertions.thumbprint(PUBLIC), MACHINE, PUBLIC, "one", MACHINE_SCOPES, frozenset(), NOW
)
SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize("algorithm", ["Ed25519", "EdDSA"])
@pytest.mark.parametrize("audience", ["world", ["world"]])
def test_a_good_assertion_is_read(algorithm: str, audience: Any) -> None:
    """Under the algorithm's new and its old name, for this network alone."""
    found = read_assertion(
        signed(PRIVATE, claims(NOW, aud=audience), algorithm), [KEY], "world", NOW
    )
    ends_at = NOW + datetime.timedelta(seconds=60)
    assert found == Assertion(MACHINE, KEY.id, "one", ends_at)


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": SECONDS},
        {"exp": SECONDS + 400},
        {"exp": None},
        {"exp": "soon"},
        {"exp": 10**30},
        {"iat": SECONDS + 3600},
        {"nbf": SECONDS + 3600},
        {"aud": "other"},
        {"aud": ["world", "other"]},
        {"aud": None},
        {"iss": "root@gs"},
        {"sub": "root@gs"},
        {"jti": None},
        {"jti": ""},
        {"jti": "x" * 129},
        {"jti": 5},
    ],
)
def test_a_bad_assertion_is_refused(changed: dict[str, Any]) -> None:
    """Expired, too long-lived, of the future, for another network, of another, without a name."""
    with pytest.raises(CredentialRefused):
        read_assertion(signed(PRIVATE, claims(NOW, **changed)), [KEY], "world", NOW)


def test_an_assertion_of_another_key_is_refused() -> None:
    """Also where it says everything rightly."""
    with pytest.raises(CredentialRefused):
        read_assertion(signed(Ed25519PrivateKey.generate(), claims(NOW)), [KEY], "world", NOW)


def test_no_algorithm_but_ours_is_accepted() -> None:
    """`none`, and the public key used as a shared secret, are refused."""
    for header in ({"alg": "none"}, {"alg": "HS256"}):
        parts = [json.dumps(each).encode() for each in (header, claims(NOW))]
        text = ".".join(base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in parts)
        for signature in ("", "AAAA"):
            with pytest.raises(CredentialRefused):
                read_assertion(f"{text}.{signature}", [KEY], "world", NOW)


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "a." + "e30" + ".c", "x" * 100_000])
def test_what_is_no_assertion_is_refused(text: str) -> None:
    """It names no machine and is never parsed when it is too long."""
    with pytest.raises(CredentialRefused):
        assertions.machine_named(text)
    with pytest.raises(CredentialRefused):
        read_assertion(text, [KEY], "world", NOW)


def test_a_public_key_is_written_as_in_a_jwk() -> None:
    """Its text is read back; what has not 32 bytes is refused."""
    assert assertions.public_of(assertions.public_text(PUBLIC)) == PUBLIC
    for text in ("", "AAAA", "?", "A" * 64, "é"):
        with pytest.raises(ValueMalformed):
            assertions.public_of(text)


def test_the_thumbprint_is_that_of_the_standard() -> None:
    """RFC 8037, appendix A.3."""
    public = assertions.public_of("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
    assert assertions.thumbprint(public) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
