"""The verbs of sessions: a person begins one by a credential, and ends it.

What is in the cookie is random and never kept; the database holds its hash, so that whoever reads
the database signs in as nobody.
"""

import base64
import datetime
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from jisr.access import actions as access
from jisr.access.model import Role
from jisr.access.sign_in import actions, rules, session_store, store
from jisr.access.sign_in.model import Caller, Holder, WebSession
from jisr.access.sign_in.origins import FORGERY_HEADER
from jisr.errors import CredentialRefused, OriginRefused, SignInMissing, to_translate
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.values import new_id

SECRET_BYTES = 32
SECRET_LENGTH = 43
"""32 bytes in base64url without padding."""
SEEN_EVERY = datetime.timedelta(minutes=1)
"""That the person is here is written down once a minute, not with each request."""
_FORGERY_TAG = b"jisr-csrf/v1\n"


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long a session is good: without a request, and in any case."""

    idle: datetime.timedelta
    life: datetime.timedelta

    @classmethod
    def of(cls, idle_minutes: int, life_hours: int) -> "Lifetimes":
        """Return them from the settings; no session outlives what a revocation is kept for."""
        life = min(datetime.timedelta(hours=life_hours), actions.TOKEN_LIFE_MAX)
        return cls(datetime.timedelta(minutes=idle_minutes), life)


def begin(
    transaction: Transaction, officer_id: str, way: str, times: Lifetimes, *, confirmed: bool
) -> tuple[str, WebSession]:
    """Begin a session of a person and return the secret of its cookie; that it began is sealed.

    `way` is how the person showed who it is: `passkey`, `provider` or `local`; `confirmed` says
    that a passkey was used.

    Raises:
        OfficerUnknown: there is no such active officer.
        CredentialRefused: it is a machine; machines get tokens.
    """
    officer = access.officer(transaction, officer_id)
    if Role.MACHINE in officer.roles:
        raise CredentialRefused(why=to_translate("a machine signs in with its key"))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    session = WebSession(
        id=new_id(),
        officer=officer.id,
        begun_at=transaction.now,
        seen_at=transaction.now,
        ends_at=transaction.now + times.life,
        confirmed_at=transaction.now if confirmed else None,
    )
    session_store.add(transaction, digest_of(secret), session)
    act = actions.act_of(transaction, officer, "session.begun", session.id, actions.OVERSEERS)
    document = {"session": session.id, "way": way, "ends_at": instant_text(session.ends_at)}
    seal(transaction, act, document, version=None)
    return secret, session


def find(transaction: Transaction, secret: str, idle: datetime.timedelta) -> WebSession:
    """Return the session of a cookie; raise `SignInMissing` if there is none or it has ended."""
    found = None
    if len(secret) == SECRET_LENGTH:
        found = session_store.find(transaction, digest_of(secret))
    if found is None or not is_good(found, idle, transaction.now):
        raise SignInMissing
    return found


def is_good(session: WebSession, idle: datetime.timedelta, now: datetime.datetime) -> bool:
    """Return whether a session has not ended, by its age or because nobody was there."""
    return now < session.ends_at and now < session.seen_at + idle


def sessions_shown(
    transaction: Transaction,
    caller: Caller,
    idle: datetime.timedelta,
    after: tuple[str, str],
    limit: int,
) -> tuple[WebSession, ...]:
    """Return the good sessions of the caller, or of the whole bureau to who answers for it.

    `after` is when the session before the page began (its one spelling) and its id; the first page
    where both are empty.

    Raises:
        ValueMalformed: it is no instant.
    """
    begun_at, session_id = after
    officer = "" if rules.lists_bureau(caller) else caller.officer.id
    return session_store.good_sessions(
        transaction,
        Holder(officer, caller.bureau.id),
        seen_after=transaction.now - idle,
        before=(parse_instant(begun_at), session_id) if begun_at else None,
        limit=limit,
    )


def see(transaction: Transaction, session: WebSession) -> WebSession:
    """Note that the person is here now."""
    session_store.see(transaction, session.id)
    return replace(session, seen_at=transaction.now)


def confirm(transaction: Transaction, session_id: str) -> None:
    """Note that a passkey says now that the person is there."""
    session_store.confirm(transaction, session_id)


def end(transaction: Transaction, caller: Caller) -> None:
    """End the caller's session everywhere, within a second."""
    session_store.end(transaction, caller.credential)
    store.revoke(transaction, caller.credential, transaction.now + actions.TOKEN_LIFE_MAX)
    act = actions.act_of(
        transaction, caller.officer, "session.ended", caller.credential, actions.OVERSEERS
    )
    seal(transaction, act, {"session": caller.credential}, version=None)


def end_all(transaction: Transaction, officer: str) -> None:
    """End every session of an officer, within a second: a device of theirs may be lost."""
    for session in session_store.sessions_of(transaction, officer):
        session_store.end(transaction, session.id)
        store.revoke(transaction, session.id, transaction.now + actions.TOKEN_LIFE_MAX)


def digest_of(secret: str) -> bytes:
    """Return what is kept of a cookie's secret: it has 256 random bits, so one hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def forgery_token(secret: str) -> str:
    """Return what our pages send beside the cookie and no other page knows."""
    digest = hashlib.sha256(_FORGERY_TAG + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def check_forgery_token(headers: Mapping[str, str], secret: str) -> None:
    """Raise `OriginRefused` unless the page that sent the request knows the session's token."""
    given = headers.get(FORGERY_HEADER, "")
    if not hmac.compare_digest(given.encode(), forgery_token(secret).encode()):
        raise OriginRefused
