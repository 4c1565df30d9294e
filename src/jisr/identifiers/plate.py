"""Registration plates of vehicles: letters of any script, because the plate is what is seen."""

import functools
import unicodedata

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, compact
from jisr.identifiers.tables import read_table

CHARACTERS_MAX = 20


def clean(text: str) -> Checked:
    """Return a plate as 1 to 20 letters and digits without spaces or dashes.

    Letters that plates use because they look like A–Z (Cyrillic, Greek) become A–Z, and forms of
    one Arabic letter become one (`data/plate_letters.csv`); other letters stay as they are.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or nothing or too much remains.
    """
    field = to_translate("registration plate")
    letters = compact(text, field=field).translate(_same_letters())
    # What stood between two letters is gone: they may now be one character.
    value = unicodedata.normalize("NFKC", letters)
    if not 1 <= len(value) <= CHARACTERS_MAX:
        raise ValueMalformed(
            field=field, why=to_translate("it must have 1 to 20 letters or digits")
        )
    return Checked(value)


@functools.cache
def _same_letters() -> dict[int, str]:
    return {ord(row["letter"]): row["plate"] for row in read_table("plate_letters.csv")}
