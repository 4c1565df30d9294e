"""Texts and profiles as plain arrays, so that an index is a handful of numpy arrays on disk."""

import json
import math
import mmap
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jisr.errors import FileUnreadable
from jisr.names.model import Profile
from jisr.values import PartialDate

Arrays = dict[str, NDArray[Any]]

DESCRIPTION_BYTES_MAX = 1 << 16
"""Length of the description of a file of arrays; an index has about thirty arrays."""

_MARK = b"jisr arrays 2\n"
_LENGTH_BYTES = 8
_CHECK_BYTES = 4
_ALIGNMENT = 64
DAMAGED = (
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What reading a file can raise that was not written by `save`."""

_KINDS = frozenset(
    np.dtype(kind).str for kind in (bool, "u1", "i2", "i4", "u4", "i8", "u8", "f4", "f8")
)


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

    @classmethod
    def joined(cls, parts: Sequence[tuple["Lines", NDArray[np.bool_]]]) -> "Lines":
        """Return the lines of all parts that are kept, in one."""
        bytes_kept, lengths_kept = [], []
        for lines, kept in parts:
            lengths = np.diff(lines._ends, prepend=0)  # noqa: SLF001  of the same class
            together = lines._bytes[: int(lengths.sum())]  # noqa: SLF001  of the same class
            bytes_kept.append(together if kept.all() else together[np.repeat(kept, lengths)])
            lengths_kept.append(lengths[kept])
        ends = np.cumsum(np.concatenate(lengths_kept), dtype=np.int64)
        return cls(np.concatenate(bytes_kept), ends)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        start = int(self._ends[number - 1]) if number else 0
        return self._bytes[start : int(self._ends[number])].tobytes()

    def are_sound(self) -> bool:
        """Return whether each line ends where the next one begins, and the last at the end."""
        lengths = np.diff(self._ends, prepend=0)
        last = int(self._ends[-1]) if len(self._ends) else 0
        return bool((lengths >= 0).all()) and last == len(self._bytes)

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
    """Write arrays to one file that is mapped into memory when it is read.

    Behind the mark and the length of the description (eight bytes, the lowest first) stand the
    description (JSON: type, shape and place of each array) and the arrays, each aligned, and last
    the CRC-32 of all of it (four bytes, the lowest first), by which `load` finds a damaged file.
    """
    description: dict[str, tuple[str, tuple[int, ...], int]] = {}
    end = 0
    for name, array in arrays.items():
        description[name] = (array.dtype.str, array.shape, end)
        end += _aligned(array.nbytes)
    text = json.dumps(description).encode()
    head = _MARK + len(text).to_bytes(_LENGTH_BYTES, "little") + text
    head += bytes(_aligned(len(head)) - len(head))
    check = zlib.crc32(head)
    with path.open("wb") as file:
        file.write(head)
        for array in arrays.values():
            gap = bytes(_aligned(array.nbytes) - array.nbytes)
            for piece in (np.ascontiguousarray(array).data, gap):
                check = zlib.crc32(piece, check)
                file.write(piece)
        file.write(check.to_bytes(_CHECK_BYTES, "little"))


def load(path: Path) -> Arrays:
    """Map arrays into memory, read only; every process that does shares one copy.

    Raises `FileUnreadable` when the file is missing, damaged or was not written by `save`.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = len(_MARK) + _LENGTH_BYTES
        length = int.from_bytes(mapped[len(_MARK) : head], "little")
        if mapped[: len(_MARK)] != _MARK or length > DESCRIPTION_BYTES_MAX or not _is_whole(mapped):
            raise FileUnreadable(path=path)
        description = json.loads(mapped[head : head + length])
        start = _aligned(head + length)
        return {
            name: _mapped(mapped, kind, shape, start + place)
            for name, (kind, shape, place) in description.items()
        }
    except DAMAGED as error:
        raise FileUnreadable(path=path) from error


def _is_whole(mapped: mmap.mmap) -> bool:
    """Return whether the file is as it was written; half a second for a gigabyte."""
    check = int.from_bytes(mapped[-_CHECK_BYTES:], "little")
    with memoryview(mapped) as everything, everything[:-_CHECK_BYTES] as written:
        return zlib.crc32(written) == check


def _mapped(mapped: mmap.mmap, kind: str, shape: list[int], start: int) -> NDArray[Any]:
    """Return one array of the file; raise `ValueError` where it does not hold it."""
    if kind not in _KINDS or start % _ALIGNMENT or any(length < 0 for length in shape):
        raise ValueError(kind)
    array = np.frombuffer(mapped, kind, math.prod(shape), start) if 0 not in shape else None
    return np.zeros(shape, kind) if array is None else array.reshape(shape)


def _aligned(length: int) -> int:
    return -(-length // _ALIGNMENT) * _ALIGNMENT
