"""The compiled comparison and the one in Python: two ways to the same results."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.names import compiled
from jisr.names.align import Texts, parts
from jisr.names.alike import Alike, alike
from jisr.names.compare import NAMES_PAIRED_MAX, PAIRS_MAX, best_pair
from jisr.names.evidence import mixed
from jisr.names.fold import TOKEN_LENGTH_MAX, TOKENS_MAX
from jisr.names.rarity import Rarity, shipped_rarity

KNOWN = [
    *("ali", "mohammed", "muhammad", "abd", "abdulrahman", "hossein", "reza", "alireza", "j", "o"),
    *("william", "bill", "ou", "ea", "katarzyna", "xavier", "alexander", "schmidt", "shcherbakov"),
    *("محمد", "حسين", "محمدحسين", "علي", "عبدالرحمن", "الرحمن", "او", "ж", "владимир", "мохаммед"),
    *(
        "щербаков",
        "иван",
        "иванович",
        "בנימין",
        "כהן",
        "ג'ורג'",
        "김",
        "정은",
        "习",
        "近平",
        "マリア",
        "佐藤",
    ),
]
LETTERS = "abdehklmnorstxy'اعلمنهويдйлнрсяבגהוי김이정习平アリ"
WORDS = st.one_of(
    st.sampled_from(KNOWN),
    st.text(LETTERS, min_size=1, max_size=9),
    st.text(min_size=1, max_size=TOKEN_LENGTH_MAX),
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(tuple)


def changed(word: str, seed: int) -> str:
    """Return a word with one letter more, less or exchanged."""
    place = seed % len(word)
    ways = (
        word[:place] + word[place + 1 :] or word,
        word[:place] + LETTERS[seed % len(LETTERS)] + word[place:],
        word[:place] + word[place:][1::-1] + word[place + 2 :],
    )
    return ways[seed % len(ways)][:TOKEN_LENGTH_MAX]


def kernel_alike(left: str, right: str) -> Alike:
    """Return what the compiled comparison says of two words."""
    words = [compiled._word(text)[0] for text in (left, right)]
    return Alike(*compiled.kernel.alike(*words))


def named(name: Texts, rarity: Rarity = shipped_rarity) -> "compiled.kernel.Name":
    """Return a name as the compiled comparison takes it."""
    return compiled.compiled(name, rarity)


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS, st.integers(0, 1 << 16))
def test_two_words_are_alike_in_both(left: str, right: str, seed: int) -> None:
    """Rule and likeness of any two words are the same to the last digit."""
    for other in (right, changed(left, seed), left + right[: TOKEN_LENGTH_MAX - len(left)]):
        assert kernel_alike(left, other) == alike(left, other)


@settings(max_examples=120, deadline=None)
@given(NAMES, NAMES, st.integers(0, 1 << 16))
def test_two_names_have_the_same_parts_in_both(left: Texts, right: Texts, seed: int) -> None:
    """Any two names agree and disagree in the same words, by the same rules and bits."""
    changed_words = (*(changed(word, seed + n) for n, word in enumerate(left)), "".join(right)[:40])
    for one, two in (
        (left, right),
        (left, changed_words),
        (changed_words, left),
        (left, left[::-1]),
    ):
        found = compiled.kernel.aligned(named(one), named(two))
        assert found == parts(one, two, shipped_rarity)
        bits = mixed(math.fsum(part[-1] for part in found[0]) + 1.5, found[1] - 2.5)
        one_pair = compiled.kernel.best_pair((named(one),), (named(two),), 1, 1, 1.5, -2.5)
        assert one_pair == (bits, 0, 0)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(NAMES, max_size=NAMES_PAIRED_MAX + 3, unique=True).map(tuple),
    st.lists(NAMES, max_size=4, unique=True).map(tuple),
)
def test_the_same_pair_of_names_is_the_best_in_both(
    lefts: tuple[Texts, ...], rights: tuple[Texts, ...]
) -> None:
    """Of few names and of too many the same pair is found, with the same bits."""
    ours, theirs = tuple(map(named, lefts)), tuple(map(named, rights))
    found = compiled.kernel.best_pair(ours, theirs, PAIRS_MAX, NAMES_PAIRED_MAX, -1.0, 0.5)
    assert found == best_pair(lefts, rights, shipped_rarity, -1.0, 0.5)


@given(NAMES, NAMES)
def test_another_rarity_counts_in_both(left: Texts, right: Texts) -> None:
    """The rarity of another population is used in both."""

    def rarity(text: str) -> float:
        return 2.0 + len(text)

    found = compiled.kernel.aligned(named(left, rarity), named(right, rarity))
    assert found == parts(left, right, rarity)


def test_names_at_every_bound_have_the_same_parts_in_both() -> None:
    """The longest names and words are compared, and in the same way."""
    longest = tuple(f"{'abdeklmnor'[n % 10] * 3}{'xyzht'[n // 10] * 37}" for n in range(TOKENS_MAX))
    short = tuple(f"{'abdeklmnor'[n % 10]}{'xyzht'[n // 10]}" for n in range(TOKENS_MAX))
    for one, two in ((longest, longest[::-1]), (longest, short), (short, short[1:])):
        assert compiled.kernel.aligned(named(one), named(two)) == parts(one, two, shipped_rarity)


def test_what_was_not_made_for_it_is_refused() -> None:
    """The compiled comparison takes nothing but what it made itself, within its bounds."""
    kernel, tables = compiled.kernel, compiled._tables()
    ali = kernel.word(tables, "ali", 0, 1.0)
    refused = [
        (kernel.word, (tables, "", 0, 1.0)),
        (kernel.word, (tables, "a" * 81, 0, 1.0)),
        (kernel.word, (tables, "ali", 8, 1.0)),
        (kernel.word, (ali, "ali", 0, 1.0)),
        (kernel.name, ((), ())),
        (kernel.name, ((ali,) * 51, (1.0,) * 51)),
        (kernel.name, ((ali,), (math.nan,))),
        (kernel.name, ((tables,), (1.0,))),
        (kernel.alike, (ali, tables)),
        (kernel.aligned, (ali, ali)),
        (kernel.best_pair, ((ali,), (), 12, 30, 0.0, 0.0)),
        (kernel.best_pair, ((), (), 0, 30, 0.0, 0.0)),
        (kernel.tables, ((), (), (), ((), 4), {}, None, None, None)),
        (kernel.tables, ((b"",) * 15, (), (), ((), 4), {}, None, None, None)),
    ]
    for function, arguments in refused:
        with pytest.raises(ValueError, match=r"."):
            function(*arguments)  # type: ignore[operator]  # wrong on purpose
