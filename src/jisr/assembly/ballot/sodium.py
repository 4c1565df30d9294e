"""ristretto255 and Ed25519 through the system's libsodium: fast, and safe to seal with.

No Python package carries both a current libsodium and its ristretto255 (PyNaCl's build leaves it
out), so the library that the operating system keeps up to date is called directly.
"""

import ctypes
import secrets
from collections.abc import Sequence
from typing import Final

from jisr.assembly.ballot.curve import ORDER, Refused
from jisr.errors import Unavailable, to_translate

LIBRARIES: Final = (
    "libsodium.so.26",
    "libsodium.so.23",
    "libsodium.26.dylib",
    "libsodium.23.dylib",
    "libsodium.dll",
)
"""Tried in this order; 23 is version 1.0.18, the first with ristretto255."""
_POINT_BYTES = 32
_LAST_BYTE_MAX = 0x7F
_FUNCTIONS = (
    "crypto_core_ristretto255_is_valid_point",
    "crypto_core_ristretto255_add",
    "crypto_scalarmult_ristretto255",
    "crypto_scalarmult_ristretto255_base",
)


class SodiumGroup:
    """The group as libsodium computes it; points are their 32 bytes.

    Raises:
        Unavailable: there is no libsodium on this machine, so nothing is sealed here.
    """

    def __init__(self, libraries: Sequence[str] = LIBRARIES) -> None:
        self._library = _load(libraries)
        self.base = self._times_base(1)

    def decode(self, encoded: bytes) -> bytes:
        """Return the point; refuse what is no canonical encoding."""
        # libsodium 1.0.18 does not look at the highest bit: two spellings would be one point.
        plausible = len(encoded) == _POINT_BYTES and encoded[-1] <= _LAST_BYTE_MAX
        valid = self._library.crypto_core_ristretto255_is_valid_point
        if not plausible or valid(encoded) != 1:
            raise Refused("32 bytes are not a point")
        return encoded

    def encode(self, point: bytes) -> bytes:
        """Return the 32 bytes of the point."""
        return point

    def add(self, left: bytes, right: bytes) -> bytes:
        """Return the sum."""
        result = ctypes.create_string_buffer(_POINT_BYTES)
        if self._library.crypto_core_ristretto255_add(result, left, right) != 0:
            raise Refused("32 bytes are not a point")
        return result.raw

    def multiply(self, scalar: int, point: bytes) -> bytes:
        """Return the point taken `scalar` times."""
        if point == self.base:
            return self._times_base(scalar)
        result = ctypes.create_string_buffer(_POINT_BYTES)
        # libsodium reports the neutral point as a failure; every point here was decoded before.
        failed = self._library.crypto_scalarmult_ristretto255(
            result, scalar.to_bytes(_POINT_BYTES, "little"), point
        )
        return bytes(_POINT_BYTES) if failed else result.raw

    def signed(self, key: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether the Ed25519 signature holds."""
        verify = self._library.crypto_sign_verify_detached
        return bool(verify(signature, message, ctypes.c_ulonglong(len(message)), key) == 0)

    def _times_base(self, scalar: int) -> bytes:
        result = ctypes.create_string_buffer(_POINT_BYTES)
        failed = self._library.crypto_scalarmult_ristretto255_base(
            result, scalar.to_bytes(_POINT_BYTES, "little")
        )
        return bytes(_POINT_BYTES) if failed else result.raw


def random_scalar() -> int:
    """Return a secret scalar, never zero."""
    return secrets.randbelow(ORDER - 1) + 1


def _load(libraries: Sequence[str]) -> ctypes.CDLL:
    for name in libraries:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        if library.sodium_init() >= 0 and all(hasattr(library, each) for each in _FUNCTIONS):
            return library
    raise Unavailable(why=to_translate("libsodium 1.0.18 or later is missing; install it"))
