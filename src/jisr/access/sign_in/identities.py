"""The verbs of identities: who an officer is at the national provider."""

import base64

from jisr.access import actions as access
from jisr.access import rules as access_rules
from jisr.access.model import Officer, Role
from jisr.access.sign_in import actions, identity_store
from jisr.access.sign_in.model import Identity
from jisr.access.texts import line
from jisr.errors import (
    AlreadyExists,
    CredentialRefused,
    Denied,
    NotFound,
    OfficerUnknown,
    to_translate,
)
from jisr.kit.db import Transaction
from jisr.ledger.log import seal

ISSUER_LENGTH_MAX = 500
SUBJECT_LENGTH_MAX = 255


def link(
    transaction: Transaction, acting: str, officer_id: str, issuer: str, subject: str
) -> Identity:
    """Link an officer to who it is at a provider; from now on it signs in there.

    The provider's name for a person is data of that person: only its hash is sealed.

    Raises:
        Denied: the acting officer does not manage the officer's bureau, or links a machine.
        AlreadyExists: the identity is linked, to this officer or another.
        ValueMalformed: issuer or subject has not its form.
    """
    manager, officer = _managed(transaction, acting, officer_id)
    line("issuer", issuer, ISSUER_LENGTH_MAX)
    line("subject", subject, SUBJECT_LENGTH_MAX)
    if identity_store.find(transaction, issuer, subject) is not None:
        raise AlreadyExists(thing=to_translate("identity"))
    identity = Identity(issuer, subject, officer.id, transaction.now)
    identity_store.add(transaction, identity)
    _seal(transaction, manager, "identity.linked", identity)
    return identity


def unlink(
    transaction: Transaction, acting: str, officer_id: str, issuer: str, subject: str
) -> None:
    """Take a link away; the officer no longer signs in there.

    Raises:
        Denied: the acting officer does not manage the officer's bureau.
        NotFound: the officer has no such link.
    """
    manager, officer = _managed(transaction, acting, officer_id)
    found = identity_store.find(transaction, issuer, subject)
    if found is None or found.officer != officer.id:
        raise NotFound(thing=to_translate("identity"))
    identity_store.remove(transaction, found)
    _seal(transaction, manager, "identity.unlinked", found)


def identities_shown(
    transaction: Transaction, acting: Officer, officer_id: str
) -> tuple[Identity, ...]:
    """Return who an officer is at providers, as who manages officers may see it.

    Raises:
        Denied: the acting officer does not manage the officer's bureau.
    """
    officer = _managed(transaction, acting.id, officer_id)[1]
    return identity_store.identities_of(transaction, officer.id)


def officer_of(transaction: Transaction, issuer: str, subject: str) -> str:
    """Return which officer signs in with an identity.

    Raises:
        CredentialRefused: none, or none that is active.
    """
    stranger = CredentialRefused(why=to_translate("nobody linked you to an officer here"))
    found = identity_store.find(transaction, issuer, subject)
    if found is None:
        raise stranger
    try:
        return access.officer(transaction, found.officer).id
    except OfficerUnknown as error:
        raise stranger from error


def _managed(transaction: Transaction, acting: str, officer_id: str) -> tuple[Officer, Officer]:
    manager = access.officer(transaction, acting)
    officer = access.officer(transaction, officer_id)
    home = access.bureau(transaction, officer.bureau)
    access_rules.may_manage_officers(manager, home).or_refuse()
    if Role.MACHINE in officer.roles:
        raise Denied(why="sign_in.machine")
    return manager, officer


def _seal(transaction: Transaction, manager: Officer, verb: str, identity: Identity) -> None:
    digest = identity_store.digest_of(identity.issuer, identity.subject)
    document = {"officer": identity.officer, "identity": base64.b64encode(digest).decode()}
    act = actions.act_of(transaction, manager, verb, identity.officer)
    seal(transaction, act, document, version=None)
