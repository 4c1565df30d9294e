"""How a command reaches the hub that `--hub` names: its token comes from the environment.

A token is never an option: what stands on a command line is read by everybody on the machine. A
machine's own key, if it is named, signs what the command writes.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jisr.client.client import Client
from jisr.client.signing import Sign, read_key
from jisr.errors import FileUnreadable, HubTokenMissing
from jisr.kit.console import Session

TOKEN_VARIABLE = "JISR_TOKEN"  # noqa: S105  the name of a variable
TOKEN_FILE_VARIABLE = "JISR_TOKEN_FILE"  # noqa: S105  the same
SIGNING_KEY_FILE_VARIABLE = "JISR_SIGNING_KEY_FILE"
TOKEN_BYTES_MAX = 8_192
"""More than any token has; a longer file is another one."""


@contextmanager
def called(session: Session, purpose: str = "", case: str = "") -> Iterator[Client]:
    """Give the hub of a session, asked for a purpose in a case, in the session's language.

    Raises:
        HubAddressWrong, HubTokenMissing, FileUnreadable: the hub cannot be asked.
        ValueMalformed: the file of the signing key holds none.
    """
    token, sign = token_of(os.environ), sign_of(os.environ)
    language = session.words.language
    with Client(session.hub, token, purpose=purpose, case=case, language=language) as hub:
        hub.sign = sign
        yield hub


def token_of(environment: Mapping[str, str]) -> str:
    """Return the token that the environment holds, or that is in the file it names.

    Raises:
        HubTokenMissing: there is none.
        FileUnreadable: the file cannot be read, or holds something else.
    """
    token = environment.get(TOKEN_VARIABLE, "").strip()
    path = environment.get(TOKEN_FILE_VARIABLE, "")
    if not token and path:
        try:
            with Path(path).open("rb") as opened:
                token = opened.read(TOKEN_BYTES_MAX).decode("ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise FileUnreadable(path=path) from error
    if not token:
        raise HubTokenMissing
    return token


def sign_of(environment: Mapping[str, str]) -> Sign | None:
    """Return with what the environment says that is signed; nothing where it names no key.

    Raises:
        FileUnreadable, ValueMalformed: see `signing.read_key`.
    """
    path = environment.get(SIGNING_KEY_FILE_VARIABLE, "")
    return read_key(Path(path)) if path else None
