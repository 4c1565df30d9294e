"""The folder of a booth, a trustee or a witness: its keys and what it must not forget.

Only its owner may read it, and what is written is on the disk before anything is sent.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jisr.assembly.ballot.spelling import to_text
from jisr.errors import Conflict, FileUnreadable, FileUnwritable, to_translate
from jisr.kit.outputs import whole_path
from jisr.ledger.keys import SigningKey, create_key, load_key

KEY_NAME = "hall"
"""The name that a key carries here; on a board it has its member's."""
FILE_BYTES_MAX = 1_048_576
"""A sealed ballot has some kilobytes."""


class Folder:
    """One machine's folder, made when something is first written into it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other command out of this folder meanwhile.

        Raises:
            Conflict: another command works in it.
            FileUnwritable: it cannot be made.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self.path / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise FileUnwritable(path=self.path) from error
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Conflict(
                    why=to_translate("another command works in this folder; wait for its end")
                ) from error
            yield
        finally:
            os.close(descriptor)

    # ── keys ──────────────────────────────────────────────────────────────────────────────────

    def key(self, session: int, *, is_new: bool = False) -> SigningKey:
        """Return the hall key for a session, made when there is none.

        A new one puts the old one aside; it still stands on the boards that began with it.
        """
        path = self.path / f"hall-{session}.key"
        if path.exists() and is_new:
            old = load_key(path, KEY_NAME)
            path.replace(self.path / f"hall-{session}-{old.public.hex()[:16]}.key")
        if not path.exists():
            return create_key(path, KEY_NAME)
        return load_key(path, KEY_NAME)

    def keys(self) -> dict[str, SigningKey]:
        """Return every hall key of this machine by its public half."""
        found = [load_key(path, KEY_NAME) for path in sorted(self.path.glob("hall-*.key"))]
        return {to_text(key.public): key for key in found}

    # ── what is remembered ────────────────────────────────────────────────────────────────────

    def write(self, name: str, value: object) -> None:
        """Write a value as JSON; it is on the disk when this returns."""
        with whole_path(self.path / f"{name}.json") as beside:
            beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")

    def read(self, name: str) -> dict[str, Any]:
        """Return what was written under a name, or an empty object."""
        path = self.path / f"{name}.json"
        return read_json(path) if path.exists() else {}

    def forget(self, name: str) -> None:
        """Remove what was written under a name."""
        (self.path / f"{name}.json").unlink(missing_ok=True)


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file.

    Raises:
        FileUnreadable: it cannot be opened, is too long or holds something else.
    """
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(FILE_BYTES_MAX))
    except (OSError, ValueError, RecursionError) as error:
        raise FileUnreadable(path=path) from error
    if not isinstance(found, dict):
        raise FileUnreadable(path=path)
    return found
