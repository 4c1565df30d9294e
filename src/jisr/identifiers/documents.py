"""Numbers and types of travel and identity documents."""

import re

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, compact, is_latin

NUMBER_CHARACTERS_MIN = 5  # the field rule of the stolen-documents database
NUMBER_CHARACTERS_MAX = 25
TYPE_CHARACTERS_MAX = 10

_TYPE_FORM = re.compile(rf"[A-Z0-9]{{1,{TYPE_CHARACTERS_MAX}}}")


def clean_document_number(text: str) -> Checked:
    """Return a document number as A–Z and 0–9, 5 to 25 characters, the form in which it is unique.

    Everything else is left out, as in the stolen-documents database, so that one number has one
    key at every bureau; a letter of another script that is left out gives a warning.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or fewer than 5 or more than 25 remain.
    """
    field = to_translate("document number")
    letters = compact(text, field=field)
    value = "".join(character for character in letters if is_latin(character))
    if not NUMBER_CHARACTERS_MIN <= len(value) <= NUMBER_CHARACTERS_MAX:
        raise ValueMalformed(
            field=field, why=to_translate("it must have 5 to 25 letters A–Z and digits")
        )
    return Checked(value, () if value == letters else ("document.letters_dropped",))


def clean_document_type(text: str) -> str:
    """Return a document type code: 1 to 10 letters A–Z and digits, as `P`, `PD` or `ID`.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it has another form.
    """
    field = to_translate("document type")
    code = compact(text, field=field)
    if _TYPE_FORM.fullmatch(code) is None:
        raise ValueMalformed(
            field=field, why=to_translate("it must have 1 to 10 letters A–Z and digits")
        )
    return code
