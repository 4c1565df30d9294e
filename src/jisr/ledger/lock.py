"""The checkpoint lock: a small file beside the database that no backup holds.

It names the largest tree that this installation ever built, and is written before anything of
that size is signed. A database that was restored from a backup is older than its lock, and nothing
is signed until a person has shown the newest checkpoint that the world has seen.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jisr.errors import (
    FormatMalformed,
    LedgerReadOnly,
    StorageBusy,
    StorageFull,
    Unavailable,
    to_translate,
)
from jisr.ledger.checkpoint import BODY_CHARACTERS_MAX, Checkpoint, parse_checkpoint

LOCK_FILE = "checkpoint.lock"
"""Its name in a data directory."""
HOLD_SECONDS_MAX = 60.0
"""Longer than any run of the sequencer; who waits longer is told that the database is busy."""
_LOOK_SECONDS = 0.005
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class CheckpointLock:
    """The lock file at `path`; its content is a checkpoint without a signature."""

    path: Path

    def read(self) -> Checkpoint | None:
        """Return what the lock names, or None when there is no file.

        Raises:
            LedgerReadOnly: the file cannot be read as a lock.
        """
        try:
            with self.path.open("rb") as file:
                return parse_checkpoint(file.read(BODY_CHARACTERS_MAX + 1).decode())
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError, FormatMalformed) as error:
            raise LedgerReadOnly(why=to_translate("the checkpoint lock is unreadable")) from error

    def write(self, checkpoint: Checkpoint) -> None:
        """Replace the lock; it is durable when this returns.

        Raises:
            StorageFull: the disk has no room.
            Unavailable: the file cannot be written.
        """
        try:
            self._replace(checkpoint.text.encode())
        except OSError as error:
            raise _not_written(error) from error

    def _replace(self, content: bytes) -> None:
        new = self._beside(".new")
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        new.replace(self.path)
        directory = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)

    @contextmanager
    def held(self, *, wait_seconds_max: float = HOLD_SECONDS_MAX) -> Iterator[None]:
        """Let one sequencer at a time work, among all processes of this machine.

        Raises:
            StorageBusy: another one did not finish in time.
            Unavailable: the file that is held cannot be made.
        """
        try:
            guard = os.open(self._beside(".held"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _not_written(error) from error
        try:
            deadline = time.monotonic() + wait_seconds_max
            while not _try_hold(guard):
                if time.monotonic() > deadline:
                    raise StorageBusy
                time.sleep(_LOOK_SECONDS)
            yield
        finally:
            os.close(guard)  # gives up the hold, as the death of the process does


def _not_written(error: OSError) -> Unavailable:
    if error.errno in _FULL:
        return StorageFull()
    return Unavailable(why=to_translate("the checkpoint lock cannot be written"))


def _try_hold(guard: int) -> bool:
    try:
        fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
