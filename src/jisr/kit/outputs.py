"""Files that appear under their name only when they are complete, and CSV that is safe to open.

A full disk or a crash leaves the target as it was: what is written stands in a temporary file
beside it, reaches the disk, and takes the name at the very end.
"""

import csv
import errno
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
def whole_file(path: Path) -> Iterator[TextIO]:
    """Give a text file that takes its name when the block ends well, and vanishes otherwise.

    Only its owner may read it: what we write out holds personal data. A target that is no regular
    file (a pipe, a terminal) is written as it comes, since nothing can take its place.

    Raises:
        StorageFull: the disk has no room, or the file would pass its allowed size.
        FileUnwritable: the folder is missing or forbidden.
    """
    target = path.resolve()
    is_replaced = target.is_file() or not target.exists()
    try:
        file = _beside(target) if is_replaced else target.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise FileUnwritable(path=path) from error
    try:
        with file:
            yield file
            file.flush()
            if is_replaced:
                os.fsync(file.fileno())
        if is_replaced:
            _take_name(file.name, target)
    except BaseException as error:
        if is_replaced:
            Path(file.name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in _DISK_FULL:
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


def _beside(target: Path) -> TextIO:
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    os.close(number)
    return Path(name).open("w", encoding="utf-8", newline="")


def _take_name(temporary: str, target: Path) -> None:
    """Rename, and make the name itself durable."""
    Path(temporary).replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
