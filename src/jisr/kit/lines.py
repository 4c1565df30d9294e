"""The lines of a text file, each bounded, so that no file can exhaust the memory."""

import codecs
import hashlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Self

from jisr.errors import EncodingWrong, FileUnreadable

LINE_BYTES_MAX = 1 << 20
"""A longer line is passed over without being held in memory."""
ROW_LINES_MAX = 100
"""A quoted cell may hold line breaks; a quote open for longer was never meant to be one."""
CHUNK_BYTES = 1 << 20
SHOWN_CHARACTERS_MAX = 60


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over a text file tells before anything is done with it."""

    sha256: str
    lines: int


class LineTooLong(Exception):
    """A line passed its ceiling; `head` is its beginning."""

    def __init__(self, head: str) -> None:
        super().__init__()
        self.head = head


class Lines:
    """The lines of a file, each bounded; those taken since `begin_row` can be handed back."""

    def __init__(self, file: BufferedReader, file_name: str) -> None:
        self.file_name = file_name
        self.number = 0
        self.row: list[str] = []
        self._file = file
        self._waiting: deque[str] = deque()

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.row.clear()

    def give_back(self, count: int) -> None:
        """Let the last lines be taken again."""
        if count:
            self._waiting.extendleft(reversed(self.row[-count:]))
            del self.row[-count:]
            self.number -= count

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if len(self.row) >= ROW_LINES_MAX:
            raise StopIteration
        line = self._waiting.popleft() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.row.append(line)
        return line

    def _read(self) -> str:
        raw = self._file.readline(LINE_BYTES_MAX + 1)
        if self.number == 0:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if len(raw) <= LINE_BYTES_MAX:
            try:
                return raw.decode()
            except UnicodeDecodeError as error:
                raise EncodingWrong(path=self.file_name, line=self.number + 1) from error
        self.number += 1
        rest = raw
        while rest and not rest.endswith(b"\n"):
            rest = self._file.readline(CHUNK_BYTES)
        raise LineTooLong(raw.decode(errors="replace"))


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading; raise `FileUnreadable` if it cannot be."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise FileUnreadable(path=path) from error
    with file:
        yield file


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file; raise `FileUnreadable` if it cannot be opened."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def survey(path: Path) -> Survey:
    """Read a text file once: its SHA-256, its number of lines, and that all of it is UTF-8.

    Nothing is written on the ground of a file whose end turns out to be unreadable.
    """
    digest, decode, lines = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), 0
    with opened(path) as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            try:
                decode.decode(chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].count(b"\n")
                raise EncodingWrong(path=path.name, line=lines + before + 1) from error
            lines += chunk.count(b"\n")
        if decode.getstate()[0]:
            raise EncodingWrong(path=path.name, line=lines + 1)
    return Survey(digest.hexdigest(), lines)


def shortened(value: str) -> str:
    """Return the beginning of a value, as much as helps to recognise it."""
    if len(value) <= SHOWN_CHARACTERS_MAX:
        return value
    return value[: SHOWN_CHARACTERS_MAX - 1] + "…"
