"""Registration plates."""

import pytest

from jisr.errors import ValueMalformed
from jisr.identifiers import plate
from jisr.identifiers.cleaning import Checked


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ab-123 cd", "AB123CD"),
        ("А123ВС", "A123BC"),
        ("ΙΚΝ 1234", "IKN1234"),
        ("أ ى ١٢٣٤", "اي1234"),
        ("京A·12345", "京A12345"),
    ],
)
def test_clean_gives_one_spelling(text: str, value: str) -> None:
    """Letters that look like A–Z become A–Z, forms of one Arabic letter one, others stay."""
    assert plate.clean(text) == Checked(value)


@pytest.mark.parametrize("text", ["", " - ", "1" * 21])
def test_clean_refuses_nothing_and_too_much(text: str) -> None:
    """A plate has 1 to 20 letters and digits."""
    with pytest.raises(ValueMalformed):
        plate.clean(text)
