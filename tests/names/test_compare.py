"""Comparison of two persons."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisr.names.compare import CANNOT_JUDGE, PAIRS_MAX, compare
from jisr.names.model import Comparison, Profile
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
    nothing = Comparison(0.0, (CANNOT_JUDGE,), "", "")
    assert compare(Profile(("123", "🙂", "")), Profile(("Ali",))) == nothing
    assert compare(Profile(()), Profile(())) == nothing


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
    assert there.bits == back.bits
    assert sorted(row.bits for row in there.rows) == sorted(row.bits for row in back.rows)
