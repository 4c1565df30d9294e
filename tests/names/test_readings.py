"""Readings of Korean and Chinese signs."""

import pytest

from jisr.names.readings import readings_of


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("이", "rhee"),
        ("박", "park"),
        ("李", "lee"),
        ("曾", "tsang"),
        ("欧阳", "auyeung"),
        ("阮", "nguyen"),
        ("家辉", "kafai"),
        ("马克", "mak"),
        ("辛普森", "simpusen"),
        ("로버트", "robert"),
        ("하트넷", "hatnet"),
    ],
)
def test_a_name_has_the_readings_of_its_bearers(word: str, reading: str) -> None:
    """Family names, Cantonese given names and foreign names are read as they are said."""
    assert reading in readings_of(word)


@pytest.mark.parametrize("word", ["ali", "محمد", "정은", "たなか"])
def test_other_names_have_no_more_readings(word: str) -> None:
    """A Korean given name is not read as a foreign one, and other scripts need no readings."""
    assert readings_of(word) == ()
