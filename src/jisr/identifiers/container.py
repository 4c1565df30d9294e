"""Freight containers (ISO 6346)."""

import re

from stdnum import iso6346

from jisr.errors import CheckDigitWrong, ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, compact

_FORM = re.compile(r"([A-Z]{3}[UJZR][0-9]{6})([0-9]?)")


def clean(text: str) -> Checked:
    """Return a container's number as 11 characters; a missing check digit is added.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it has another form.
        CheckDigitWrong: The last digit does not fit.
    """
    field = to_translate("container number")
    match = _FORM.fullmatch(compact(text, field=field))
    if match is None:
        raise ValueMalformed(
            field=field,
            why=to_translate("it must have three letters, then U, J, Z or R, and seven digits"),
        )
    number, given = match.groups()
    digit = iso6346.calc_check_digit(number)
    if given not in {"", digit}:
        raise CheckDigitWrong(field=field)
    return Checked(number + digit, () if given else ("container.check_digit_added",))
