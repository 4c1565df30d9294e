"""Aligning two names word by word, one to one, whatever the order of the words.

Each aligned pair weighs what its word is worth (rarity) as far as the two agree, less what a
disagreement costs. What stays alone is *missing* when the other name has no word left for it,
and *contradicts* when it has.
"""

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import dataclass

from jisr.names.alike import UNLIKE, Alike, alike
from jisr.names.fold import FoldedName, Token
from jisr.names.keys import form_keys
from jisr.names.model import EvidenceRow
from jisr.names.patronymics import patronymics
from jisr.names.rarity import Rarity
from jisr.names.scripts import ALPHABETS, script_of
from jisr.names.tables import weights

FEATURE = "name.token"
LOST_MIN = 0.05
"""Bits that are not worth a row."""

_ODDS_MIN = 1e-6
_APART_MAX = 500.0
"""Beyond it a power of two overflows."""

_SETTLED = 0.85
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


def align(left: FoldedName, right: FoldedName, rarity: Rarity) -> tuple[EvidenceRow, ...]:
    """Return the rows of two names; each side must have a word."""
    if _order(right) < _order(left):
        return tuple(row.mirrored() for row in align(right, left, rarity))
    links = _chosen(left.tokens, right.tokens, rarity)
    rows = [_row(left.tokens, right.tokens, link) for link in links]
    used_left = {place for link in links for place in link.left}
    used_right = {place for link in links for place in link.right}
    alone_left = [token for place, token in enumerate(left.tokens) if place not in used_left]
    alone_right = [token for place, token in enumerate(right.tokens) if place not in used_right]
    rows += _rows_alone(alone_left, alone_right, rarity)
    rows = [_of_fathers(row, left, right) for row in rows]
    supported = sum(max(len(link.left), len(link.right)) for link in links if link.bits > 0)
    if supported <= 1 < max(len(left.tokens), len(right.tokens)):
        rows.append(EvidenceRow("name", "name.one_word", "", "", weights("name")["one_word_bits"]))
    elif not _in_order(links):
        rows.append(EvidenceRow("name", "name.order", "", "", weights("name")["order_bits"]))
    namesake = _namesake_row(total(tuple(rows)), links, alone_left, alone_right)
    if namesake.bits < -LOST_MIN:
        rows.append(namesake)
    return tuple(rows)


def _namesake_row(
    stranger_bits: float, links: list[_Link], alone_left: list[Token], alone_right: list[Token]
) -> EvidenceRow:
    """Return what the bits lose because some people share all but one word of their names.

    The rows before this one weigh "one person" against "two strangers". A relative, or a person
    whose name differs by a letter, is a second alternative: it explains the agreement of all words
    but one, so that the weakest word decides. Its share of all others is `relative_share`.
    """
    bits = weights("name")
    both = min(len(alone_left), len(alone_right))
    words = [_apart_bits(link) for link in links] + [bits["relative_contradiction_bits"]] * both
    missing = max(len(alone_left), len(alone_right)) - both
    words += [bits["relative_missing_bits"]] * missing
    weakest = -math.log2(math.fsum(math.exp2(-word) for word in words) / len(words))
    share = 2 ** bits["relative_share_log2"]
    apart = min(stranger_bits - weakest, _APART_MAX)
    lost = -math.log2(1 - share + share * math.exp2(apart))
    return EvidenceRow("name", "name.relative", "", "", min(bits["relative_trust"] * lost, 0.0))


def _in_order(links: list[_Link]) -> bool:
    """Return whether the words follow each other alike in both names, wherever one begins."""
    places = [link.right[0] for link in sorted(links, key=lambda link: link.left)]
    steps_back = sum(one > two for one, two in zip(places, places[1:] + places[:1], strict=True))
    return steps_back <= 1


def total(rows: tuple[EvidenceRow, ...]) -> float:
    """Return the bits of the rows together; the order of the rows does not matter."""
    return math.fsum(row.bits for row in rows)


def _order(name: FoldedName) -> tuple[str, ...]:
    return (*(token.text for token in name.tokens), name.original)


def _row(left: tuple[Token, ...], right: tuple[Token, ...], link: _Link) -> EvidenceRow:
    shown_left = " ".join(left[place].shown for place in link.left)
    shown_right = " ".join(right[place].shown for place in link.right)
    rule = link.rule if link.bits > 0 else "token.contradicts"
    return EvidenceRow(FEATURE, rule, shown_left, shown_right, link.bits)


