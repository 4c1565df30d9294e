"""A passkey's authenticator in software: it answers as WebAuthn says, also wrongly when told."""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def encoded(content: bytes) -> str:
    """Return bytes in base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Return the bytes of a base64url text."""
    return base64.urlsafe_b64decode(text + "==")


@dataclass(slots=True)
class Authenticator:
    """One passkey on one device; `flags` and `origin` may be set to what a bad one says."""

    origin: str
    relying: str
    flags: int = PRESENT | VERIFIED
    uses: int = 0
    private: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    credential: bytes = field(default_factory=lambda: os.urandom(32))

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.create`."""
        key = {1: 1, 3: -8, -1: 6, -2: self.private.public_key().public_bytes_raw()}
        length = len(self.credential).to_bytes(2, "big")
        attested = bytes(16) + length + self.credential + cbor2.dumps(key)
        data = self._data(self.flags | ATTESTED) + attested
        made = {"fmt": "none", "attStmt": {}, "authData": data}
        client = self._client("webauthn.create", options)
        return self._answer(
            {"clientDataJSON": encoded(client), "attestationObject": encoded(cbor2.dumps(made))}
        )

    def use(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer `navigator.credentials.get`; the counter grows."""
        self.uses += 1
        data = self._data(self.flags)
        client = self._client("webauthn.get", options)
        signature = self.private.sign(data + hashlib.sha256(client).digest())
        return self._answer(
            {
                "clientDataJSON": encoded(client),
                "authenticatorData": encoded(data),
                "signature": encoded(signature),
            }
        )

    def _data(self, flags: int) -> bytes:
        hashed = hashlib.sha256(self.relying.encode()).digest()
        return hashed + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps({**said, "crossOrigin": False}).encode()

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        name = encoded(self.credential)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
