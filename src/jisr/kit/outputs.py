"""Files that appear under their name only when they are complete, and CSV that is safe to open.

A full disk or a crash leaves the target as it was: what is written stands in a temporary file
beside it, reaches the disk, and takes the name at the very end.
"""

import csv
import errno
import glob
import itertools
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from jisr.errors import FileUnwritable, StorageFull
from jisr.kit.lines import shortened
from jisr.kit.tables import RejectedRow

REJECT_COLUMNS = ("line", "column", "reason", "value")

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Give an empty file beside `path` that takes its name when the block ends well.

    Only its owner may read it: what we write out holds personal data. When the block fails, the
    file vanishes with whatever was made beside it under its name (the log of a database).

    Raises:
        StorageFull: the disk has no room, or the file would pass its allowed size.
        FileUnwritable: the folder is missing or forbidden.
    """
    target = path.resolve()
    try:
        beside = _beside(target)
    except OSError as error:
        raise FileUnwritable(path=path) from error
    try:
        yield beside
        _make_durable(beside)
        beside.replace(target)
        _make_durable(target.parent)
    except BaseException as error:
        for each in beside.parent.glob(f"{glob.escape(beside.name)}*"):
            each.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _DISK_FULL:
            raise StorageFull from error
        raise


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Give a text file that takes its name when the block ends well, and vanishes otherwise.

    A target that is no regular file (a pipe, a terminal) is written as it comes, since nothing can
    take its place.

    Raises:
        StorageFull, FileUnwritable: see `whole_path`.
    """
    if path.exists() and not path.is_file():
        with _written_as_it_comes(path) as file:
            yield file
        return
    with whole_path(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def _written_as_it_comes(path: Path) -> Iterator[TextIO]:
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise FileUnwritable(path=path) from error
    try:
        with file:
            yield file
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise StorageFull from error
        raise


class SafeCsv:
    """Writes RFC 4180 rows in which no cell is taken for a formula by a spreadsheet."""

    def __init__(self, file: TextIO, columns: Iterable[str]) -> None:
        self._writer = csv.writer(file)
        self.write(columns)

    def write(self, cells: Iterable[object]) -> None:
        """Write one row."""
        self._writer.writerow([neutral(str(cell)) for cell in cells])


def neutral(cell: str) -> str:
    """Return the cell so that a spreadsheet shows it and never computes it.

    Source: OWASP, CSV Injection. A plain number is left as it is.
    """
    if cell.startswith(_STARTS_FORMULA) and _NUMBER.fullmatch(cell) is None:
        return "'" + cell
    return cell


def write_rejects(path: Path, rejects: Iterable[RejectedRow]) -> int:
    """Write the rows that were not accepted and return how many; without any, write no file.

    Raises:
        StorageFull, FileUnwritable: see `whole_file`.
    """
    rows = iter(rejects)
    first = next(rows, None)
    if first is None:
        return 0
    count = 0
    with whole_file(path) as file:
        table = SafeCsv(file, REJECT_COLUMNS)
        for row in itertools.chain([first], rows):
            table.write((row.line, row.column, row.reason, shortened(row.value)))
            count += 1
    return count


def _beside(target: Path) -> Path:
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    os.close(number)
    return Path(name)


def _make_durable(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
