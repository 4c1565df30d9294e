"""How a board is spelled and hashed; `docs/formats/ballot.md` says it for other programs."""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from jisr.assembly.ballot.curve import ORDER, Refused


def digest(use: str, *parts: bytes) -> bytes:
    """Return SHA-512 over the tag of this use and the parts, each behind its length."""
    hashed = hashlib.sha512()
    for part in (b"jisr/ballot/1/" + use.encode(), *parts):
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.digest()


def challenge(use: str, *parts: bytes) -> int:
    """Return the digest as a scalar."""
    return int.from_bytes(digest(use, *parts), "little") % ORDER


def number(value: int) -> bytes:
    """Return a count or an index as it is hashed: four bytes, big end first."""
    return value.to_bytes(4, "big")


def canonical(value: object) -> bytes:
    """Return the one spelling of the value (RFC 8785 for ASCII keys and whole numbers)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_canonical_line(line: bytes) -> Any:
    """Return what the line spells; refuse any other spelling, fractions and keys beyond ASCII."""
    try:
        value = json.loads(line, object_pairs_hook=_object, parse_float=_no, parse_constant=_no)
        if canonical(value) == line:
            return value
    except (ValueError, RecursionError) as error:
        raise Refused("it cannot be read") from error
    raise Refused("it is not in its canonical spelling")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if not all(key.isascii() for key, _ in pairs):
        raise Refused("a key is not ASCII")
    return dict(pairs)


def _no(text: str) -> None:
    raise Refused("{given} is not a whole number", given=text[:9])


def to_text(encoded: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(encoded).rstrip(b"=").decode()


def to_bytes(text: object, size: int) -> bytes:
    """Return the bytes that the text spells in base64url; refuse any other size or spelling."""
    if not isinstance(text, str):
        raise Refused("bytes are not written as text")
    encoded = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
    if len(encoded) != size or to_text(encoded) != text:
        raise Refused("{size} bytes were expected in base64url", size=size)
    return encoded


def to_scalars(text: object, count: int) -> list[int]:
    """Return the scalars that the text spells, 32 bytes each, little end first."""
    encoded = to_bytes(text, 32 * count)
    scalars = [
        int.from_bytes(encoded[start : start + 32], "little") for start in range(0, 32 * count, 32)
    ]
    if any(scalar >= ORDER for scalar in scalars):
        raise Refused("a scalar is not below the order of the group")
    return scalars


def from_scalars(scalars: Iterable[int]) -> str:
    """Return the scalars as text."""
    return to_text(b"".join(scalar.to_bytes(32, "little") for scalar in scalars))


def fields(value: Any, names: str) -> list[Any]:
    """Return the values of exactly these fields, in this order."""
    wanted = names.split()
    if not isinstance(value, dict) or sorted(value) != sorted(wanted):
        raise Refused("the fields are not exactly: {names}", names=names)
    return [value[name] for name in wanted]


def is_list(value: Any, length: int) -> bool:
    """Tell whether the value is a list of this length."""
    return isinstance(value, list) and len(value) == length


def whole(value: Any, least: int, most: int) -> int:
    """Return a whole number inside its bounds."""
    if type(value) is not int or not least <= value <= most:
        raise Refused("a whole number from {least} to {most} was expected", least=least, most=most)
    return value


def signed_bytes(manifest_hash: bytes, kind: str, author: str, body: object) -> bytes:
    """Return what the author of an entry signs."""
    return digest("entry", manifest_hash, kind.encode(), author.encode(), canonical(body))


def receipt_bytes(manifest_hash: bytes, n: int, head: bytes, entry: str) -> bytes:
    """Return what the registrar signs of an entry that it took: its place and the head after it."""
    return digest("receipt", manifest_hash, number(n), head, entry.encode())


def tracker(body: object) -> str:
    """Return the short text by which a delegate finds a ballot on the board again."""
    return digest("tracker", canonical(body))[:10].hex()
