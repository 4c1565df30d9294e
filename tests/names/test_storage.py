"""Profiles and texts as arrays."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FileUnreadable
from jisr.names.model import Profile
from jisr.names.storage import (
    Arrays,
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
    (tmp_path / "empty.npz").write_bytes(b"")
    for name in ("b.npz", "empty.npz", "missing.npz"):
        with pytest.raises(FileUnreadable):
            load(tmp_path / name)


ARRAYS: Arrays = {
    "x": np.arange(100, dtype=np.int64),
    "y": np.zeros((0, 4), np.int16),
    "z": np.arange(6, dtype=np.float32).reshape(2, 3),
}


def test_every_array_keeps_type_and_shape(tmp_path: Path) -> None:
    """Numbers, types and shapes come back, empty arrays too; what is mapped is not written to."""
    save(tmp_path / "a", ARRAYS)
    again = load(tmp_path / "a")
    assert {name: (a.dtype, a.shape, a.tolist()) for name, a in again.items()} == {
        name: (a.dtype, a.shape, a.tolist()) for name, a in ARRAYS.items()
    }
    assert not again["x"].flags.writeable


@given(st.integers(0, 1200), st.integers(0, 255))
def test_a_damaged_file_is_refused_or_read(place: int, value: int) -> None:
    """However a file is damaged or cut, reading it ends in arrays or in a refusal."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "a"
        save(path, ARRAYS)
        whole = path.read_bytes()
        changed = bytearray(whole)
        changed[place % len(whole)] = value
        for damaged in (bytes(changed), whole[: place % len(whole)]):
            path.write_bytes(damaged)
            try:
                found = load(path)
            except FileUnreadable:
                continue
            assert all(array.nbytes <= len(whole) for array in found.values())


def test_one_changed_byte_is_found(tmp_path: Path) -> None:
    """A file that the disk damaged anywhere is refused when it is read, not when it is searched."""
    path = tmp_path / "arrays"
    save(path, {"numbers": np.arange(9, dtype=np.int32)})
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(FileUnreadable):
            load(path)
