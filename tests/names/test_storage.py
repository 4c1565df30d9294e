"""Profiles and texts as arrays."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FileUnreadable
from jisr.names.model import Profile
from jisr.names.storage import (
    Lines,
    load,
    read_profile,
    save,
    words_from_array,
    words_to_array,
)
from jisr.names.storage import write_profile as write
from jisr.values import PartialDate


def test_a_profile_is_read_as_it_was_written() -> None:
    """Every field survives."""
    profile = Profile(
        ("محمد", "Mo\nhammed"), (PartialDate(1974, 3),), "M", ("TN",), ("P1",), ("Tunis",)
    )
    assert read_profile(write(profile)) == profile


@given(st.lists(st.binary(max_size=10)))
def test_lines_are_read_one_by_one(lines: list[bytes]) -> None:
    """Packing changes nothing, empty lines included."""
    packed = Lines.pack(lines)
    assert [packed[number] for number in range(len(packed))] == lines
    again = Lines.of(packed.arrays("x"), "x")
    assert [again[number] for number in range(len(again))] == lines


@given(st.lists(st.text("abمح김", min_size=1)))
def test_words_survive(words: list[str]) -> None:
    """Words of any script are read as they were written."""
    assert words_from_array(words_to_array(words)) == words


def test_arrays_survive(tmp_path: Path) -> None:
    """What was saved is loaded; what is no such file is refused."""
    save(tmp_path / "a.npz", {"x": np.arange(3)})
    assert load(tmp_path / "a.npz")["x"].tolist() == [0, 1, 2]
    (tmp_path / "b.npz").write_bytes(b"not an archive")
    for name in ("b.npz", "missing.npz"):
        with pytest.raises(FileUnreadable):
            load(tmp_path / name)
