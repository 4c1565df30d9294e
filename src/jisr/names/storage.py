"""Texts and profiles as plain arrays, so that an index is a handful of numpy arrays on disk."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jisr.errors import FileUnreadable
from jisr.names.model import Profile
from jisr.values import PartialDate

Arrays = dict[str, NDArray[Any]]


def write_profile(profile: Profile) -> bytes:
    """Return a profile as one line of JSON."""
    fields = [
        profile.names,
        [str(date) for date in profile.birth_dates],
        profile.sex,
        profile.nationalities,
        profile.documents,
        profile.birth_places,
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def read_profile(line: bytes) -> Profile:
    """Read what `write_profile` wrote."""
    names, dates, sex, nationalities, documents, places = json.loads(line)
    return Profile(
        names=tuple(names),
        birth_dates=tuple(PartialDate.parse(date) for date in dates),
        sex=sex,
        nationalities=tuple(nationalities),
        documents=tuple(documents),
        birth_places=tuple(places),
    )


class Lines:
    """Many short byte strings in one array; the n-th is read without touching the others."""

    def __init__(self, bytes_together: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._bytes = bytes_together
        self._ends = ends

    @classmethod
    def pack(cls, lines: Iterable[bytes]) -> "Lines":
        """Return the lines packed."""
        kept = list(lines)
        ends = np.cumsum([len(line) for line in kept], dtype=np.int64)
        return cls(np.frombuffer(b"".join(kept), np.uint8), ends)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        start = int(self._ends[number - 1]) if number else 0
        return self._bytes[start : int(self._ends[number])].tobytes()

    def arrays(self, name: str) -> Arrays:
        """Return the two arrays, named."""
        return {f"{name}_bytes": self._bytes, f"{name}_ends": self._ends}

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> "Lines":
        """Return the lines that `arrays` named."""
        return cls(arrays[f"{name}_bytes"], arrays[f"{name}_ends"])


def words_to_array(words: Sequence[str]) -> NDArray[np.uint8]:
    """Return words, which hold no line break, as one array of bytes."""
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def words_from_array(array: NDArray[np.uint8]) -> list[str]:
    """Read what `words_to_array` wrote."""
    text = array.tobytes().decode()
    return text.split("\n") if text else []


def save(path: Path, arrays: Arrays) -> None:
    """Write arrays to one file (numpy's .npz, not compressed, no pickle)."""
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def load(path: Path) -> Arrays:
    """Read arrays; raise `FileUnreadable` when the file is missing or not of this form."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=path) from error
