"""Numbers of vessels."""

import pytest

from jisr.errors import ValueMalformed
from jisr.identifiers.cleaning import Checked
from jisr.identifiers.vessel import clean_call_sign, clean_hull, clean_mmsi, mmsi_station


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("GB-ABC00042-A3-99", Checked("GBABC00042A399")),
        ("ABC12345D404", Checked("ABC12345D404", ("hull.country_missing",))),
        ("FR-ABC00042-Z399", Checked("FRABC00042Z399", ("hull.form_unknown",))),
    ],
)
def test_hull_number_is_read_loosely(text: str, checked: Checked) -> None:
    """The form of ISO 10087 passes, another one warns."""
    assert clean_hull(text) == checked


@pytest.mark.parametrize(
    ("text", "station", "warnings"),
    [
        ("232001234", "ship", ()),
        ("002320001", "coast_station", ("mmsi.not_a_ship",)),
        ("036699999", "group", ("mmsi.not_a_ship",)),
        ("111232506", "search_aircraft", ("mmsi.not_a_ship",)),
        ("823212345", "handheld", ("mmsi.not_a_ship",)),
        ("970012345", "search_transmitter", ("mmsi.not_a_ship",)),
        ("972012345", "man_overboard", ("mmsi.not_a_ship",)),
        ("974012345", "distress_beacon", ("mmsi.not_a_ship",)),
        ("982321234", "craft_of_a_ship", ("mmsi.not_a_ship",)),
        ("992321234", "aid_to_navigation", ("mmsi.not_a_ship",)),
        ("123456789", "", ("mmsi.prefix_unknown",)),
    ],
)
def test_mmsi_tells_its_station(text: str, station: str, warnings: tuple[str, ...]) -> None:
    """The beginning tells what kind of station it is; only ships pass without a warning."""
    assert clean_mmsi(text) == Checked(text, warnings)
    assert mmsi_station(text) == station


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("MABC5", Checked("MABC5")),
        ("3d abc", Checked("3DABC")),
        ("C6AB9", Checked("C6AB9")),
        ("12AB", Checked("12AB", ("call_sign.form_unknown",))),
    ],
)
def test_call_sign_is_read_loosely(text: str, checked: Checked) -> None:
    """The forms of the Radio Regulations pass, another one warns."""
    assert clean_call_sign(text) == checked


def test_other_forms_are_refused() -> None:
    """What can be none of these numbers is refused."""
    refused = [
        (clean_hull, ["", "ABC", "A" * 21, "ÀBC00042A399"]),
        (clean_mmsi, ["", "12345678", "1234567890", "23200123A"]),
        (clean_call_sign, ["", "AB", "12345", "A" * 11, "АБВГ"]),
    ]
    for clean, texts in refused:
        for text in texts:
            with pytest.raises(ValueMalformed):
                clean(text)
