"""Who calls, by what credential, and what that credential is good for."""

import datetime
import enum
from dataclasses import dataclass

from jisr.access.model import Bureau, Officer, Purpose


class Scope(enum.StrEnum):
    """What a credential is good for; the officer's roles must allow it as well."""

    CHECK = "check"
    READ = "read"
    WRITE = "write"
    HITS = "hits"
    OVERSEE = "oversee"
    ADMINISTER = "administer"


EVERY_SCOPE = frozenset(Scope)


class Means(enum.StrEnum):
    """By what a caller showed who it is."""

    TOKEN = "token"  # noqa: S105  a word, not a secret
    SESSION = "session"


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says (RFC 9068); it is narrower than what its officer may do.

    `purpose` and `case` are fixed by the token where they are not empty: a national system checks
    for one purpose only. `certificate` is the SHA-256 thumbprint of the client certificate that
    the token is bound to (RFC 8705), else empty.
    """

    id: str
    officer: str
    bureau: str
    scopes: frozenset[Scope]
    issued_at: datetime.datetime
    expires_at: datetime.datetime
    purpose: Purpose | None = None
    case: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a token is asked for; see `Claims`."""

    scopes: frozenset[Scope]
    life: datetime.timedelta = datetime.timedelta(minutes=15)
    purpose: Purpose | None = None
    case: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: an active officer (a person or a machine) and the credential that showed it.

    `credential` is the id of the token or session. `purpose` and `case` are those that the
    credential fixes. `confirmed_at` is when a passkey last confirmed that the person is there.
    """

    officer: Officer
    bureau: Bureau
    means: Means
    credential: str
    scopes: frozenset[Scope]
    purpose: Purpose | None = None
    case: str = ""
    confirmed_at: datetime.datetime | None = None
