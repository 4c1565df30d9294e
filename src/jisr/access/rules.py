"""Decides who may do what: the bureau's agreement first, then the role of the officer.

Everything that is not allowed is refused, and every answer carries its reason (`reasons.py`).
The record's audience and the field's handling code are decided by whoever holds the record.
"""

import datetime
from collections.abc import Collection, Iterable

from jisr.access.model import (
    SECRETARIAT,
    AgreementGrant,
    Asking,
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.access.reasons import ALLOWED
from jisr.access.roles import role_rights
from jisr.values import Decision

BY_AGREEMENT = frozenset((BureauKind.SUB_BUREAU, BureauKind.AGENCY, BureauKind.INTERNATIONAL))
"""Bureaus of these kinds have nothing but what an agreement gives them (RPD Art. 21, 27)."""
UNDER_A_MEMBER = frozenset((BureauKind.SUB_BUREAU, BureauKind.AGENCY))
"""Bureaus of these kinds reach the network only through their national bureau (RPD Art. 21)."""
_OF_THE_OWNER = frozenset((Operation.UPDATE, Operation.WITHDRAW, Operation.ERASE))
_WITHOUT_OWNER = frozenset((Operation.CHECK, Operation.ADD))

_YES = Decision(allowed=True, why=ALLOWED)


def _no(why: str) -> Decision:
    return Decision(allowed=False, why=f"access.{why}")


def may(
    asking: Asking,
    database: DatabaseName,
    operation: Operation,
    *,
    owner: str | None,
    today: datetime.date,
) -> Decision:
    """Decide whether agreement and role allow an operation on data of one owner.

    Args:
        asking: who asks, for what purpose, in which case, with the agreements of the bureau.
        database: in which database.
        operation: what is to be done.
        owner: the bureau that owns the record. None means no record in particular and suits only
            `CHECK` (whether the officer may search at all; ask again for each candidate) and
            `ADD`, which always makes the asking bureau the owner.
        today: the calendar day in the network's time zone.
    """
    return _first_refusal(
        _well_asked(asking, database, operation),
        _owner_suits(asking, operation, owner),
        _agreement_allows(asking, database, operation, owner, today),
        _role_allows(asking, database, operation),
    )


def _first_refusal(*decisions: Decision) -> Decision:
    return next((each for each in decisions if not each.allowed), _YES)


def _well_asked(asking: Asking, database: DatabaseName, operation: Operation) -> Decision:
    # The types promise these words, but a value from outside may have slipped through.
    words = ((asking.purpose, Purpose), (database, DatabaseName), (operation, Operation))
    if not all(isinstance(word, kind) for word, kind in words):
        return _no("word_unknown")
    if not asking.officer.is_active:
        return _no("officer_inactive")
    if asking.officer.bureau != asking.bureau.id:
        return _no("other_bureau")
    return _YES if asking.case.strip() else _no("no_case")


def _owner_suits(asking: Asking, operation: Operation, owner: str | None) -> Decision:
    if owner is None:
        return _YES if operation in _WITHOUT_OWNER else _no("owner_unknown")
    if operation in _OF_THE_OWNER | {Operation.ADD} and owner != asking.bureau.id:
        return _no("not_owner")
    return _YES


def _agreement_allows(
    asking: Asking,
    database: DatabaseName,
    operation: Operation,
    owner: str | None,
    today: datetime.date,
) -> Decision:
    """Layer 1: what the bureau has. A body never has more than what it stands under."""
    if asking.bureau.kind not in BY_AGREEMENT:
        return _YES
    for bureau in bureaus_by_agreement(asking.bureau.id, asking.bureau.kind):
        giving = [
            grant
            for grant in asking.grants
            if grant.bureau == bureau
            and grant_in_force(grant, today)
            and database in grant.databases
            and operation in grant.operations
            and asking.purpose in grant.purposes
        ]
        if not giving:
            return _no("no_agreement")
        if not any(_covers(grant, owner, asking.bureau.id) for grant in giving):
            return _no("counterpart")
    return _YES


def _covers(grant: AgreementGrant, owner: str | None, asking_bureau: str) -> bool:
    if owner is None or owner == asking_bureau or not grant.counterparts:
        return True
    return member_of(owner) in grant.counterparts


def _role_allows(asking: Asking, database: DatabaseName, operation: Operation) -> Decision:
    """Layer 2: what the officer's roles are trusted with in a bureau of this kind."""
    rights = [role_rights()[role] for role in asking.officer.roles if isinstance(role, Role)]
    is_trusted = any(
        asking.bureau.kind in each.bureaus
        and operation in each.operations.get(database, frozenset())
        for each in rights
    )
    if not is_trusted:
        return _no("no_role")
    return compatible(asking.officer.roles)


def grant_in_force(grant: AgreementGrant, today: datetime.date) -> bool:
    """Return whether the grant acts on this day; its first and its last day count."""
    return grant.starts <= today and (grant.ends is None or today <= grant.ends)


def member_of(bureau: str) -> str:
    """Return the first part of a bureau's id: its member's code, or the body's own id."""
    return bureau.partition(".")[0]


def bureaus_by_agreement(bureau: str, kind: BureauKind) -> tuple[str, ...]:
    """Return the bureaus whose agreements must all give something before this one has it.

    `MAR.TNG.PORT` needs its own agreement and that of `MAR.TNG`; the national bureau `MAR` has
    the network's databases without one.
    """
    parts = bureau.split(".")
    # The body itself always counts, so that a malformed id never needs no agreement at all.
    above = min(1 if kind in UNDER_A_MEMBER else 0, len(parts) - 1)
    return tuple(".".join(parts[:length]) for length in range(len(parts), above, -1))


def compatible(roles: Collection[Role]) -> Decision:
    """Decide whether one person may hold all these roles."""
    held = frozenset(roles)
    if any(role_rights()[role].incompatible & held for role in held if isinstance(role, Role)):
        return _no("roles_incompatible")
    return _YES


def may_hold(roles: Collection[Role], bureau: Bureau) -> Decision:
    """Decide whether an officer of the bureau may be given these roles."""
    if not roles:
        return _no("no_role")
    if not all(bureau.kind in role_rights()[role].bureaus for role in roles):
        return _no("role_wrong_bureau")
    return compatible(roles)


def manages(roles: Iterable[Role]) -> bool:
    """Return whether one of the roles manages officers."""
    return any(role_rights()[role].manages_officers for role in roles)


def may_manage_officers(officer: Officer, bureau: Bureau) -> Decision:
    """Decide whether the officer registers, changes and deactivates officers of the bureau.

    The head and the security officer of a bureau manage its officers and those of what stands
    under it; a coordinator manages those of the secretariat.
    """
    is_within = bureau.id == officer.bureau or bureau.id.startswith(f"{officer.bureau}.")
    if officer.is_active and is_within and manages(officer.roles):
        return _YES
    return _no("not_manager")


def may_list_officers(officer: Officer, bureau: str) -> Decision:
    """Decide whether the officer sees who works in a bureau and with which roles (RPD Art. 111).

    A bureau sees its own officers and those of what stands under it; the Commission sees all.
    """
    if not officer.is_active:
        return _no("officer_inactive")
    is_within = bureau == officer.bureau or bureau.startswith(f"{officer.bureau}.")
    return _YES if is_within or Role.CCF_MEMBER in officer.roles else _no("officers_of_others")


def may_change_officer(officer: Officer, managed: Officer, bureau: Bureau) -> Decision:
    """Decide whether the officer changes the roles of another one or deactivates them."""
    if officer.id == managed.id:
        return _no("own_roles")
    return may_manage_officers(officer, bureau)


def may_name_first_manager(
    officer: Officer, bureau: Bureau, roles: Collection[Role], *, has_manager: bool
) -> Decision:
    """Decide whether the secretariat's coordinator names the first manager of a bureau.

    Where officers are managed already, or a national bureau stands above, the secretariat names
    nobody: it must not be able to plant an officer in a member's bureau.
    """
    if not _is_coordinator(officer) or bureau.kind in UNDER_A_MEMBER:
        return _no("not_manager")
    return _YES if manages(roles) and not has_manager else _no("not_first_manager")


def may_register_bureau(officer: Officer, bureau: Bureau) -> Decision:
    """Decide whether the officer registers this new bureau (RPD Art. 21, 27)."""
    if bureau.kind not in BY_AGREEMENT:
        return _no("bureau_founded")
    return _may_answer_for(officer, bureau)


def may_grant(
    officer: Officer, bureau: Bureau, grant: AgreementGrant, above: Collection[AgreementGrant]
) -> Decision:
    """Decide whether the officer gives the bureau this agreement.

    Args:
        officer: who gives.
        bureau: who receives.
        grant: what is given.
        above: the agreements of the bureau that the receiver stands under, unless that is the
            national bureau: the new one must lie within one of them.
    """
    if bureau.kind not in BY_AGREEMENT:
        return _no("grant_needless")
    if not (grant.databases and grant.operations and grant.purposes):
        return _no("grant_empty")
    if grant.ends is not None and grant.ends < grant.starts:
        return _no("grant_dates")
    works_by_agreement = len(bureaus_by_agreement(bureau.id, bureau.kind)) > 1
    if works_by_agreement and not any(_is_within(grant, each) for each in above):
        return _no("grant_too_wide")
    return _may_answer_for(officer, bureau)


def may_end(officer: Officer, bureau: Bureau) -> Decision:
    """Decide whether the officer ends an agreement of the bureau: whoever may give, may end."""
    return _may_answer_for(officer, bureau)


def not_ended(grant: AgreementGrant, today: datetime.date) -> Decision:
    """Decide whether an agreement can still be ended: it acts, or will."""
    return _YES if grant.ends is None or today <= grant.ends else _no("grant_ended")


def may_see_installation(officer: Officer) -> Decision:
    """Decide whether the officer sees how the installation is set and how it is: no data of it."""
    runs = bool(officer.roles & {Role.OPERATOR, Role.COORDINATOR})
    return _YES if officer.is_active and runs else _no("not_installation")


def _may_answer_for(officer: Officer, bureau: Bureau) -> Decision:
    if bureau.kind is BureauKind.INTERNATIONAL:
        return _YES if _is_coordinator(officer) else _no("not_coordinator")
    is_head = officer.is_active and Role.HEAD_OF_BUREAU in officer.roles
    return _YES if is_head and officer.bureau == member_of(bureau.id) else _no("not_head")


def _is_coordinator(officer: Officer) -> bool:
    return officer.is_active and officer.bureau == SECRETARIAT and Role.COORDINATOR in officer.roles


def _is_within(narrow: AgreementGrant, wide: AgreementGrant) -> bool:
    counterparts = not wide.counterparts or (
        bool(narrow.counterparts) and narrow.counterparts <= wide.counterparts
    )
    ends = wide.ends is None or (narrow.ends is not None and narrow.ends <= wide.ends)
    return (
        narrow.databases <= wide.databases
        and narrow.operations <= wide.operations
        and narrow.purposes <= wide.purposes
        and counterparts
        and wide.starts <= narrow.starts
        and ends
    )
