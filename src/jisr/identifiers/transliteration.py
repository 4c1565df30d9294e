"""Spells names of any script for the machine-readable zone (ICAO Doc 9303-3, sections 4.6 and 6).

`letters_of` and `to_mrz_parts` write every script and lose what the zone cannot hold.
`arabic_to_mrz` writes the Arabic script alone, with the escape X, so that `mrz_to_arabic` gives
the same letters back. Few countries print that spelling: most print a Latin one of their own, which
would read as wrong Arabic. Read a zone as Arabic only where its issuer is known to write it so.
"""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from anyascii import anyascii

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import fold
from jisr.identifiers.tables import read_table

FILLER = "<"
NAME_CHARACTERS_MAX = 300  # three times the longest name that the model organisation accepts
NAME_FIELD_CHARACTERS_MIN = 4  # a letter of each identifier, and the two fillers between them

_SHADDA = "\u0651"
_PEH, _TEH_MARBUTA = "\u067e", "\u0629"
_SEPARATORS = re.compile(r"[\s<,،、・‐‑‒–—―−־-]+")
_NOT_LETTERS = re.compile(r"[^A-Z]")


@functools.cache
def _arabic() -> Mapping[str, tuple[str, str]]:
    """Return each Arabic letter's spelling, within a name part and at its end."""
    rows = read_table("arabic.csv")
    return {row["letter"]: (row["mrz"], row["mrz_last"] or row["mrz"]) for row in rows}


@functools.cache
def _arabic_readings() -> Mapping[str, str]:
    """Return each spelling's Arabic letter; the first row wins."""
    readings: dict[str, str] = {}
    for row in read_table("arabic.csv"):
        for spelling in (row["mrz"], row["mrz_last"], row["also_read"]):
            readings.setdefault(spelling, row["letter"])
    del readings[""]
    return readings


@functools.cache
def _others() -> Mapping[tuple[str, str, str], str]:
    """Return the Cyrillic and Latin spellings by letter, language and position."""
    cyrillic = {
        (row["letter"], row["language"], row["position"]): row["mrz"]
        for row in read_table("cyrillic.csv")
    }
    return cyrillic | {(row["letter"], "", ""): row["mrz"] for row in read_table("latin.csv")}


def letters_of(
    character: str, language: str = "", *, first: bool = False, last: bool = False
) -> str:
    """Return the letters A–Z that stand for one character, possibly none.

    Args:
        character: One character, any script, upper or lower case.
        language: The name's language (`uk`); it decides some Cyrillic letters.
        first: The character begins its name part, which decides some Ukrainian letters.
        last: The character ends its name part, which decides teh marbuta.
    """
    if character in _arabic():
        return _arabic()[character][last]
    letter = character.upper()
    position = "first" if first else ""
    for key in ((letter, language, position), (letter, language, ""), (letter, "", "")):
        if key in _others():
            return _others()[key]
    # Marks go, their letter stays; a script without rows is romanised as well as anyascii can.
    base, *marks = list(unicodedata.normalize("NFKD", letter))
    if marks and all(unicodedata.category(mark).startswith("M") for mark in marks):
        return letters_of(base, language, first=first, last=last)
    return _NOT_LETTERS.sub("", anyascii(letter).upper())


def to_mrz_parts(name: str, language: str = "") -> str:
    """Return a name's parts in A–Z, joined by one filler; "" if no letter remains.

    Spaces, hyphens and commas part a name; apostrophes and other signs vanish (section 4.6), as do
    digits, which the zone forbids in names.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`.
    """
    folded = fold(name, field=to_translate("name"), characters_max=NAME_CHARACTERS_MAX)
    language = language.partition("-")[0]
    parts = (_part(part, language) for part in _SEPARATORS.split(folded))
    return FILLER.join(part for part in parts if part)


def _part(part: str, language: str) -> str:
    characters = [character for character in part if _is_written(character)]
    letters = [place for place, character in enumerate(characters) if character != _SHADDA]
    written: list[str] = []
    for place, character in enumerate(characters):
        if character == _SHADDA:
            written += written[-1:]
        else:
            first, last = place == 0, place == letters[-1]
            written.append(letters_of(character, language, first=first, last=last))
    return "".join(written)


def _is_written(character: str) -> bool:
    if character in _arabic():
        return _arabic()[character] != ("", "")
    if character.isalpha() or character == _SHADDA:
        return True
    # The vowels of Indian scripts are marks; those of the Arabic script are not written.
    mark = unicodedata.category(character).startswith("M")
    return mark and not unicodedata.name(character, "").startswith("ARABIC")


