"""The verbs of passkeys: an officer is invited, makes one, signs in, confirms and signs with it.

Each ceremony has two steps. The first keeps a random challenge for five minutes, the second takes
it away, whether the answer holds or not: no challenge is answered twice.
"""

import base64
import datetime
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jisr.access import actions as access
from jisr.access import rules as access_rules
from jisr.access.model import Officer, Role
from jisr.access.sign_in import actions, ceremonies, passkey_store, sessions
from jisr.access.sign_in.model import Ceremony, CeremonyKind, Passkey
from jisr.access.sign_in.origins import Relying
from jisr.access.texts import line
from jisr.errors import (
    AlreadyExists,
    Conflict,
    CredentialRefused,
    Denied,
    NotFound,
    OfficerUnknown,
    to_translate,
)
from jisr.kit.db import Transaction
from jisr.ledger.canonical import JsonValue
from jisr.ledger.log import seal

INVITATION_BYTES = 20
INVITATION_LIFE = datetime.timedelta(hours=24)
"""An invitation is handed over in person or read out on the phone."""
CEREMONY_LIFE = datetime.timedelta(minutes=5)
"""The browser waits for the person for one minute; some look for their key first."""
PASSKEYS_MAX = 8
"""Good passkeys of one officer: a phone, a computer, a key in the safe."""
CEREMONY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Begun:
    """A first step: what the second one names, and the random challenge to be signed."""

    id: str
    challenge: bytes


@dataclass(frozen=True, slots=True)
class Making:
    """A passkey that was made: the browser's answer, its name, the invitation if there was one."""

    answer: Mapping[str, Any]
    name: str
    invitation: str = ""


def invite(transaction: Transaction, acting: str, officer_id: str) -> str:
    """Return an invitation with which an officer makes a passkey, once, within a day.

    Raises:
        Denied: the acting officer does not manage the officer's bureau, or invites a machine.
        OfficerUnknown: there is no such active officer.
    """
    manager = access.officer(transaction, acting)
    officer = access.officer(transaction, officer_id)
    home = access.bureau(transaction, officer.bureau)
    access_rules.may_manage_officers(manager, home).or_refuse()
    if Role.MACHINE in officer.roles:
        raise Denied(why="sign_in.machine")
    invitation = secrets.token_urlsafe(INVITATION_BYTES)
    passkey_store.begin(
        transaction,
        Ceremony(
            invitation,
            CeremonyKind.INVITATION,
            officer.id,
            {},
            transaction.now + INVITATION_LIFE,
        ),
    )
    act = actions.act_of(transaction, manager, "passkey.invited", officer.id)
    seal(transaction, act, {"officer": officer.id}, version=None)
    return invitation


def invited(transaction: Transaction, invitation: str) -> str:
    """Return who may make a passkey with an invitation.

    Raises:
        CredentialRefused: it was used, has ended, or never was.
    """
    found = passkey_store.look(transaction, CeremonyKind.INVITATION, invitation)
    if found is None:
        raise _invitation_refused()
    return found.officer


def begin(
    transaction: Transaction,
    kind: CeremonyKind,
    officer: str,
    said: Mapping[str, str] | None = None,
) -> Begun:
    """Begin a ceremony of an officer (empty: whoever answers) with a new challenge."""
    begun = Begun(
        secrets.token_urlsafe(CEREMONY_BYTES), secrets.token_bytes(ceremonies.CHALLENGE_BYTES)
    )
    told = {"challenge": base64.b64encode(begun.challenge).decode(), **(said or {})}
    ends_at = transaction.now + CEREMONY_LIFE
    passkey_store.begin(transaction, Ceremony(begun.id, kind, officer, told, ends_at))
    return begun


def take(transaction: Transaction, kind: CeremonyKind, ceremony_id: str) -> Ceremony:
    """Return what was begun; it is forgotten with this, in a transaction of its own.

    Raises:
        CredentialRefused: it was finished, has ended, or never was begun.
    """
    found = passkey_store.take(transaction, kind, ceremony_id)
    if found is None:
        # The row, if there is one of another kind, is gone too: that is how a guess ends.
        raise CredentialRefused(why=to_translate("what was begun has ended or was finished"))
    return found


def challenge_in(ceremony: Ceremony) -> bytes:
    """Return the challenge that was given out."""
    return base64.b64decode(ceremony.said["challenge"])


