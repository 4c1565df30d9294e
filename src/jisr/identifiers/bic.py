"""Business identifier codes of banks (ISO 9362)."""

from stdnum import bic

from jisr.errors import to_translate
from jisr.identifiers.cleaning import Checked, compact, verified

_HEAD_OFFICE = "XXX"
_CHARACTERS_WITH_BRANCH = 11


def clean(text: str) -> Checked:
    """Return a bank's code; the branch XXX, which means the head office, is left out.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is not such a code.
    """
    field = to_translate("BIC")
    code = verified(bic.validate, compact(text, field=field), field=field)
    if len(code) == _CHARACTERS_WITH_BRANCH:
        code = code.removesuffix(_HEAD_OFFICE)
    return Checked(code)
