"""Every number that is drawn passes its own validator."""

import re

from hypothesis import given
from hypothesis import strategies as st

from jisr.demo.numbers import number_of, ship_number, vehicle_number
from jisr.demo.sources import dice, read_table
from jisr.identifiers import imo, vin
from jisr.identifiers.cleaning import Checked

MANUFACTURERS = sorted({row["manufacturer"] for row in read_table("vehicles.csv")})


@given(st.integers())
def test_number_has_its_form(seed: int) -> None:
    """Letters, digits and fixed characters stand where the form says."""
    number = number_of("X@##-%###@", dice(seed))
    assert re.fullmatch(r"X[A-HJ-NPR-Z]\d\d-[CFGHJ-NPRTV-Z0-9]\d{3}[A-HJ-NPR-Z]", number)


@given(st.integers(), st.sampled_from(MANUFACTURERS))
def test_vehicle_number_is_valid(seed: int, manufacturer: str) -> None:
    """In North America the check digit is right, elsewhere it is not used."""
    number = vehicle_number(manufacturer, dice(seed))
    unused = () if manufacturer[0] in "12345" else ("vin.check_digit_unused",)
    assert vin.clean(number) == Checked(number, unused)


@given(st.integers())
def test_ship_number_is_valid(seed: int) -> None:
    """Its last digit fits the others."""
    number = ship_number(dice(seed))
    assert imo.clean_ship(number) == Checked(number)
