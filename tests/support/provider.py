"""OpenID providers for tests: a real one in a process of its own, and one that lies."""

import contextlib
import http.server
import json
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

from hub_process import free_port

START_SECONDS_MAX = 60.0
RSA = RSAKey.generate_key(2048, parameters={"kid": "one"})


@contextlib.contextmanager
def real_provider() -> Iterator[str]:
    """Run a provider on this machine and give its issuer; it wants a nonce."""
    port = free_port()
    program = Path(sys.executable).parent / "oidc-provider-mock"
    process = subprocess.Popen(
        [str(program), "--port", str(port), "--require-nonce", "true"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    issuer = f"http://127.0.0.1:{port}"
    started = time.monotonic()
    try:
        while time.monotonic() - started < START_SECONDS_MAX:
            with contextlib.suppress(httpx2.HTTPError):
                httpx2.get(f"{issuer}/.well-known/openid-configuration")
                break
            time.sleep(0.05)
        yield issuer
    finally:
        process.terminate()
        process.wait()


def authorise(address: str, subject: str) -> dict[str, str]:
    """Sign in at the real provider, as a person does; return what the browser comes back with."""
    answer = httpx2.post(address, data={"sub": subject}, follow_redirects=False)
    query = urllib.parse.urlsplit(answer.headers["location"]).query
    return dict(urllib.parse.parse_qsl(query))


class LyingProvider:
    """A provider whose every answer is chosen by the test; by default it answers rightly."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.said: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
        }
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []

    def answer(self, path: str) -> bytes:
        """Return what is said at a path."""
        self.asked.append(path)
        known = {
            "/.well-known/openid-configuration": json.dumps(self.said).encode(),
            "/jwks": json.dumps({"keys": [RSA.as_dict(private=False)]}).encode(),
        }
        return self.answers.get(path) or known.get(path) or b"{}"

    def give(self, token: str) -> None:
        """Answer any code with this id token."""
        self.answers["/token"] = json.dumps({"id_token": token}).encode()


@contextlib.contextmanager
def lying_provider() -> Iterator[LyingProvider]:
    """Run a provider that says what it is told to."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def _send(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", "0")))
            body = provider.answer(self.path)
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _send  # noqa: N815  names that http.server calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider = LyingProvider(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield provider
        server.shutdown()
        thread.join()


def id_token(said: dict[str, Any], key: Any = RSA, algorithm: str = "RS256") -> str:
    """Return an id token that says this."""
    return jwt.encode({"alg": algorithm, "kid": "one"}, said, key, algorithms=[algorithm])
