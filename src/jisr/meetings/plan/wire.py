"""What the planner and its child processes send each other: named arrays, and never objects."""

import enum
import io
import zipfile
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

MESSAGE_BYTES_MAX = 1 << 30  # a hundred times the largest program that the limits allow

NO_MESSAGE = "these bytes are no message"

Message = dict[str, NDArray[Any]]


class Outcome(enum.IntEnum):
    """What came of a program."""

    REFUSED = 0
    """A status said no."""
    NOTHING = 1
    """There was no solution, or none in time."""
    FOUND = 2
    """A solution; a better one may exist."""
    BEST = 3
    """A solution, proved to be the best."""


def write_message(stream: BinaryIO, message: Message) -> None:
    """Write one message, which is all that is ever sent one way."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, array in message.items():
            one = io.BytesIO()
            np.save(one, array, allow_pickle=False)
            archive.writestr(f"{name}.npy", one.getvalue())
    stream.write(memory.getvalue())
    stream.flush()


def read_message(stream: BinaryIO) -> Message:
    """Read the one message of a stream; raise `ValueError` if it is none."""
    body = stream.read(MESSAGE_BYTES_MAX + 1)
    if len(body) > MESSAGE_BYTES_MAX:
        raise ValueError(NO_MESSAGE)
    try:
        with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, EOFError, LookupError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError(NO_MESSAGE) from error