def _rows_alone(left: list[Token], right: list[Token], rarity: Rarity) -> list[EvidenceRow]:
    """Return the rows of words without a partner: the rarest of both sides contradict."""
    # Sorted by rarity and text, so that the order of writing does not matter.
    left = sorted(left, key=lambda token: (-rarity(token.text), token.text))
    right = sorted(right, key=lambda token: (-rarity(token.text), token.text))
    rows = [
        EvidenceRow(
            FEATURE,
            "token.contradicts",
            one.shown,
            two.shown,
            contradiction(min(rarity(one.text), rarity(two.text))),
        )
        for one, two in zip(left, right, strict=False)
    ]
    both, missing = len(rows), weights("token")["missing_bits"]
    rows += [EvidenceRow(FEATURE, "token.missing", one.shown, "", missing) for one in left[both:]]
    rows += [EvidenceRow(FEATURE, "token.missing", "", two.shown, missing) for two in right[both:]]
    return rows


def _of_fathers(row: EvidenceRow, left: FoldedName, right: FoldedName) -> EvidenceRow:
    """Return a row that says of the father's name that it is missing, or that it contradicts."""
    kind = row.rule.removeprefix("token.")
    if kind not in {"missing", "contradicts"}:
        return row
    sides = ((left, row.left), (right, row.right))
    if not all(shown in patronymics(name) for name, shown in sides if shown):
        return row
    return dataclasses.replace(row, rule=f"token.father_{kind}")


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
    bits = math.log2(link.value / max(1 - link.value, _ODDS_MIN))
    least, most = limits["relative_contradiction_bits"], limits["relative_worth_share"] * link.worth
    return min(max(bits, least), most)


def _chosen(left: tuple[Token, ...], right: tuple[Token, ...], rarity: Rarity) -> list[_Link]:
    """Choose links greedily, the heaviest first; sure pairs of words go before word breaks."""
    singles = list(_single_links(left, right, rarity))
    sure = _greedy([link for link in singles if link.value >= _SETTLED], [])
    if len(sure) == min(len(left), len(right)):
        return sure
    others = [link for link in singles if link.value < _SETTLED]
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


def _single_links(
    left: tuple[Token, ...], right: tuple[Token, ...], rarity: Rarity
) -> Iterator[_Link]:
    bits = weights("token")
    for i, one in enumerate(left):
        for j, two in enumerate(right):
            if one.text[0] == two.text[0] and _is_initial(one.text, two.text):
                rule = "token.same" if one.text == two.text else "token.initial"
                yield _Link((i,), (j,), rule, 0.0, bits["initial_bits"])
                continue
            found = alike(one.text, two.text)
            if found.value >= bits["likeness_min"]:
                worth = min(rarity(one.text), rarity(two.text))
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


def _joined_links(
    left: tuple[Token, ...], right: tuple[Token, ...], rarity: Rarity, sure: list[_Link]
) -> Iterator[_Link]:
    """Yield words that are written together in one name and apart in the other."""
    used_left = {place for link in sure for place in link.left}
    used_right = {place for link in sure for place in link.right}
    for i, two_places, value, worth in _joined(left, right, used_left, used_right, rarity):
        yield _Link(i, two_places, "token.joined", value, _bits(value, worth), worth)
    for i, two_places, value, worth in _joined(right, left, used_right, used_left, rarity):
        yield _Link(two_places, i, "token.joined", value, _bits(value, worth), worth)


def _joined(
    ones: tuple[Token, ...],
    pairs: tuple[Token, ...],
    used_ones: set[int],
    used_pairs: set[int],
    rarity: Rarity,
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], float, float]]:
    limits = weights("token")
    sounds_ones = [len(form_keys(token.text)[0]) for token in ones]
    sounds = [len(form_keys(token.text)[0]) for token in pairs]
    for j in range(len(pairs) - 1):
        if j in used_pairs or j + 1 in used_pairs:
            continue
        # One word has about as many sounds as the two together.
        most = sounds[j] + sounds[j + 1] + 1
        least = max(sounds[j], sounds[j + 1], most - 2)
        for i, one in enumerate(ones):
            if least <= sounds_ones[i] <= most and i not in used_ones:
                first, second = pairs[j].text, pairs[j + 1].text
                found = _alike_joined(first, second, one.text)
                if found.value > limits["likeness_min"]:
                    worth = min(rarity(first) + rarity(second), rarity(one.text))
                    yield (i,), (j, j + 1), found.value, worth - limits["join_cost"]


def _alike_joined(first: str, second: str, one: str) -> Alike:
    if (first[0].isascii()) != (second[0].isascii()):
        return UNLIKE
    return alike(first + second, one)
