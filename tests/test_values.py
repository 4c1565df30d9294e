"""Promises of the small values."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import Denied, ValueMalformed
from jisr.values import Decision, LanguageMap, PartialDate, Precision, is_id, new_id


def test_ids_are_random_and_recognised() -> None:
    """An id is 128 random bits in its one spelling."""
    ids = {new_id() for _ in range(1000)}
    assert (len(ids), all(map(is_id, ids))) == (1000, True)


@pytest.mark.parametrize("text", ["", "0" * 31, "0" * 33, "A" * 32, "g" * 32, "0" * 31 + "\n"])
def test_other_texts_are_no_ids(text: str) -> None:
    """Any other spelling is no id."""
    assert is_id(text) is False


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("1974", Precision.YEAR),
        ("1974-03", Precision.MONTH),
        ("1974-03-02", Precision.DAY),
        ("2024-02-29", Precision.DAY),
    ],
)
def test_partial_date_keeps_its_precision(text: str, precision: Precision) -> None:
    """What is written is what is known."""
    date = PartialDate.parse(text)
    assert (str(date), date.precision) == (text, precision)


@pytest.mark.parametrize(
    "text",
    ["", "74", "1974-3", "1974-13", "1974-02-30", "2023-02-29", "1974-03-02T00", "١٩٧٤", "0000"],
)
def test_impossible_dates_are_refused(text: str) -> None:
    """No such day, or another spelling: refused with a sentence."""
    with pytest.raises(ValueMalformed):
        PartialDate.parse(text)


@given(st.dates())
def test_whole_days_are_read_as_written(day: datetime.date) -> None:
    """A full date means exactly its day."""
    assert PartialDate.parse(day.isoformat()).first_day() == day


def test_denied_decision_raises_its_reason() -> None:
    """A refusal carries its reason and details into the error."""
    with pytest.raises(Denied) as caught:
        Decision(allowed=False, why="access.role_missing", details={"role": "machine"}).or_refuse()
    assert caught.value.details == {"why": "access.role_missing", "role": "machine"}


def test_allowed_decision_lets_pass() -> None:
    """A permission raises nothing."""
    Decision(allowed=True, why="access.allowed").or_refuse()


@pytest.mark.parametrize(
    ("language", "text"), [("ar", "جسر"), ("ar-MA", "جسر"), ("fr", "bridge"), ("en", "bridge")]
)
def test_language_map_falls_back_to_english(language: str, text: str) -> None:
    """A reader gets his own language, else English."""
    assert LanguageMap({"en": "bridge", "ar": "جسر"}).best(language) == text


def test_authoritative_language_needs_a_text() -> None:
    """A language cannot be authoritative and empty."""
    with pytest.raises(ValueMalformed):
        LanguageMap({"en": "bridge"}, authoritative=frozenset({"ar"}))
