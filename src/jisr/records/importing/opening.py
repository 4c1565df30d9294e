"""Which reader reads a file: said by whoever sends it, or told by how the file begins."""

import datetime
from pathlib import Path

from jisr.access.model import Purpose
from jisr.kit.lines import opened
from jisr.records.importing.followthemoney import is_followthemoney, open_entities
from jisr.records.importing.model import Source
from jisr.records.importing.tabular import open_rows, recognise
from jisr.records.importing.un_list import UN_LIST, open_un_list
from jisr.records.model import Kind

FOLLOW_THE_MONEY = "followthemoney"
FORMATS = (*(each.value for each in Kind), FOLLOW_THE_MONEY, UN_LIST)
"""What whoever sends a file may say of it; a kind of record stands for its table."""
HEAD_BYTES = 64
_XML_OR_GZIP = (b"<", b"\xef\xbb\xbf<", b"\x1f\x8b")


def open_any(path: Path, what: str, purpose: Purpose, *, today: datetime.date) -> Source:
    """Survey a file of any form that is imported.

    Args:
        path: the file.
        what: one of `FORMATS`, or nothing: then the file itself tells.
        purpose: for what its records are written.
        today: the day, in the network's time zone.

    Raises:
        FileUnreadable, FileEmpty, EncodingWrong, HeaderDuplicate, HeaderIncomplete, InputTooLarge,
            ValueMalformed: see the readers.
    """
    if what == UN_LIST or (not what and is_un_list(path)):
        return open_un_list(path, purpose)
    if what == FOLLOW_THE_MONEY or (not what and is_followthemoney(path)):
        return open_entities(path, purpose)
    return open_rows(path, purpose, Kind(what) if what else recognise(path), today=today)


def is_un_list(path: Path) -> bool:
    """Return whether a file begins as XML, plain or packed; no other list does."""
    with opened(path) as file:
        return file.read(HEAD_BYTES).lstrip().startswith(_XML_OR_GZIP)