def arabic_to_mrz(name: str) -> str:
    """Return a name in Arabic script in the letters of the zone, its parts joined by a filler.

    محمود عبدالرحيم becomes MXHMWD<EBDALRXHYM. Vowel marks and tatweel are not written, shadda
    doubles its letter.

    Raises:
        InputTooLarge: The name is longer than `NAME_CHARACTERS_MAX`.
        ValueMalformed: It is empty or holds a letter that the table does not have.
    """
    field = to_translate("name")
    folded = fold(name, field=field, characters_max=NAME_CHARACTERS_MAX)
    letters = [character for character in folded if character.isalpha()]
    if not letters or any(letter not in _arabic() for letter in letters):
        raise ValueMalformed(
            field=field, why=to_translate("write it in the letters of the Arabic script")
        )
    return to_mrz_parts(folded)


def mrz_to_arabic(name: str) -> str:
    """Return the Arabic letters of a name in the spelling of `arabic_to_mrz`, parts by a space.

    Raises:
        InputTooLarge: The name is longer than `NAME_CHARACTERS_MAX`.
        ValueMalformed: It is not such a spelling.
    """
    return arabic_readings(name)[0]


def arabic_readings(name: str) -> tuple[str, ...]:
    """Return every Arabic name that the spelling can mean, the literal one first; at most four.

    The others read a doubled letter as one letter with shadda, and a P at the end of a part as teh
    marbuta, which some programs write so.

    Raises:
        InputTooLarge: The name is longer than `NAME_CHARACTERS_MAX`.
        ValueMalformed: It is not the spelling of an Arabic name.
    """
    field = to_translate("name")
    folded = fold(name, field=field, characters_max=NAME_CHARACTERS_MAX).upper()
    parts = [list(_arabic_letters(part)) for part in re.split(r"[ <]+", folded) if part]
    if not parts:
        raise ValueMalformed(field=field, why=to_translate("it holds no letter"))
    doublings = (parts, [_with_shadda(part) for part in parts])
    readings = (
        " ".join(_read_part(part, peh) for part in doubling)
        for peh, doubling in itertools.product((_PEH, _TEH_MARBUTA), doublings)
    )
    return tuple(dict.fromkeys(readings))


def _arabic_letters(part: str) -> Iterator[str]:
    """Yield the Arabic letters of one part; no spelling begins another, so there is one way."""
    position = 0
    while position < len(part):
        for length in (1, 2, 3):
            letter = _arabic_readings().get(part[position : position + length])
            if letter is not None:
                break
        else:
            raise ValueMalformed(
                field=to_translate("name"),
                why=to_translate("this is not the ICAO spelling of an Arabic name"),
            )
        yield letter
        position += length


def _with_shadda(letters: list[str]) -> list[str]:
    # Three of a kind are a doubled letter and one more.
    grouped = (list(group) for _, group in itertools.groupby(letters))
    return [
        letter
        for group in grouped
        for letter in [f"{group[0]}{_SHADDA}"] * (len(group) // 2) + group[: len(group) % 2]
    ]


def _read_part(letters: list[str], last_peh: str) -> str:
    text = "".join(letters)
    return text.removesuffix(_PEH) + last_peh if text.endswith(_PEH) else text


def to_mrz_name(surname: str, given_names: str, length: int, language: str = "") -> str:
    """Return the name field of a zone: both identifiers, fillers between and after.

    A name that does not fit is cut as Doc 9303-4 to -7 allow: the surname only as far as the first
    letter of the given names needs, and the field then ends with a letter, the sign of a cut name.

    Args:
        surname: The primary identifier; the only one if the holder has one name.
        given_names: The secondary identifier, or "".
        length: The characters of the field: 39 (TD3, MRV-A), 31 (TD2, MRV-B) or 30 (TD1).
        language: The BCP 47 tag of the name's language, or "".

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or no letter remains.
        ValueError: The field is too short for any name.
    """
    if length < NAME_FIELD_CHARACTERS_MIN:
        raise ValueError(length)
    written = (to_mrz_parts(surname, language), to_mrz_parts(given_names, language))
    primary, *others = [identifier for identifier in written if identifier] or [""]
    if not primary:
        raise ValueMalformed(field=to_translate("name"), why=to_translate("it has no letter"))
    if not others:
        return _cut(primary, length)
    # The two fillers and one letter of the secondary identifier always have room.
    start = primary if len(primary) <= length - 3 else _cut(primary, length - 3)
    start += FILLER * 2
    return start + _cut(others[0], length - len(start))


def _cut(identifier: str, length: int) -> str:
    """Return the identifier in a field of that length: filled up, or cut so that a letter ends it.

    A cut that would end in a filler shortens the part before it, so that the next part keeps its
    initial.
    """
    if len(identifier) <= length:
        return identifier.ljust(length, FILLER)
    if identifier[length - 1] != FILLER:
        return identifier[:length]
    kept = identifier[: length - 2]
    separator = "" if kept.endswith(FILLER) or not kept else FILLER
    return f"{identifier[: length - 1 - len(separator)]}{separator}{identifier[length]}"
