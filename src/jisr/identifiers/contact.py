"""Telephone numbers (ITU-T E.164) and e-mail addresses (RFC 5321, 6531; names by IDNA)."""

import re
import unicodedata

from jisr.errors import ValueMalformed, to_translate
from jisr.identifiers.cleaning import Checked, fold

EMAIL_CHARACTERS_MAX = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
LOCAL_CHARACTERS_MAX = 64

_PHONE_SEPARATORS = str.maketrans("", "", " -./()")
_PHONE_FORM = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")
_LOCAL_FORM = re.compile(r"[^\s@\"(),:;<>\[\]\\]+")
_DOMAIN_FORM = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


def clean_phone(text: str) -> Checked:
    """Return a telephone number as `+` with country code and 7 to 15 digits in all.

    The prefix 00 means `+`; a trunk zero in brackets, as in `+44 (0)20`, is left out.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it names no country, or has
            anything else than digits and the usual separators.
    """
    field = to_translate("telephone number")
    dialled = fold(text, field=field).lower().removeprefix("tel:").replace("(0)", "")
    match = _PHONE_FORM.fullmatch(dialled.translate(_PHONE_SEPARATORS))
    if match is None:
        raise ValueMalformed(
            field=field, why=to_translate("write it with its country code, as +216 71 000 000")
        )
    return Checked(f"+{match[1]}")


def clean_email(text: str) -> Checked:
    """Return an e-mail address in lower case, its domain in the ASCII form of IDNA 2003.

    Raises:
        InputTooLarge, ValueMalformed: See `cleaning.fold`; or it has another form.
    """
    field = to_translate("e-mail address")
    address = fold(text, field=field, characters_max=EMAIL_CHARACTERS_MAX)
    local, _, domain = address.removeprefix("mailto:").rpartition("@")
    local = unicodedata.normalize("NFKC", local.lower())
    if len(local) <= LOCAL_CHARACTERS_MAX and _LOCAL_FORM.fullmatch(local) is not None:
        host = _host(domain)
        if _DOMAIN_FORM.fullmatch(host) is not None:
            return Checked(f"{local}@{host}")
    raise ValueMalformed(field=field, why=to_translate("write it as name@example.org"))


def _host(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
