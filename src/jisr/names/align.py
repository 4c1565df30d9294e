"""Aligning two names word by word, one to one, whatever the order of the words.

Each aligned pair weighs what its word is worth (rarity) as far as the two agree, less what a
disagreement costs. What stays alone is *missing* when the other name has no word left for it,
and *contradicts* when it has.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from jisr.names.alike import UNLIKE, Alike, alike
from jisr.names.fold import FoldedName
from jisr.names.keys import form_keys
from jisr.names.model import EvidenceRow
from jisr.names.patronymics import patronymics
from jisr.names.rarity import Rarity
from jisr.names.scripts import ALPHABETS, script_of
from jisr.names.tables import weights

Part = tuple[str, tuple[int, ...], tuple[int, ...], float]
"""A rule, the places of the words on the left and on the right, and the bits."""

Texts = tuple[str, ...]
"""The folded words of a name, in the order of writing."""

FEATURE = "name.token"
FATHERS_RULES = {
    "token.missing": "token.father_missing",
    "token.contradicts": "token.father_contradicts",
}
"""The rules that are told apart for the father's name."""

ODDS_MIN = 1e-6
SETTLED = 0.85
"""Words as like as this are aligned before word breaks are looked at."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A possible alignment of words of the left name with words of the right name."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    rule: str
    value: float
    bits: float
    worth: float = 0.0


def texts_of(name: FoldedName) -> Texts:
    """Return the folded words of a name, which alone decide what it is worth."""
    return tuple(token.text for token in name.tokens)


def parts(left: Texts, right: Texts, rarity: Rarity) -> tuple[list[Part], float]:
    """Return what becomes the rows of two names, and the bits against a relative.

    The parts weigh "one person" against "two strangers". A relative, or a person whose name differs
    by a letter, has all words but one in common, so that the weakest word decides against him
    (`evidence.mixed` puts the two together). Each side must have a word.
    """
    if right < left:
        mirrored, weakest = parts(right, left, rarity)
        return [(rule, ours, theirs, bits) for rule, theirs, ours, bits in mirrored], weakest
    links = _chosen(left, right, rarity)
    found = [_part(link) for link in links]
    used_left = {place for link in links for place in link.left}
    used_right = {place for link in links for place in link.right}
    alone_left = _alone(left, used_left, rarity)
    alone_right = _alone(right, used_right, rarity)
    found += _parts_alone(alone_left, alone_right)
    supported = sum(max(len(link.left), len(link.right)) for link in links if link.bits > 0)
    if supported <= 1 < max(len(left), len(right)):
        found.append(("name.one_word", (), (), weights("name")["one_word_bits"]))
    elif not _in_order(links):
        found.append(("name.order", (), (), weights("name")["order_bits"]))
    both = min(len(alone_left), len(alone_right))
    missing = max(len(alone_left), len(alone_right)) - both
    return found, _weakest(links, both, missing)


def rows_of(parts: list[Part], left: FoldedName, right: FoldedName) -> tuple[EvidenceRow, ...]:
    """Return the rows that show the parts of two names to a person."""
    rows = []
    for rule, ours, theirs, bits in parts:
        feature = FEATURE if rule.startswith("token.") else "name"
        shown = _shown(left, ours), _shown(right, theirs)
        named = _of_fathers(left, right, *shown) if rule in FATHERS_RULES else False
        rows.append(EvidenceRow(feature, FATHERS_RULES[rule] if named else rule, *shown, bits))
    return tuple(rows)


def _shown(name: FoldedName, places: tuple[int, ...]) -> str:
    return " ".join(name.tokens[place].shown for place in places)


def _weakest(links: list[_Link], both: int, missing: int) -> float:
    """Return the bits against a relative: those of the weakest word, where several are weak of all.

    `both` words contradict and `missing` are missing besides the links.
    """
    bits = weights("name")
    words = [_apart_bits(link) for link in links] + [bits["relative_contradiction_bits"]] * both
    words += [bits["relative_missing_bits"]] * missing
    return -math.log2(math.fsum(math.exp2(-word) for word in words) / len(words))


def _in_order(links: list[_Link]) -> bool:
    """Return whether the words follow each other alike in both names, wherever one begins."""
    places = [link.right[0] for link in sorted(links, key=lambda link: link.left)]
    steps_back = sum(one > two for one, two in zip(places, places[1:] + places[:1], strict=True))
    return steps_back <= 1


def total(rows: tuple[EvidenceRow, ...]) -> float:
    """Return the bits of the rows together; the order of the rows does not matter."""
    return math.fsum(row.bits for row in rows)


def _part(link: _Link) -> Part:
    rule = link.rule if link.bits > 0 else "token.contradicts"
    return rule, link.left, link.right, link.bits


def _alone(name: Texts, used: set[int], rarity: Rarity) -> list[tuple[int, float]]:
    """Return the places of the words without a partner, the rarest first, with their rarity."""
    left = [(place, rarity(name[place])) for place in range(len(name)) if place not in used]
    # Sorted by rarity and text, so that the order of writing does not matter.
    return sorted(left, key=lambda one: (-one[1], name[one[0]]))


def _parts_alone(left: list[tuple[int, float]], right: list[tuple[int, float]]) -> list[Part]:
    """Return the parts of words without a partner: the rarest of both sides contradict."""
    found: list[Part] = []
    for (one, ours), (two, theirs) in zip(left, right, strict=False):
        found.append(("token.contradicts", (one,), (two,), contradiction(min(ours, theirs))))
    both, missing = len(found), weights("token")["missing_bits"]
    found += [("token.missing", (one,), (), missing) for one, _ in left[both:]]
    found += [("token.missing", (), (two,), missing) for two, _ in right[both:]]
    return found


def _of_fathers(left: FoldedName, right: FoldedName, one: str, two: str) -> bool:
    """Return whether each of the two words, where there is one, is the father's name."""
    sides = ((left, one), (right, two))
    return all(shown in patronymics(name) for name, shown in sides if shown)


