"""The bounds of a profile."""

from typing import Any

import pytest

from jisr.errors import InputTooLarge, ValueMalformed
from jisr.names.model import (
    BIRTH_DATES_MAX,
    NAMES_MAX,
    OTHER_LENGTH_MAX,
    Comparison,
    EvidenceRow,
    Profile,
    cannot_judge,
)
from jisr.values import PartialDate


def test_a_name_that_is_too_long_is_refused() -> None:
    """A name of 300 characters is accepted, one of 301 is not."""
    assert Profile(("a" * 300,)).names == ("a" * 300,)
    with pytest.raises(ValueMalformed):
        Profile(("a" * 301,))


@pytest.mark.parametrize(
    ("names", "birth_dates", "documents"),
    [
        (("a",) * (NAMES_MAX + 1), (), ()),
        (("a" * 300,) * 21, (), ()),
        ((), (PartialDate(1974),) * (BIRTH_DATES_MAX + 1), ()),
        ((), (), ("P1",) * 201),
        ((), (), ("1" * (OTHER_LENGTH_MAX + 1),)),
    ],
)
def test_too_many_values_are_refused(
    names: tuple[str, ...], birth_dates: tuple[PartialDate, ...], documents: tuple[str, ...]
) -> None:
    """Names, letters, birth dates and documents all have a ceiling."""
    with pytest.raises(InputTooLarge):
        Profile(names, birth_dates, documents=documents)


def test_an_unknown_sex_is_refused() -> None:
    """Only F, M, X and nothing are sexes of a passport."""
    with pytest.raises(ValueMalformed):
        Profile(("Ali",), sex="male")


@pytest.mark.parametrize("field", ["names", "nationalities", "documents", "birth_places"])
def test_half_a_character_is_refused(field: str) -> None:
    """A text that no file can hold is refused at the door, not when the index is saved."""
    given: dict[str, Any] = {"names": ("Ali",), field: ("Ali", "\ud800li")}
    with pytest.raises(ValueMalformed):
        Profile(**given)


def test_one_text_is_not_a_list_of_names() -> None:
    """A name that was not put into a list is refused, instead of read letter by letter."""
    mistake: Any = "Ali"
    with pytest.raises(ValueMalformed):
        Profile(mistake)


@pytest.mark.parametrize(
    ("left", "right", "rule"),
    [
        ((), ("Ali",), "name.not_given"),
        (("Ali",), (" ", ""), "name.not_given"),
        (("12345",), ("Ali",), "name.no_letters"),
        (("😀",), ("...",), "name.no_letters"),
    ],
)
def test_what_cannot_be_judged_has_its_reason(
    left: tuple[str, ...], right: tuple[str, ...], rule: str
) -> None:
    """No name and no letter are told apart, whichever side lacks it."""
    row = EvidenceRow("name", rule, "", "", 0.0)
    assert cannot_judge(Profile(left), Profile(right)) == row
    assert cannot_judge(Profile(right), Profile(left)) == row


def test_a_mirrored_comparison_changes_sides() -> None:
    """Left becomes right in the comparison and in each row; the bits stay."""
    row = EvidenceRow("sex", "sex.contradicts", "F", "M", -4.0)
    turned = EvidenceRow("sex", "sex.contradicts", "M", "F", -4.0)
    comparison = Comparison(-4.0, (row,), "Mona", "Ali")
    assert comparison.mirrored() == Comparison(-4.0, (turned,), "Ali", "Mona")
