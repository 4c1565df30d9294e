"""The bounds of a profile."""

import pytest

from jisr.errors import InputTooLarge, ValueMalformed
from jisr.names.model import (
    BIRTH_DATES_MAX,
    NAMES_MAX,
    Comparison,
    EvidenceRow,
    Profile,
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


def test_a_mirrored_comparison_changes_sides() -> None:
    """Left becomes right in the comparison and in each row; the bits stay."""
    row = EvidenceRow("sex", "sex.contradicts", "F", "M", -4.0)
    turned = EvidenceRow("sex", "sex.contradicts", "M", "F", -4.0)
    comparison = Comparison(-4.0, (row,), "Mona", "Ali")
    assert comparison.mirrored() == Comparison(-4.0, (turned,), "Ali", "Mona")
