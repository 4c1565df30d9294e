"""Phonetic keys: every script in one small alphabet of consonants (P T S K L R M N).

Vowels, doubled letters and the letters that are silent somewhere vanish, so that a key survives
transliteration: محمد, Mohammed, Muhamad and Мухаммед all have the key MMT or MKMT. A word has
several keys where a letter has several sounds. The idea is Odell and Russell's (Soundex, 1918).
"""

import functools
import itertools
import re
import string

from anyascii import anyascii

from jisr.names.readings import readings_of
from jisr.names.scripts import script_of
from jisr.names.tables import rows

SHORT_KEY = 2
"""Keys of so many sounds are in every second name."""

KEYS_MAX = 6
"""Keys of one spelling; more sounds than that would find everything."""

SOUNDS = "PTSKLRMN"
"""The phonetic alphabet."""

_BASE = len(SOUNDS) + 1
_SOUNDS_IN_NUMBER = 10
_VOWELS_FROM: int = _BASE**_SOUNDS_IN_NUMBER
NEAR_KEYS_OF = 3
"""Keys of a word, the likeliest, that are also tried with one sound left out."""

_READINGS_MAX = 12
_LATIN_WRITTEN = ("Hang", "Hani", "Kana")
# Passports leave the length of a Japanese vowel out: Ito, Ono, Yuko.
_LONG_VOWEL = re.compile("(o)(?:u|o|h(?![aiueo]))|(?<=u)(u)")
BEGINNING_REST_MIN = 4
"""Letters that a word keeps when it comes without its beginning."""
_KEPT = 1 << 17

Sounds = dict[str, tuple[str, ...]]


@functools.cache
def sounds_of_letters() -> dict[str, Sounds]:
    """Return the sounds of the letters of each script."""
    tables: dict[str, Sounds] = {}
    for script, letters, sounds in rows("phonetic_letters.csv"):
        readings = tuple(sound.replace("-", "") for sound in sounds.split("/"))
        tables.setdefault(script, {})[letters] = readings
    for script in _LATIN_WRITTEN:
        tables[script] = tables["Latn"] | tables[script]
    return tables


@functools.cache
def _groups(script: str) -> re.Pattern[str]:
    """Return what cuts a word into the groups of letters that have a sound of their own."""
    longest_first = sorted(sounds_of_letters()[script], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


@functools.lru_cache(maxsize=_KEPT)
def latin_of(text: str) -> str:
    """Return a folded word in the letters a to z."""
    if text.isascii():
        return text
    return "".join(sign for sign in anyascii(text).lower() if sign in string.ascii_lowercase)


@functools.lru_cache(maxsize=_KEPT)
def forms(text: str) -> tuple[str, ...]:
    """Return a folded word and the other spellings under which it is to be found.

    Hangul, Han and Kana come with their transcription and what else their signs are read as
    (`readings_of`); Latin words that begin with an Arabic article, or with Ben-, also without it.
    """
    if script_of(text[0]) in _LATIN_WRITTEN:
        latin = latin_of(text) or text
        short = _LONG_VOWEL.sub(r"\1", latin) if script_of(text[0]) == "Kana" else latin
        return tuple(dict.fromkeys((text, latin, short, *readings_of(text))))
    without = [
        text[len(start) :]
        for start in beginnings()
        if text.startswith(start) and len(text) >= len(start) + BEGINNING_REST_MIN
    ]
    return (text, *without)


@functools.cache
def beginnings() -> tuple[str, ...]:
    """Return the beginnings that a word may come without."""
    return tuple(word for _, kind, word, _ in rows("joins.csv") if kind == "optional")


def squeezed(sounds: str) -> str:
    """Return sounds with each repeated one written once."""
    return "".join(sound for sound, _ in itertools.groupby(sounds))


@functools.lru_cache(maxsize=_KEPT)
def form_keys(form: str) -> tuple[str, ...]:
    """Return the phonetic keys of one spelling, the likeliest first."""
    script = script_of(form[0])
    script = script if script in sounds_of_letters() else "Latn"
    latin = script == "Latn" or script in _LATIN_WRITTEN
    written = latin_of(form) if latin else form
    sounds = sounds_of_letters()[script]
    readings = [""]
    for match in _groups(script).finditer(written):
        readings = [before + sound for before in readings for sound in sounds[match.group()]]
        readings = readings[:_READINGS_MAX]
    keys = tuple(dict.fromkeys(map(squeezed, readings)))[:KEYS_MAX]
    # A word of vowels is known by its first letter.
    return tuple(key or "0" + latin_of(form)[:1] for key in keys)


@functools.lru_cache(maxsize=_KEPT)
def keys(text: str) -> tuple[str, ...]:
    """Return the phonetic keys of a folded word, over all its forms."""
    return tuple(dict.fromkeys(key for form in forms(text) for key in form_keys(form)))


@functools.lru_cache(maxsize=_KEPT)
def near_keys(text: str) -> tuple[str, ...]:
    """Return the keys of a folded word with one sound left out, for keys of three and more."""
    near = dict.fromkeys(
        _without(key, place)
        for key in form_keys(text)[:NEAR_KEYS_OF]
        if len(key) > SHORT_KEY
        for place in range(len(key))
    )
    return tuple(near)


def _without(key: str, place: int) -> str:
    """Return a key without the sound at a place, and without the repetition that this makes."""
    repeats = 0 < place < len(key) - 1 and key[place - 1] == key[place + 1]
    return key[:place] + key[place + 1 + repeats :]


def key_number(key: str) -> int:
    """Return a key as a number below 2**32: its first ten sounds, or its first letter."""
    if key.startswith("0"):
        # A number of ten digits whose first digit no sound has.
        return _VOWELS_FROM + ord(key[1:] or "0")
    number = 0
    for sound in key[:_SOUNDS_IN_NUMBER]:
        number = number * _BASE + SOUNDS.index(sound) + 1
    return number
