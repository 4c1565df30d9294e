"""Access tokens: JWTs signed with Ed25519 (RFC 7519, RFC 9068, RFC 9864), short-lived.

The algorithm is pinned, the length is bounded before anything is parsed, and nothing of a token is
believed before its signature is checked.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import serialization
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from jisr.access.model import Purpose
from jisr.access.sign_in.model import Claims, Scope
from jisr.errors import TokenRefused, to_translate
from jisr.ledger.keys import SigningKey

KEY_FILE = "token.key"
"""Its name in a data directory; every worker of an installation reads the same one."""
TOKEN_BYTES_MAX = 8_192
"""A longer one is refused unread: a parser must not be fed megabytes."""
ALGORITHM = "Ed25519"
TYPE = "at+jwt"
CLOCK_SKEW = datetime.timedelta(seconds=30)
"""How far the clocks of the processes of one hub may stand apart."""
_NOT_OURS = (JoseError, ValueError, KeyError, TypeError, OverflowError, RecursionError)
"""What reading a token that we never wrote can raise."""


class TokenKey:
    """Signs and reads the access tokens of one network, whose name is their issuer."""

    def __init__(self, key: SigningKey) -> None:
        self.network = key.name
        pem = key.private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        self._key = OKPKey.import_key(pem)

    def write(self, claims: Claims) -> str:
        """Return the token that says this."""
        said: dict[str, Any] = {
            "iss": self.network,
            "aud": self.network,
            "sub": claims.officer,
            "bureau": claims.bureau,
            "jti": claims.id,
            "scope": " ".join(sorted(claims.scopes)),
            "iat": int(claims.issued_at.timestamp()),
            "exp": int(claims.expires_at.timestamp()),
        }
        if claims.purpose is not None:
            said["purpose"] = claims.purpose.value
        if claims.case:
            said["case"] = claims.case
        if claims.key:
            said["key"] = claims.key
        if claims.certificate:
            said["cnf"] = {"x5t#S256": claims.certificate}
        return jwt.encode({"alg": ALGORITHM, "typ": TYPE}, said, self._key, algorithms=[ALGORITHM])

    def read(self, token: str, now: datetime.datetime) -> Claims:
        """Return what a token says.

        Raises:
            TokenRefused: it is too long, not ours, not signed by this key, expired or not yet
                valid.
        """
        if len(token) > TOKEN_BYTES_MAX:
            raise TokenRefused(why=to_translate("it is too long"))
        try:
            decoded = jwt.decode(token, self._key, algorithms=[ALGORITHM])
            if decoded.header.get("typ") != TYPE:
                raise TokenRefused(why=to_translate("it is not an access token of this network"))
            claims = _claims(decoded.claims, self.network)
        except _NOT_OURS as error:
            raise TokenRefused(
                why=to_translate("it is not an access token of this network")
            ) from error
        check_times(claims, now)
        return claims


def check_times(claims: Claims, now: datetime.datetime) -> None:
    """Raise `TokenRefused` unless the claims are valid at this instant."""
    if now >= claims.expires_at:
        raise TokenRefused(why=to_translate("it has expired"))
    if claims.issued_at > now + CLOCK_SKEW:
        raise TokenRefused(why=to_translate("it is not valid yet"))


def _claims(said: Mapping[str, Any], network: str) -> Claims:
    """Return the claims of a token whose signature holds; any other error means: not ours."""
    if said["iss"] != network or said["aud"] != network:
        raise ValueError
    texts = [said[name] for name in ("sub", "bureau", "jti", "scope")]
    texts += [said.get("case", ""), said.get("key", "")]
    texts += [(said.get("cnf") or {}).get("x5t#S256", "")]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    officer, bureau, token_id, scope, case, key, certificate = texts
    return Claims(
        id=token_id,
        officer=officer,
        bureau=bureau,
        scopes=frozenset(map(Scope, scope.split())),
        issued_at=datetime.datetime.fromtimestamp(said["iat"], datetime.UTC),
        expires_at=datetime.datetime.fromtimestamp(said["exp"], datetime.UTC),
        purpose=Purpose(said["purpose"]) if "purpose" in said else None,
        case=case,
        certificate=certificate,
        key=key,
    )
