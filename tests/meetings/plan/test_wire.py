"""What parent and child send each other."""

import io

import numpy as np
import pytest

from jisr.meetings.plan.wire import read_message, write_message


def test_arrays_come_out_as_they_went_in() -> None:
    """Names, kinds, shapes and values are the same."""
    sent = {"cost": np.array([1.5, -2.0]), "is_whole": np.array([True]), "seed": np.array(7)}
    stream = io.BytesIO()
    write_message(stream, sent)
    read = read_message(io.BytesIO(stream.getvalue()))
    assert {name: (one.dtype, one.tolist()) for name, one in read.items()} == {
        name: (one.dtype, one.tolist()) for name, one in sent.items()
    }


@pytest.mark.parametrize("body", [b"", b"HiGHS run time 0.01", b"PK\x03\x04 half a message"])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    """Silence, chatter and half a message raise."""
    with pytest.raises(ValueError, match="no message"):
        read_message(io.BytesIO(body))


def test_objects_are_refused() -> None:
    """An array that would run code when it is loaded is not loaded."""
    memory = io.BytesIO()
    np.savez(memory, cost=np.array([{}], dtype=object))
    with pytest.raises(ValueError, match="no message"):
        read_message(io.BytesIO(memory.getvalue()))
