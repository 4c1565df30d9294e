"""A member sends its delegation, withdraws delegates, and hands in their credentials."""

from dataclasses import replace

from jisr.access import actions as access
from jisr.access.model import BureauKind, Officer
from jisr.assembly.sessions import rules, serving, store
from jisr.assembly.sessions.actions.convening import open_for_change, require_version
from jisr.assembly.sessions.actions.reading import act_of, delegation
from jisr.assembly.sessions.actions.writing import revoke_keys_of, write_delegation
from jisr.assembly.sessions.documents import credential_document
from jisr.assembly.sessions.model import (
    Credential,
    CredentialState,
    Delegate,
    Delegation,
    Held,
    HeldCredential,
    HeldDelegation,
    Issuer,
    KeyUse,
    Office,
)
from jisr.errors import Conflict, NotFound, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.log import seal

DELEGATES_MAX = 200
"""Bounds the list before the rules count it, and how many withdrawn ones are remembered."""
BUREAUS_AT_ONCE = 50
"""Few members have any sub-bureau; the next members' bureaus are read in vain."""
_MAY_HAND_IN_AGAIN = (CredentialState.SUBMITTED, CredentialState.REFUSED)


def name_delegation(
    transaction: Transaction,
    acting: str,
    number: int,
    sent: Delegation,
    *,
    seen: int | None = None,
) -> HeldDelegation:
    """Say whom a member sends, in place of those whom it sent: who is not named is withdrawn.

    Names come from the register of officers, and so does the number of sub-bureaus; who is of the
    executive committee is said by the secretary (`Office.COMMITTEE`), never by the member.

    Args:
        transaction: the transaction.
        acting: who manages the member's bureau, or the head of its delegation.
        number: of the session.
        sent: the delegates by id with their posts.
        seen: the version that was read before, where two may write at once.

    Raises:
        Denied: the officer may not, or the delegation is not in order; the reason says why.
        OfficerUnknown: a delegate is no active officer.
        VersionStale: the delegation was changed since it was read.
    """
    held = open_for_change(transaction, number)
    before = delegation(transaction, number, sent.member)
    officer = access.officer(transaction, acting)
    serving.may_send(officer, before.delegation).or_refuse()
    require_version(before.version, seen, to_translate("delegation"))
    if len(sent.delegates) > DELEGATES_MAX:
        raise ValueMalformed(field="delegates", why=to_translate("this list is too long"))
    named = tuple(_delegate(transaction, held, sent.member, each) for each in sent.delegates)
    kept = {each.id for each in named}
    gone = tuple(
        replace(each, posts=frozenset(), is_revoked=True)
        for each in before.delegation.delegates
        if each.id not in kept
    )
    whole = Delegation(
        sent.member, (*named, *gone)[:DELEGATES_MAX], _sub_bureaus(transaction, sent.member)
    )
    rules.may_register(whole).or_refuse()
    changed = HeldDelegation(whole, before.version + 1)
    write_delegation(transaction, officer, number, "delegation.named", changed)
    left = [each.id for each in gone]
    revoke_keys_of(transaction, officer, number, KeyUse.VOTE, left)
    return changed


def withdraw_delegate(  # noqa: PLR0913  whom, from where, and what was read before
    transaction: Transaction,
    acting: str,
    number: int,
    member: str,
    delegate: str,
    *,
    seen: int | None = None,
) -> HeldDelegation:
    """Withdraw one delegate at once, also the head: their key and posts count for nothing.

    Raises:
        Denied: the officer may not, or the session is over.
        NotFound: no such delegate sits in the delegation.
        VersionStale: the delegation was changed since it was read.
    """
    open_for_change(transaction, number)
    before = delegation(transaction, number, member)
    officer = access.officer(transaction, acting)
    serving.may_send(officer, before.delegation).or_refuse()
    require_version(before.version, seen, to_translate("delegation"))
    if delegate not in {each.id for each in rules.active(before.delegation)}:
        raise NotFound(thing=to_translate("delegate"))
    delegates = tuple(
        replace(each, posts=frozenset(), is_revoked=True) if each.id == delegate else each
        for each in before.delegation.delegates
    )
    changed = HeldDelegation(replace(before.delegation, delegates=delegates), before.version + 1)
    write_delegation(transaction, officer, number, "delegation.delegate_withdrawn", changed)
    revoke_keys_of(transaction, officer, number, KeyUse.VOTE, [delegate])
    return changed


def hand_in_credentials(
    transaction: Transaction, acting: str, number: int, member: str, issuer: Issuer
) -> HeldCredential:
    """Note that a member's credentials were handed in: by its own people, or by the secretary.

    Raises:
        Denied: the officer may not, or the session is over.
        NotFound: the member has named no delegation, or is none.
        Conflict: credentials are under review or accepted already.
    """
    open_for_change(transaction, number)
    sent = delegation(transaction, number, member)
    officer = access.officer(transaction, acting)
    if not serving.is_secretary(officer):
        serving.may_send(officer, sent.delegation).or_refuse()
    if not sent.version:
        raise NotFound(thing=to_translate("delegation"))
    before = store.find_credential(transaction, number, member)
    if before is not None and before.credential.state not in _MAY_HAND_IN_AGAIN:
        raise Conflict(why=to_translate("these credentials are reviewed already"))
    version = before.version + 1 if before else 1
    new = HeldCredential(Credential(member, issuer), version, "", officer.id, transaction.now)
    write_credential(transaction, officer, number, "credential.handed_in", new)
    return new


def write_credential(
    transaction: Transaction, officer: Officer, number: int, verb: str, held: HeldCredential
) -> None:
    """Write and seal a version of credentials."""
    store.put_credential(transaction, number, held)
    subject = f"credential:{number}:{held.credential.member}"
    act = act_of(transaction, officer, verb, subject)
    document = credential_document(number, held.credential, held.why)
    seal(transaction, act, document, version=held.version)


def _delegate(transaction: Transaction, held: Held, member: str, given: Delegate) -> Delegate:
    officer = access.officer(transaction, given.id)
    serving.may_sit(officer, member).or_refuse()
    is_extra = officer.id in held.offices.get(Office.COMMITTEE, ())
    return Delegate(officer.id, officer.name, given.posts, is_extra=is_extra)


def _sub_bureaus(transaction: Transaction, member: str) -> int:
    """Return how many sub-bureaus of the member the network knows."""
    found = 0
    after = f"{member}."
    while page := access.bureaus(transaction, after=after, limit=BUREAUS_AT_ONCE):
        below = [each for each in page if each.id.startswith(f"{member}.")]
        found += sum(each.kind is BureauKind.SUB_BUREAU for each in below)
        if len(below) < len(page):
            break
        after = page[-1].id
    return min(found, rules.SUB_BUREAUS_MAX)
