"""Folding: a name as the words that tell people apart, each in one spelling of its script.

What is removed never tells two people apart: case, marks, stretched letters, titles, particles.
What is written as one word or as two by habit (Abd al-X, X-allah, X al-din) becomes one word.
"""

import functools
import itertools
import unicodedata
from dataclasses import dataclass

from anyascii import anyascii

from jisr.errors import ValueMalformed, to_translate
from jisr.names.model import NAME_LENGTH_MAX
from jisr.names.scripts import OTHER, script_of
from jisr.names.tables import rows

TOKENS_MAX = 50
"""Words of one name that are considered; names of 300 characters have fewer in practice."""

TOKEN_LENGTH_MAX = 40
"""Letters of one word that are considered; more is not a word of a name."""

_FOLDED_NAMES_KEPT = 1 << 16
_WORDS_KEPT = 1 << 16

_QUOTES = frozenset("'’‘ʿʾʼʻ`´׳״\"“”")
_TATWEEL = "\u0640"
_ARTICLE_STRIPPED_MIN = 5
_PREFIX_REST_MIN = 4
_UNSPACED_MIN = 2
_UNSPACED_MAX = 5  # a longer one is a foreign name in Korean or Chinese writing


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
def _left_out() -> frozenset[str]:
    """Return the titles and particles, in folded form."""
    files = ("titles.csv", "particles.csv")
    return frozenset(_fold_word(word) for name in files for _, word in rows(name))


@functools.cache
def _joins(kind: str) -> dict[str, str]:
    return {word: form for _, what, word, form in rows("joins.csv") if what == kind}


@functools.cache
def _surnames() -> frozenset[str]:
    return frozenset(name for _, name, _ in rows("surnames.csv"))


@functools.cache
def _long_surnames() -> frozenset[str]:
    """Return the family names written with two signs."""
    return frozenset(name for name in _surnames() if len(name) > 1)


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
    if word.isascii():
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
        return _fold_latin(anyascii(word).lower())
    return word.replace("'", "").translate(_letter_folds(script))


def _words(name: str) -> list[Token]:
    """Return the words of a name, folded, with nothing left out yet."""
    text = unicodedata.normalize("NFKC", name).replace("İ", "I").lower()
    text = "".join(map(_sign, text))
    tokens = []
    for word in itertools.islice(text.split(), TOKENS_MAX):
        shown = word.strip("'") if script_of(word[-2:-1] or word) != "Hebr" else word.lstrip("'")
        shown = shown[:TOKEN_LENGTH_MAX]
        folded = _fold_word(shown)[:TOKEN_LENGTH_MAX] if shown else ""
        if folded:
            tokens.append(Token(folded, shown))
    return tokens


def _split_surname(token: Token) -> list[Token]:
    """Part a Korean or Chinese name that is written without a space."""
    script = script_of(token.text[0])
    if script not in {"Hang", "Hani"} or not _UNSPACED_MIN <= len(token.text) <= _UNSPACED_MAX:
        return [token]
    length = 2 if token.text[:2] in _long_surnames() else 1
    if len(token.text) - length < 1 or token.text[:length] not in _surnames():
        return [token]
    family, given = token.text[:length], token.text[length:]
    return [Token(family, family), Token(given, given)]


def _without_article(text: str) -> str:
    stripped = text.removeprefix("ال")
    return stripped if len(text) >= _ARTICLE_STRIPPED_MIN else text


def _with_prefix_written_once(text: str) -> str:
    """Return Abdul-, Abdel-, Abdur- … before a word in one spelling."""
    for prefix, form in _joins("prefix").items():
        if text.startswith(prefix) and len(text) - len(prefix) >= _PREFIX_REST_MIN:
            return form + text[len(prefix) :]
    return _without_article(text)


def _joined(tokens: list[Token]) -> list[Token]:
    """Write Abd al-X, X-allah and X al-din as one word each; leave out titles and particles."""
    nexts, previouses, left_out = _joins("next"), _joins("previous"), _left_out()
    result: list[Token] = []
    prefix: Token | None = None
    for place, token in enumerate(tokens):
        last = place == len(tokens) - 1
        if prefix is None and token.text in nexts and not last:
            prefix = token
        elif prefix is not None and (last or token.text not in left_out):
            form = nexts[prefix.text] + _without_article(token.text)
            result.append(Token(form, f"{prefix.shown} {token.shown}"))
            prefix = None
        elif token.text in previouses and result:
            before = result.pop()
            form = before.text + previouses[token.text]
            result.append(Token(form, f"{before.shown} {token.shown}"))
        elif prefix is None and token.text not in left_out:
            result.append(Token(_with_prefix_written_once(token.text), token.shown))
    return result


@functools.lru_cache(maxsize=_FOLDED_NAMES_KEPT)
def fold(name: str) -> FoldedName:
    """Return the words of a name that tell people apart.

    A name of nothing but titles and particles keeps them; a name without letters has no words.
    Raises `ValueMalformed` for a name that is longer than `NAME_LENGTH_MAX`.
    """
    if len(name) > NAME_LENGTH_MAX:
        raise ValueMalformed(field="name", why=to_translate("it is longer than 300 characters"))
    # "FAMILY, Given" is "Given FAMILY": words that belong together come to stand together.
    family, comma, given = name.partition(",")
    words = _words(f"{given} {family}" if comma and "," not in given else name)
    tokens = _joined(words) or words
    parted = tokens if len(tokens) > 1 else [part for one in tokens for part in _split_surname(one)]
    return FoldedName(name, tuple(parted[:TOKENS_MAX]))
