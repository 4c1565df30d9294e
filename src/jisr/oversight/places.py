"""How routes and pages name an entry, what entries are about, and where a page of them begins."""

import re
from typing import Annotated

from fastapi import Path, Query

from jisr.errors import ValueMalformed, to_translate
from jisr.kit.http.paging import read_cursor, write_cursor
from jisr.ledger.tree import SIZE_MAX
from jisr.oversight.model import Group, Listing

EntryId = Annotated[str, Path(max_length=64, description="The entry's id.")]
About = Annotated[Group | None, Query(description="Only entries about these things.")]
_PLACE = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)


def read_place(cursor: str) -> int | None:
    """Return the position before which a page begins; None for the first page.

    Raises:
        ValueMalformed: it is no cursor of ours.
    """
    (before,) = read_cursor(cursor, 1)
    if not before:
        return None
    if _PLACE.fullmatch(before) is None or int(before) > SIZE_MAX:
        raise ValueMalformed(field="cursor", why=to_translate("use “next” of the page before"))
    return int(before)


def place_of(listing: Listing) -> str:
    """Return the cursor of the page after a listing; empty at the end."""
    return write_cursor([str(listing.before)]) if listing.before else ""
