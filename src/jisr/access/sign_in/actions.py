"""The verbs of sign-in: a token is issued and shown, a credential is revoked."""

import datetime

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.access.sign_in import (
    identity_store,  # noqa: F401  its tables belong to every database
    machine_store,  # noqa: F401  the same
    passkey_store,  # noqa: F401  the same
    rules,
    session_store,
    store,
    token_store,
)
from jisr.access.sign_in.model import (
    EVERY_SCOPE,
    Caller,
    Claims,
    Holder,
    IssuedToken,
    Means,
    Terms,
)
from jisr.errors import OfficerUnknown, ValueMalformed, to_translate
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.ledger.log import seal
from jisr.values import is_id, new_id

TOKEN_LIFE_MAX = datetime.timedelta(hours=12)
"""An officer's capability is valid for half a day at most."""

OVERSEERS = "oversight"
"""Nobody follows these entries in a feed."""


def issue_token(transaction: Transaction, officer_id: str, terms: Terms) -> Claims:
    """Return the claims of a new token for an active officer; that it was issued is sealed.

    Raises:
        OfficerUnknown: there is no such active officer.
        ValueMalformed: the life, the scopes or the case are not possible.
    """
    if not datetime.timedelta(0) < terms.life <= TOKEN_LIFE_MAX:
        raise ValueMalformed(field="life", why=to_translate("choose up to 12 hours"))
    if not terms.scopes:
        raise ValueMalformed(field="scope", why=to_translate("name at least one"))
    if terms.case:
        access.check_case(terms.case)
    officer = access.officer(transaction, officer_id)
    claims = Claims(
        id=new_id(),
        officer=officer.id,
        bureau=officer.bureau,
        scopes=terms.scopes,
        issued_at=transaction.now,
        expires_at=transaction.now + terms.life,
        purpose=terms.purpose,
        case=terms.case,
        certificate=terms.certificate,
        key=terms.key,
    )
    issued = IssuedToken(
        claims.id, claims.officer, claims.bureau, claims.issued_at, claims.expires_at, claims.key
    )
    token_store.add(transaction, issued)
    document = {
        "token": claims.id,
        "scopes": sorted(terms.scopes),
        "expires_at": instant_text(claims.expires_at),
        "purpose": terms.purpose or "",
        "case": terms.case,
    }
    act = act_of(transaction, officer, "token.issued", claims.id, OVERSEERS)
    seal(transaction, act, document, version=None)
    return claims


def revoked(transaction: Transaction) -> frozenset[str]:
    """Return the credentials that were revoked and have not ended by themselves."""
    return store.revoked(transaction)


def revoke(transaction: Transaction, caller: Caller, credential: str) -> None:
    """Take a credential out of use; it acts everywhere online within a second.

    Raises:
        Denied: the caller may not; see `rules.may_revoke`.
        ValueMalformed: it is no credential's id.
    """
    if not is_id(credential):
        raise ValueMalformed(field="credential", why=to_translate("use the id of a token"))
    rules.may_revoke(caller, _holder(transaction, caller, credential)).or_refuse()
    store.revoke(transaction, credential, transaction.now + TOKEN_LIFE_MAX)
    act = act_of(transaction, caller.officer, "token.revoked", credential, OVERSEERS)
    seal(transaction, act, {"token": credential}, version=None)


def tokens_shown(
    transaction: Transaction, caller: Caller, issued_at: str, token_id: str, limit: int
) -> tuple[IssuedToken, ...]:
    """Return the good tokens of the caller, or of the whole bureau to who answers for it.

    The page begins after the token that was issued at `issued_at` (its one spelling) under
    `token_id`; the first page where both are empty.

    Raises:
        ValueMalformed: `issued_at` is no instant.
    """
    officer = "" if rules.lists_bureau(caller) else caller.officer.id
    before = (parse_instant(issued_at), token_id) if issued_at else None
    return token_store.tokens_of(transaction, caller.bureau.id, officer, before=before, limit=limit)


def here(transaction: Transaction, officer_id: str) -> Caller:
    """Return the caller of a command: an officer who opened the data directory.

    Raises:
        OfficerUnknown: there is no such active officer.
    """
    officer = access.officer(transaction, officer_id)
    bureau = access.bureau(transaction, officer.bureau)
    return Caller(officer, bureau, Means.COMMAND, "", EVERY_SCOPE)


def _holder(transaction: Transaction, caller: Caller, credential: str) -> Holder | None:
    """Return whose credential it is, if that is known."""
    if credential == caller.credential:
        return Holder(caller.officer.id, caller.bureau.id)
    token = token_store.find(transaction, credential)
    if token is not None:
        return Holder(token.officer, token.bureau)
    session = session_store.find_by_id(transaction, credential)
    if session is None:
        return None
    try:
        return Holder(session.officer, access.officer(transaction, session.officer).bureau)
    except OfficerUnknown:  # no longer active: the session is good for nothing already
        return None


def act_of(
    transaction: Transaction,
    officer: Officer,
    verb: str,
    subject: str,
    audience_class: str = access.EVERY_MEMBER,
) -> Act:
    """Return an act of sign-in.

    Every member may see who was trusted with which key; who came and went, and the ids by which
    credentials are ended, only those who oversee (`OVERSEERS`).
    """
    return Act(
        time=instant_text(transaction.now),
        bureau=officer.bureau,
        officer=officer.id,
        verb=verb,
        subject=subject,
        purpose=access.ADMINISTRATION,
        audience_class=audience_class,
    )
