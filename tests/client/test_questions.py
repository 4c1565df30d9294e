"""Questions are bounded and name their kind."""

import msgspec
import pytest

from jisr.client.questions import (
    FIELD_LENGTH_MAX,
    Batch,
    DocumentQuestion,
    PersonQuestion,
    Question,
)


def test_question_names_its_kind() -> None:
    """The kind tells the shapes apart on the line."""
    question = DocumentQuestion("AB123456", "FRA")
    encoded = msgspec.json.encode(question)
    assert msgspec.json.decode(encoded)["kind"] == "document"
    assert msgspec.json.decode(encoded, type=Question) == question


@pytest.mark.parametrize(
    "body",
    [
        b'{"kind":"document"}',
        b'{"kind":"ghost","number":"1"}',
        b'{"kind":"person","name":1}',
        b'{"kind":"person","name":"A","age":3}',
        b'{"kind":"document","number":"' + b"1" * (FIELD_LENGTH_MAX + 1) + b'"}',
    ],
)
def test_anything_else_is_none(body: bytes) -> None:
    """What is missing, unknown, too long or of another type is refused."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=Question)


def test_batch_has_a_question() -> None:
    """No question is no batch."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"checks":[]}', type=Batch)
    assert msgspec.json.decode(b'{"checks":[{"kind":"person","name":"A"}]}', type=Batch) == Batch(
        [PersonQuestion("A")]
    )
