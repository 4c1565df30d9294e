"""Small texts are read strictly."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.texts import day, is_line, line, plain_language_map, read_language_map
from jisr.errors import ValueMalformed
from jisr.values import LanguageMap


@pytest.mark.parametrize("text", ["x", "قضية ١٢", "O’Neil / 2026-7", "می\u200cروم", "é" * 200])
def test_line_keeps_what_people_write(text: str) -> None:
    """One visible line in any script is kept as it is."""
    assert line("name", text) == text


@pytest.mark.parametrize(
    "text",
    ["", " ", " x", "x ", "a\nb", "a\0b", "a\u202eb", "a\u2066b", "a\u200fb", "\ud800", "x" * 201],
)
def test_line_refuses_what_hides_something(text: str) -> None:
    """Control, bidirectional and overlong texts are refused."""
    with pytest.raises(ValueMalformed):
        line("name", text)


@given(st.text(max_size=80))
def test_line_has_no_control_character(text: str) -> None:
    """Whatever is accepted is short and shows every character, but for two that spelling needs."""
    if is_line(text, 64):
        shown = text.replace("\u200c", "").replace("\u200d", "")
        assert 1 <= len(text) <= 64
        assert [each for each in shown if unicodedata.category(each).startswith("C")] == []


def test_day_reads_one_spelling() -> None:
    """A day is written in one way."""
    assert day("starts", "2026-11-21") == datetime.date(2026, 11, 21)


@pytest.mark.parametrize("text", ["", "2026", "2026-11", "20261121", "2026-W47-6", "2026-02-30"])
def test_day_refuses_other_spellings(text: str) -> None:
    """A partial, impossible or differently written day is refused."""
    with pytest.raises(ValueMalformed):
        day("starts", text)


@given(st.dictionaries(st.sampled_from(["ar", "en", "fr", "es", "pt-BR"]), st.text(max_size=9)))
def test_language_maps_come_back(texts: dict[str, str]) -> None:
    """What is stored of a text in several languages is the whole text."""
    text = LanguageMap(texts, frozenset(list(texts)[:1]))
    assert read_language_map(plain_language_map(text)) == text
