"""Evidence beside the name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.names.evidence import (
    against_relatives,
    birth_date_row,
    judge_dates,
    mixed,
    other_rows,
    with_relatives,
)
from jisr.names.model import EvidenceRow, Profile
from jisr.names.tables import weights
from jisr.values import PartialDate

DATES = st.one_of(
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.builds(PartialDate, st.integers(1930, 1940), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1930, 1940)),
)


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ("1974-03-02", "1974-03-02", "same"),
        ("1974-03-02", "1974-02-03", "swapped"),
        ("1974-03-02", "1974-03", "year_month"),
        ("1974-03-02", "1974", "year_only"),
        ("1974", "1974", "year_only"),
        ("1974-01-01", "1974-05-06", "year_only"),
        ("1974-01-01", "1974-01-01", "year_only"),
        ("1974-03-02", "1974-03-20", "two_parts"),
        ("1974-03-02", "1975-03-02", "two_parts"),
        ("1974-03-02", "1984-03-02", "two_parts"),
        ("1974-03-02", "1974-05-06", "same_year"),
        ("1974-03-02", "1975", "near_year"),
        ("1974-03-02", "1975-01-01", "near_year"),
        ("1974-03-02", "1975-05-06", "few_years"),
        ("1974-03-02", "1977", "few_years"),
        ("1974-03-02", "1977-05-06", "contradicts"),
        ("1974-03-02", "1990-03-01", "contradicts"),
    ],
)
def test_birth_dates_are_judged_by_what_is_known(left: str, right: str, rule: str) -> None:
    """Full, partial, exchanged, near and contradicting dates each have a rule."""
    bits, found = judge_dates(PartialDate.parse(left), PartialDate.parse(right))
    key = "contradiction_bits" if rule == "contradicts" else f"{rule}_bits"
    assert (bits, found) == (weights("birth_date")[key], f"birth_date.{rule}")


def test_the_best_of_several_birth_dates_counts() -> None:
    """A person with two known birth dates agrees when one of them agrees."""
    dates = (PartialDate(1960), PartialDate(1974, 3, 2))
    row = birth_date_row(dates, (PartialDate(1974, 3, 2),))
    assert row == EvidenceRow(
        "birth_date",
        "birth_date.same",
        "1974-03-02",
        "1974-03-02",
        weights("birth_date")["same_bits"],
    )


def test_what_is_not_known_has_no_row() -> None:
    """Silence is no evidence."""
    full = Profile(("A",), (PartialDate(1974),), "F", ("TN",), ("P1",), ("Tunis",))
    assert other_rows(full, Profile(("A",))) == ()
    assert other_rows(full, Profile((), sex="X", documents=("P2",))) == ()


def test_every_field_gives_its_row() -> None:
    """What is shared and what contradicts is named, field by field."""
    left = Profile(("A",), (), "F", ("TN", "FR"), ("P1", "P2"), ("TUNIS",))
    right = Profile(("A",), (), "M", ("FR",), ("P2",), ("Tunis",))
    found = [(row.rule, row.left, row.right) for row in other_rows(left, right)]
    assert found == [
        ("sex.contradicts", "F", "M"),
        ("nationality.shared", "FR", "FR"),
        ("document.shared", "P2", "P2"),
        ("birth_place.shared", "tunis", "tunis"),
    ]


@given(DATES, DATES)
def test_dates_may_change_places(left: PartialDate, right: PartialDate) -> None:
    """Judging two dates has no direction."""
    assert judge_dates(left, right) == judge_dates(right, left)


BITS = st.floats(-400.0, 400.0)


@given(BITS, BITS, st.floats(0.0, 100.0))
def test_more_evidence_against_either_alternative_is_never_less(
    stranger: float, relative: float, more: float
) -> None:
    """The sum over both alternatives grows with each of them."""
    bits = mixed(stranger, relative)
    assert bits <= mixed(stranger + more, relative) + 1e-9
    assert bits <= mixed(stranger, relative + more) + 1e-9


@given(BITS, BITS)
def test_a_relative_only_takes(stranger: float, relative: float) -> None:
    """A second alternative to "one person" is never evidence for it."""
    assert mixed(stranger, relative) <= stranger


def test_words_that_all_agree_well_lose_little_to_a_relative() -> None:
    """Where the weakest word is sure, the strangers are the better alternative."""
    assert round(mixed(20.0, 40.0) - 20.0, 6) == 0.0
    assert mixed(40.0, 0.0) < mixed(40.0, 10.0) < 25.0


def _dated(date: str) -> tuple[EvidenceRow, ...]:
    left, right = (PartialDate.parse("1974-03-02"),), (PartialDate.parse(date),)
    return other_rows(Profile(("A",), left), Profile(("A",), right))


def test_a_birth_date_proves_less_against_a_twin() -> None:
    """Equal whole dates weigh as a twin makes them, but a year weighs the same against all."""
    assert against_relatives(_dated("1974-03-02")) == weights("relative")["birth_date_same_bits"]
    assert against_relatives(_dated("1974")) == weights("birth_date")["year_only_bits"]
    assert against_relatives(()) == 0.0


def test_the_row_of_the_relative_makes_up_the_sum() -> None:
    """The rows add up to the bits against both alternatives; a row of nothing is left out."""
    names = (EvidenceRow("name.token", "token.same", "Ali", "Ali", 30.0),)
    others = _dated("1974-03-02")
    rows = with_relatives(names, 2.0, others)
    stranger = 30.0 + weights("birth_date")["same_bits"]
    bits = mixed(stranger, 2.0 + weights("relative")["birth_date_same_bits"])
    relative = EvidenceRow("name", "name.relative", "", "", bits - stranger)
    assert rows == (*names, relative, *others)
    assert with_relatives(names, 100.0, others) == (*names, *others)
