"""`erasures.log`: what was erased, remembered beside the database, for the day it is restored.

A backup still holds what was erased after it was made. The log holds ids and times only, one
erasure a line, and is written before the erasure is committed, so no erasure is missing in it:

    2026-11-21T23:49:00.123Z 0193f0c2… 0193f0c4…
"""

import datetime
import errno
import fcntl
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jisr.checks.dialogue.forgetting import forget_records
from jisr.errors import (
    FileUnreadable,
    FileUnwritable,
    FormatMalformed,
    NotFound,
    StorageFull,
    to_translate,
)
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import Erasure, Transaction
from jisr.ledger.log import erase_document
from jisr.records import actions as records

ERASURES_FILE = "erasures.log"
"""Its name in a data directory."""
LINE_BYTES_MAX = 300
"""A time, a subject and an entry; a longer line is none of ours."""

_LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\S{1,200}) (\S{1,64})")
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class ErasureLog:
    """The log at `path`; a log that does not exist is empty."""

    path: Path

    def add(self, erasures: Sequence[Erasure]) -> None:
        """Append erasures; they are durable when this returns.

        Raises:
            StorageFull: the disk has no room.
            FileUnwritable: the file cannot be written.
        """
        text = "".join(
            f"{instant_text(each.erased_at)} {each.subject} {each.entry_id}\n" for each in erasures
        )
        try:
            self._append(text.encode())
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull from error
            raise FileUnwritable(path=self.path) from error

    def _append(self, lines: bytes) -> None:
        is_new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # several workers erase
            _drop_torn_line(file.fileno())
            file.seek(0, os.SEEK_END)
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _make_name_durable(self.path.parent)

    def read(self) -> list[Erasure]:
        """Return every erasure, oldest first.

        A last line without its end was cut by a crash before its erasure was committed.

        Raises:
            FileUnreadable: the file cannot be opened.
            FormatMalformed: it is no log of erasures.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise FileUnreadable(path=self.path) from error
        return [_erasure(line) for line in text.split("\n")[:-1]]


def _erasure(line: str) -> Erasure:
    found = _LINE.fullmatch(line)
    if found is None:
        raise FormatMalformed(
            thing=to_translate("log of erasures"),
            why=to_translate("a line is not time, subject and entry"),
        )
    time, subject, entry_id = found.groups()
    return Erasure(subject, entry_id, parse_instant(time).astimezone(datetime.UTC))


def _drop_torn_line(descriptor: int) -> None:
    """Remove what a crash left of a line that was never confirmed."""
    size = os.fstat(descriptor).st_size
    start = max(0, size - LINE_BYTES_MAX)
    tail = os.pread(descriptor, size - start, start)
    if not tail.endswith(b"\n"):
        os.ftruncate(descriptor, start + tail.rfind(b"\n") + 1)


def _make_name_durable(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def carry_out(transaction: Transaction, erasures: Sequence[Erasure]) -> int:
    """Erase again what a restored database still holds; return how many records were left in it.

    Documents with their salts, identifiers, identities, protections, dialogues and stored answers
    go. To do it again changes nothing.
    """
    count = 0
    for subject in dict.fromkeys(each.subject for each in erasures):
        if records.erase_again(transaction, subject):
            forget_records(transaction, [subject])
            count += 1
    for each in erasures:
        _erase_entry(transaction, each.entry_id)
    return count


def _erase_entry(transaction: Transaction, entry_id: str) -> None:
    try:
        erase_document(transaction, entry_id)
    except NotFound:  # it was written after the backup, so there is nothing of it
        return
