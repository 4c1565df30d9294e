"""Numbers of documents, vehicles and ships, drawn in the form that each has."""

import functools
import random
import re

from jisr.identifiers.vin import check_character

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""Issuers leave out I, O and Q, which look like digits."""
_GERMAN = "CFGHJKLMNPRTVWXYZ0123456789"
_RUN = re.compile(r"#+|.")
_VIN_BODY = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_VIN_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_VIN_CHECK_POSITION = 8
_NORTH_AMERICA = "12345"


def number_of(form: str, chance: random.Random) -> str:
    """Draw a number: @ becomes a letter, # a digit, % a character of German papers."""
    return "".join(
        str(int(chance.random() * 10**length)).zfill(length) if length else chance.choice(kept)
        for length, kept in _runs(form)
    )


@functools.cache
def _runs(form: str) -> tuple[tuple[int, str], ...]:
    """Return the runs of a form: how many digits, or 0 and the characters to choose from."""
    kept = {"@": _LETTERS, "%": _GERMAN}
    return tuple(
        (len(run), "") if run[0] == "#" else (0, kept.get(run, run)) for run in _RUN.findall(form)
    )


def vehicle_number(manufacturer: str, chance: random.Random) -> str:
    """Draw a vehicle identification number; in North America its check digit is right."""
    body = "".join(chance.choices(_VIN_BODY, k=5))
    year, plant = chance.choice(_VIN_YEARS), chance.choice(_LETTERS)
    number = f"{manufacturer}{body}0{year}{plant}{chance.randrange(10**6):06d}"
    right = check_character(number) if manufacturer[0] in _NORTH_AMERICA else "Z"
    return number[:_VIN_CHECK_POSITION] + right + number[_VIN_CHECK_POSITION + 1 :]


def ship_number(chance: random.Random) -> str:
    """Draw a ship's IMO number (IMO Resolution A.1117(30))."""
    digits = str(chance.randrange(500_000, 1_000_000))
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(7, 1, -1), strict=True))
    return f"{digits}{total % 10}"
