"""Promises of `jisr serve` and `jisr token`, as processes of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

JISR = Path(sys.executable).parent / "jisr"
START_SECONDS_MAX = 30


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def hub(home: Path, *options: str) -> Iterator[str]:
    """Run the hub and give its address when it answers."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    process = subprocess.Popen(
        [JISR, "serve", "--port", str(port), *options],
        env={**os.environ, "JISR_HOME": str(home)},
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS_MAX
        while True:
            try:
                httpx2.get(f"{url}/openapi.json")
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


def test_a_printed_token_opens_the_running_hub(tmp_path: Path) -> None:
    """A newcomer founds a network, starts the hub with two workers, and is known to both."""
    subprocess.run([JISR, "init"], env={**os.environ, "JISR_HOME": str(tmp_path)}, check=True)
    bearer = {"Authorization": f"Bearer {token(tmp_path, '--scope', 'check')}"}
    with hub(tmp_path, "--workers", "2") as url:
        answers = [httpx2.get(f"{url}/v1/me", headers=bearer).json() for _ in range(8)]
    assert {json.dumps(each["scopes"]) for each in answers} == {'["check"]'}
