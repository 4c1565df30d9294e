"""Searching for many persons in several processes."""

from pathlib import Path

import numpy as np
import pytest

from jisr.errors import FileUnreadable, ValueMalformed
from jisr.names.bulk import QUERIES_IN_PART, search_file
from jisr.names.index import Index
from jisr.names.model import Profile

WORDS = ("Oruk", "Vestabo", "Mohammed", "Ali", "Salbo")
PERSONS = [Profile((f"{one} {two}",)) for one in WORDS for two in WORDS]


def test_answers_are_those_of_the_index_in_the_order_of_the_queries(tmp_path: Path) -> None:
    """Two processes find what one does, hidden persons aside, and say how far they are."""
    index = Index.build(enumerate(PERSONS))
    index.save(tmp_path / "index")
    queries = [PERSONS[n * 7 % 25] for n in range(2 * QUERIES_IN_PART + 1)]
    allowed = np.arange(25) % 3 > 0
    heard: list[int] = []
    found = search_file(
        tmp_path / "index",
        iter(queries),
        limit=2,
        minimum_bits=5.0,
        allowed=allowed,
        processes=2,
        progress=heard.append,
    )
    expected = index.search_many(queries, limit=2, minimum_bits=5.0, allowed=allowed)
    assert list(found) == list(expected)
    assert heard == [QUERIES_IN_PART, 2 * QUERIES_IN_PART, 2 * QUERIES_IN_PART + 1]


def test_what_cannot_be_searched_is_refused(tmp_path: Path) -> None:
    """A file that is no index, and a limit out of bounds, are refused at once."""
    (tmp_path / "other").write_bytes(b"no index")
    with pytest.raises(FileUnreadable):
        next(search_file(tmp_path / "other", PERSONS))
    Index().save(tmp_path / "index")
    with pytest.raises(ValueMalformed):
        next(search_file(tmp_path / "index", PERSONS, limit=0))
    assert list(search_file(tmp_path / "index", [])) == []
