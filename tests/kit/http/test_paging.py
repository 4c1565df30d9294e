"""Promises of pages and their cursors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import ValueMalformed
from jisr.kit.http.paging import page_of, read_cursor, write_cursor

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_a_cursor_gives_its_key_back(key: list[str]) -> None:
    """What was written into a cursor is what is read from it."""
    assert read_cursor(write_cursor(key), len(key)) == tuple(key)


def test_no_cursor_begins_at_the_beginning() -> None:
    """The first page needs no cursor."""
    assert read_cursor("", 2) == ("", "")


@pytest.mark.parametrize(
    "cursor", ["x", "ä", "bnVsbA", "WzFd", "WyJhIl0", "WyJcdTAwMDAiLCJhIl0", "W" * 400, "===="]
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    """Text of another form, another number of parts or a hidden NUL is refused in words."""
    with pytest.raises(ValueMalformed):
        read_cursor(cursor, 2)


def test_a_full_page_names_the_next() -> None:
    """One item more than the page holds becomes the cursor, never an item."""
    page = page_of(["a", "b", "c"], 2, lambda each: [each], str.upper)
    assert (page.items, read_cursor(page.next, 1)) == (["A", "B"], ("b",))


def test_the_last_page_names_none() -> None:
    """Where nothing follows there is no cursor."""
    page = page_of(["a", "b"], 2, lambda each: [each], str.upper)
    assert (page.items, page.next) == (["A", "B"], "")
