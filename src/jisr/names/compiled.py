"""Words and names as the compiled comparison takes them (`_native/compare.c`).

The compiled comparison does what `align`, `alike`, `pair_weights` and `attested` do, and gives the
same results; these are used where there was no compiler, for learning, and by its tests.
"""

import functools
import string
import threading

import numpy as np
from numpy.typing import NDArray

from jisr.names import align, alike, attested, evidence, pair_weights
from jisr.names.costs import UNKNOWN, costs, packed
from jisr.names.keys import BEGINNING_REST_MIN, beginnings, forms, latin_of, sounds_of_letters
from jisr.names.rarity import Rarity, shipped_rarity
from jisr.names.scripts import OTHER, SCRIPTS, script_of
from jisr.names.symbols import LATIN_PATTERN, OTHERWISE_FIRST, OTHERWISE_LAST
from jisr.names.tables import weights

try:
    from jisr._native import compare as kernel
except ImportError:
    kernel = None  # type: ignore[assignment]  # then align.py does the same, slower

__all__ = ["compiled", "kernel"]

_WORDS_KEPT = 1 << 16
LATIN_SYMBOLS = (*LATIN_PATTERN.pattern.split("|")[:-1], *string.ascii_lowercase)
_ALL_SCRIPTS = (*SCRIPTS, OTHER)
_made: "list[kernel.Tables]" = []
_making = threading.Lock()


def _limits() -> tuple[float, ...]:
    """Return the numbers that the comparison is set by, in the order of the C file's list."""
    token, name = weights("token"), weights("name")
    return (
        token["likeness_min"],
        token["initial_bits"],
        token["contradiction_bits"],
        token["contradiction_share"],
        token["missing_bits"],
        token["join_cost"],
        name["one_word_bits"],
        name["order_bits"],
        name["relative_share_log2"],
        name["relative_trust"],
        name["relative_contradiction_bits"],
        name["relative_missing_bits"],
        name["relative_worth_share"],
        evidence.LOST_MIN,
        align.ODDS_MIN,
        evidence.APART_MAX,
        align.SETTLED,
        alike.SLIP_MIN,
        alike.OTHER_FORM_VALUE,
        attested.SHARE_MIN,
        attested.SHARE_MAIN,
        attested.SHARE_OTHER_FORM,
        pair_weights.OTHER_FORM,
        pair_weights.LOGIT_MAX,
        pair_weights.LOG_SHARE_MIN,
        pair_weights.LOG_SEEN_MAX,
        pair_weights.LOG_APART_MAX,
        pair_weights.LOG_ALONE_MAX,
        pair_weights.SAME_SOUND,
        pair_weights.OTHER_SIGN,
    )


def _starts(words: NDArray[np.int32], size: int) -> bytes:
    """Return where the items of each word begin, of items sorted by their word."""
    return np.searchsorted(words, np.arange(size + 1)).astype(np.int64).tobytes()


def _spellings(numbers: dict[str, int]) -> tuple[bytes, ...]:
    """Return for each word its attested spellings with counts, shares both ways, and scripts."""
    counted = [
        (numbers[word], numbers[other], count)
        for word, others in attested.shipped().counts.items()
        for other, count in others.items()
    ]
    words, others, counts = np.array(sorted(counted), np.int32).reshape(-1, 3).T
    bearers = np.bincount(words, counts, len(numbers))
    scripts = np.array([_ALL_SCRIPTS.index(script_of(word[0])) for word in numbers], np.uint8)
    seen = np.zeros((len(numbers), len(_ALL_SCRIPTS)), np.int32)
    np.add.at(seen, (words, scripts[others]), counts)
    arrays = (others, counts, counts / bearers[words], counts / bearers[others], seen, scripts)
    return (_starts(words, len(numbers)), *(array.tobytes() for array in arrays))


def _other_forms(numbers: dict[str, int]) -> tuple[bytes, bytes]:
    """Return for each word its familiar and neighbouring forms."""
    known = attested.other_forms()
    pairs = [(numbers[word], numbers[other]) for word, others in known.items() for other in others]
    words, others = np.array(sorted(pairs), np.int32).reshape(-1, 2).T
    return _starts(words, len(numbers)), others.tobytes()


