"""Comparison of two persons."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.names import compiled
from jisr.names.compare import (
    PAIRS_MAX,
    _places_paired,
    compare,
    compare_prepared,
    prepare,
    weigh,
    weigh_prepared,
)
from jisr.names.model import NAMES_MAX, Comparison, EvidenceRow, Profile
from jisr.names.rarity import shipped_rarity
from jisr.values import PartialDate

NAMES = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.text("abcdefmnrst -',", max_size=40),
        st.text("ابتحمدرسلن ", max_size=40),
        st.sampled_from(["Mohammed Ali", "محمد علي", "Kim Jong Un", "김정은", "O'Brien, Seán"]),
    ),
    max_size=4,
).map(tuple)
PROFILES = st.builds(
    Profile,
    names=NAMES,
    birth_dates=st.lists(st.builds(PartialDate, st.integers(1950, 1953)), max_size=2).map(tuple),
    sex=st.sampled_from(["", "F", "M", "X"]),
    documents=st.lists(st.sampled_from(["P1", "P2"]), max_size=2).map(tuple),
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("محمد عبد الرحمن العلي", "Mohamed Abdurrahman Al Aly"),
        ("Владимир Щербаков", "Vladimir Shcherbakov"),
        ("김정은", "Kim Jong Un"),
        ("习近平", "Xi Jinping"),
        ("בנימין כהן", "Benjamin Cohen"),
        ("محمد حسین رضایی", "Mohammadhossein Rezaei"),
        ("SMITH, John", "John Smith"),
    ],
)
def test_one_name_in_two_scripts_is_recognised(left: str, right: str) -> None:
    """A transliterated name weighs far more than its transliterated opposite."""
    found = compare(Profile((left,)), Profile((right,)))
    assert found.bits > 6
    assert (found.left_name, found.right_name) == (left, right)
    assert compare(Profile((left,)), Profile(("Oruk Vestabo",))).bits < -8


def test_the_bits_are_the_sum_of_the_rows() -> None:
    """Nothing counts that is not shown."""
    left = Profile(("Mohammed Ali",), (PartialDate(1974, 3, 2),), "M", ("TN",), ("P1",))
    right = Profile(("محمد علي",), (PartialDate(1974),), "F", ("FR",), ("P1",))
    found = compare(left, right)
    assert abs(found.bits - sum(row.bits for row in found.rows)) < 1e-9
    assert {row.feature for row in found.rows} == {
        "name",
        "name.token",
        "birth_date",
        "sex",
        "nationality",
        "document",
    }


def test_nothing_to_judge_is_an_answer() -> None:
    """A name without letters is neither a match nor an error."""
    for left, right, rule in (
        (("123", "🙂", ""), ("Ali",), "name.no_letters"),
        ((), (), "name.not_given"),
    ):
        row = EvidenceRow("name", rule, "", "", 0.0)
        assert compare(Profile(left), Profile(right)) == Comparison(0.0, (row,), "", "")


def test_evidence_does_not_saturate() -> None:
    """More agreement is always more evidence."""
    names = ["Vestabo", "Vestabo Oruk", "Vestabo Oruk Salmin", "Vestabo Oruk Salmin Tebrik"]
    bits = [compare(Profile((name,)), Profile((name,))).bits for name in names]
    assert bits == sorted(set(bits))


def test_the_best_of_many_names_is_found() -> None:
    """More aliases than are aligned do not hide the one that agrees."""
    others = tuple(f"Vest{'abcdefghij'[n % 10]}bo Or{'klmnprstvz'[n // 10]}k" for n in range(90))
    left = Profile((*others, "Tarik Muslimov"))
    right = Profile(("Tarek Muslimoff", *others[:3][::-1], "Nobody Else"))
    assert len(left.names) * len(right.names) > PAIRS_MAX
    found = compare(
        Profile((*others, "Tarik Muslimov")), Profile(("Tarek Muslimoff", "Nobody Else"))
    )
    assert (found.left_name, found.right_name) == ("Tarik Muslimov", "Tarek Muslimoff")
    assert compare(left, right).bits == compare(right, left).bits


def test_another_rarity_changes_the_weight() -> None:
    """A caller may bring the rarity of another population."""
    one, two = Profile(("Vestabo Oruk",)), Profile(("Vestabo Oruk",))
    common, rare = compare(one, two, rarity=lambda _: 2.0), compare(one, two, rarity=lambda _: 9.0)
    assert 0 < common.bits < rare.bits


def test_of_equal_evidence_the_same_script_is_shown() -> None:
    """An officer checks the name in the script that was asked in, whatever its place."""
    for names in (("Петр", "Petr"), ("Petr", "Петр")):
        found = compare(Profile(("Petr",)), Profile(names))
        assert (found.left_name, found.right_name) == ("Petr", "Petr")


@settings(max_examples=150, deadline=None)
@given(PROFILES, PROFILES)
def test_any_two_profiles_compare_alike_in_either_order(left: Profile, right: Profile) -> None:
    """No input breaks the comparison, and the bits have no direction."""
    there, back = compare(left, right), compare(right, left)
    assert there.bits == back.bits == weigh(left, right)
    assert abs(there.bits - sum(row.bits for row in there.rows)) < 1e-9
    assert sorted(row.bits for row in there.rows) == sorted(row.bits for row in back.rows)


def test_names_that_were_kept_folded_need_not_be_folded_again() -> None:
    """Folded names that are handed in give the same answer, and other ones are folded anew."""
    left, right = Profile(("Mohammed Ali", "محمد علي")), Profile(("Ali Muhammad", "ALI Muhammad"))
    ready = prepare(left)
    kept = prepare(right, names=(("ali", "muhammad"),))
    assert (kept.names, prepare(right).names) == ((("ali", "muhammad"),),) * 2
    assert weigh_prepared(ready, kept) == weigh(left, right)
    assert compare_prepared(ready, kept) == compare(left, right)
    stale = prepare(right, names=(("ali", "mohamed"),))
    assert compare_prepared(ready, stale) == compare(left, right)


def test_the_work_of_a_comparison_is_bounded() -> None:
    """However many names two persons have, few pairs are aligned, and each word is heard once."""
    letters = "bdfgklmnprstvz"
    words = [f"{a}a{b}e{c}" for a in letters for b in letters for c in letters]
    left, right = (
        Profile(tuple(f"{words[n]} {words[n + start]}" for n in range(NAMES_MAX)))
        for start in (500, 900)
    )
    one, two = prepare(left), prepare(right)
    assert len(_places_paired(one.names, two.names, shipped_rarity)) == PAIRS_MAX
    before = compiled._word.cache_info().misses
    first = compare(left, right)
    assert compiled._word.cache_info().misses - before <= 4 * NAMES_MAX
    before = compiled._word.cache_info().misses
    assert compare(left, right) == first
    assert compiled._word.cache_info().misses == before


def answer_of(program: str) -> str:
    """Return what a program prints in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    ).stdout


