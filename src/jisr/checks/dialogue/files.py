"""Takes a file only for what it is, and without what it says about who made it and where.

A photograph's metadata tells the place and the device; a bureau must not tell them unknowingly.
JPEG (ITU-T T.81) and PNG (W3C, third edition) are copied part by part, and only the parts that a
picture needs. A PDF cannot be cleaned so, and is not taken: send pictures of its pages.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping

from jisr.errors import InputTooLarge, MediaWrong, ValueMalformed, to_translate

FILE_BYTES_MAX = 5_000_000
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_SCAN = 0xDA
_MARK = 0xFF
_STUFFED = 0x00
_RESTARTS = range(0xD0, 0xD8)
_APPLICATION = range(0xE0, 0xF0)
_ADOBE = 0xEE
"""Says how colours are coded; without it some pictures are shown inverted."""
_COMMENT = 0xFE
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD")
)
_PNG_LENGTH_MAX = 2**31 - 1


def clean(media_type: str, content: bytes) -> bytes:
    """Return the content without its metadata.

    Raises:
        InputTooLarge: it is longer than 5 MB.
        MediaWrong: its kind is not taken, or it is not of that kind.
        ValueMalformed: it breaks off or is not built as its kind is.
    """
    if len(content) > FILE_BYTES_MAX:
        raise InputTooLarge(field=to_translate("attachment"), limit=FILE_BYTES_MAX)
    if media_type not in _CLEANERS:
        raise _wrong_kind()
    return _CLEANERS[media_type](content)


def _jpeg(content: bytes) -> bytes:
    if not content.startswith(_JPEG_START):
        raise _wrong_kind()
    kept = [_JPEG_START]
    position = len(_JPEG_START)
    while not content.startswith(_JPEG_END, position):
        start = position
        position, kind = _segment(content, start)
        if kind == _SCAN:
            position = _scan_end(content, position)
        if (kind not in _APPLICATION and kind != _COMMENT) or kind == _ADOBE:
            kept.append(content[start:position])
    return b"".join((*kept, _JPEG_END))  # what follows the end is no picture


def _segment(content: bytes, start: int) -> tuple[int, int]:
    """Return where a segment ends, and its kind."""
    if start + 4 > len(content) or content[start] != _MARK:
        raise _broken()
    length = int.from_bytes(content[start + 2 : start + 4], "big")
    end = start + 2 + length
    if length < 2 or end > len(content):  # noqa: PLR2004  the length counts its own two bytes
        raise _broken()
    return end, content[start + 1]


def _scan_end(content: bytes, start: int) -> int:
    """Return where the coded data of a scan end: at the next mark that is no part of them."""
    position = start
    while True:
        position = content.find(_MARK, position)
        if position < 0 or position + 1 >= len(content):
            raise _broken()
        following = content[position + 1]
        if following != _STUFFED and following not in _RESTARTS and following != _MARK:
            return position
        position += 1 if following == _MARK else 2


def _png(content: bytes) -> bytes:
    if not content.startswith(_PNG_START):
        raise _wrong_kind()
    kept = [chunk for kind, chunk in _png_chunks(content) if kind in _PNG_KEPT]
    return b"".join((_PNG_START, *kept))


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    position, kind = len(_PNG_START), b""
    while kind != b"IEND":
        length = int.from_bytes(content[position : position + 4], "big")
        end = position + 12 + length
        if length > _PNG_LENGTH_MAX or end > len(content):
            raise _broken()
        kind = content[position + 4 : position + 8]
        if zlib.crc32(content[position + 4 : end - 4]) != int.from_bytes(
            content[end - 4 : end], "big"
        ):
            raise _broken()
        yield kind, content[position:end]
        position = end


def _plain(content: bytes) -> bytes:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _wrong_kind() from error
    if "\0" in text:
        raise _wrong_kind()
    return content


def _wrong_kind() -> MediaWrong:
    return MediaWrong(expected=", ".join(_CLEANERS))


def _broken() -> ValueMalformed:
    return ValueMalformed(
        field=to_translate("attachment"), why=to_translate("it breaks off or is damaged")
    )


_CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "text/plain": _plain,
}
