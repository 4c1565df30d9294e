"""A small network whose log each test may fill and break."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.kit.db import Database
from jisr.ledger.entry import Act
from jisr.ledger.keys import SigningKey
from jisr.ledger.log import Draft
from jisr.ledger.sequencer import Sequencer

NETWORK = "jisr.example/net"


@pytest.fixture
def signer() -> SigningKey:
    """The log's key, the same in every test."""
    return SigningKey(NETWORK, Ed25519PrivateKey.from_private_bytes(b"\1" * 32))


@pytest.fixture
def lock_path(tmp_path: Path) -> Path:
    """Where the checkpoint lock stands."""
    return tmp_path / "checkpoint.lock"


@pytest.fixture
def sequencer(database: Database, signer: SigningKey, lock_path: Path) -> Sequencer:
    """The sequencer of the network's log."""
    return Sequencer(database, NETWORK, signer, lock_path)


@pytest.fixture
def drafts() -> Callable[..., list[Draft]]:
    """A maker of drafts: `drafts(3, first=5)` writes the subjects 5, 6 and 7."""

    def make(count: int, first: int = 0) -> list[Draft]:
        return [
            Draft(
                Act(
                    time="2026-11-21T09:00:00.001Z",
                    bureau="TN",
                    officer="0f" * 16,
                    verb="record.published",
                    subject=f"{number:032x}",
                    purpose="wanted",
                    audience_class="2d" * 16,
                ),
                {"name": f"نور {number}", "version": 1},
                1,
            )
            for number in range(first, first + count)
        ]

    return make
