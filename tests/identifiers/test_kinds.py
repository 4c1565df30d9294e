"""Every kind of number keeps the same promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import InputRefused, InputTooLarge, JisrError, ValueMalformed
from jisr.identifiers.cleaning import WARNINGS, Checked
from jisr.identifiers.kinds import KINDS, clean

SPECIMENS = {
    "bic": ("agrifrpp xxx", "AGRIFRPP"),
    "call_sign": ("3d-abc", "3DABC"),
    "container": ("csqu 305438 3", "CSQU3054383"),
    "crypto": (
        "BC1QARDV855YJNGSPVXUTTQ897AQCA3LXJU2Y69JCE",
        "bc1qardv855yjngspvxuttq897aqca3lxju2y69jce",
    ),
    "document": ("l898902-c3", "L898902C3"),
    "email": ("A@Example.org", "a@example.org"),
    "engine": ("b 47-12", "B4712"),
    "firearm": ("АК 123", "AK123"),
    "hull": ("GB-ABC00042-A3-99", "GBABC00042A399"),
    "iban": ("gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
    "imei": ("49015420323751", "490154203237518"),
    "imo_company": ("IMO2041999", "2041999"),
    "imo_ship": ("IMO9074729", "9074729"),
    "mmsi": ("232 001 234", "232001234"),
    "phone": ("0044 20 7946 0000", "+442079460000"),
    "plate": ("А 123 ВС", "A123BC"),
    "vin": ("1m8gdm9axkp042788", "1M8GDM9AXKP042788"),
}

typed = st.one_of(
    st.text(max_size=40),
    st.text("0123456789 -ABCXUIOQ+@.<٣五éя\u202e\x00", max_size=40),
    *(st.just(text) for text, _ in SPECIMENS.values()),
)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_one_spelling(kind: str) -> None:
    """A number of each kind is cleaned to the one spelling by which it is found."""
    text, value = SPECIMENS[kind]
    assert clean(kind, text).value == value


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(text=typed)
def test_clean_is_idempotent_and_refuses_only_as_jisr(kind: str, text: str) -> None:
    """Any text is refused by our errors or cleaned, and cleaning twice changes nothing."""
    try:
        checked = clean(kind, text)
    except JisrError as error:
        assert isinstance(error, InputRefused)  # noqa: PT017 hypothesis draws both outcomes
        return
    assert clean(kind, checked.value).value == checked.value
    assert set(checked.warnings) <= set(WARNINGS)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(text=typed, mark=st.sampled_from(["\u202e", "\u200f", "\u200d", "\ufeff", " "]))
def test_clean_does_not_see_invisible_marks(kind: str, text: str, mark: str) -> None:
    """A mark before or after a number changes neither its value nor its refusal."""
    assert outcome(kind, f"{mark}{text}{mark}") == outcome(kind, text)


def outcome(kind: str, text: str) -> Checked | type[JisrError]:
    """Return what a cleaner answers: its result or the class of its refusal."""
    try:
        return clean(kind, text)
    except JisrError as error:
        return type(error)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_clean_is_bounded(kind: str) -> None:
    """Ten megabytes are refused at once, whatever the kind."""
    with pytest.raises(InputTooLarge):
        clean(kind, "1" * 10_000_000)


def test_clean_refuses_unknown_kind() -> None:
    """A kind that is not in the table is refused, not guessed."""
    with pytest.raises(ValueMalformed):
        clean("passport", "L898902C3")
