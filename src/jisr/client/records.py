"""The records of a hub: written, opened, followed and proven."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec

from jisr.client.line import API, Line
from jisr.client.shapes import Audience, Document, Erased, Expiring, RecordOpened, Version

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

    def history(self, record: str) -> list[Version]:
        """Return who wrote each version, and when."""
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
        bundle = self._line.send("GET", _at(record, "proof"))
        self._line.read(bundle, msgspec.Raw)  # a proof is JSON; what is not came from elsewhere
        return bundle

    def expiring(self) -> Iterator[Expiring]:
        """Yield the records of the caller's bureau that end within the time for review."""
        return self._line.pages(f"{_RECORDS}/expiring", Expiring)


def _at(record: str, *below: str) -> str:
    return "/".join((_RECORDS, quote(record, safe=""), *below))
