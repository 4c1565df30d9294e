"""Vehicle identification numbers (ISO 3779 and 3780; check digit of 49 CFR 565.15).

A wrong check digit never refuses a number: makers outside North America do not use it, and plants
in North America build for other markets with none. The key of the warning tells the two apart.
"""

import re

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, compact

_FORM = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_CHECK_POSITION = 8
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_LETTER_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_CHECK_CHARACTERS = "0123456789X"
_NORTH_AMERICA = "12345"
_NEVER_USED = str.maketrans("IOQ", "100")


def clean(text: str) -> Checked:
    """Return a vehicle number as its 17 characters; I, O and Q are read as 1, 0 and 0.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is not 17 characters A–Z, 0–9.
    """
    field = to_translate("vehicle identification number")
    letters = compact(text, field=field)
    value = letters.translate(_NEVER_USED)
    if _FORM.fullmatch(value) is None:
        raise ValueMalformed(field=field, why=to_translate("it must have 17 letters and digits"))
    warnings = [] if value == letters else ["vin.letters_read_as_digits"]
    if check_character(value) != value[_CHECK_POSITION]:
        made_there = value[0] in _NORTH_AMERICA
        warnings.append("vin.check_digit_wrong" if made_there else "vin.check_digit_unused")
    return Checked(value, tuple(warnings))


def check_character(value: str) -> str:
    """Return the check character, 0–9 or X, that belongs at position 9 of a 17-character number."""
    digits = (int(_LETTER_VALUES.get(character, character)) for character in value)
    total = sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True))
    return _CHECK_CHARACTERS[total % 11]
