"""uvicorn's protocol, which also tells the application which client certificate was shown.

TLS itself says that. A header that claims a certificate is read only where a trusted proxy sent it
(`forwarded.py`).
"""

import asyncio
import base64
import hashlib

from starlette.requests import Request
from starlette.types import Scope

from jisr.kit.http.bounded import BoundedProtocol

PROTOCOL = "jisr.kit.http.certified:CertifiedProtocol"
"""How uvicorn's worker processes find it."""
_KEY = "jisr.certificate"


class CertifiedProtocol(BoundedProtocol):
    """Notes the certificate of a connection in the scope of each of its requests."""

    _thumbprint = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
        """Read the certificate once: TLS has checked it against the client CA."""
        super().connection_made(transport)
        encrypted = transport.get_extra_info("ssl_object")
        certificate = encrypted.getpeercert(binary_form=True) if encrypted is not None else None
        if certificate:
            self._thumbprint = thumbprint(certificate)

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.scope["state"][_KEY] = self._thumbprint


def thumbprint(certificate: bytes) -> str:
    """Return what a certificate (DER) is called in a token: `x5t#S256` (RFC 8705, section 3.1)."""
    digest = hashlib.sha256(certificate).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def note_certificate(scope: Scope, name: str) -> None:
    """Let a request be one that showed the certificate with this thumbprint; empty: none."""
    scope["state"] = {**scope.get("state", {}), _KEY: name}


def certificate_of(request: Request) -> str:
    """Return the thumbprint of the client certificate of a request, else nothing."""
    state = request.scope.get("state")
    return str(state.get(_KEY, "")) if isinstance(state, dict) else ""