def contradiction(worth: float) -> float:
    """Return the bits of two words that are not one name; `worth` is that of the less rare."""
    bits = weights("token")
    return bits["contradiction_bits"] - bits["contradiction_share"] * worth


def _bits(value: float, worth: float) -> float:
    return value * worth + (1 - value) * contradiction(worth)


def _apart_bits(link: _Link) -> float:
    """Return the bits of one name against two that are alike; the worth of the words bounds them.

    An initial, of which nothing was learned, keeps its bits.
    """
    if not link.value:
        return link.bits
    limits = weights("name")
    bits = math.log2(link.value / max(1 - link.value, ODDS_MIN))
    least, most = limits["relative_contradiction_bits"], limits["relative_worth_share"] * link.worth
    return min(max(bits, least), most)


def _chosen(left: Texts, right: Texts, rarity: Rarity) -> list[_Link]:
    """Choose links greedily, the heaviest first; sure pairs of words go before word breaks."""
    singles = list(_single_links(left, right, rarity))
    sure = _greedy([link for link in singles if link.value >= SETTLED], [])
    if len(sure) == min(len(left), len(right)):
        return sure
    others = [link for link in singles if link.value < SETTLED]
    return _greedy([*others, *_joined_links(left, right, rarity, sure)], sure)


def _greedy(links: list[_Link], settled: list[_Link]) -> list[_Link]:
    chosen = list(settled)
    used_left = {place for link in chosen for place in link.left}
    used_right = {place for link in chosen for place in link.right}
    for link in sorted(links, key=lambda link: (-link.bits, link.left, link.right)):
        if used_left.isdisjoint(link.left) and used_right.isdisjoint(link.right):
            chosen.append(link)
            used_left.update(link.left)
            used_right.update(link.right)
    return chosen


def _single_links(left: Texts, right: Texts, rarity: Rarity) -> Iterator[_Link]:
    bits = weights("token")
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            if one[0] == two[0] and _is_initial(one, two):
                rule = "token.same" if one == two else "token.initial"
                yield _Link((i,), (j,), rule, 0.0, bits["initial_bits"])
                continue
            found = alike(one, two)
            if found.value >= bits["likeness_min"]:
                worth = min(rarity(one), rarity(two))
                yield _Link(
                    (i,),
                    (j,),
                    found.rule,
                    found.value,
                    _bits(found.value, worth),
                    worth,
                )


def _is_initial(one: str, two: str) -> bool:
    return min(len(one), len(two)) == 1 and script_of(one[0]) in ALPHABETS


def _joined_links(left: Texts, right: Texts, rarity: Rarity, sure: list[_Link]) -> Iterator[_Link]:
    """Yield words that are written together in one name and apart in the other."""
    used_left = {place for link in sure for place in link.left}
    used_right = {place for link in sure for place in link.right}
    for i, two_places, value, worth in _joined(left, right, used_left, used_right, rarity):
        yield _Link(i, two_places, "token.joined", value, _bits(value, worth), worth)
    for i, two_places, value, worth in _joined(right, left, used_right, used_left, rarity):
        yield _Link(two_places, i, "token.joined", value, _bits(value, worth), worth)


def _joined(
    ones: Texts,
    pairs: Texts,
    used_ones: set[int],
    used_pairs: set[int],
    rarity: Rarity,
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], float, float]]:
    limits = weights("token")
    sounds_ones = [len(form_keys(text)[0]) for text in ones]
    sounds = [len(form_keys(text)[0]) for text in pairs]
    for j in range(len(pairs) - 1):
        if j in used_pairs or j + 1 in used_pairs:
            continue
        # One word has about as many sounds as the two together.
        most = sounds[j] + sounds[j + 1] + 1
        least = max(sounds[j], sounds[j + 1], most - 2)
        for i, one in enumerate(ones):
            if least <= sounds_ones[i] <= most and i not in used_ones:
                first, second = pairs[j], pairs[j + 1]
                found = _alike_joined(first, second, one)
                if found.value > limits["likeness_min"]:
                    worth = min(rarity(first) + rarity(second), rarity(one))
                    yield (i,), (j, j + 1), found.value, worth - limits["join_cost"]


def _alike_joined(first: str, second: str, one: str) -> Alike:
    if (first[0].isascii()) != (second[0].isascii()):
        return UNLIKE
    return alike(first + second, one)
