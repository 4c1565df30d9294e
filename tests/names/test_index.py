"""The index of persons."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.errors import FileUnreadable, ValueMalformed
from jisr.names.compare import compare
from jisr.names.index import Index
from jisr.names.model import Candidate, Profile
from jisr.values import PartialDate

PERSONS = {
    1: Profile(("Mohammed Ali Oruk", "محمد علي اوروك"), (PartialDate(1974, 3, 2),)),
    2: Profile(("Mohammed Ali Salbo",), (PartialDate(1980),)),
    3: Profile(("Владимир Щербаков",), documents=("P1",)),
    4: Profile(("김정은", "Kim Jong Un")),
}


def keys(found: list[Candidate]) -> list[int]:
    """Return the keys of candidates."""
    return [candidate.key for candidate in found]


def test_search_returns_what_compare_says() -> None:
    """A candidate's evidence is exactly the comparison of query and person."""
    index = Index.build(PERSONS.items())
    query = Profile(("Mohamed Aly Oruk",), (PartialDate(1974),))
    first = index.search(query)[0]
    assert first == Candidate(1, compare(query, PERSONS[1]))


def test_names_are_found_across_scripts() -> None:
    """Each person is found by a spelling the index does not hold."""
    index = Index.build(PERSONS.items())
    asked = {1: "محمد علي اوروك", 3: "Vladimir Scherbakow", 4: "Kim Jong-un"}
    for key, name in asked.items():
        assert keys(index.search(Profile((name,)), minimum_bits=5.0))[0] == key


def test_added_and_removed_persons_count_at_once() -> None:
    """The next search knows what was added, replaced and removed."""
    index = Index.build(PERSONS.items())
    query = Profile(("Vestabo Tebrik",))
    assert index.search(query) == []
    index.add(5, query)
    assert (keys(index.search(query)), len(index), 5 in index) == ([5], 5, True)
    index.add(5, Profile(("Somebody Else",)))
    assert index.search(query) == []
    index.remove(5)
    index.remove(5)
    assert (index.search(Profile(("Somebody Else",))), len(index), 5 in index) == ([], 4, False)


def test_only_allowed_persons_are_found() -> None:
    """A permission is an array over the keys; a key beyond its end is not allowed."""
    index = Index.build(PERSONS.items())
    query = Profile(("Mohammed Ali",))
    assert sorted(keys(index.search(query))) == [1, 2]
    assert keys(index.search(query, allowed=np.array([False, False, True]))) == [2]
    assert keys(index.search(query, allowed=np.array([True, True]))) == [1]


def test_nothing_below_the_minimum_is_returned() -> None:
    """The caller's threshold is kept, and so is the limit."""
    index = Index.build(PERSONS.items())
    query = Profile(("Mohammed Ali Oruk",))
    found = index.search(query, minimum_bits=-100.0)
    assert [one.comparison.bits for one in found] == sorted(
        (one.comparison.bits for one in found), reverse=True
    )
    best = found[0].comparison.bits
    assert keys(index.search(query, minimum_bits=best)) == [1]
    assert index.search(query, minimum_bits=best + 0.1) == []
    assert len(index.search(query, limit=1, minimum_bits=-100.0)) == 1
    for limit in (0, 201):
        with pytest.raises(ValueMalformed):
            index.search(query, limit=limit)


def test_a_document_finds_a_person_without_a_name() -> None:
    """A query that only has a number is answered."""
    index = Index.build(PERSONS.items())
    assert keys(index.search(Profile((), documents=("P1",)))) == [3]
    assert index.search(Profile(("123",))) == []


def test_an_index_survives_its_file(tmp_path: Path) -> None:
    """A loaded index answers as the saved one, can be added to, and forgets the removed."""
    index = Index.build(PERSONS.items())
    index.add(6, Profile(("Tebrik Vestabo",)))
    index.remove(2)
    index.save(tmp_path / "index.npz")
    again = Index.load(tmp_path / "index.npz")
    for name in ("Mohamed Ali Orouk", "Tebrik Vestabo", "Vladimir Sherbakov"):
        assert again.search(Profile((name,))) == index.search(Profile((name,)))
    again.add(7, Profile(("Salmin Oruk",)))
    assert (len(again), 2 in again, 7 in again) == (5, False, True)


def test_an_empty_index_answers_and_is_saved(tmp_path: Path) -> None:
    """No person, no candidate, no error."""
    index = Index()
    assert index.search(Profile(("Ali",))) == []
    index.save(tmp_path / "empty.npz")
    assert len(Index.load(tmp_path / "empty.npz")) == 0
    np.savez(tmp_path / "other.npz", x=np.arange(2))
    with pytest.raises(FileUnreadable):
        Index.load(tmp_path / "other.npz")


def test_one_by_one_is_as_good_as_all_at_once() -> None:
    """Merging parts never loses or doubles a person."""
    parts = ("ve", "sta", "bo", "or", "uk", "sal", "min", "teb", "rik", "jo", "han")
    words = ["".join(pair) for pair in itertools.permutations(parts, 2)]
    persons = {
        key: Profile((f"{words[key]} {words[key * 7 % 110]} {words[key * 31 % 110]}",))
        for key in range(60)
    }
    index = Index()
    for key, profile in persons.items():
        index.add(key, profile)
        if key % 7 == 0:
            index.search(profile)
    for key in range(0, 60, 5):
        index.remove(key)
    left = {key: profile for key, profile in persons.items() if key % 5}
    whole = Index.build(left.items())
    assert len(index) == len(whole) == len(left)
    for profile in left.values():
        assert index.search(profile, limit=1) == whole.search(profile, limit=1)


def test_large_merges_are_spread_over_changes() -> None:
    """While a merge goes on, and when it is done, everybody is found and nobody removed is."""
    syllables = ("ve", "sta", "bo", "or", "uk", "sal", "min", "teb", "rik", "jo", "han")
    words = ["".join(three) for three in itertools.permutations(syllables, 3)]
    persons = {key: Profile((f"{words[key]} {words[-1 - key]}",)) for key in range(300)}
    index = Index.build(list(persons.items())[:100])
    for key in range(100, 300):
        index.add(key, persons[key])
        index.remove(key - 80)
        assert keys(index.search(persons[key], limit=1, minimum_bits=9.0)) == [key]
        assert keys(index.search(persons[key - 80], limit=1, minimum_bits=9.0)) == []
    assert len(index) == 100
    for key in range(220, 300):
        assert keys(index.search(persons[key], limit=1, minimum_bits=9.0)) == [key]


def test_many_searches_are_as_one_by_one() -> None:
    """Results come in the order of the queries."""
    index = Index.build(PERSONS.items())
    queries = [Profile((name,)) for one in PERSONS.values() for name in one.names]
    assert list(index.search_many(queries, limit=2, minimum_bits=4.0)) == [
        index.search(query, limit=2, minimum_bits=4.0) for query in queries
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=3), st.integers(1, 20))
def test_any_query_is_answered(names: list[str], limit: int) -> None:
    """No text breaks a search."""
    assert len(SHARED.search(Profile(tuple(names)), limit=limit)) <= min(limit, len(PERSONS))


SHARED = Index.build(PERSONS.items())