def add(transaction: Transaction, relying: Relying, ceremony: Ceremony, making: Making) -> Passkey:
    """Register the passkey that an authenticator made; an invitation is used up by it.

    Raises:
        CredentialRefused: the answer does not hold, or the invitation is no longer good.
        AlreadyExists: the passkey is registered.
        Conflict: the officer has as many as it may.
        ValueMalformed: the name has not its form.
    """
    officer = _officer(transaction, ceremony.officer)
    if making.invitation:
        used = passkey_store.take(transaction, CeremonyKind.INVITATION, making.invitation)
        if used is None or used.officer != officer.id:
            raise _invitation_refused()
    line("name", making.name)
    made = ceremonies.read_made(relying, challenge_in(ceremony), making.answer)
    passkey = Passkey(
        id=ceremonies.passkey_id(made.credential),
        officer=officer.id,
        credential=made.credential,
        public=made.public,
        uses=made.uses,
        name=making.name,
        added_at=transaction.now,
    )
    if passkey_store.find(transaction, passkey.id) is not None:
        raise AlreadyExists(thing=to_translate("passkey"))
    if len(good_passkeys(transaction, officer.id)) >= PASSKEYS_MAX:
        raise Conflict(why=to_translate("revoke a passkey first: an officer has at most 8"))
    passkey_store.add(transaction, passkey)
    act = actions.act_of(transaction, officer, "passkey.added", passkey.id)
    seal(transaction, act, passkey_document(passkey, relying), version=None)
    return passkey


def use(
    transaction: Transaction, relying: Relying, ceremony: Ceremony, answer: Mapping[str, Any]
) -> Passkey:
    """Return the passkey that answered a ceremony; its counter is kept.

    Raises:
        CredentialRefused: the answer does not hold, or is another officer's than who began.
    """
    return use_over(transaction, relying, challenge_in(ceremony), answer, ceremony.officer)


def use_over(
    transaction: Transaction,
    relying: Relying,
    challenge: bytes,
    answer: Mapping[str, Any],
    officer: str,
) -> Passkey:
    """Return the officer's passkey that signed this challenge; any officer's if none is named."""
    found = passkey_store.find(transaction, ceremonies.credential_of(answer))
    if found is None or found.revoked_at is not None or officer not in ("", found.officer):
        raise CredentialRefused(why=to_translate("this passkey is not registered here"))
    _officer(transaction, found.officer)
    uses = ceremonies.read_use(relying, challenge, answer, found.public, found.uses)
    passkey_store.count_use(transaction, found.id, uses)
    return found


def revoke(transaction: Transaction, acting: str, officer_id: str, passkey_id: str) -> None:
    """Take a passkey out of use: by its officer, or by who manages the bureau's officers.

    Every session of the officer ends too: whoever has the device may have the cookie.

    Raises:
        Denied: the acting officer is neither.
        NotFound: the officer has no such passkey in use.
    """
    officer_acting = access.officer(transaction, acting)
    owner = access.officer(transaction, officer_id)
    if officer_acting.id != owner.id:
        home = access.bureau(transaction, owner.bureau)
        access_rules.may_manage_officers(officer_acting, home).or_refuse()
    if passkey_id not in {each.id for each in good_passkeys(transaction, owner.id)}:
        raise NotFound(thing=to_translate("passkey"))
    passkey_store.revoke(transaction, passkey_id)
    sessions.end_all(transaction, owner.id)
    act = actions.act_of(transaction, officer_acting, "passkey.revoked", passkey_id)
    seal(transaction, act, {"passkey": passkey_id, "officer": owner.id}, version=None)


def good_passkeys(transaction: Transaction, officer: str) -> tuple[Passkey, ...]:
    """Return the passkeys of an officer that are in use, the oldest first."""
    found = passkey_store.passkeys_of(transaction, officer)
    return tuple(each for each in found if each.revoked_at is None)


def passkeys_shown(transaction: Transaction, acting: Officer, officer: str) -> tuple[Passkey, ...]:
    """Return every passkey of an officer, as that officer and its managers may see them.

    Raises:
        Denied: the acting officer is neither.
    """
    owner = access.officer(transaction, officer)
    if acting.id != owner.id:
        home = access.bureau(transaction, owner.bureau)
        access_rules.may_manage_officers(acting, home).or_refuse()
    return passkey_store.passkeys_of(transaction, owner.id)


def has_any(transaction: Transaction) -> bool:
    """Return whether an officer has a passkey, or an invitation to make one."""
    return passkey_store.has_any(transaction)


def passkey_document(passkey: Passkey, relying: Relying) -> dict[str, JsonValue]:
    """Return a passkey as it is sealed: with it, signatures are verified offline."""
    return {
        "passkey": passkey.id,
        "officer": passkey.officer,
        "public": base64.b64encode(passkey.public).decode(),
        "relying_party": relying.id,
        "origin": relying.origin,
    }


def _officer(transaction: Transaction, officer_id: str) -> Officer:
    try:
        return access.officer(transaction, officer_id)
    except OfficerUnknown as error:
        raise CredentialRefused(why=to_translate("its officer is no longer active")) from error


def _invitation_refused() -> CredentialRefused:
    return CredentialRefused(why=to_translate("the invitation was used, has ended, or is mistyped"))
