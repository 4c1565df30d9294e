"""Numbers of vessels beside the IMO number: hull, radio identity, call sign.

They are read loosely: an unusual form is a warning, because boats are old and registers differ.
"""

import functools
import re

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, compact
from jisr.identifiers.tables import read_table

_HULL_FORM = re.compile(r"[A-Z]{2}[A-Z0-9]{8}[A-L][0-9]{3}")
_HULL_WITHOUT_COUNTRY_FORM = re.compile(r"[A-Z0-9]{8}[A-Z][0-9]{3}")
_HULL_ANY_FORM = re.compile(r"[A-Z0-9]{8,20}")
_MMSI_FORM = re.compile(r"[0-9]{9}")
_CALL_SIGN_FORM = re.compile(r"(?:[A-Z][A-Z0-9]|[2-9][A-Z])[A-Z0-9]{1,5}")
_CALL_SIGN_ANY_FORM = re.compile(r"(?=[0-9]*[A-Z])[A-Z0-9]{3,10}")


def clean_hull(text: str) -> Checked:
    """Return a hull number without dashes: 14 characters (ISO 10087), or 12 without country.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is not 8 to 20 characters.
    """
    field = to_translate("hull number")
    value = compact(text, field=field)
    if _HULL_FORM.fullmatch(value) is not None:
        return Checked(value)
    if _HULL_WITHOUT_COUNTRY_FORM.fullmatch(value) is not None:
        return Checked(value, ("hull.country_missing",))
    if _HULL_ANY_FORM.fullmatch(value) is None:
        raise ValueMalformed(
            field=field, why=to_translate("it must have 8 to 20 letters A–Z and digits")
        )
    return Checked(value, ("hull.form_unknown",))


def clean_mmsi(text: str) -> Checked:
    """Return a maritime radio identity as its nine digits (ITU-R M.585).

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it is not nine digits.
    """
    field = to_translate("MMSI")
    value = compact(text, field=field)
    if _MMSI_FORM.fullmatch(value) is None:
        raise ValueMalformed(field=field, why=to_translate("it must have nine digits"))
    station = mmsi_station(value)
    if station == "ship":
        return Checked(value)
    return Checked(value, ("mmsi.not_a_ship" if station else "mmsi.prefix_unknown",))


def mmsi_station(value: str) -> str:
    """Return what kind of station a nine-digit identity names (`ship`, `group` …), or ""."""
    return next((station for prefix, station in _stations() if value.startswith(prefix)), "")


@functools.cache
def _stations() -> tuple[tuple[str, str], ...]:
    rows = ((row["prefix"], row["station"]) for row in read_table("mmsi_prefixes.csv"))
    return tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True))


def clean_call_sign(text: str) -> Checked:
    """Return a radio call sign of 3 to 10 characters with a letter (ITU Radio Regulations, 19).

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it has another form.
    """
    field = to_translate("call sign")
    value = compact(text, field=field)
    if _CALL_SIGN_FORM.fullmatch(value) is not None:
        return Checked(value)
    if _CALL_SIGN_ANY_FORM.fullmatch(value) is None:
        raise ValueMalformed(
            field=field, why=to_translate("it must have 3 to 10 letters A–Z and digits")
        )
    return Checked(value, ("call_sign.form_unknown",))
