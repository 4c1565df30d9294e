"""The records of a hub: written, opened, followed and proven."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from jisr.client.line import API, Line
from jisr.client.shapes import (
    Audience,
    Document,
    Erased,
    Expiring,
    Opening,
    RecordOpened,
    Version,
)

_RECORDS = f"{API}/records"


class Records:
    """The verbs of records; every method raises what `Line.send` raises."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def add(self, draft: bytes) -> Document:
        """Add a record of the caller's bureau; the draft is JSON, see `jisr records add`."""
        return self._line.write(_RECORDS, dict[str, Any], draft)

    def open(self, record: str) -> RecordOpened:
        """Open a record as the caller may see it; the reading is sealed."""
        return self._line.get(_at(record), RecordOpened)

    def new_version(self, record: str, draft: bytes, *, version: int) -> Document:
        """Write the next version; `version` is the one that was read."""
        return self._line.write(_at(record), dict[str, Any], draft, method="PUT", version=version)

    def withdraw(self, record: str, reason: str) -> Document:
        """Withdraw a record: from now on nobody else finds it."""
        return self._line.write(_at(record, "withdrawal"), dict[str, Any], {"reason": reason})

    def erase(self, record: str, reason: str) -> Erased:
        """Destroy the data of a record in all its versions."""
        return self._line.write(_at(record, "erasure"), Erased, {"reason": reason})

    def open_fields(self, record: str, reason: str) -> Opening:
        """Open what the record withholds under its originator's control, in an emergency.

        The owner is told at once. `open` shows the fields in the same case, until they close.
        """
        return self._line.write(_at(record, "opening"), Opening, {"reason": reason})

    def openings(self) -> Iterator[Opening]:
        """Yield what the caller's bureau opened, and what was opened of its records."""
        return self._line.pages(f"{API}/openings", Opening)

    def history(self, record: str) -> list[Version]:
        """Return who wrote each version, and when, and which bureau opened withheld fields."""
        return self._line.get(_at(record, "history"), list[Version])

    def audience(self, record: str) -> Audience:
        """Return who sees a record, and by which rule."""
        return self._line.get(_at(record, "audience"), Audience)

    def audience_of_draft(self, draft: bytes) -> Audience:
        """Return who would see a draft; nothing is written."""
        body = self._line.send("POST", f"{_RECORDS}/audience", draft)
        return self._line.read(body, Audience)

    def proof(self, record: str) -> bytes:
        """Return a proof of the newest version, which `jisr verify FILE` checks offline."""
        return self._line.document(_at(record, "proof"))

    def expiring(self) -> Iterator[Expiring]:
        """Yield the records of the caller's bureau that end within the time for review."""
        return self._line.pages(f"{_RECORDS}/expiring", Expiring)


def _at(record: str, *below: str) -> str:
    return "/".join((_RECORDS, quote(record, safe=""), *below))
