"""Serial numbers that makers strike into firearms and engines: no common form, no check digit."""

import re

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, compact, is_latin
from jisr.identifiers.transliteration import letters_of

_FORM = re.compile(r"[A-Z0-9]{1,30}")


def clean(text: str) -> Checked:
    """Return a serial number as 1 to 30 letters A–Z and digits.

    Letters of other scripts are written in A–Z rather than left out: two weapons must not share a
    key because their series letters were lost.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or nothing or too much remains.
    """
    field = to_translate("serial number")
    letters = compact(text, field=field)
    value = "".join(
        character if is_latin(character) else letters_of(character) for character in letters
    )
    if _FORM.fullmatch(value) is None:
        raise ValueMalformed(
            field=field, why=to_translate("it must have 1 to 30 letters or digits")
        )
    return Checked(value, () if value == letters else ("serial.letters_romanised",))
