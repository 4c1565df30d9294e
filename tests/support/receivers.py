"""Real receivers of what the courier delivers: a mail server and a web server."""

import datetime
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID


class Mailbox(MessageHandler):
    """Keeps the mails that arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []
        self.refusal = ""

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it so
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take an address, or refuse it as the test wants."""
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        """Keep one mail."""
        self.mails.append(message)


@contextmanager
def mail_receiver() -> Iterator[tuple[Mailbox, int]]:
    """Run a mail server; give its mailbox and its port."""
    mailbox = Mailbox()
    # The port is chosen by the system; aiosmtpd wants to connect to it once, so it is asked first.
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return int(server.server_address[1])


@dataclass
class Hooks:
    """The calls that arrived, and how the next ones are answered."""

    calls: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    status: int = 204
    hang_seconds: float = 0.0
    location: str = ""
    port: int = 0


@contextmanager
def hook_receiver(certificate: Path | None = None) -> Iterator[Hooks]:
    """Run a web server that keeps what it is sent; with a certificate and its key, over TLS."""
    hooks = Hooks()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            hooks.calls.append((self.path, headers, body))
            time.sleep(hooks.hang_seconds)
            self.send_response(hooks.status)
            if hooks.location:
                self.send_header("location", hooks.location)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hooks.port = int(server.server_address[1])
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
            server.handle_error = lambda *_: None  # type: ignore[method-assign]  # refused calls
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield hooks
        finally:
            server.shutdown()
            thread.join()


def write_certificate(path: Path, name: str) -> Path:
    """Write a certificate that a name gives itself, with its key."""
    key = Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime.timedelta(days=1)
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, None)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
