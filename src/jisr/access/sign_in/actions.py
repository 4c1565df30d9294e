"""The verbs of sign-in: a token is issued, a credential is revoked."""

import datetime

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.access.sign_in import (
    identity_store,  # noqa: F401  its tables belong to every database
    machine_store,  # noqa: F401  the same
    passkey_store,  # noqa: F401  the same
    rules,
    session_store,  # noqa: F401  the same
    store,
)
from jisr.access.sign_in.model import Caller, Claims, Terms
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.clock import instant_text
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
    rules.may_revoke(caller, credential).or_refuse()
    store.revoke(transaction, credential, transaction.now + TOKEN_LIFE_MAX)
    act = act_of(transaction, caller.officer, "token.revoked", credential, OVERSEERS)
    seal(transaction, act, {"token": credential}, version=None)


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
