"""What the people of a session have before them: a delegation, and the desk that serves it."""

from collections.abc import Mapping
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.model import Officer
from jisr.assembly.sessions import rules, serving, store
from jisr.assembly.sessions.actions.reading import (
    LIST_MAX,
    capacity,
    credential,
    delegation,
    dues,
    hall,
    lots,
    observers,
    session,
    waivers,
)
from jisr.assembly.sessions.model import (
    Capacity,
    Delegation,
    HallKey,
    Held,
    HeldCredential,
    HeldDelegation,
    HeldObserver,
    KeyUse,
    Lot,
    Matter,
)
from jisr.assembly.sessions.places import Place
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.values import Decision

BUREAUS_AT_ONCE = 50
CANDIDATES_MAX = 200
"""Officers of one member among whom its delegates are chosen on a page."""


@dataclass(frozen=True, slots=True)
class DelegationView:
    """A delegation as an officer sees it.

    `caster` is who casts its secret ballots, or empty. `candidates` are the officers who can be
    named; nobody for an officer who names none.
    """

    held: Held
    sent: HeldDelegation
    credential: HeldCredential | None
    place: Place
    waived_by: str
    keys: tuple[HallKey, ...]
    caster: str
    may_send: Decision
    candidates: tuple[Officer, ...]


@dataclass(frozen=True, slots=True)
class DeskView:
    """What those who serve a session have before them; `papers` are by member."""

    held: Held
    capacity: Capacity
    places: tuple[Place, ...]
    papers: Mapping[str, HeldCredential]
    observers: tuple[HeldObserver, ...]
    unpaid: Mapping[str, frozenset[int]]
    waivers: Mapping[str, str]
    lots: Mapping[str, Lot]


def view_delegation(
    transaction: Transaction, officer: Officer, number: int, member: str
) -> DelegationView:
    """Return a delegation, with what the officer may do to it.

    Raises:
        NotFound: there is no such session or member.
    """
    held = session(transaction, number)
    sent = delegation(transaction, number, member)
    places = hall(transaction, number, Matter.OTHER)
    may_send = _first_refusal(
        serving.may_change(held.session, access.today(transaction)),
        serving.may_send(officer, sent.delegation),
    )
    caster = rules.caster(sent.delegation)
    ids = [each.id for each in rules.active(sent.delegation)]
    return DelegationView(
        held=held,
        sent=sent,
        credential=credential(transaction, number, member),
        place=next(each for each in places if each.member == member),
        waived_by=waivers(transaction, number).get(member, ""),
        keys=store.good_keys(transaction, number, KeyUse.VOTE, ids),
        caster=caster.id if caster else "",
        may_send=may_send,
        candidates=_candidates(transaction, sent.delegation) if may_send.allowed else (),
    )


def view_desk(transaction: Transaction, officer: Officer, number: int) -> DeskView:
    """Return the desk of a session.

    Raises:
        Denied: the officer does not serve the session.
        NotFound: there is no such session.
    """
    serves_as = capacity(transaction, number, officer)
    serving.may_see_desk(serves_as).or_refuse()
    papers = store.list_credentials(transaction, number)
    return DeskView(
        held=session(transaction, number),
        capacity=serves_as,
        places=hall(transaction, number, Matter.OTHER),
        papers={each.credential.member: each for each in papers},
        observers=observers(transaction, number, limit=LIST_MAX),
        unpaid=dues(transaction, number),
        waivers=waivers(transaction, number),
        lots=lots(transaction, number),
    )


def own_member(transaction: Transaction, officer: Officer, number: int) -> str:
    """Return the member whose bureau the officer is of.

    Raises:
        NotFound: the officer is of no member's bureau.
    """
    member = capacity(transaction, number, officer).member
    if not member:
        raise NotFound(thing=to_translate("delegation"))
    return member


def _candidates(transaction: Transaction, sent: Delegation) -> tuple[Officer, ...]:
    """Return who can be named, by name: whoever sits already, and officers of the bureaus."""
    found = {
        each.id: officer
        for each in rules.active(sent)
        if (officer := access.registered(transaction, each.id)) is not None
    }
    below = access.bureaus(transaction, after=f"{sent.member}.", limit=BUREAUS_AT_ONCE)
    bureaus = [each.id for each in below if each.id.startswith(f"{sent.member}.")]
    for bureau in (sent.member, *bureaus):
        for each in access.officers(transaction, bureau_id=bureau, limit=CANDIDATES_MAX):
            if len(found) < CANDIDATES_MAX and serving.may_sit(each, sent.member).allowed:
                found.setdefault(each.id, each)
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.id)))


def _first_refusal(*decisions: Decision) -> Decision:
    return next((each for each in decisions if not each.allowed), decisions[-1])
