"""ristretto255 (RFC 9496) and Ed25519 (RFC 8032) in whole numbers: to check, never to seal.

With `spelling`, `board` and `verify` this makes the recount program, which needs Python alone.
"""

import hashlib
from typing import Any, Protocol, TypeAlias

PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, PRIME) % PRIME
_ROOT = pow(2, (PRIME - 1) // 4, PRIME)  # a square root of -1
_INVERSE_ROOT_A_MINUS_D = (
    54469307008909316920995813868745141605393597292927456921205312896311721017578
)


class Refused(ValueError):
    """An entry cannot stand on the board; `str()` says why.

    Attributes: `sentence` as it is translated, `details` what fills it.
    """

    def __init__(self, sentence: str, **details: object) -> None:
        super().__init__(sentence.format_map(details))
        self.sentence = sentence
        self.details = details


Point: TypeAlias = Any
"""A point as its group holds it: four integers here, 32 bytes in libsodium."""


class Group(Protocol):
    """What the checks need of ristretto255 (RFC 9496) and Ed25519 (RFC 8032)."""

    base: Point

    def decode(self, encoded: bytes) -> Point:
        """Return the point; refuse what is no canonical encoding."""

    def encode(self, point: Point) -> bytes:
        """Return the 32 bytes of the point."""

    def add(self, left: Point, right: Point) -> Point:
        """Return the sum."""

    def multiply(self, scalar: int, point: Point) -> Point:
        """Return the point taken `scalar` times; scalars are below ORDER."""

    def signed(self, key: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether the Ed25519 signature holds."""


def _root_of_ratio(above: int, below: int) -> tuple[bool, int]:
    """Return whether above/below is a square, and the root (RFC 9496, section 4.2)."""
    cube = below * below * below % PRIME
    root = above * cube * pow(above * cube * cube * below, (PRIME - 5) // 8, PRIME) % PRIME
    check = below * root * root % PRIME
    minus = -above % PRIME
    turned = check in {minus, minus * _ROOT % PRIME}
    if turned:
        root = root * _ROOT % PRIME
    return check in {above % PRIME, minus}, _absolute(root)


def _absolute(number: int) -> int:
    return PRIME - number if number & 1 else number


class PlainGroup:
    """The group in whole numbers, for checking only: it takes a time that depends on the scalar."""

    def __init__(self) -> None:
        self.identity = (0, 1, 1, 0)
        self.base = self._edwards((4 * pow(5, -1, PRIME) % PRIME).to_bytes(32, "little"))
        self._tables: dict[Point, list[list[Point]]] = {}
        self.prepare(self.base)

    def decode(self, encoded: bytes) -> Point:
        """Return the point (RFC 9496, section 4.3.1)."""
        s = int.from_bytes(encoded, "little")
        if len(encoded) != 32 or s >= PRIME or s & 1:  # noqa: PLR2004 – the length of a point
            raise Refused("a point is not in its one spelling")
        u1, u2 = (1 - s * s) % PRIME, (1 + s * s) % PRIME
        v = (-_D * u1 * u1 - u2 * u2) % PRIME
        square, inverse = _root_of_ratio(1, v * u2 * u2 % PRIME)
        x_part = inverse * u2 % PRIME
        x = _absolute(2 * s * x_part % PRIME)
        y = u1 * inverse * x_part * v % PRIME
        t = x * y % PRIME
        if not square or t & 1 or y == 0:
            raise Refused("32 bytes are not a point")
        return (x, y, 1, t)

    def encode(self, point: Point) -> bytes:
        """Return the 32 bytes (RFC 9496, section 4.3.2)."""
        x, y, z, t = point
        u1, u2 = (z + y) * (z - y) % PRIME, x * y % PRIME
        _, inverse = _root_of_ratio(1, u1 * u2 * u2 % PRIME)
        d1, d2 = inverse * u1 % PRIME, inverse * u2 % PRIME
        z_inverse = d1 * d2 * t % PRIME
        d_inverse = d2
        if t * z_inverse % PRIME & 1:
            x, y = y * _ROOT % PRIME, x * _ROOT % PRIME
            d_inverse = d1 * _INVERSE_ROOT_A_MINUS_D % PRIME
        if x * z_inverse % PRIME & 1:
            y = -y
        return _absolute(d_inverse * (z - y) % PRIME).to_bytes(32, "little")

    def add(self, left: Point, right: Point) -> Point:
        """Return the sum; the formula holds for every pair (Hisil and others 2008)."""
        x1, y1, z1, t1 = left
        x2, y2, z2, t2 = right
        a = (y1 - x1) * (y2 - x2) % PRIME
        b = (y1 + x1) * (y2 + x2) % PRIME
        c = 2 * _D * t1 * t2 % PRIME
        d = 2 * z1 * z2 % PRIME
        e, f, g, h = b - a, d - c, d + c, b + a
        return (e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME)

    def multiply(self, scalar: int, point: Point) -> Point:
        """Return the point taken `scalar` times, four bits at a time."""
        table = self._tables.get(point)
        total = self.identity
        if table is not None:
            for row in table:
                total = self.add(total, row[scalar & 15])
                scalar >>= 4
            return total
        row = self._row(point)
        for shift in range((scalar.bit_length() + 3) // 4 * 4 - 4, -1, -4):
            for _ in range(4):
                total = self._double(total)
            total = self.add(total, row[scalar >> shift & 15])
        return total

    def prepare(self, point: Point) -> None:
        """Make the table of a point that is multiplied thousands of times."""
        table = self._tables[point] = []
        for _ in range(64):
            table.append(self._row(point))
            point = self.add(table[-1][15], point)

    def signed(self, key: bytes, message: bytes, signature: bytes) -> bool:
        """Tell whether the signature holds (RFC 8032, 5.1.7, without the cofactor)."""
        s = int.from_bytes(signature[32:], "little")
        try:
            negative = self._edwards(key, sign=1)
        except Refused:
            return False
        k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little")
        point = self.add(self.multiply(s % ORDER, self.base), self.multiply(k % ORDER, negative))
        for small in (self.multiply(8, negative), self.multiply(8, point)):
            if small[0] % PRIME == 0 and (small[1] - small[2]) % PRIME == 0:
                return False  # libsodium refuses points of small order, so do we
        x, y, z, _ = point
        inverse = pow(z, -1, PRIME)
        sign = (x * inverse % PRIME & 1) << 255
        return s < ORDER and (y * inverse % PRIME | sign).to_bytes(32, "little") == signature[:32]

    def _row(self, point: Point) -> list[Point]:
        row = [self.identity, point]
        while len(row) < 16:  # noqa: PLR2004 – four bits
            row.append(self.add(row[-1], point))
        return row

    def _double(self, point: Point) -> Point:
        x, y, z, _ = point
        a, b = x * x % PRIME, y * y % PRIME
        h = a + b
        e = h - (x + y) * (x + y) % PRIME
        g = a - b
        f = 2 * z * z % PRIME + g
        return (e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME)

    def _edwards(self, encoded: bytes, sign: int = 0) -> Point:
        """Return the point of Ed25519, or with `sign` 1 its negative (RFC 8032, 5.1.3)."""
        number = int.from_bytes(encoded, "little")
        y = number & (2**255 - 1)
        square, x = _root_of_ratio((y * y - 1) % PRIME, (_D * y * y + 1) % PRIME)
        if not square or y >= PRIME or (x == 0 and number >> 255):
            raise Refused("a key is not a point of Ed25519")
        if number >> 255 != sign:
            x = -x % PRIME
        return (x, y, 1, x * y % PRIME)
