"""Folding: a name as the words that tell people apart, each in one spelling of its script.

What is removed never tells two people apart: case, marks, stretched letters, titles, particles.
What is written as one word or as two by habit (Abd al-X, X-allah, X al-din) becomes one word.
"""

import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

from jisr.errors import InputTooLarge, ValueMalformed, to_translate
from jisr.identifiers.transliteration import arabic_readings
from jisr.names.model import NAME_LENGTH_MAX
from jisr.names.romanise import romanised
from jisr.names.scripts import OTHER, script_of
from jisr.names.tables import rows

TOKENS_MAX = 50
"""Words of one name that are considered; names of 300 characters have fewer in practice."""

TOKEN_LENGTH_MAX = 40
"""Letters of one word that are considered; more is not a word of a name."""

_FOLDED_NAMES_KEPT = 1 << 16
_WORDS_KEPT = 1 << 16

_QUOTES = frozenset("'’‘ʿʾʼʻ`´׳״\"“”")
_FILLERS = "<<"
_ZONE_LENGTHS = frozenset({30, 31, 39})
_CUT_WORD_KEPT_MIN = 6  # a word that is cut behind its sixth letter is still like the whole one
# The ICAO spelling of Arabic has the escape X before some consonants, and three of them in a row.
_ESCAPE = re.compile("x(?:h|kh|sh|ss|dz|tt|zz|dh|th|e|ta|ah|ay|ae|aa|i|y|gg|c|j)")
_NO_LATIN_WORD = re.compile("(?:x[hksdztgc]+|[bcdfghjklmnpqrstvwyz]){3}")
_TATWEEL = "\u0640"
_ARTICLE_STRIPPED_MIN = 5
_GIVEN_AND_FAMILY = 2
_PREFIX_REST_MIN = 4
_LL = frozenset({"ll", "лл"})
_GIVEN_SIGNS_MAX = 2  # more of them behind a family name are a foreign name: 마이클, 馬爾克斯


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name: `text` is its folded form, `shown` is how it was written."""

    text: str
    shown: str


@dataclass(frozen=True, slots=True)
class FoldedName:
    """A name and its words in the order of writing; no word means: cannot be judged."""

    original: str
    tokens: tuple[Token, ...]


@functools.cache
def _letter_folds(script: str) -> dict[int, str]:
    return {ord(old): new for where, old, new in rows("letter_folds.csv") if where == script}


@functools.cache
def _left_out(*, names_too: bool = True) -> frozenset[str]:
    """Return the titles and particles, in folded form; those that are also names if asked for."""
    lines = itertools.chain(rows("titles.csv"), rows("particles.csv"))
    return frozenset(_fold_word(word) for _, word, also in lines if names_too or not also)


@functools.cache
def _joins(kind: str) -> dict[str, str]:
    return {word: form for _, what, word, form in rows("joins.csv") if what == kind}


@functools.cache
def _surnames() -> frozenset[str]:
    return frozenset(name for _, name in rows("surnames.csv"))


@functools.cache
def _long_surnames() -> frozenset[str]:
    """Return the family names written with two signs."""
    return frozenset(name for name in _surnames() if len(name) > 1)


@functools.cache
def _two_syllables() -> re.Pattern[str]:
    """Return what matches a given name of two Korean or Chinese syllables with a hyphen."""
    parts: dict[str, list[str]] = {}
    for part, letters in rows("syllables.csv"):
        parts.setdefault(part, []).append(letters)
    begins, vowel, ends = ("|".join(parts[part]) for part in ("begins", "vowel", "ends"))
    syllable = f"(?:{begins})?(?:{vowel})(?:{ends})?"
    # Not part of a longer word, nor of one with more hyphens.
    return re.compile(rf"(?<![\w'’-])({syllable})-({syllable})(?![\w'’-])", re.ASCII)


def _syllables_joined(text: str) -> str:
    """Return a name in small letters with Min-ho written as minho, but Al-Din as it was."""

    def join(match: re.Match[str]) -> str:
        one, two = match.groups()
        return match[0] if one in _left_out() or one in _joins("next") else one + two

    return _two_syllables().sub(join, text)


@functools.lru_cache(maxsize=1 << 14)
def _sign(sign: str) -> str:
    """Return what one sign of a name becomes: itself, an apostrophe, a word break or nothing."""
    if sign in _QUOTES:
        return "'"
    category = unicodedata.category(sign)
    if category == "Cf" or sign == _TATWEEL:
        return ""
    if category[0] == "M":
        # The vowel signs of Indic scripts and Thai are Latin letters later; others are pointing.
        kept = script_of(sign) == OTHER and not unicodedata.name(sign, "").startswith("COMBINING")
        return sign if kept else ""
    return sign if category[0] == "L" else " "


def _fold_latin(word: str) -> str:
    if word.isascii():
        return word if word.isalpha() else "".join(filter(str.isalpha, word))
    text = unicodedata.normalize("NFD", word.translate(_letter_folds("Latn")))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = text if text.isascii() else anyascii(text).lower()
    return "".join(letter for letter in text if letter.isalpha())


@functools.cache
def _lookalikes(script: str) -> dict[int, str]:
    """Return the letters of other alphabets that look like one of the script's."""
    pairs = list(rows("lookalikes.csv"))
    if script == "Latn":
        return {ord(cyrillic): latin for latin, cyrillic in pairs}
    return {ord(latin): cyrillic for latin, cyrillic in pairs}