def _regressions() -> bytes:
    """Return the coefficients for each two scripts."""
    known = pair_weights.learned()
    chosen = [
        [known.get(pair_weights.group_of(one, two), known["other"]) for two in _ALL_SCRIPTS]
        for one in _ALL_SCRIPTS
    ]
    return np.array(chosen).tobytes()


def _tables() -> "kernel.Tables":
    """Return everything that is known of words, as the compiled comparison takes it."""
    # Words of two tables cannot be compared: threads that begin together must share one.
    if not _made:
        with _making:
            if not _made:
                _made.append(_make_tables())
    return _made[0]


def _make_tables() -> "kernel.Tables":
    table = costs()
    numbers = {word: number for number, word in enumerate(attested.known_words())}
    arrays = (
        *(array.tobytes() for array in (table.pair, table.gap, table.best, table.curve)),
        *_spellings(numbers),
        *_other_forms(numbers),
        _regressions(),
        np.array(_limits()).tobytes(),
    )
    sounds = tuple(
        (number, letters, readings)
        for number, script in enumerate(SCRIPTS)
        # Of groups that begin alike the longest is read.
        for letters, readings in sorted(
            sounds_of_letters()[script].items(), key=lambda group: -len(group[0])
        )
    )
    optional = (beginnings(), BEGINNING_REST_MIN)
    return kernel.tables(
        arrays, sounds, _symbols(), optional, numbers, _hear, _spell, shipped_rarity
    )


def _symbols() -> tuple[tuple[int, str, int, int, int, int], ...]:
    """Return for each script the symbols that its words are cut into, as `symbols.symbols` does.

    With each go its number alone, as the first and as the last of a word, and how many Latin
    letters it is written with.
    """
    known = costs().numbers

    def described(script: str, letters: str) -> tuple[int, str, int, int, int, int]:
        begins = f"^{letters}" if letters in OTHERWISE_FIRST else letters
        ends = f"{letters}$" if letters in OTHERWISE_LAST else letters
        alone, first, last = (known.get((script, one), UNKNOWN) for one in (letters, begins, ends))
        return SCRIPTS.index(script), letters, alone, first, last, len(latin_of(letters))

    found = [described("Latn", letters) for letters in LATIN_SYMBOLS]
    for script in ("Arab", "Cyrl", "Hebr"):
        alone = {symbol[0] for where, symbol in known if where == script and symbol[0] not in "^'"}
        if script == "Hebr":
            # A geresh belongs to the letter before it.
            found += [described(script, f"{letter}'") for letter in sorted(alone)]
        found += [described(script, letter) for letter in sorted(alone)]
    return tuple(found)


def _hear(text: str) -> tuple[tuple[int, str, str], ...]:
    """Return how each form of a word is read: by which letters' sounds, and its first letter."""
    found = []
    for form in forms(text):
        script, latin = script_of(form[0]), latin_of(form)
        tabled = script if script in SCRIPTS else "Latn"
        written = form if tabled in {"Arab", "Cyrl", "Hebr"} else latin
        found.append((SCRIPTS.index(tabled), written, latin[:1]))
    return tuple(found)


def _spell(text: str) -> tuple[str, tuple[tuple[str, int, bytes], ...]]:
    """Return a word in Latin letters and the symbols of its forms."""
    return latin_of(text), tuple((form, *packed(form)) for form in forms(text))


@functools.lru_cache(maxsize=_WORDS_KEPT)
def _word(text: str) -> "tuple[kernel.Word, float]":
    """Return a folded word as the compiled comparison takes it, and its shipped rarity."""
    script, rarity = _ALL_SCRIPTS.index(script_of(text[0])), shipped_rarity(text)
    return kernel.word(_tables(), text, script, rarity), rarity


def compiled(name: align.Texts, rarity: Rarity) -> "kernel.Name":
    """Return the words of a name as the compiled comparison takes them."""
    words, rarities = zip(*map(_word, name), strict=True)
    return kernel.name(words, rarities if rarity is shipped_rarity else tuple(map(rarity, name)))