def test_without_a_compiler_the_answer_is_the_same() -> None:
    """Python alone gives the rows that the compiled comparison gives."""
    asked = """
from jisr.names import Profile, compare
print(compare(Profile(("محمد حسين العلي", "Ali Reza")), Profile(("Alireza", "Mohamad Hussein"))))
"""
    blocked = f'import sys\nsys.modules["jisr._native.compare"] = None\n{asked}'
    assert answer_of(asked) == answer_of(blocked) != ""


def test_the_first_comparisons_may_come_at_once() -> None:
    """Threads that begin together share what is known of words."""
    asked = """
import concurrent.futures, sys
from jisr.names import Profile, compare
sys.setswitchinterval(1e-6)
def bits(n):
    return compare(Profile(("Ali Reza", "محمد")), Profile(("Alireza Mohamed",))).bits
with concurrent.futures.ThreadPoolExecutor(8) as threads:
    print(len(set(threads.map(bits, range(64)))))
"""
    assert answer_of(asked) == "1\n"


def test_names_in_one_script_are_shown_where_two_scripts_weigh_most() -> None:
    """Who asks in Latin letters sees the Latin name, though the Arabic one gave the evidence."""
    asked = Profile(("Mohammed Tarek Hassan",))
    record = Profile(("محمد طارق حسن", "M. Hassan"))
    comparison = compare(asked, record)
    assert (comparison.left_name, comparison.right_name) == (asked.names[0], record.names[0])
    row = EvidenceRow("name", "name.same_script", "Mohammed Tarek Hassan", "M. Hassan", 0.0)
    assert comparison.rows[0] == row
    assert compare(record, asked) == comparison.mirrored()


def test_words_beyond_a_bound_are_not_compared() -> None:
    """The names up to the bound count, however many follow."""
    many = tuple(f"{chr(97 + n % 26)}{chr(97 + n // 26)}xyz" for n in range(190))
    asked = Profile(("Mohammed Tarek Hassan",))
    assert compare(asked, Profile(("Mohammed Tarek Hassan", *many))) == compare(asked, asked)
