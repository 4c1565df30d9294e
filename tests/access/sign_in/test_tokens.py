"""Promises of access tokens."""

import base64
import dataclasses
import datetime
import json

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from jisr.access.model import Purpose
from jisr.access.sign_in.model import Claims, Scope
from jisr.access.sign_in.tokens import CLOCK_SKEW, TOKEN_BYTES_MAX, TokenKey
from jisr.errors import TokenRefused
from jisr.ledger.keys import SigningKey

NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)
SIGNING = SigningKey.generate("test-net")
KEY = TokenKey(SIGNING)
CLAIMS = Claims(
    id="0" * 32,
    officer="desk@mar",
    bureau="MAR",
    scopes=frozenset({Scope.CHECK, Scope.READ}),
    issued_at=NOW,
    expires_at=NOW + datetime.timedelta(minutes=15),
    purpose=Purpose.BORDER_MANAGEMENT,
    case="TNG-1",
    certificate="abc",
)


def jose_key(signing: SigningKey) -> OKPKey:
    """Return a key as the library wants it, for tokens that we would never write."""
    pem = signing.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return OKPKey.import_key(pem)


def forged(said: dict[str, object], *, typ: str = "at+jwt") -> str:
    """Return a token of our own key that says something else than ours do."""
    whole = {
        "iss": "test-net",
        "aud": "test-net",
        "sub": "desk@mar",
        "bureau": "MAR",
        "jti": "0" * 32,
        "scope": "check",
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 900,
        **said,
    }
    header = {"alg": "Ed25519", "typ": typ}
    return jwt.encode(header, whole, jose_key(SIGNING), algorithms=["Ed25519"])


def part(value: object) -> str:
    """Return a part of a token that nobody signed."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def refusal(token: str, now: datetime.datetime = NOW) -> str:
    """Return why a token is refused."""
    with pytest.raises(TokenRefused) as refused:
        KEY.read(token, now)
    return str(refused.value.details["why"])


NOT_OURS = "it is not an access token of this network"


def test_a_token_says_what_was_written() -> None:
    """Every claim comes back."""
    assert KEY.read(KEY.write(CLAIMS), NOW) == CLAIMS


def test_a_token_without_purpose_or_case_fixes_none() -> None:
    """What is not in the token is empty."""
    bare = dataclasses.replace(CLAIMS, purpose=None, case="", certificate="")
    assert KEY.read(KEY.write(bare), NOW) == bare


def test_an_expired_token_is_refused() -> None:
    """It ends at its second, not later."""
    token = KEY.write(CLAIMS)
    assert refusal(token, CLAIMS.expires_at) == "it has expired"
    assert KEY.read(token, CLAIMS.expires_at - datetime.timedelta(milliseconds=1)) == CLAIMS


def test_a_token_of_the_future_is_refused() -> None:
    """One that is issued later than clocks can differ is not valid yet."""
    late = NOW - CLOCK_SKEW - datetime.timedelta(seconds=1)
    assert refusal(KEY.write(CLAIMS), late) == "it is not valid yet"
    assert KEY.read(KEY.write(CLAIMS), NOW - CLOCK_SKEW) == CLAIMS


def test_a_token_of_another_network_is_refused() -> None:
    """Neither another key nor another issuer is ours."""
    foreign = TokenKey(SigningKey.generate("test-net")).write(CLAIMS)
    other = TokenKey(SigningKey("other-net", SIGNING.private)).write(CLAIMS)
    assert (refusal(foreign), refusal(other)) == (NOT_OURS, NOT_OURS)


def test_a_token_without_signature_is_refused() -> None:
    """`alg: none` is not an algorithm here, nor is a key of another kind."""
    body = KEY.write(CLAIMS).split(".")[1]
    unsigned = f"{part({'alg': 'none', 'typ': 'at+jwt'})}.{body}."
    shared = OctKey.import_key(SIGNING.public)
    confused = jwt.encode({"alg": "HS256", "typ": "at+jwt"}, {"iss": "test-net"}, shared)
    assert (refusal(unsigned), refusal(confused)) == (NOT_OURS, NOT_OURS)


def test_half_a_gigabyte_of_token_is_refused_unread() -> None:
    """Length is judged before anything is parsed."""
    assert refusal("x" * (TOKEN_BYTES_MAX + 1)) == "it is too long"
    assert refusal("x." * (250 << 20)) == "it is too long"


@pytest.mark.parametrize(
    "said",
    [
        {"iss": "other"},
        {"aud": "other"},
        {"sub": 7},
        {"scope": "everything"},
        {"exp": "soon"},
        {"exp": None},
        {"iat": 1e300},
        {"purpose": "curiosity"},
        {"case": ["a"]},
        {"cnf": {"x5t#S256": 1}},
    ],
)
def test_claims_of_another_form_are_refused(said: dict[str, object]) -> None:
    """Even our own signature does not make them ours."""
    assert refusal(forged(said)) == NOT_OURS


def test_a_token_of_another_type_is_refused() -> None:
    """What our key signed for another use opens nothing."""
    assert refusal(forged({}, typ="JWT")) == NOT_OURS


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    """Whatever stands in the header ends in a refusal, never in an error of the program."""
    assert refusal(text) in {NOT_OURS, "it is too long"}


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_token_is_refused(place: int, change: int) -> None:
    """No byte of a token can be another."""
    token = bytearray(KEY.write(CLAIMS).encode())
    place %= len(token) - 2  # the last letters hold bits that no byte uses
    token[place] = (token[place] + change) % 128 or 65
    if bytes(token) != KEY.write(CLAIMS).encode():
        assert refusal(token.decode("ascii")) == NOT_OURS
