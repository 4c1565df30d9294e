"""Lines are bounded, and a file is surveyed before anything is done with it."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import EncodingWrong, FileUnreadable
from jisr.kit.lines import (
    LINE_BYTES_MAX,
    SHOWN_CHARACTERS_MAX,
    Lines,
    LineTooLong,
    Survey,
    opened,
    shortened,
    survey,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for a file."""
    return tmp_path / "list.csv"


def test_survey_tells_hash_and_lines(file: Path) -> None:
    """A survey is the file's SHA-256 and its number of line ends."""
    file.write_bytes("name\nسمير\n".encode())
    assert survey(file) == Survey(hashlib.sha256(file.read_bytes()).hexdigest(), 2)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"name\nSamir\nJos\xe9\nNour\n", 3),
        ("name\nسمير\n".encode("utf-16"), 1),
        (b"name\n" * 300_000 + b"\xe9", 300_001),
        (b"name\n\xc3", 2),
    ],
)
def test_survey_names_the_line_that_is_not_utf8(file: Path, content: bytes, line: int) -> None:
    """The first line with a wrong byte is named, wherever in the file it is."""
    file.write_bytes(content)
    with pytest.raises(EncodingWrong) as refused:
        survey(file)
    assert refused.value.details == {"path": "list.csv", "line": line}


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_unreadable_file_is_refused(tmp_path: Path, name: str) -> None:
    """A missing file and a folder are refused in one sentence."""
    with pytest.raises(FileUnreadable):
        survey(tmp_path / name)


def test_lines_given_back_come_again(file: Path) -> None:
    """Lines handed back are taken again under the same numbers."""
    file.write_text("a\nb\nc\n")
    with opened(file) as source:
        lines = Lines(source, file.name)
        first = [next(lines), next(lines), next(lines)]
        lines.give_back(2)
        assert (first, lines.number) == (["a\n", "b\n", "c\n"], 1)
        assert (list(lines), lines.number) == (["b\n", "c\n"], 3)


def test_overlong_line_is_passed_over(file: Path) -> None:
    """A line over its ceiling raises once with its beginning; the next line follows."""
    file.write_bytes(b"x" * (3 * LINE_BYTES_MAX) + b"\nnext\n")
    with opened(file) as source:
        lines = Lines(source, file.name)
        with pytest.raises(LineTooLong) as refused:
            next(lines)
        assert refused.value.head == "x" * (LINE_BYTES_MAX + 1)
        assert (next(lines), lines.number) == ("next\n", 2)


def test_overlong_last_line_ends_the_file(file: Path) -> None:
    """A line over its ceiling without an end is the last one."""
    file.write_bytes(b"x" * (2 * LINE_BYTES_MAX))
    with opened(file) as source:
        lines = Lines(source, file.name)
        with pytest.raises(LineTooLong):
            next(lines)
        assert list(lines) == []


@given(st.text())
def test_shortened_value_is_a_beginning(value: str) -> None:
    """What is shown of a value is short and is how it begins."""
    shown = shortened(value)
    assert len(shown) <= SHOWN_CHARACTERS_MAX
    assert shown == value or value.startswith(shown.removesuffix("…"))
