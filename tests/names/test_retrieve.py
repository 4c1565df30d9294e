"""Candidates from a segment."""

import itertools
import math

import numpy as np

from jisr import _native
from jisr._native import finding
from jisr.names.fold import fold
from jisr.names.model import Profile
from jisr.names.retrieve import POSTINGS_MAX, asked_of, candidates, limits
from jisr.names.segment import Segment, pack
from jisr.values import PartialDate


def found(segment: Segment, query: Profile, *, certain: bool = False) -> list[int]:
    """Return the slots of the candidates, the best first."""
    names = [fold(name) for name in query.names]
    everyone = np.ones(len(segment), bool)
    rough = [one for one in candidates(segment, query, names, everyone) if one.certain is certain]
    return [one.slot for one in sorted(rough, key=lambda one: -one.bits)]


def test_the_rarest_agreement_comes_first() -> None:
    """Of three who share a word, the one who shares both is first."""
    segment = pack(
        enumerate(
            [Profile(("Mohammed Oruk",)), Profile(("Mohammed Salbo",)), Profile(("محمد وستابو",))]
        )
    )
    assert found(segment, Profile(("Mohamed Vestabo",)))[0] == 2


def test_the_birth_date_chooses_among_namesakes() -> None:
    """Of a thousand namesakes the one born that day is among the first."""
    born = [PartialDate(1950 + n % 50, 1 + n % 12, 1 + n % 28) for n in range(1000)]
    segment = pack((n, Profile(("Mohammed Ali",), (date,))) for n, date in enumerate(born))
    first = found(segment, Profile(("محمد علي",), (born[777],)))[0]
    assert born[first] == born[777]


def test_words_written_together_are_certain_candidates() -> None:
    """One word for two, and two words for one, are found."""
    segment = pack(enumerate([Profile(("Mohammad Hossein Oruk",)), Profile(("Habibullah Vest",))]))
    assert found(segment, Profile(("Mohammadhossein Salb",)), certain=True) == [0]


def test_a_shared_document_is_a_certain_candidate() -> None:
    """A number finds its person whatever the name."""
    segment = pack(enumerate([Profile(("Ali",)), Profile(("Oruk",), documents=("P1",))]))
    assert found(segment, Profile((), documents=("P1",)), certain=True) == [1]


def test_who_is_not_allowed_is_not_found() -> None:
    """The permission is asked before anything is compared, and others fill the places."""
    segment = pack((n, Profile(("Mohammed Ali",))) for n in range(900))
    names = [fold("Mohammed Ali")]
    allowed = np.arange(900) >= 890
    few = candidates(segment, Profile(("Mohammed Ali",)), names, allowed)
    assert sorted(one.slot for one in few) == list(range(890, 900))


def test_who_is_hidden_uses_up_no_bound() -> None:
    """However many namesakes are hidden, the visible ones are found as if those were not there."""
    hidden = POSTINGS_MAX // 2 + 1
    namesakes = (Profile(("Mohammed Ali Hassan",)) for _ in range(hidden))
    seen = Profile(("Mohammed Ali Hassan",), (PartialDate(1974),))
    segment = pack(enumerate([*namesakes, seen]))
    names = [fold("Mohammed Ali Hassan")]
    few = candidates(segment, seen, names, np.arange(hidden + 1) == hidden)
    assert [one.slot for one in few] == [hidden]


def test_who_cannot_reach_the_floor_is_not_found() -> None:
    """A floor cuts namesakes born in other years, and nobody who reaches it."""
    born = [PartialDate(1950 + n % 50, 1 + n % 12, 1 + n % 28) for n in range(500)]
    segment = pack((n, Profile(("Mohammed Ali Oruk",), (date,))) for n, date in enumerate(born))
    query = Profile(("Mohamed Aly Oruk",), (born[77],))
    names = [fold(name) for name in query.names]
    everyone = candidates(segment, query, names)
    floor = sorted(one.bits for one in everyone)[-3]
    assert {(one.slot, one.bits) for one in candidates(segment, query, names, floor=floor)} == {
        (one.slot, one.bits) for one in everyone if one.bits >= floor
    }


def test_both_twins_choose_alike() -> None:
    """What a real query asks is answered alike with and without a compiler, whoever is hidden."""
    spellings = ("Mohammed", "Muhamad", "محمد", "Ali", "علي", "Mohammadali", "Oruk", "Salbo")
    names = [" ".join(pair) for pair in itertools.permutations(spellings, 2)]
    born = [PartialDate(1970 + n % 7, 1 + n % 3, 1 + n % 5) for n in range(len(names))]
    persons = [Profile((name,), (date,)) for name, date in zip(names, born, strict=True)]
    segment = pack(enumerate(persons))
    allowed = np.arange(len(persons)) % 3 > 0
    query = Profile((), (PartialDate(1972, 1, 2),))
    for name, floor in itertools.product(names, (-math.inf, 9.0, 25.0)):
        texts = tuple(token.text for token in fold(name).tokens)
        given = (*asked_of(segment, texts, query), None, allowed, limits(floor))
        assert _native.find_names(*given) == finding.find_names(*given)
