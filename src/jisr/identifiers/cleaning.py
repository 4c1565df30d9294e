"""What all cleaners share: one rule for what people type, and the result they return.

The rule, in this order (`fold`):

1. Too long: refused before anything else is done with it.
2. Invisible marks (bidirectional overrides, joiners, a byte-order mark): removed, because pasted
   text is full of them and no number means anything by them.
3. Compatibility forms (full-width letters, ligatures): replaced by the plain ones (NFKC).
4. Control characters, surrogates, unassigned and private characters: refused.
5. Digits of any script become 0–9; every kind of space or line end becomes one space.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from jisr.errors import CheckDigitWrong, InputTooLarge, ValueMalformed, to_translate

INPUT_CHARACTERS_MAX = 100  # an IBAN, the longest of these numbers, has 34; the rest is spaces

WARNINGS = {
    "call_sign.form_unknown": to_translate("This is not the usual form of a call sign."),
    "container.check_digit_added": to_translate("The missing check digit was added."),
    "crypto.check_unknown": to_translate("The checksum of this address was not verified."),
    "document.letters_dropped": to_translate(
        "Letters outside A–Z were left out. Type the number as in the machine-readable zone."
    ),
    "hull.country_missing": to_translate("This hull number names no country."),
    "hull.form_unknown": to_translate("This is not the form of ISO 10087."),
    "imei.check_digit_added": to_translate("The missing check digit was added."),
    "imei.software_version_dropped": to_translate("The software version was left out."),
    "mmsi.not_a_ship": to_translate("This number belongs to a station that is not a ship."),
    "mmsi.prefix_unknown": to_translate("No station has a number that begins like this."),
    "serial.letters_romanised": to_translate("Letters of another script were written in A–Z."),
    "vin.check_digit_unused": to_translate(
        "The check digit does not fit; makers outside North America need not use it."
    ),
    "vin.check_digit_wrong": to_translate(
        "The check digit does not fit, as it should for a vehicle made in North America."
    ),
    "vin.letters_read_as_digits": to_translate(
        "A vehicle number has no I, O or Q; they were read as 1 and 0."
    ),
}
"""Every warning key with its sentence; keys are stable, sentences are translated."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A number in its one spelling, with the keys of `WARNINGS` that a person should see."""

    value: str
    warnings: tuple[str, ...] = ()


def fold(text: str, *, field: str, characters_max: int = INPUT_CHARACTERS_MAX) -> str:
    """Return the text without what never tells two numbers apart; letter case is kept.

    Args:
        text: What a person typed, scanned or pasted.
        field: The name of the field in the refusal.
        characters_max: The ceiling of the input, in characters.

    Raises:
        InputTooLarge: It is longer than `characters_max`.
        ValueMalformed: It holds a character that cannot be printed.
    """
    if len(text) > characters_max:
        raise InputTooLarge(field=field, limit=characters_max)
    if text.isascii() and text.isprintable():
        return text.strip(
            " "
        )  # nothing below would change it, and nearly all input is of this kind
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    plain = unicodedata.normalize("NFKC", visible)
    return "".join(_plain_character(character, field) for character in plain).strip(" ")


def _plain_character(character: str, field: str) -> str:
    category = unicodedata.category(character)
    if character in "\t\n\r" or category.startswith("Z"):
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category.startswith("C"):
        raise ValueMalformed(
            field=field,
            why=to_translate("it holds a character that cannot be printed; type it again"),
        )
    return character


def compact(text: str, *, field: str, characters_max: int = INPUT_CHARACTERS_MAX) -> str:
    """Return the letters and digits of the text in upper case; see `fold` for what is refused.

    Letters of other scripts stay, so that a cleaner refuses or reports them rather than lose them.
    """
    upper = unicodedata.normalize(
        "NFKC", fold(text, field=field, characters_max=characters_max).upper()
    )
    return "".join(character for character in upper if character.isalnum())


def is_latin(text: str) -> bool:
    """Return whether the text holds only A–Z and 0–9."""
    return text.isascii() and (text.isalnum() or not text)


def verified(validate: Callable[[str], str], number: str, *, field: str) -> str:
    """Return what a python-stdnum function accepts, with its refusals as ours.

    Raises:
        CheckDigitWrong: The check digit does not fit.
        ValueMalformed: Length, letters or country do not fit.
    """
    from stdnum.exceptions import (  # noqa: PLC0415  slow to load, and names never need it
        InvalidChecksum,
        ValidationError,
    )

    try:
        return validate(number)
    except InvalidChecksum as error:
        raise CheckDigitWrong(field=field) from error
    except ValidationError as error:
        raise ValueMalformed(
            field=field, why=to_translate("its length or its letters do not fit; type it again")
        ) from error
