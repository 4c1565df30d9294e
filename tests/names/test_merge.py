"""Merging segments."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.names.fold import fold
from jisr.names.merge import merged, merging
from jisr.names.model import Profile
from jisr.names.retrieve import candidates
from jisr.names.segment import pack
from jisr.values import PartialDate

NAMES = ("Mohammed Ali", "محمد علي", "Oruk Vestabo", "Ali Oruk", "Владимир Щербаков", "123")
PERSONS = [
    Profile(
        (NAMES[n % 6], NAMES[n * 5 % 6]),
        tuple(PartialDate(1960 + n * year % 9) for year in range(n % 3)),
        documents=(f"P{n % 4}",) if n % 2 else (),
    )
    for n in range(24)
]


@settings(deadline=None)
@given(st.lists(st.integers(0, 24), min_size=2, max_size=2), st.sets(st.integers(0, 23)))
def test_merged_is_as_packed_together(cuts: list[int], removed: set[int]) -> None:
    """Whoever is left is found as if the rest had never been there; their words are gone."""
    first, second = sorted(cuts)
    items = list(enumerate(PERSONS))
    parts = [pack(part) for part in (items[:first], items[first:second], items[second:])]
    alive = [np.array([int(key) not in removed for key in part.keys], bool) for part in parts]
    whole = pack((key, person) for key, person in items if key not in removed)
    one = merged(parts, alive)
    assert one.keys.tolist() == whole.keys.tolist()
    assert sorted(one.vocabulary.words) == sorted(whole.vocabulary.words)
    for slot in range(len(whole)):
        assert (one.profile(slot), one.names(slot)) == (whole.profile(slot), whole.names(slot))
    for query in PERSONS[:12]:
        names = [fold(name) for name in query.names if fold(name).tokens]
        found = [
            {(each.slot, each.bits) for each in candidates(s, query, names)} for s in (one, whole)
        ]
        assert found[0] == found[1]
    for name in ("years", "joint_keys", "document_hashes", "document_slots"):
        assert sorted(getattr(one, name).tolist()) == sorted(getattr(whole, name).tolist())


def test_merging_goes_in_steps() -> None:
    """A merge stops many times, and the parts can be searched meanwhile."""
    parts = [pack(enumerate(PERSONS[:12])), pack(enumerate(PERSONS[12:], 12))]
    steps = list(merging(parts, [np.ones(12, bool)] * 2))
    assert len(steps) > 9
