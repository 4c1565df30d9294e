"""Numbers of mobile telephones: IMEI (3GPP TS 23.003)."""

from stdnum import imei, luhn

from jisr.errors import to_translate
from jisr.identifiers.cleaning import Checked, compact, verified

_CHARACTERS_OF_THE_DEVICE = 14
_CHARACTERS = 15


def clean(text: str) -> Checked:
    """Return a device's number as 15 digits, so that its three usual forms have one key.

    The first 14 digits tell the device. A 14-digit number gets its check digit; of a 16-digit one
    (IMEISV) the software version is left out, because it changes with each update.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is not 14, 15 or 16 digits.
        CheckDigitWrong: It has 15 digits and the last does not fit.
    """
    field = to_translate("IMEI")
    number = verified(imei.validate, compact(text, field=field), field=field)
    if len(number) == _CHARACTERS:
        return Checked(number)
    device = number[:_CHARACTERS_OF_THE_DEVICE]
    short = number == device
    warning = "imei.check_digit_added" if short else "imei.software_version_dropped"
    return Checked(device + luhn.calc_check_digit(device), (warning,))