def _in_one_alphabet(word: str) -> str:
    """Return a word that mixes Latin and Cyrillic letters in the alphabet most of it is in."""
    if word.isascii() or script_of(word[0]) not in {"Latn", "Cyrl"}:
        return word
    scripts = [script_of(letter) for letter in word]
    latin, cyrillic = scripts.count("Latn"), scripts.count("Cyrl")
    if not latin or not cyrillic:
        return word
    return word.translate(_lookalikes("Latn" if latin > cyrillic else "Cyrl"))


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _fold_word(word: str) -> str:
    """Return one word in the one spelling of its script; may be empty."""
    word = _in_one_alphabet(word)
    script = script_of(word[0])
    if script == "Latn":
        return _fold_latin(word)
    if script == "Hebr":
        # A geresh changes the sound of the letter before it and stays.
        return word.translate(_letter_folds("Hebr"))
    if script == OTHER:
        return _fold_latin(romanised(word))
    return word.replace("'", "").translate(_letter_folds(script))


def _from_zone(words: list[str]) -> list[str]:
    """Return the words of a name in the ICAO spelling of Arabic (MXHMWD) in Arabic letters.

    Other names stay as they are: Latin words do not have an X in the middle of consonants.
    """
    text = " ".join(words)
    if "x" not in text or not (_ESCAPE.search(text) and _NO_LATIN_WORD.search(text)):
        return words
    try:
        read = arabic_readings(text)[0].split()
    except (ValueMalformed, InputTooLarge):
        return words
    return read if len(read) == len(words) else words


def _words(name: str) -> list[Token]:
    """Return the words of a name, folded, with nothing left out yet."""
    text = unicodedata.normalize("NFKC", name).replace("İ", "I").lower()
    text = _syllables_joined(text) if "-" in text else text
    written = "".join(map(_sign, text)).split()[:TOKENS_MAX]
    tokens = []
    for word, read in zip(written, _from_zone(written), strict=True):
        shown = word.strip("'") if script_of(word[-2:-1] or word) != "Hebr" else word.lstrip("'")
        shown = shown[:TOKEN_LENGTH_MAX]
        folded = _fold_word(shown if read == word else read)[:TOKEN_LENGTH_MAX] if shown else ""
        if folded:
            tokens.append(Token(folded, shown))
    return tokens


def _split_surname(token: Token) -> list[Token]:
    """Part a Korean or Chinese name that is written without a space."""
    script = script_of(token.text[0])
    if script not in {"Hang", "Hani"}:
        return [token]
    length = 2 if token.text[:2] in _long_surnames() else 1
    given_signs = len(token.text) - length
    if not 1 <= given_signs <= _GIVEN_SIGNS_MAX or token.text[:length] not in _surnames():
        return [token]
    family, given = token.text[:length], token.text[length:]
    return [Token(family, family), Token(given, given)]


