"""IMO numbers of ships and of companies (IMO Resolutions A.1117(30) and MSC.160(78)).

The ship's check digit is weak: 7625811 and 7605811 both pass. It catches a typing error, it proves
nothing.
"""

import re

from stdnum import imo

from jisr.errors import CheckDigitWrong, ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, compact, verified

_COMPANY_FORM = re.compile(r"[0-9]{7}")
_COMPANY_WEIGHTS = (8, 6, 4, 2, 9, 7)


def clean_ship(text: str) -> Checked:
    """Return a ship's IMO number as its seven digits; the letters IMO before it may be there.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is not seven digits.
        CheckDigitWrong: The last digit does not fit.
    """
    field = to_translate("IMO number")
    return Checked(verified(imo.validate, compact(text, field=field), field=field))


def clean_company(text: str) -> Checked:
    """Return a shipping company's IMO number as its seven digits.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is not seven digits.
        CheckDigitWrong: The last digit does not fit.
    """
    field = to_translate("IMO company number")
    number = compact(text, field=field).removeprefix("IMO")
    if _COMPANY_FORM.fullmatch(number) is None:
        raise ValueMalformed(field=field, why=to_translate("it must have seven digits"))
    *digits, last = (int(digit) for digit in number)
    total = sum(weight * digit for weight, digit in zip(_COMPANY_WEIGHTS, digits, strict=True))
    if (11 - total % 11) % 10 != last:
        raise CheckDigitWrong(field=field)
    return Checked(number)
