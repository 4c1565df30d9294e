"""International bank account numbers (ISO 13616)."""

from stdnum import iban

from jisr.errors import to_translate
from jisr.identifiers.cleaning import Checked, compact, verified


def clean(text: str) -> Checked:
    """Return an account number without spaces; country, length and check digits are verified.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or country or length do not fit.
        CheckDigitWrong: The check digits do not fit.
    """
    field = to_translate("IBAN")
    return Checked(verified(iban.validate, compact(text, field=field), field=field))
