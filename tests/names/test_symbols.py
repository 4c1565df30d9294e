"""Words as symbols."""

import pytest

from jisr.names.symbols import SYMBOLS_MAX, symbols


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("mohammed", ("Latn", ("m", "o", "h", "a", "m", "e", "d"))),
        ("khadije", ("Latn", ("kh", "a", "d", "i", "j", "e$"))),
        ("موسي", ("Arab", ("م", "و", "س", "ي$"))),
        ("احمد", ("Arab", ("^ا", "ح", "م", "د"))),
        ("ג'ורג'", ("Hebr", ("ג'", "ו", "ר", "ג'"))),
        ("анна", ("Cyrl", ("а", "н", "а"))),
        ("김", ("Hang", ("g", "i", "m"))),
    ],
)
def test_words_are_cut_into_symbols(form: str, expected: tuple[str, tuple[str, ...]]) -> None:
    """Groups that are one sound stay together, doubled letters count once."""
    assert symbols(form) == expected


def test_long_words_are_cut() -> None:
    """No word has more symbols than are compared."""
    assert len(symbols("ab" * 40)[1]) == SYMBOLS_MAX
