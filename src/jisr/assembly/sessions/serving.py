"""Decides who serves a session, who sends whom to it, and who holds a key in it. Pure."""

import datetime
from collections.abc import Collection, Sequence

from jisr.access import rules as access
from jisr.access.model import SECRETARIAT, Officer, Role
from jisr.assembly.sessions import rules, tables
from jisr.assembly.sessions.model import (
    Capacity,
    Credential,
    CredentialState,
    Delegation,
    HallKey,
    KeyUse,
    Office,
    Post,
    Session,
)
from jisr.assembly.sessions.reasons import ALLOWED
from jisr.values import Decision

MAY_SIT = frozenset((Role.DELEGATE, Role.HEAD_OF_BUREAU))
"""Roles in which an officer is sent to a session."""
_AT_THE_DESK = frozenset((Office.CREDENTIALS_BUREAU, Office.CHAIR))
_OFFICE_OF = {KeyUse.TRUSTEE: Office.TRUSTEE, KeyUse.WITNESS: Office.WITNESS}


def is_secretary(officer: Officer) -> bool:
    """Return whether the officer serves the assembly as its secretary."""
    return officer.is_active and Role.ASSEMBLY_SECRETARY in officer.roles


def may_serve(officer: Officer) -> Decision:
    """Decide whether the officer does what the secretary of the assembly does."""
    return _yes() if is_secretary(officer) else _no("not_secretary")


def may_send(officer: Officer, delegation: Delegation) -> Decision:
    """Decide whether the officer names the delegation: who manages its bureau, or its head."""
    is_manager = officer.bureau == delegation.member and access.manages(officer.roles)
    is_head = any(
        each.id == officer.id and Post.HEAD in each.posts for each in rules.active(delegation)
    )
    return _yes() if officer.is_active and (is_manager or is_head) else _no("not_sender")


def may_sit(officer: Officer, member: str) -> Decision:
    """Decide whether the officer can be a delegate of the member."""
    is_of_member = access.member_of(officer.bureau) == member
    is_fit = officer.is_active and is_of_member and bool(officer.roles & MAY_SIT)
    return _yes() if is_fit else _no("not_of_member")


def may_name(office: Office, officers: Sequence[Officer], members: Collection[str]) -> Decision:
    """Decide whether these officers hold the office together.

    Two trustees, or two witnesses, of one member could act as one.
    """
    if len({each.id for each in officers}) < len(officers):
        return _no("officer_twice")
    if len(officers) > tables.officers_max(office):
        return _no("too_many_officers")
    sent_by = [access.member_of(each.bureau) for each in officers]
    if tables.is_of_members(office) and not set(sent_by) <= set(members):
        return _no("office_of_member")
    if not tables.is_of_members(office) and not set(sent_by) <= {SECRETARIAT}:
        return _no("office_of_secretariat")
    if tables.is_one_per_member(office) and len(set(sent_by)) < len(sent_by):
        return _no("same_member")
    return _yes()


def may_change(session: Session, today: datetime.date) -> Decision:
    """Decide whether who sits in the session can still change: until its last day."""
    is_over = session.closes is not None and session.closes.first_day() < today
    return _no("over") if is_over else _yes()


def may_hold_key(capacity: Capacity, use: KeyUse, *, has_sealing: bool) -> Decision:
    """Decide whether somebody of this capacity registers a key for the use."""
    if has_sealing != (use is KeyUse.TRUSTEE):
        return _no("key_sealing")
    if use is KeyUse.VOTE:
        return _yes() if capacity.posts else _no("no_post")
    return _yes() if _OFFICE_OF[use] in capacity.offices else _no("no_office")


def may_see_desk(capacity: Capacity) -> Decision:
    """Decide whether somebody of this capacity has the desk of the session before them."""
    serves = capacity.is_secretary or bool(capacity.offices & _AT_THE_DESK)
    return _yes() if serves else _no("not_desk")


def may_stay(credential: Credential | None) -> Decision:
    """Decide whether somebody of a delegation stays as observer: its papers were refused."""
    was_refused = credential is not None and credential.state is CredentialState.REFUSED
    return _yes() if was_refused else _no("not_refused")


def may_revoke(officer: Officer, key: HallKey, delegation: Delegation) -> Decision:
    """Decide whether the officer revokes the key; `delegation` is that of the key's member."""
    is_keeper = officer.is_active and officer.id == key.officer
    if is_keeper or is_secretary(officer) or may_send(officer, delegation).allowed:
        return _yes()
    return _no("not_keeper")


def _yes() -> Decision:
    return Decision(allowed=True, why=ALLOWED)


def _no(reason: str) -> Decision:
    return Decision(allowed=False, why=f"sessions.{reason}")
