"""What a reader is told of bureaus, officers and agreements, with what the reader may do there.

Pages show these answers; each act that follows is decided anew by the action that does it.
"""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jisr.access import actions, rules, store
from jisr.access.model import (
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
from jisr.access.roles import role_rights
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.values import Decision, is_id

BELOW_MAX = 200
"""What stands under one bureau, as its page lists it."""
LOOKING_CASE = "-"
"""Stands for whichever case: to look at what somebody may do processes no data."""


@dataclass(frozen=True, slots=True)
class BureauView:
    """A bureau as one officer sees it: what stands around it, and what that officer may do there.

    `lists` says whether its officers are shown, `manages` whether they are managed, `names_first`
    whether its first head is named, `founds` whether bodies are registered under it.
    """

    bureau: Bureau
    parent: Bureau | None
    below: tuple[Bureau, ...]
    lists: Decision
    manages: Decision
    names_first: Decision
    founds: Decision
    works_by_agreement: bool


@dataclass(frozen=True, slots=True)
class OfficerView:
    """An officer as another one sees it; `changes` says whether its roles may be changed.

    `suits` holds the roles that may be held in the officer's bureau.
    """

    officer: Officer
    bureau: Bureau
    changes: Decision
    manages: Decision
    suits: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Right:
    """One operation in one database."""

    database: DatabaseName
    operation: Operation


@dataclass(frozen=True, slots=True)
class Consequences:
    """What other roles would change: whether they may be held together, what is gained and lost.

    `gains_managing` and `loses_managing` tell of the right to manage officers.
    """

    suits: Decision
    gained: tuple[Right, ...]
    lost: tuple[Right, ...]
    gains_managing: bool
    loses_managing: bool


@dataclass(frozen=True, slots=True)
class Permissions:
    """What an officer may do for one purpose, and which rule gives or refuses each of it.

    `giving` are the agreements that are in force for the officer's bureau today; `owner` whose
    data were asked about, None for any.
    """

    officer: Officer
    bureau: Bureau
    purpose: Purpose
    owner: str | None
    decisions: Mapping[DatabaseName, Mapping[Operation, Decision]]
    giving: tuple[AgreementGrant, ...]
    works_by_agreement: bool
    compatible: Decision


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement as one officer sees it; `state` is `future`, `force` or `ended`."""

    grant: AgreementGrant
    bureau: Bureau
    state: str
    ends: Decision


# ── bureaus and officers ──────────────────────────────────────────────────────────────────────


def view_bureau(transaction: Transaction, acting: Officer, bureau_id: str) -> BureauView:
    """Return a bureau as an officer sees it; raise `NotFound` if there is none."""
    found = actions.bureau(transaction, bureau_id)
    parent = None if found.parent is None else actions.bureau(transaction, found.parent)
    under = store.list_bureaus(transaction, after=f"{found.id}.", limit=BELOW_MAX)
    return BureauView(
        bureau=found,
        parent=parent,
        below=tuple(each for each in under if each.parent == found.id),
        lists=rules.may_list_officers(acting, found.id),
        manages=rules.may_manage_officers(acting, found),
        names_first=rules.may_name_first_manager(
            acting,
            found,
            {Role.HEAD_OF_BUREAU},
            has_manager=store.has_active_role(transaction, found.id, [Role.HEAD_OF_BUREAU]),
        ),
        founds=_founds(acting, found),
        works_by_agreement=found.kind in rules.BY_AGREEMENT,
    )


def _founds(acting: Officer, above: Bureau) -> Decision:
    if above.kind is BureauKind.SECRETARIAT:
        new = Bureau("NEW", BureauKind.INTERNATIONAL, above.name)
    else:
        new = Bureau(f"{above.id}.NEW", BureauKind.AGENCY, above.name, parent=above.id)
    return rules.may_register_bureau(acting, new)


def view_officer(transaction: Transaction, acting: Officer, officer_id: str) -> OfficerView:
    """Return an officer, active or not, as another one sees it.

    Raises:
        NotFound: there is none, or none that the acting officer may know of.
    """
    found = actions.registered(transaction, officer_id)
    is_self = found is not None and found.id == acting.id
    if found is None or not (is_self or rules.may_list_officers(acting, found.bureau).allowed):
        raise NotFound(thing=to_translate("officer"))
    home = actions.bureau(transaction, found.bureau)
    return OfficerView(
        officer=found,
        bureau=home,
        changes=rules.may_change_officer(acting, found, home),
        manages=rules.may_manage_officers(acting, home),
        suits=roles_of(home),
    )


def roles_of(bureau: Bureau) -> tuple[Role, ...]:
    """Return the roles that officers of a bureau may hold, in the order of the model."""
    return tuple(role for role in Role if bureau.kind in role_rights()[role].bureaus)


def incompatible_with(role: Role) -> frozenset[Role]:
    """Return the roles that nobody may hold beside this one."""
    return role_rights()[role].incompatible


def weigh(officer: Officer, bureau: Bureau, roles: Collection[Role]) -> Consequences:
    """Return what these roles in place of the present ones would change for an officer."""
    before, after = _rights(officer.roles, bureau), _rights(roles, bureau)
    managed, manages = rules.manages(officer.roles), rules.manages(roles)
    return Consequences(
        suits=rules.may_hold(roles, bureau),
        gained=_sorted(after - before),
        lost=_sorted(before - after),
        gains_managing=manages and not managed,
        loses_managing=managed and not manages,
    )


def _rights(roles: Collection[Role], bureau: Bureau) -> set[Right]:
    return {
        Right(database, operation)
        for role in roles
        if bureau.kind in role_rights()[role].bureaus
        for database, operations in role_rights()[role].operations.items()
        for operation in operations
    }


def _sorted(rights: set[Right]) -> tuple[Right, ...]:
    every = [Right(database, operation) for database in DatabaseName for operation in Operation]
    return tuple(each for each in every if each in rights)


# ── permissions ───────────────────────────────────────────────────────────────────────────────


def permissions(
    transaction: Transaction, acting: Officer, officer_id: str, purpose: Purpose, owner: str
) -> Permissions:
    """Return what an officer may do with data of a bureau, decided by the rules of every request.

    Args:
        transaction: where to read.
        acting: who looks.
        officer_id: of whom.
        purpose: for which purpose.
        owner: whose data; empty: those of nobody in particular for checks, else of the own bureau.

    Raises:
        NotFound: there is no such officer that the acting one may know of, or no such bureau.
    """
    asking = asking_as(transaction, acting, officer_id, purpose, LOOKING_CASE)
    whose = actions.bureau(transaction, owner).id if owner else None
    today = actions.today(transaction)
    return Permissions(
        officer=asking.officer,
        bureau=asking.bureau,
        purpose=purpose,
        owner=whose,
        decisions={
            database: {
                operation: rules.may(
                    asking, database, operation, owner=_whose(asking, operation, whose), today=today
                )
                for operation in Operation
            }
            for database in DatabaseName
        },
        giving=tuple(each for each in asking.grants if rules.grant_in_force(each, today)),
        works_by_agreement=asking.bureau.kind in rules.BY_AGREEMENT,
        compatible=rules.compatible(asking.officer.roles),
    )


def asking_as(
    transaction: Transaction, acting: Officer, officer_id: str, purpose: Purpose, case: str
) -> Asking:
    """Return how an officer, active or not, would ask; to look at what the rules say of it.

    Raises:
        NotFound: there is none, or none that the acting officer may know of.
    """
    seen = view_officer(transaction, acting, officer_id)
    grants: tuple[AgreementGrant, ...] = ()
    if seen.bureau.kind in rules.BY_AGREEMENT:
        over = rules.bureaus_by_agreement(seen.bureau.id, seen.bureau.kind)
        grants = store.grants_of(transaction, over)
    return Asking(seen.officer, seen.bureau, purpose, case, grants)


def _whose(asking: Asking, operation: Operation, owner: str | None) -> str | None:
    """Return whose data an operation is decided on; what is added is always the bureau's own."""
    if operation is Operation.ADD or owner is None:
        is_free = operation in (Operation.CHECK, Operation.ADD)
        return None if is_free else asking.bureau.id
    return owner


# ── agreements ────────────────────────────────────────────────────────────────────────────────


def view_agreement(transaction: Transaction, acting: Officer, grant_id: str) -> AgreementView:
    """Return an agreement as an officer sees it; raise `NotFound` if there is none."""
    found = store.find_grant(transaction, grant_id) if is_id(grant_id) else None
    if found is None:
        raise NotFound(thing=to_translate("agreement"))
    return _agreement(transaction, acting, found[0])


def list_agreements(
    transaction: Transaction, acting: Officer, *, bureau_id: str, after: str, limit: int
) -> tuple[AgreementView, ...]:
    """Return one page of agreements by id, of one bureau or, if none is named, of all."""
    found = actions.agreements(transaction, bureau_id=bureau_id, after=after, limit=limit)
    return tuple(_agreement(transaction, acting, each) for each in found)


def _agreement(transaction: Transaction, acting: Officer, grant: AgreementGrant) -> AgreementView:
    receiving = actions.bureau(transaction, grant.bureau)
    today = actions.today(transaction)
    running = rules.not_ended(grant, today)
    ends = rules.may_end(acting, receiving) if running.allowed else running
    return AgreementView(grant, receiving, state_of(grant, today), ends)


def state_of(grant: AgreementGrant, today: datetime.date) -> str:
    """Return whether an agreement is in `force`, has `ended`, or is for the `future`."""
    if rules.grant_in_force(grant, today):
        return "force"
    return "future" if today < grant.starts else "ended"


def receivers(transaction: Transaction, acting: Officer) -> tuple[Bureau, ...]:
    """Return the bureaus to which an officer may give agreements."""
    every: list[Bureau] = []
    after = ""
    while page := store.list_bureaus(transaction, after=after, limit=actions.LIST_MAX):
        every += page
        after = page[-1].id
    return tuple(
        each
        for each in every
        if each.kind in rules.BY_AGREEMENT and rules.may_end(acting, each).allowed
    )


# ── the installation ──────────────────────────────────────────────────────────────────────────


def see_installation(officer: Officer) -> None:
    """Raise `Denied` unless the officer may see how the installation is set, and how it is."""
    rules.may_see_installation(officer).or_refuse()
