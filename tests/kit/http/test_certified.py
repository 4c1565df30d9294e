"""Promises about client certificates, over real TLS."""

import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn
from cryptography.hazmat.primitives import serialization
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from certificates import Pair, certificate
from hub_process import free_port
from jisr.kit.http.certified import PROTOCOL, certificate_of, thumbprint

START_SECONDS_MAX = 30.0


@pytest.fixture
def authority(tmp_path: Path) -> Pair:
    """Who signs the certificates of machines."""
    return certificate(tmp_path, "ca")


@pytest.fixture
def address(tmp_path: Path, authority: Pair) -> Iterator[str]:
    """A server that says which certificate it was shown."""

    async def say(request: Request) -> PlainTextResponse:
        return PlainTextResponse(certificate_of(request))

    server_pair = certificate(tmp_path, "server", authority)
    config = uvicorn.Config(
        Starlette(routes=[Route("/", say)]),
        port=free_port(),
        http=PROTOCOL,
        log_config=None,
        ssl_certfile=server_pair.certificate_path,
        ssl_keyfile=server_pair.key_path,
        ssl_ca_certs=str(authority.certificate_path),
        ssl_cert_reqs=ssl.CERT_OPTIONAL,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    started = time.monotonic()
    while not server.started and time.monotonic() - started < START_SECONDS_MAX:
        time.sleep(0.01)
    yield f"https://127.0.0.1:{config.port}/"
    server.should_exit = True
    thread.join()


def ask(
    address: str, authority: Pair, shown: Pair | None, headers: dict[str, str] | None = None
) -> str:
    """Ask with a client certificate, or without."""
    context = ssl.create_default_context(cafile=str(authority.certificate_path))
    if shown is not None:
        context.load_cert_chain(shown.certificate_path, shown.key_path)
    return httpx2.get(address, verify=context, headers=headers).text


def test_the_certificate_that_tls_showed_is_told(
    address: str, authority: Pair, tmp_path: Path
) -> None:
    """By its thumbprint; without one there is none, whatever a header claims."""
    machine = certificate(tmp_path, "machine", authority)
    encoded = machine.certificate.public_bytes(serialization.Encoding.DER)
    assert ask(address, authority, machine) == thumbprint(encoded)
    claimed = {"x-client-cert": "x", "x-forwarded-client-cert": f"Hash={thumbprint(encoded)}"}
    assert ask(address, authority, None, claimed) == ""


def test_a_certificate_of_another_authority_is_refused(
    address: str, authority: Pair, tmp_path: Path
) -> None:
    """TLS itself ends the connection."""
    (elsewhere := tmp_path / "elsewhere").mkdir()
    stranger = certificate(elsewhere, "machine", certificate(elsewhere, "other"))
    with pytest.raises((httpx2.TransportError, ssl.SSLError)):
        ask(address, authority, stranger)


def test_the_thumbprint_is_that_of_the_standard() -> None:
    """SHA-256 in base64url without padding, 43 characters."""
    assert thumbprint(b"") == "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
