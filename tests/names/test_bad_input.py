"""Whatever comes in, the engine answers or refuses with a reason, after bounded work."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import JisrError, ValueMalformed
from jisr.names import Index, Profile, compare, explain, fold
from jisr.names.fold import TOKEN_LENGTH_MAX, TOKENS_MAX
from jisr.names.model import NAME_LENGTH_MAX, NAMES_MAX, PROFILE_CHARACTERS_MAX
from jisr.values import PartialDate

ODD_NAMES = {
    "nothing": "",
    "blanks": " \t\n\u00a0\u3000",
    "one letter": "a",
    "one sign": "李",
    "digits": "12345 ٠١٢٣",
    "emoji": "😀👨\u200d👩\u200d👧🇹🇳",
    "punctuation": "-.,;:!?'’“”«»()[]{}<>/\\|@#%&*+=~^_",
    "scripts mixed in a word": "Моhammеd عAli李b",
    "bidirectional overrides": "\u202eilA\u202c \u2066damhoM\u2069\u200f",
    "combining marks": "a" + "\u0301" * (NAME_LENGTH_MAX - 1),
    "marks alone": "\u0301\u064b\u05b0\u0e47",
    "long word": "x" * NAME_LENGTH_MAX,
    "many words": "ab " * (NAME_LENGTH_MAX // 3),
    "control signs": "\x00\x01\x7f\x1b[31m",
    "NUL in a name": "Mo\x00hammed",
    "private use": "\ue000\uf8ff\U000f0000",
    "unassigned": "\u0378\U000e0fff\uffff",
    "signs that grow": "ﷺ" * NAME_LENGTH_MAX,
    "half a character": "\ud800li",
    "titles alone": "Mr. Dr.",
    "particles alone": "bin al de la",
    "joins alone": "abd abd al al",
    "a comma": ",",
    "commas": "Ali,,Ben,",
    "jamo": "\u1112\u1161\u11ab\u1160",
    "stretched": "مـــــحـــــمـــــد",
}
JUDGED = Profile(("Mohammed Ali",), (PartialDate(1974),), "M", ("TN",), ("P1",), ("Tunis",))
CALLS_MAX = 2_000_000
"""Calls of functions in one comparison, nothing compiled; all pairs would take 46 million."""

names = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(
        st.sampled_from([*ODD_NAMES.values(), "محمد", "Ali", "Иванович", "김철수"]), max_size=5
    )
    .map(" ".join)
    .map(lambda text: text.replace("\ud800", "")[:NAME_LENGTH_MAX]),
)
MONTHS, DAYS = st.integers(1, 12), st.integers(1, 28)
profiles = st.builds(
    Profile,
    st.lists(names, max_size=4).map(tuple),
    st.lists(st.builds(PartialDate, st.integers(1970, 1976)), max_size=2).map(tuple),
    st.sampled_from(["", "F", "M", "X"]),
    birth_places=st.lists(names, max_size=2).map(tuple),
)


@pytest.mark.parametrize("title", ODD_NAMES)
def test_odd_names_fold_to_bounded_words(title: str) -> None:
    """The words of any name are few, short and never empty."""
    tokens = fold(ODD_NAMES[title]).tokens
    assert len(tokens) <= TOKENS_MAX
    assert all(0 < len(token.text) <= 2 * TOKEN_LENGTH_MAX for token in tokens)


@pytest.mark.parametrize("title", sorted(set(ODD_NAMES) - {"half a character"}))
def test_odd_names_are_compared_and_searched(title: str) -> None:
    """They raise nothing, have reasons in every language, and leave an index usable."""
    odd = Profile((ODD_NAMES[title],))
    for other in (odd, JUDGED):
        comparison = compare(odd, other)
        assert all(reason["sentence"] for reason in explain(comparison, "ar"))
        assert compare(other, odd).bits == comparison.bits
    index = Index.build([(1, odd), (2, JUDGED)])
    assert all(one.comparison.bits >= 0 for one in index.search(odd))
    assert [one.key for one in index.search(JUDGED)][:1] == [2]


@pytest.mark.parametrize(
    "title",
    [
        *("nothing", "blanks", "digits", "emoji", "punctuation", "marks alone"),
        *("private use", "unassigned", "a comma"),
    ],
)
def test_where_there_is_nothing_to_judge_it_says_so(title: str) -> None:
    """No weight is given, and the one reason is why."""
    comparison = compare(Profile((ODD_NAMES[title],)), Profile(("Ali",)))
    assert comparison.bits == 0.0
    (reason,) = explain(comparison)
    assert reason["code"] in {"name.not_given", "name.no_letters"}
    assert Index.build([(1, JUDGED)]).search(Profile((ODD_NAMES[title],))) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: fold("a" * 10_000),
        lambda: Profile(("a" * 10_000,)),
        lambda: Profile(("a",) * (NAMES_MAX + 1)),
        lambda: Profile(("a" * 31,) * NAMES_MAX),
        lambda: Profile(("\udcffli",)),
        lambda: Index().search(JUDGED, limit=0),
    ],
)
def test_what_is_out_of_bounds_is_refused(make: Callable[[], object]) -> None:
    """Every ceiling is one of our refusals, with a code and a sentence."""
    with pytest.raises(JisrError) as refused:
        make()
    assert str(refused.value)


def _calls(work: Callable[[], object]) -> int:
    """Return how many functions a piece of work calls, in Python and in C."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        del frame, argument
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def _distinct(count: int, length: int, letters: str) -> tuple[str, ...]:
    """Return names of words that all differ, as long as a profile can hold."""
    size = len(letters)
    words = [
        "".join(letters[number * 7919 // size**place % size] for place in range(5))
        for number in range(count * length)
    ]
    limit = min(PROFILE_CHARACTERS_MAX // count, NAME_LENGTH_MAX)
    return tuple(" ".join(words[start::count])[:limit] for start in range(count))


@pytest.mark.parametrize(
    ("count", "length"), [(1, TOKENS_MAX), (20, TOKENS_MAX), (60, 16), (NAMES_MAX, 5)]
)
def test_the_work_of_a_comparison_is_bounded(count: int, length: int) -> None:
    """Many names of many words cost little more than one name of many words."""
    left = Profile(_distinct(count, length, "abcdefghijklmnopqrstuvwxyz"))
    right = Profile(_distinct(count, length, "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"))
    compare(Profile(("Ali",)), Profile(("علي",)))  # the tables are read now
    assert _calls(lambda: compare(left, right)) <= CALLS_MAX


@given(profiles, profiles)
def test_the_score_has_no_direction(left: Profile, right: Profile) -> None:
    """Whoever stands first, the bits are the same and are the sum of the reasons."""
    comparison = compare(left, right)
    assert compare(right, left).bits == comparison.bits
    assert sum(row.bits for row in comparison.rows) == pytest.approx(comparison.bits)


@given(names, names)
def test_nobody_is_more_like_a_name_than_the_name_itself(one: str, two: str) -> None:
    """A name speaks for itself at least as much as any other name does."""
    same = compare(Profile((one,)), Profile((one,)))
    assert same.bits >= compare(Profile((one,)), Profile((two,))).bits - 1e-9


@given(profiles, profiles, st.data())
def test_an_equal_alias_never_lowers(left: Profile, right: Profile, data: st.DataObject) -> None:
    """A further name that both persons bear takes no evidence away."""
    if left.names and len(right.names) < NAMES_MAX:
        shared = data.draw(st.sampled_from(left.names))
        more = Profile(
            (*right.names, shared), right.birth_dates, right.sex, birth_places=right.birth_places
        )
        assert compare(left, more).bits >= compare(left, right).bits - 1e-9


@given(names, names, st.builds(PartialDate, st.integers(1940, 2020), MONTHS, DAYS))
def test_agreement_weighs_more_than_silence_and_silence_more_than_contradiction(
    one: str, two: str, date: PartialDate
) -> None:
    """For the same names: a shared value, then an unknown one, then a contradicting one."""
    far = PartialDate(date.year - 37, date.month, date.day)

    def bits(date: tuple[PartialDate, ...], sex: str, country: tuple[str, ...]) -> float:
        return compare(Profile((one,), *asked), Profile((two,), date, sex, country)).bits

    asked = ((date,), "F", ("TN",))
    same, unknown = bits(*asked), bits((), "", ())
    assert bits((date,), "", ()) > unknown > bits((far,), "", ())
    assert bits((), "F", ()) > unknown > bits((), "M", ())
    assert bits((), "", ("TN",)) > unknown > bits((), "", ("FR",))
    assert same > bits((date,), "F", ()) > bits((date,), "", ())


@given(profiles, st.lists(profiles, max_size=4))
def test_a_search_agrees_with_the_comparison(query: Profile, persons: list[Profile]) -> None:
    """What is found has the bits of its comparison, the best first, each person once."""
    found = Index.build(enumerate(persons)).search(query)
    assert [one.comparison for one in found] == [compare(query, persons[one.key]) for one in found]
    bits = [one.comparison.bits for one in found]
    assert bits == sorted(bits, reverse=True)
    assert len({one.key for one in found}) == len(found)


def test_a_name_too_long_to_fold_says_why() -> None:
    """The refusal names the field and the ceiling."""
    with pytest.raises(ValueMalformed) as refused:
        fold("a" * (NAME_LENGTH_MAX + 1))
    assert str(NAME_LENGTH_MAX) in str(refused.value)
