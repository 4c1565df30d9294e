"""Where a page of entries begins."""

import pytest

from jisr.errors import ValueMalformed
from jisr.kit.http.paging import write_cursor
from jisr.ledger.tree import SIZE_MAX
from jisr.oversight.model import Listing
from jisr.oversight.places import place_of, read_place


def test_a_place_is_read_as_it_was_written() -> None:
    """The first page has no cursor, the last one leads nowhere."""
    assert read_place("") is None
    assert place_of(Listing((), 0)) == ""
    for before in (1, 50, SIZE_MAX):
        assert read_place(place_of(Listing((), before))) == before


@pytest.mark.parametrize(
    "before", ["0", "-1", "01", "1.5", "x", "٣", "1 ", str(SIZE_MAX + 1), "9" * 300]
)
def test_another_spelling_of_a_place_is_refused(before: str) -> None:
    """Neither what is no position nor one that no log can have."""
    with pytest.raises(ValueMalformed):
        read_place(write_cursor([before]))
