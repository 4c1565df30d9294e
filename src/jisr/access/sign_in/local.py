"""Sign-in to a demo: one random password in a file of its data directory, for every officer.

Only a network whose entry 0 says *demo* asks for it; the route decides that.
"""

import contextlib
import hmac
import os
import secrets
from pathlib import Path

from jisr.errors import CredentialRefused, FileUnreadable, to_translate

PASSWORD_FILE = "demo.password"  # noqa: S105  the name of a file
PASSWORD_BYTES = 15
_LENGTH_MAX = 200


def password_of(home: Path) -> str:
    """Return the password of a demo; the first who asks makes it.

    Raises:
        FileUnreadable: the file cannot be made or read.
    """
    path = home / PASSWORD_FILE
    try:
        with contextlib.suppress(FileExistsError):
            _make(path)
        return path.read_text(encoding="ascii")[:_LENGTH_MAX].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=path) from error


def check_password(home: Path, given: str) -> None:
    """Raise `CredentialRefused` unless it is the demo's password."""
    if not hmac.compare_digest(given.encode(), password_of(home).encode()):
        raise CredentialRefused(why=to_translate("the officer or the password is wrong"))


def _make(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(PASSWORD_BYTES) + "\n")
