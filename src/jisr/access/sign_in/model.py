"""Who calls, by what credential, and what that credential is good for."""

import datetime
import enum
from collections.abc import Mapping
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
    ASSEMBLY = "assembly"


EVERY_SCOPE = frozenset(Scope)


class Means(enum.StrEnum):
    """By what a caller showed who it is."""

    TOKEN = "token"  # noqa: S105  a word, not a secret
    SESSION = "session"
    COMMAND = "command"
    """On the hub's own machine, by opening the data directory."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says (RFC 9068); it is narrower than what its officer may do.

    `purpose` and `case` are fixed by the token where they are not empty: a national system checks
    for one purpose only. `certificate` is the SHA-256 thumbprint of the client certificate that
    the token is bound to (RFC 8705), `key` the id of the machine's key that got it, else empty.
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
    key: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a token is asked for; see `Claims`."""

    scopes: frozenset[Scope]
    life: datetime.timedelta = datetime.timedelta(minutes=15)
    purpose: Purpose | None = None
    case: str = ""
    certificate: str = ""
    key: str = ""


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


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """That a token was issued, never the token itself; kept until it has ended by itself.

    `bureau` is the officer's when it was issued; `key` the machine's key that got it, else empty.
    """

    id: str
    officer: str
    bureau: str
    issued_at: datetime.datetime
    expires_at: datetime.datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a credential is."""

    officer: str
    bureau: str


@dataclass(frozen=True, slots=True)
class MachineKey:
    """An Ed25519 public key by which a machine gets its tokens and signs.

    `id` is the thumbprint of the key (RFC 7638), `public` its 32 bytes. A token asked for with it
    is never wider than `scopes` and `purposes`; no purposes means any of the nine.
    """

    id: str
    officer: str
    public: bytes
    name: str
    scopes: frozenset[Scope]
    purposes: frozenset[Purpose]
    added_at: datetime.datetime
    revoked_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class WebSession:
    """A person's stay in a browser; the secret in the cookie is not kept, only its hash.

    `confirmed_at` is when a passkey last confirmed that the person is there.
    """

    id: str
    officer: str
    begun_at: datetime.datetime
    seen_at: datetime.datetime
    ends_at: datetime.datetime
    confirmed_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of an officer: what its authenticator told when it was made (WebAuthn level 3).

    `credential` is the authenticator's name for it, `public` the key as COSE, `id` the SHA-256 of
    `credential` (hex) and `uses` its signature counter.
    """

    id: str
    officer: str
    credential: bytes
    public: bytes
    uses: int
    name: str
    added_at: datetime.datetime
    revoked_at: datetime.datetime | None = None


class CeremonyKind(enum.StrEnum):
    """What a challenge that the hub gave out is good for."""

    INVITATION = "invitation"
    REGISTER = "register"
    SIGN_IN = "sign-in"
    CONFIRM = "confirm"
    STATEMENT = "statement"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Something that the hub began and that may be finished once, until `ends_at`.

    `officer` is empty where it is not known yet who will finish it.
    """

    id: str
    kind: CeremonyKind
    officer: str
    said: Mapping[str, str]
    ends_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an officer is at a national provider (OpenID Connect Core 1.0, section 2)."""

    issuer: str
    subject: str
    officer: str
    linked_at: datetime.datetime
