"""A webhook is signed, bounded in time, never redirected, and goes to no private address."""

import base64
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.kit.courier.letters import DeliveryFailed, Hook
from jisr.kit.courier.webhook import call, signed_headers
from receivers import Hooks, hook_receiver, write_certificate
from ticking import START

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
CALLS = """
import datetime
from jisr.kit.courier.letters import Hook
from jisr.kit.courier.webhook import call
now = datetime.datetime.now(datetime.UTC)
call(Hook("m1", "https://localhost:{port}/", b"x"), bytes.upper, now, allows_private=True)
"""
"""A process of its own, which trusts the test's certificate."""
BODY = b'{"type":"hit.asked"}'


def _call(hooks: Hooks, *, host: str = "127.0.0.1", allows_private: bool = True) -> None:
    hook = Hook("m1", f"http://{host}:{hooks.port}/in?a=b", BODY)
    call(hook, KEY.sign, START, allows_private=allows_private)


def _failure(hooks: Hooks, **options: bool) -> bool:
    with pytest.raises(DeliveryFailed) as failed:
        _call(hooks, **options)  # type: ignore[arg-type]  # only allows_private is given
    return failed.value.is_final


def test_receiver_verifies_who_called() -> None:
    """The signature covers id, time and body, and verifies under the published key."""
    with hook_receiver() as hooks:
        _call(hooks)
    ((path, headers, body),) = hooks.calls
    assert (path, body, headers["content-type"]) == ("/in?a=b", BODY, "application/json")
    assert headers["webhook-timestamp"] == str(int(START.timestamp()))
    version, _, signature = headers["webhook-signature"].partition(",")
    signed = f"m1.{headers['webhook-timestamp']}.".encode() + BODY
    KEY.public_key().verify(base64.b64decode(signature), signed)
    assert (version, headers["webhook-id"]) == ("v1a", "m1")


def test_host_header_names_the_host_that_was_looked_up() -> None:
    """The call goes to the address, the header names the name."""
    with hook_receiver() as hooks:
        _call(hooks, host="localhost")
    assert hooks.calls[0][1]["host"] == f"localhost:{hooks.port}"


def test_headers_differ_with_the_body() -> None:
    """No signature of one body stands for another."""
    one, other = (
        signed_headers(Hook("m", "", body), KEY.sign, START)["webhook-signature"]
        for body in (b"a", b"b")
    )
    assert one != other


@pytest.mark.parametrize(
    ("status", "is_final"), [(500, False), (404, False), (301, False), (410, True), (599, False)]
)
def test_only_success_is_a_delivery(status: int, *, is_final: bool) -> None:
    """Anything but 2xx has to be tried again; 410 says that nobody will ever be there."""
    with hook_receiver() as hooks:
        hooks.status = status
        assert _failure(hooks) is is_final


def test_redirect_is_not_followed() -> None:
    """Who answers with another place is not followed there."""
    with hook_receiver() as there, hook_receiver() as hooks:
        hooks.status, hooks.location = 307, f"http://127.0.0.1:{there.port}/"
        assert _failure(hooks) is False
        assert there.calls == []


def test_private_address_is_never_called() -> None:
    """Without the setting nothing is sent to this machine, and it is not tried again."""
    with hook_receiver() as hooks:
        assert _failure(hooks, allows_private=False) is True
        hook = Hook("m1", f"https://localhost:{hooks.port}/", BODY)
        with pytest.raises(DeliveryFailed) as failed:
            call(hook, KEY.sign, START, allows_private=False)
        assert (failed.value.is_final, hooks.calls) == (True, [])


def test_endpoint_that_hangs_is_left() -> None:
    """The whole call has one time, however the receiver spends it."""
    with hook_receiver() as hooks:
        hooks.hang_seconds = 2.0
        hook = Hook("m1", f"http://127.0.0.1:{hooks.port}/", BODY)
        begun = time.monotonic()
        with pytest.raises(DeliveryFailed) as failed:
            call(hook, KEY.sign, START, allows_private=True, seconds_max=0.5)
        waited = time.monotonic() - begun
    assert (failed.value.is_final, waited < 1.9) == (False, True)


def test_nobody_listens() -> None:
    """A receiver that is down is tried again."""
    with hook_receiver() as hooks:
        pass
    assert _failure(hooks) is False


def test_certificate_of_nobody_is_refused(tmp_path: Path) -> None:
    """What is not certified for the name that was asked gets nothing."""
    certificate = write_certificate(tmp_path / "self.pem", "localhost")
    with hook_receiver(certificate) as hooks:
        hook = Hook("m1", f"https://localhost:{hooks.port}/", BODY)
        with pytest.raises(DeliveryFailed) as failed:
            call(hook, KEY.sign, START, allows_private=True)
    assert (failed.value.is_final, hooks.calls) == (False, [])


def test_call_goes_to_the_address_under_the_certificate_of_the_name(tmp_path: Path) -> None:
    """The name is verified though the call goes to the address that was looked up."""
    certificate = write_certificate(tmp_path / "known.pem", "localhost")
    trusted = {**os.environ, "SSL_CERT_FILE": str(certificate)}
    with hook_receiver(certificate) as hooks:
        script = CALLS.format(port=hooks.port)
        done = subprocess.run(
            [sys.executable, "-c", script], env=trusted, capture_output=True, text=True, check=False
        )
    assert (done.stderr, [headers["host"] for _, headers, _ in hooks.calls]) == (
        "",
        [f"localhost:{hooks.port}"],
    )
