"""Spellings of one word that were seen for the same person: محمد is Mohammed, Muhammad, Mohamed.

From the counts follow pairs that were never seen side by side: two Latin spellings of one Arabic
or Cyrillic word, or an Arabic and a Cyrillic spelling of one Latin word.
"""

import functools
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from jisr.names.scripts import script_of
from jisr.names.tables import rows

SHARE_MIN = 0.03
"""A smaller share of bearers is rather an error of the list than a spelling."""

SHARE_MAIN = 0.1
"""A spelling over which another one is reached must itself be usual."""

SHARE_OTHER_FORM = 0.1
"""Share of bearers that is taken to use a familiar form."""

_LIKENESS_SURE = 0.98
_LIKENESS_PER_HALVING = 0.03
_HALVINGS_MAX = 5.0

# Korean, Chinese and Japanese writing merges too many foreign names to bridge two spellings.
_BRIDGES = frozenset({"Arab", "Cyrl", "Hebr"})

Shares = dict[str, float]
Counts = dict[str, dict[str, int]]
"""For each word how often each spelling of it was seen, in both directions."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """The spellings that were seen: how often, and which share of the bearers uses each."""

    counts: Counts
    shares: dict[str, Shares]

    @classmethod
    def of(cls, counted: Iterable[tuple[str, str, int]]) -> "Spellings":
        """Return the spellings of native word, Latin word and count."""
        counts: Counts = {}
        for native, latin, count in counted:
            counts.setdefault(native, {})[latin] = count
            counts.setdefault(latin, {})[native] = count
        shares = {}
        for word, others in counts.items():
            total = sum(others.values())
            shares[word] = {other: count / total for other, count in others.items()}
        return cls(counts, shares)


@functools.cache
def shipped() -> Spellings:
    """Return the spellings that are shipped."""
    lines = rows("attested.csv")
    return Spellings.of((native, latin, int(count)) for native, latin, count in lines)


@functools.cache
def other_forms() -> dict[str, frozenset[str]]:
    """Return for each name its familiar forms and its forms in neighbouring languages."""
    found: dict[str, set[str]] = {}
    for script, name, others in rows("nicknames.csv"):
        del script
        for other in others.split():
            found.setdefault(name, set()).add(other)
            found.setdefault(other, set()).add(name)
    return {name: frozenset(others) for name, others in found.items()}


def known_words() -> tuple[str, ...]:
    """Return every word of which an attested spelling or a familiar form is known."""
    return tuple(dict.fromkeys([*shipped().counts, *other_forms()]))


def is_other_form(left: str, right: str) -> bool:
    """Return whether one word is a familiar or a neighbouring form of the other (Bill, William)."""
    return right in other_forms().get(left, frozenset())


def times_seen(left: str, right: str, spellings: Spellings | None = None) -> int:
    """Return how often two words were seen side by side for one name."""
    return (spellings or shipped()).counts.get(left, {}).get(right, 0)


def spellings(text: str) -> Shares:
    """Return the other spellings of a folded word that were seen, with their shares."""
    return shipped().shares.get(text, {})


def share(left: str, right: str, spellings: Spellings | None = None) -> float:
    """Return how customary it is that two words stand for one name, 0 when never seen."""
    known = (spellings or shipped()).shares
    if spellings is None and is_other_form(left, right):
        return SHARE_OTHER_FORM
    ours, theirs = known.get(left), known.get(right)
    if ours is None or theirs is None:
        return 0.0
    direct = max(ours.get(right, 0.0), theirs.get(left, 0.0))
    if direct:
        return direct
    one_latin, two_latin = script_of(left[0]) == "Latn", script_of(right[0]) == "Latn"
    if one_latin != two_latin:
        native, latin = (right, left) if one_latin else (left, right)
        return _over_another_latin(native, latin, known)
    return _over_bridges(left, right, ours.keys() & theirs.keys(), known, both_latin=one_latin)


def _over_bridges(
    left: str, right: str, common: Collection[str], known: dict[str, Shares], *, both_latin: bool
) -> float:
    """Return how customary two words are that have spellings in common."""
    bridges = [word for word in common if not both_latin or script_of(word[0]) in _BRIDGES]
    found = max((min(known[word][left], known[word][right]) for word in bridges), default=0.0)
    return found if found >= SHARE_MIN else 0.0


def _over_another_latin(native: str, latin: str, known: dict[str, Shares]) -> float:
    """Return how customary a pair is, seen only with another spelling of the Latin word.

    Мохаммед was seen as Mohammed, not as Muhammad; but محمد is both.
    """
    found = 0.0
    for other, share_of_other in known[native].items():
        if share_of_other >= SHARE_MAIN:
            common = known[other].keys() & known[latin].keys()
            bridged = _over_bridges(other, latin, common, known, both_latin=True)
            found = max(found, min(share_of_other, bridged))
    return found


def apart(left: str, right: str, spellings: Spellings | None = None) -> int:
    """Return how many bearers were seen of two words that were never seen to stand for one name.

    Many bearers of both, written in one and the same other script, speak against one name. A
    native word has many Latin spellings, so its own count says nothing; the Latin one's does.
    """
    if share(left, right, spellings):
        return 0
    known = spellings or shipped()
    ours, theirs = _seen_in(left, known), _seen_in(right, known)
    one, two = script_of(left[0]), script_of(right[0])
    if one == "Latn" and two != "Latn":
        return ours.get(two, 0) if theirs else 0
    if two == "Latn" and one != "Latn":
        return theirs.get(one, 0) if ours else 0
    common = ours.keys() & theirs.keys() & (_BRIDGES | {"Latn"})
    return max((min(ours[script], theirs[script]) for script in common), default=0)


def known_alone(left: str, right: str, spellings: Spellings | None = None) -> int:
    """Return how many bearers of one word were seen, while the other word was never seen at all.

    A word whose many bearers are known has few spellings left that nobody has seen.
    """
    known = spellings or shipped()
    ours, theirs = _seen_in(left, known), _seen_in(right, known)
    if bool(ours) == bool(theirs):
        return 0
    seen, other = (ours, right) if ours else (theirs, left)
    script = script_of(other[0])
    if script in seen:
        return seen[script]
    return max((count for where, count in seen.items() if where in _BRIDGES), default=0)


def _seen_in(text: str, known: Spellings) -> dict[str, int]:
    """Return in which scripts a word was seen written, and how often."""
    seen: dict[str, int] = {}
    for other, count in known.counts.get(text, {}).items():
        script = script_of(other[0])
        seen[script] = seen.get(script, 0) + count
    return seen


def related(text: str) -> tuple[str, ...]:
    """Return every word that `share` finds customary beside the given one."""
    known = shipped().shares
    found = dict.fromkeys([*spellings(text), *sorted(other_forms().get(text, ()))])
    beside = _beside(text)
    found.update(dict.fromkeys(beside))
    if script_of(text[0]) == "Latn":
        for other in beside:
            mains = (word for word in known[other] if known[word][other] >= SHARE_MAIN)
            found.update(dict.fromkeys(mains))
    else:
        for other, share_of_other in spellings(text).items():
            if share_of_other >= SHARE_MAIN:
                found.update(dict.fromkeys(_beside(other)))
    return tuple(word for word in found if share(text, word) > 0)


@functools.lru_cache(maxsize=1 << 16)
def _beside(text: str) -> tuple[str, ...]:
    """Return the words that share a usual spelling with the given one; of Latin words the Latin."""
    known = shipped().shares
    latin = script_of(text[0]) == "Latn"
    found: dict[str, None] = {}
    for bridge in spellings(text):
        if known[bridge][text] >= SHARE_MIN and (not latin or script_of(bridge[0]) in _BRIDGES):
            usual = (word for word, part in known[bridge].items() if part >= SHARE_MIN)
            found.update(dict.fromkeys(usual))
    found.pop(text, None)
    return tuple(found)


def likeness_of(share_of_bearers: float) -> float:
    """Return the likeness, from 0 to 1, that goes with a share of bearers."""
    halvings = min(-math.log2(share_of_bearers), _HALVINGS_MAX)
    return _LIKENESS_SURE - _LIKENESS_PER_HALVING * halvings
