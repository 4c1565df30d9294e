"""Puts members in the order of the hall: French alphabetical, host first, from a drawn letter."""

import string
import unicodedata
from collections.abc import Collection
from functools import cache

from jisr.access.countries import country
from jisr.errors import ValueMalformed, to_translate


def hall_order(members: Collection[str], host: str, letter: str) -> tuple[str, ...]:
    """Return the members as they sit and are called (RoP 18, 19, 39).

    The host comes first if it is a member; the others follow in French alphabetical order from the
    letter, or from the next letter that begins a name, and around again to the letter before it.

    Args:
        members: Alpha-3 codes, each once.
        host: The alpha-3 code of the host.
        letter: One capital letter from A to Z.

    Raises:
        ValueMalformed: the letter is none, a code is unknown or named twice.
    """
    if len(letter) != 1 or letter not in string.ascii_uppercase:
        raise ValueMalformed(field="letter", why=to_translate("use one capital letter from A to Z"))
    if len(set(members)) < len(members):
        raise ValueMalformed(field="members", why=to_translate("a country is named twice"))
    others = sorted((code for code in members if code != host), key=_french_key)
    later = [code for code in others if initial(code) >= letter]
    earlier = [code for code in others if initial(code) < letter]
    return tuple([code for code in members if code == host] + later + earlier)


def initial(code: str) -> str:
    """Return the capital letter under which a country stands in French: E for Égypte."""
    return _french_key(code)[0][0].upper()


def letters(members: Collection[str]) -> tuple[str, ...]:
    """Return the letters among which lots are drawn: those under which a member stands.

    They are the candidates of `jisr.assembly.counting.lots.draw_lots`; the first of its order is
    the letter.
    """
    return tuple(sorted({initial(code) for code in members}))


@cache  # the order is asked for whenever a session is read
def _french_key(code: str) -> tuple[str, str, str]:
    """Return what sorts a country in French: letters first, accents only between equals."""
    name = country(code).name.texts["fr"]
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in decomposed if letter.isalpha() and letter.isascii())
    return plain, decomposed, code
