"""Promises of `jisr serve` and `jisr token`, as processes of their own."""

import datetime
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates import Pair, certificate
from hub_process import A_PROVIDER
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.sign_in.assertions import ASSERTION_TYPE
from jisr.app.home import open_session
from jisr.app.serve import check_binding, check_free
from jisr.errors import AddressTaken, BindingRefused, SettingInvalid, ValueMalformed
from jisr.kit.console import Home, Options
from machine_world import MACHINE, claims, register, signed

JISR = Path(sys.executable).parent / "jisr"
START_SECONDS_MAX = 120


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def hub(home: Path, *options: str) -> Iterator[str]:
    """Run the hub and give its address when it answers."""
    with running("http", None, home, *options) as url:
        yield url


@contextmanager
def running(
    scheme: str, context: ssl.SSLContext | None, home: Path, *options: str
) -> Iterator[str]:
    """Run the hub, perhaps with TLS, and give its address when it answers."""
    url = f"{scheme}://127.0.0.1:{(port := free_port())}"
    process = subprocess.Popen(
        [JISR, "serve", "--port", str(port), *options],
        env={**os.environ, **A_PROVIDER, "JISR_HOME": str(home)},
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS_MAX
        while True:
            try:
                httpx2.get(f"{url}/openapi.json", verify=context or True)
                break
            except httpx2.TransportError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS_MAX)


def token(home: Path, *options: str) -> str:
    """Return a token that the program printed."""
    done = subprocess.run(
        [JISR, "token", *options],
        env={**os.environ, "JISR_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "hub.example"])  # noqa: S104  refused
def test_beyond_this_machine_only_encrypted(host: str) -> None:
    """Without a certificate no other machine reaches the hub."""
    with pytest.raises(BindingRefused):
        check_binding(host, None, None)
    assert check_binding(host, Path("c.pem"), Path("k.pem")) is True


def test_a_named_proxy_encrypts_for_the_hub() -> None:
    """Then it may listen for the proxy; what names no proxy is refused."""
    assert check_binding("10.0.0.4", None, None, "10.0.0.5") is False
    with pytest.raises(SettingInvalid):
        check_binding("10.0.0.4", None, None, "anybody")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_this_machine_needs_no_certificate(host: str) -> None:
    """What stays on the machine needs no encryption."""
    assert check_binding(host, None, None) is False


def test_a_certificate_comes_with_its_key() -> None:
    """Half of the two is a mistake, never half encrypted."""
    with pytest.raises(ValueMalformed):
        check_binding("127.0.0.1", Path("c.pem"), None)


def test_a_port_in_use_is_told_in_words() -> None:
    """Before anything is started."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        with pytest.raises(AddressTaken):
            check_free("127.0.0.1", listener.getsockname()[1])
    check_free("127.0.0.1", free_port())


@pytest.mark.parametrize(
    "words", [("--scope", "everything"), ("--purpose", "curiosity"), ("--minutes", "0")]
)
def test_an_impossible_token_is_refused_in_words(tmp_path: Path, words: tuple[str, str]) -> None:
    """With exit code 2, and no token."""
    done = subprocess.run(
        [JISR, "token", *words],
        env={**os.environ, "JISR_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")


def test_a_printed_token_opens_the_running_hub(tmp_path: Path) -> None:
    """A newcomer founds a network, starts the hub with two workers, and is known to both."""
    subprocess.run([JISR, "init"], env={**os.environ, "JISR_HOME": str(tmp_path)}, check=True)
    bearer = {"Authorization": f"Bearer {token(tmp_path, '--scope', 'check')}"}
    with hub(tmp_path, "--workers", "2") as url:
        answers = [httpx2.get(f"{url}/v1/me", headers=bearer).json() for _ in range(8)]
    assert {json.dumps(each["scopes"]) for each in answers} == {'["check"]'}


def test_a_hub_that_nobody_could_enter_does_not_start(tmp_path: Path) -> None:
    """No demo, no provider, no passkey: it says so with the next step; an invitation is enough."""
    environment = {**os.environ, "JISR_HOME": str(tmp_path)}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [JISR, *words], env=environment, capture_output=True, text=True, check=False
        )

    refused = run("serve", "--as", "amal@mar")
    assert (refused.returncode, "jisr passkeys invite" in refused.stderr) == (2, True)
    assert run("passkeys", "invite", "amal@mar").returncode == 0
    # It goes on to what is wrong next.
    assert "1 to 64" in run("serve", "--workers", "0").stderr


def test_a_machine_is_bound_to_its_certificate(tmp_path: Path) -> None:
    """Over TLS with a client CA: its token is worth nothing to who has another certificate."""
    session = open_session(Options(tmp_path, "amal@mar", "en", as_json=False), Home.FOUNDED)
    machine = Officer(MACHINE, "MAR", "Desk", frozenset({Role.MACHINE}))
    session.database.in_transaction(access.register_officer, "amal@mar", machine)
    private = Ed25519PrivateKey.generate()
    register(session.database, private)
    session.database.close()
    ca = certificate(tmp_path, "ca")
    server, mine, other = (certificate(tmp_path, name, ca) for name in ("server", "mine", "other"))
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed(private, claims(datetime.datetime.now(datetime.UTC))),
    }

    def contact(shown: Pair | None) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=str(ca.certificate_path))
        if shown is not None:
            context.load_cert_chain(shown.certificate_path, shown.key_path)
        return context

    def ask(shown: Pair | None, path: str, **given: Any) -> httpx2.Response:
        with httpx2.Client(verify=contact(shown), base_url=url) as client:
            return client.request("POST" if "data" in given else "GET", path, **given)

    paths = ("--certificate", server.certificate_path, "--key", server.key_path)
    options = (*paths, "--client-ca", ca.certificate_path)
    with running("https", contact(None), tmp_path, *map(str, options)) as url:
        token = ask(mine, "/v1/token", data=form).json()["access_token"]
        bearer = {"Authorization": f"Bearer {token}"}
        statuses = [ask(each, "/v1/me", headers=bearer).status_code for each in (mine, other, None)]
    assert statuses == [200, 401, 401]


@pytest.mark.parametrize("words", [("--client-ca", "ca.pem")])
def test_a_client_ca_needs_encryption(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Without TLS no certificate is ever shown."""
    done = subprocess.run(
        [JISR, "serve", *words],
        env={**os.environ, **A_PROVIDER, "JISR_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "name both certificate and key" in done.stderr) == (2, True)


def test_a_hub_behind_its_proxy(tmp_path: Path) -> None:
    """It listens for it without a certificate of its own, and believes what it says of callers."""
    session = open_session(Options(tmp_path, "amal@mar", "en", as_json=False), Home.FOUNDED)
    session.database.close()
    (tmp_path / "settings.toml").write_text('trusted_proxy = "127.0.0.1"\n')
    bearer = {"Authorization": f"Bearer {token(tmp_path, '--scope', 'check')}"}
    proxied = {**bearer, "X-Forwarded-For": "198.51.100.1", "X-Forwarded-Proto": "https"}
    with hub(tmp_path, "--host", "0.0.0.0") as url:  # noqa: S104  what the test is about
        statuses = [
            httpx2.get(url + path, headers=headers).status_code
            for path, headers in (
                ("/v1/me", proxied),
                ("/v1/me", {**proxied, "Client-Cert": "none"}),
                ("/metrics", proxied),
                ("/metrics", {}),
            )
        ]
    assert statuses == [200, 400, 404, 200]
