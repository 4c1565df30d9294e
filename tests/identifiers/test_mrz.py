"""What stands where in a machine-readable zone."""

import pytest

from jisr.errors import ValueMalformed
from jisr.identifiers.mrz import LAYOUTS, check_digit


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("L898902C3", 6),
        ("520727", 3),
        ("AB2134<<<", 5),
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", 8),
        ("D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<", 2),
        ("", 0),
    ],
)
def test_check_digit_is_that_of_the_standard(text: str, digit: int) -> None:
    """The examples of Doc 9303-3, appendix A."""
    assert check_digit(text) == digit


@pytest.mark.parametrize("text", ["l898902c3", "L 8", "٣", "é"])
def test_check_digit_refuses_other_characters(text: str) -> None:
    """Only A–Z, 0–9 and the filler have a value."""
    with pytest.raises(ValueMalformed):
        check_digit(text)


def test_layouts_leave_no_position_twice() -> None:
    """The fields of each format do not overlap and stay within the lines."""
    for layout in LAYOUTS.values():
        size = layout.lines * layout.line_length
        more = [layout.optional_more] if layout.optional_more else []
        fields = [
            layout.name,
            layout.number,
            layout.nationality,
            layout.birth_date,
            layout.expiry,
            layout.optional,
            *more,
        ]
        positions = [place for field in fields for place in range(size)[field]] + [layout.sex]
        assert len(set(positions)) == len(positions)
        assert max(positions) < size
