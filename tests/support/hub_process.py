"""A real `jisr serve` as a program of its own, so that it can be killed."""

import contextlib
import datetime
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import EVERY_SCOPE, Terms
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.web import token_key
from jisr.kit.db import Database

HOST = "127.0.0.1"
START_SECONDS_MAX = 120.0
"""Long, because other tests may run beside this one."""
A_PROVIDER = {
    "JISR_OIDC_ISSUER": "https://provider.example",
    "JISR_OIDC_CLIENT_ID": "jisr",
}
"""A hub that is no demo starts only where people can sign in; it asks the provider nothing yet."""
ENVIRONMENT_KEPT = ("PATH", "LANG", "TMPDIR")


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        port: int = held.getsockname()[1]
        return port


class HubProcess:
    """A hub over a data directory; it writes what it says to `hub.log` there."""

    def __init__(self, home: Path, *options: str) -> None:
        self.home = home
        self.port = free_port()
        command = [sys.executable, "-m", "jisr", "serve", "--home", str(home)]
        command += ["--port", str(self.port), *options]
        environment = {name: os.environ[name] for name in ENVIRONMENT_KEPT if name in os.environ}
        environment |= A_PROVIDER
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
        self._log = (home / "hub.log").open("ab")
        self._process = subprocess.Popen(
            command, stdout=self._log, stderr=self._log, env=environment, start_new_session=True
        )

    @property
    def pid(self) -> int:
        """The process that was started; with several workers it watches over them."""
        return self._process.pid

    def wait(self) -> float:
        """Wait until it answers; return how many seconds that took."""
        started = time.monotonic()
        while time.monotonic() - started < START_SECONDS_MAX:
            if self._process.poll() is not None:
                break
            with contextlib.suppress(OSError), self.asked("GET", "/openapi.json", {}) as answer:
                if answer.status == http.HTTPStatus.OK:
                    return time.monotonic() - started
            time.sleep(0.01)
        raise RuntimeError((self.home / "hub.log").read_text())

    @contextlib.contextmanager
    def asked(
        self, method: str, path: str, headers: dict[str, str], body: Any = None
    ) -> Iterator[http.client.HTTPResponse]:
        """Send one request over a connection of its own."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        sent = None if body is None else json.dumps(body).encode()
        try:
            connection.request(method, path, sent, headers)
            yield connection.getresponse()
        finally:
            connection.close()

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._log.close()

    def stop(self) -> int:
        """Ask it to stop and return its exit code."""
        self._process.terminate()
        code = self._process.wait(timeout=START_SECONDS_MAX)
        self._log.close()
        return code


def token_of(home: Path, officer: str, purpose: Purpose, case: str) -> dict[str, str]:
    """Return the headers of an officer whose token carries purpose and case."""
    database = Database.at(home / "jisr.db")
    terms = Terms(EVERY_SCOPE, datetime.timedelta(hours=1), purpose, case)
    claims = database.in_transaction(sign_in.issue_token, officer, terms)
    with database.reading() as transaction:
        network = access.network(transaction).name
    database.close()
    token = TokenKey(token_key(home, network)).write(claims)
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
