"""Reading a segment that may be damaged."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.errors import FileUnreadable
from jisr.names.index import Index
from jisr.names.model import Profile
from jisr.names.segment import pack
from jisr.names.soundness import read_segment
from jisr.names.storage import load, save
from jisr.values import PartialDate

PERSONS = [
    Profile(("Mohammed Ali", "محمد علي"), (PartialDate(1974, 3, 2),), documents=("P1",)),
    Profile(("Oruk Vestabo Oruk",)),
    Profile(("123",)),
]
SOUND = pack(enumerate(PERSONS)).arrays()
LEADING = (
    "slots",
    "first_names",
    "word_starts",
    "words",
    "posting_starts",
    "postings",
    "joint_names",
    "document_slots",
    "profiles_ends",
    "vocabulary_form_words",
    "vocabulary_scripts",
    "vocabulary_lengths",
    "vocabulary_symbols",
    "vocabulary_heard_rows",
    "vocabulary_near_rows",
)


def test_what_is_sound_is_read() -> None:
    """A segment comes back from its arrays, an empty one too."""
    again = read_segment(SOUND)
    assert again is not None
    assert [again.profile(slot) for slot in range(len(again))] == PERSONS
    assert read_segment(pack([]).arrays()) is not None


@pytest.mark.parametrize("name", sorted(SOUND))
def test_an_array_of_another_kind_is_refused(name: str) -> None:
    """Missing, of another type, of another length: nothing of it is read."""
    others = {key: array for key, array in SOUND.items() if key != name}
    assert read_segment(others) is None
    assert read_segment({**others, name: np.zeros(SOUND[name].shape, np.float16)}) is None
    if name not in {"vocabulary_text", "profiles_bytes", "dates", "vocabulary_symbols"}:
        assert read_segment({**others, name: SOUND[name][1:]}) is None


@pytest.mark.parametrize("name", LEADING)
@settings(deadline=None)
@given(st.integers(0, 1 << 20), st.sampled_from([-1, -9, 30_000]))
def test_a_number_that_leads_nowhere_is_refused(name: str, place: int, number: int) -> None:
    """One wrong number anywhere is enough."""
    damaged = SOUND[name].copy()
    damaged.reshape(-1)[place % damaged.size] = number
    accepted = read_segment({**SOUND, name: damaged})
    assert accepted is None or name == "vocabulary_symbols"


@pytest.mark.parametrize("bits", [np.nan, np.inf, -1.0, 1e9])
def test_a_rarity_that_is_none_is_refused(bits: float) -> None:
    """Weights that no word has would spoil every sum."""
    damaged = SOUND["vocabulary_rarity"].copy()
    damaged[1] = bits
    assert read_segment({**SOUND, "vocabulary_rarity": damaged}) is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 20), st.integers(0, 255))
def test_a_damaged_index_is_refused_or_answers(place: int, value: int) -> None:
    """Whatever byte is wrong, the index is not read, or every search ends."""
    damaged = {key: array.copy() for key, array in SOUND.items()}
    arrays = list(damaged.values())
    sizes = np.cumsum([array.nbytes for array in arrays])
    at = place % int(sizes[-1])
    which = int(np.searchsorted(sizes, at, "right"))
    bytes_of_it = arrays[which].reshape(-1).view(np.uint8)
    bytes_of_it[at - int(sizes[which]) + arrays[which].nbytes] = value
    segment = read_segment(damaged)
    if segment is not None:
        assert len(segment) == len(PERSONS)


def test_an_index_of_other_knowledge_is_refused(tmp_path: Path) -> None:
    """Keys that were made by another release lead astray, so they are not read."""
    Index.build(enumerate(PERSONS)).save(tmp_path / "index")
    arrays = load(tmp_path / "index")
    for name in ("format", "knowledge"):
        other = np.array(int(arrays[name]) ^ 1, arrays[name].dtype)
        save(tmp_path / "other", {**arrays, name: other})
        with pytest.raises(FileUnreadable):
            Index.load(tmp_path / "other")


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """The index says that the file is unreadable, with and without a compiler."""
    Index.build(enumerate(PERSONS)).save(tmp_path / "index")
    arrays = {name: array.copy() for name, array in load(tmp_path / "index").items()}
    arrays["postings"][0] = 99
    save(tmp_path / "index", arrays)
    with pytest.raises(FileUnreadable):
        Index.load(tmp_path / "index")
