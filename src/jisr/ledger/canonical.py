"""The one byte spelling of a JSON value (RFC 8785); everything that is sealed is written here.

Text is kept as received, never normalised. Refused are numbers with a fraction, whole numbers
beyond 2^53 (other programs would round them), the character NUL (databases lose it) and anything
that JSON cannot say.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import rfc8785

from jisr.errors import FormatMalformed, InputRefused, InputTooLarge, ValueMalformed, to_translate

JsonValue: TypeAlias = bool | int | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None
"""What can be sealed: `dict`, `list`, `tuple`, text, whole numbers, truth values and nothing."""

INTEGER_MAX = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 8785, section 3.2.2.3)."""
DEPTH_MAX = 32
"""Lists and objects inside each other; a document of a desk needs about six."""
DOCUMENT_BYTES_MAX = 1_048_576
"""A document is text that people wrote; attachments are sealed by their hash."""

_NUL_ESCAPED = b"\\u0000"
_SEALED = to_translate("what is to be sealed")

# For objects whose keys are ASCII the standard encoder writes the same bytes, five times faster;
# a property test compares the two.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical_text(text: str) -> str:
    """Return the text as a JSON string in its canonical spelling."""
    return _ENCODER.encode(text)


def canonical_bytes(value: JsonValue, *, bytes_max: int = DOCUMENT_BYTES_MAX) -> bytes:
    """Return the value in its canonical spelling.

    Raises:
        ValueMalformed: the value holds something that is not sealed, or is nested too deep.
        InputTooLarge: the spelling is longer than `bytes_max`.
    """
    keys_are_ascii = _check(value, bytes_max)
    try:
        encoded = _ENCODER.encode(value).encode() if keys_are_ascii else rfc8785.dumps(value)
        if _NUL_ESCAPED in encoded:
            _check_texts(json.loads(encoded))
    except (UnicodeEncodeError, rfc8785.CanonicalizationError) as error:
        raise _refused(to_translate("text holds half a character")) from error
    if len(encoded) > bytes_max:
        raise InputTooLarge(field=_SEALED, limit=bytes_max)
    return encoded


def read_canonical(encoded: bytes, *, thing: str, bytes_max: int = DOCUMENT_BYTES_MAX) -> Any:
    """Return the value that the bytes spell.

    Args:
        encoded: canonical JSON.
        thing: what the bytes should be, for the error's sentence.
        bytes_max: the ceiling, checked before anything is read.

    Raises:
        FormatMalformed: the bytes are not the canonical spelling of anything that is sealed.
        InputTooLarge: there are more than `bytes_max` bytes.
    """
    if len(encoded) > bytes_max:
        raise InputTooLarge(field=thing, limit=bytes_max)
    try:
        value = json.loads(encoded.decode())
        respelled = canonical_bytes(value, bytes_max=bytes_max)
    except (ValueError, RecursionError, InputRefused) as error:
        raise FormatMalformed(thing=thing, why=to_translate("it is not sealed JSON")) from error
    if respelled != encoded:
        raise FormatMalformed(thing=thing, why=to_translate("it is spelled in another way"))
    return value


def _check(value: object, bytes_max: int) -> bool:
    """Refuse what is not sealed; return whether every key is ASCII."""
    keys_are_ascii = True
    row = [value]
    for _ in range(DEPTH_MAX):
        below: list[object] = []
        for each in row:
            if type(each) is str:  # most values are text
                continue
            if isinstance(each, dict):
                keys_are_ascii &= _check_keys(each)
                below += each.values()
            elif isinstance(each, list | tuple):
                below += each
            elif not isinstance(each, str):
                _check_plain(each)
        if not below:
            return keys_are_ascii
        if len(below) > bytes_max:  # each takes a byte at least
            raise InputTooLarge(field=_SEALED, limit=bytes_max)
        row = below
    raise _refused(to_translate("it is nested too deep"))


def _check_keys(value: dict[Any, Any]) -> bool:
    if not all(isinstance(key, str) for key in value):
        raise _refused(to_translate("a key is not text"))
    return "".join(value).isascii()


def _check_texts(value: Any) -> None:
    """Refuse NUL in any text or key; its escape in the bytes may also be a text of six letters."""
    if isinstance(value, str):
        if "\0" in value:
            raise _refused(to_translate("text holds the character NUL"))
    elif isinstance(value, dict):
        for key, each in value.items():
            _check_texts(key)
            _check_texts(each)
    elif isinstance(value, list):
        for each in value:
            _check_texts(each)


def _check_plain(value: object) -> None:
    if isinstance(value, int):  # truth values are whole numbers here
        if not -INTEGER_MAX <= value <= INTEGER_MAX:
            raise _refused(to_translate("a whole number is beyond 2^53; write it as text"))
    elif isinstance(value, float):
        raise _refused(to_translate("numbers with a fraction are not sealed; write them as text"))
    elif value is not None:
        raise _refused(to_translate("it holds something that JSON cannot say"))


def _refused(why: str) -> ValueMalformed:
    return ValueMalformed(field=_SEALED, why=why)
