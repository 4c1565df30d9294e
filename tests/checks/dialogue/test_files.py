"""Files are what they say, and keep nothing about who made them and where."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.checks.dialogue.files import FILE_BYTES_MAX, clean
from jisr.errors import InputRefused, InputTooLarge, MediaWrong, ValueMalformed

START, END = b"\xff\xd8", b"\xff\xd9"
TABLE = b"\xff\xdb\x00\x04\x01\x02"
SCAN = b"\xff\xda\x00\x04\x00\x00\x12\xff\x00\x34\xff\xd0\x56"
EXIF = b"\xff\xe1\x00\x0cExif\0\0GPS1"
COMMENT = b"\xff\xfe\x00\x06Nour"
ADOBE = b"\xff\xee\x00\x07Adobe"
PNG = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, content: bytes = b"") -> bytes:
    summed = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", summed)


def test_photograph_forgets_place_and_device() -> None:
    """Application parts and comments go, tables, scans and the colour mark stay."""
    given_ = START + EXIF + TABLE + COMMENT + ADOBE + SCAN + SCAN + END + b"hidden"
    assert clean("image/jpeg", given_) == START + TABLE + ADOBE + SCAN + SCAN + END


def test_picture_keeps_only_what_shows_it() -> None:
    """Texts, times and profiles of a PNG go, and what follows its end."""
    kept = PNG + _chunk(b"IHDR", b"x" * 13) + _chunk(b"IDAT", b"data") + _chunk(b"IEND")
    said = _chunk(b"tEXt", b"Author\0Nour") + _chunk(b"eXIf", b"GPS") + _chunk(b"tIME", b"1234567")
    given_ = kept[: len(PNG) + 25] + said + kept[len(PNG) + 25 :] + b"hidden"
    assert clean("image/png", given_) == kept


def test_plain_text_stays_as_it_is() -> None:
    """UTF-8 in any script passes unchanged."""
    text = "نور — Nour\n".encode()
    assert clean("text/plain", text) == text


@pytest.mark.parametrize(
    ("media", "content", "error"),
    [
        ("application/pdf", b"%PDF", MediaWrong),
        ("text/html", b"<p>", MediaWrong),
        ("", b"", MediaWrong),
        ("image/jpeg", PNG, MediaWrong),
        ("image/png", START, MediaWrong),
        ("text/plain", b"a\0b", MediaWrong),
        ("text/plain", b"\xff", MediaWrong),
        ("image/jpeg", START, ValueMalformed),
        ("image/jpeg", START + b"\xff\xe1\x00\x01", ValueMalformed),
        ("image/jpeg", START + b"\xff\xe1\xff\xff", ValueMalformed),
        ("image/jpeg", START + SCAN, ValueMalformed),
        ("image/png", PNG, ValueMalformed),
        ("image/png", PNG + b"\xff\xff\xff\xffIHDR", ValueMalformed),
        ("image/png", PNG + _chunk(b"IHDR")[:-1] + b"!", ValueMalformed),
        ("text/plain", b"a" * (FILE_BYTES_MAX + 1), InputTooLarge),
    ],
)
def test_other_files_are_refused(media: str, content: bytes, error: type[Exception]) -> None:
    """Another kind, a broken or an endless file is not taken."""
    with pytest.raises(error):
        clean(media, content)


@given(st.sampled_from(["image/jpeg", "image/png"]), st.binary(max_size=200))
def test_no_bytes_break_the_cleaner(media: str, tail: bytes) -> None:
    """Whatever follows a right beginning is cleaned or refused; cleaning twice changes nothing."""
    begin = START if media == "image/jpeg" else PNG
    try:
        cleaned = clean(media, begin + tail)
    except InputRefused:
        return
    assert clean(media, cleaned) == cleaned
