"""Packed profiles."""

from jisr.names.keys import form_keys, key_number
from jisr.names.model import Profile
from jisr.names.segment import (
    DATES_MAX,
    Segment,
    date_number,
    document_hash,
    joint_numbers,
    pack,
)
from jisr.values import PartialDate

ITEMS = [
    (7, Profile(("Mohammed Ali", "محمد علي", "MOHAMMED, ali"), (PartialDate(1974, 3, 2),))),
    (9, Profile(("Oruk Vestabo Oruk",), documents=("P1",))),
    (4, Profile(("123",))),
]


def test_profiles_come_back() -> None:
    """Packing keeps every profile under its key."""
    segment = pack(ITEMS)
    assert segment.keys.tolist() == [7, 9, 4]
    assert [segment.profile(slot) for slot in range(len(segment))] == [one for _, one in ITEMS]


def test_postings_name_each_name_once() -> None:
    """A word that stands twice in a name is posted once; like names are indexed once."""
    segment = pack(ITEMS)
    posted = {
        word: segment.postings[start:end].tolist()
        for word, start, end in zip(
            segment.vocabulary.words,
            segment.posting_starts[:-1],
            segment.posting_starts[1:],
            strict=True,
        )
    }
    slots = segment.slots.tolist()
    assert {word: [slots[name] for name in names] for word, names in posted.items()} == {
        "mohammed": [0, 0],
        "ali": [0, 0],
        "محمد": [0],
        "علي": [0],
        "oruk": [1],
        "vestabo": [1],
    }


def test_dates_and_documents_are_numbers() -> None:
    """Each name has its dates, what is not known is zero; a document is found by its hash."""
    segment = pack(ITEMS)
    unknown = [0] * DATES_MAX
    # Who has no birth date, or several, stands first.
    assert segment.dates.tolist() == [unknown, *[[19740302, *unknown[1:]]] * 3]
    assert segment.years.tolist() == [0, 1974, 1974, 1974]
    assert date_number(PartialDate(1974)) == 19740000
    assert segment.document_hashes.tolist() == [document_hash("P1")]
    assert segment.document_slots.tolist() == [1]


def test_the_names_of_a_profile_are_found_from_its_slot() -> None:
    """Folded names come in the order of writing, like ones once, unjudged ones not at all."""
    segment = pack(ITEMS)
    assert [segment.names(slot) for slot in range(len(segment))] == [
        (("mohammed", "ali"), ("محمد", "علي"), ("ali", "mohammed")),
        (("oruk", "vestabo", "oruk"),),
        (),
    ]


def test_words_together_have_the_key_of_the_joined_word() -> None:
    """Mohammad Hossein is found from Mohammadhossein."""
    joined = {key_number(key) for key in form_keys("mohammadhossein")}
    assert joined.intersection(joint_numbers("mohammad", "hossein"))


def test_an_empty_segment_is_possible() -> None:
    """No profile, no error; arrays and back."""
    segment = pack([])
    assert len(segment) == 0
    assert len(Segment.from_arrays(segment.arrays())) == 0
