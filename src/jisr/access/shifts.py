"""What an officer works on in this shift: purpose and case, said once for every page.

A program names purpose and case with each request. A person at a page says them once; the browser
keeps them in a cookie that is good for this session alone, so that whoever signs in next at the
same machine never works under another officer's case. No data of people belong in a case.
"""

import base64
import binascii
import json
from dataclasses import dataclass

from jisr.access.sign_in.origins import cookie_of

COOKIE = "jisr-shift"
SECONDS = 12 * 3600
"""As long as the longest shift; a browser that is closed forgets it at once."""
VALUE_LENGTH_MAX = 1_024
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Shift:
    """For what purpose and in which case an officer works; empty before it is said."""

    purpose: str = ""
    case: str = ""


def write_shift(session: str, shift: Shift) -> str:
    """Return the cookie's value for one session."""
    plain = json.dumps([session, shift.purpose, shift.case], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read_shift(cookies: str, session: str) -> Shift:
    """Return what the Cookie header says for this session; of any other, nothing.

    What it says is checked where it is used: it came from a browser.
    """
    value = cookie_of(cookies, COOKIE)
    if not value or len(value) > VALUE_LENGTH_MAX:
        return Shift()
    try:
        padded = value + "=" * (-len(value) % 4)
        said = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return Shift()
    is_ours = isinstance(said, list) and len(said) == _PARTS
    if not is_ours or not all(isinstance(each, str) for each in said) or said[0] != session:
        return Shift()
    return Shift(purpose=said[1], case=said[2])
