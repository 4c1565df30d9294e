"""Which words are the father's name."""

import pytest

from jisr.names.fold import fold
from jisr.names.patronymics import patronymics


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ivan Petrovich Vestani", ["petrovich"]),
        ("Вестани Иван Петрович", ["петрович"]),
        ("Ivan Petrovich", []),
        ("Salim bin Hassan Vestani", ["hassan"]),
        ("سالم بن حسن العلي", ["حسن"]),
        ("Salim Hassan Vestani", []),
        ("Ali Hasan oglu Vestani", ["hasan"]),
        ("Айгуль Асан кызы Вестани", ["асан"]),
        ("Нурлан Ахметулы Вестани", ["ахметулы"]),
        ("ा bin ि", []),
    ],
)
def test_fathers_names_show_themselves(name: str, expected: list[str]) -> None:
    """By their ending, unless it is the family name, or by the word before or behind them."""
    assert patronymics(fold(name)) == set(expected)