@functools.cache
def _prefixes() -> tuple[str, ...]:
    return tuple(_joins("prefix"))


def _without_article(text: str) -> str:
    stripped = text.removeprefix("ال")
    return stripped if len(text) >= _ARTICLE_STRIPPED_MIN else text


def _with_prefix_written_once(text: str) -> str:
    """Return Abdul-, Abdel-, Abdur- … before a word in one spelling."""
    if not text.startswith(_prefixes()):
        return _without_article(text)
    for prefix, form in _joins("prefix").items():
        rest = text[len(prefix) :]
        # Abdullah is one word of its own.
        if text.startswith(prefix) and len(rest) >= _PREFIX_REST_MIN and rest[:2] not in _LL:
            return form + rest[rest[0] == rest[1] :]
    return _without_article(text)


def _joined(tokens: list[Token], left_out: frozenset[str]) -> list[Token]:
    """Write Abd al-X, X-allah and X al-din as one word each; leave out titles and particles."""
    nexts, previouses = _joins("next"), _joins("previous")
    result: list[Token] = []
    prefix: Token | None = None
    for place, token in enumerate(tokens):
        last = place == len(tokens) - 1
        if prefix is None and token.text in nexts and not last:
            prefix = token
        elif prefix is not None and (last or token.text not in left_out):
            form = _with_prefix_written_once(nexts[prefix.text] + _without_article(token.text))
            result.append(Token(form, f"{prefix.shown} {token.shown}"))
            prefix = None
        elif token.text in previouses and result:
            before = result.pop()
            form = before.text + previouses[token.text]
            result.append(Token(form, f"{before.shown} {token.shown}"))
        elif prefix is None and token.text not in left_out:
            result.append(Token(_with_prefix_written_once(token.text), token.shown))
    return result


def _in_order(name: str) -> str:
    """Return "FAMILY, Given" and "FAMILY<<GIVEN" as "Given FAMILY".

    Words that belong together come to stand together. In a machine-readable zone that is full, the
    last word may be cut (ICAO Doc 9303-4 to -7); what little is left of it becomes an initial,
    which says little but contradicts nothing.
    """
    if _FILLERS in name:
        family, _, given = name.strip(" <").partition(_FILLERS)
        words = given.split("<")
        is_full = len(name) in _ZONE_LENGTHS and name[-1] != "<"
        if is_full and len(words[-1]) < _CUT_WORD_KEPT_MIN:
            words[-1] = words[-1][:1]
        return " ".join([*words, family.replace("<", " ")])
    family, comma, given = name.partition(",")
    return f"{given} {family}" if comma and "," not in given else name


def _telling(words: list[Token]) -> list[Token]:
    """Return the words that tell people apart; all of them when there are no others."""
    tokens = _joined(words, _left_out())
    if 0 < len(tokens) < _GIVEN_AND_FAMILY <= len(words):
        tokens = _joined(words, _left_out(names_too=False))
    return tokens or words


@functools.lru_cache(maxsize=_FOLDED_NAMES_KEPT)
def fold(name: str) -> FoldedName:
    """Return the words of a name that tell people apart.

    A name of nothing but titles and particles keeps them; a name without letters has no words.
    Raises `ValueMalformed` for a name that is longer than `NAME_LENGTH_MAX`.
    """
    if len(name) > NAME_LENGTH_MAX:
        raise ValueMalformed(field="name", why=to_translate("it is longer than 300 characters"))
    tokens = _telling(_words(_in_order(name)))
    parted = tokens if len(tokens) > 1 else [part for one in tokens for part in _split_surname(one)]
    return FoldedName(name, tuple(parted[:TOKENS_MAX]))


def fold_word(word: str) -> str:
    """Return one word of a name in folded form, never parted into family and given name.

    Empty when it has no letters, or is more than one word.
    """
    tokens = _telling(_words(word))
    return tokens[0].text if len(tokens) == 1 else ""
