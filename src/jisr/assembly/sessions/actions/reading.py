"""What is asked of a session: who sits in it, who may vote, whose keys count."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from jisr.access import actions as access
from jisr.access import rules as access_rules
from jisr.access.model import Officer
from jisr.assembly.sessions import deadlines, order, rules, serving, store, tables
from jisr.assembly.sessions.model import (
    Capacity,
    Credential,
    Deadline,
    Delegation,
    HallKey,
    Held,
    HeldCredential,
    HeldDelegation,
    HeldObserver,
    KeyUse,
    Lot,
    Matter,
    Office,
    Question,
    Seat,
    Session,
    Standing,
    Voice,
    Waiver,
)
from jisr.assembly.sessions.places import Place, places
from jisr.errors import Denied, NotFound, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.values import Decision, is_id

LIST_MAX = 500
"""Rows that one page of a list holds at most."""
NUMBER_MAX = 9_999
"""One session a year would take that many years."""
FIRST_LETTER = "A"
"""The hall is in this order until a letter is drawn."""


def act_of(transaction: Transaction, officer: Officer, verb: str, subject: str) -> Act:
    """Return an act of the assembly: every member may read of it."""
    return Act(
        time=instant_text(transaction.now),
        bureau=officer.bureau,
        officer=officer.id,
        verb=verb,
        subject=subject,
        purpose=access.ADMINISTRATION,
        audience_class=access.EVERY_MEMBER,
    )


# ── sessions ──────────────────────────────────────────────────────────────────────────────────


def session(transaction: Transaction, number: int) -> Held:
    """Return the session of this number; raise `NotFound` if this network holds none."""
    found = store.find_session(transaction, number) if 0 < number <= NUMBER_MAX else None
    if found is None:
        raise NotFound(thing=to_translate("session of the assembly"))
    return _ordered(transaction, found)


def current(transaction: Transaction) -> Held | None:
    """Return the session that is held today, else the next one, else the last; or None."""
    found = store.find_current(transaction, access.today(transaction).isoformat())
    return None if found is None else _ordered(transaction, found)


def sessions(
    transaction: Transaction, *, after: int | None = None, limit: int = 100
) -> tuple[Held, ...]:
    """Return one page of sessions, the highest number first, from the one that follows `after`."""
    found = store.list_sessions(transaction, after=after, limit=max(1, min(limit, LIST_MAX)))
    return tuple(_ordered(transaction, each) for each in found)


def register() -> tuple[Session, ...]:
    """Return the sessions that really took place, with sourced facts, the newest first."""
    known = tables.sessions()
    return tuple(known[number] for number in sorted(known, reverse=True))


def member_codes(transaction: Transaction) -> frozenset[str]:
    """Return the codes of the members of the network."""
    return frozenset(each.country for each in access.network(transaction).members)


def timetable(transaction: Transaction, number: int) -> tuple[Deadline, ...]:
    """Return every duty of the session with its last day and its state, the earliest first."""
    held = session(transaction, number)
    return deadlines.timetable(held.session, zone(transaction), transaction.now, held.done)


def due_instant(transaction: Transaction, number: int, key: str) -> datetime.datetime | None:
    """Return the first instant that is too late for a duty; None where the calendar has none."""
    found = (each for each in timetable(transaction, number) if each.duty.key == key)
    deadline = next(found, None)
    return None if deadline is None else deadlines.due_instant(deadline.day, zone(transaction))


def may_submit(transaction: Transaction, number: int, key: str) -> Decision:
    """Decide whether what the duty asks for is still in time; only what is void is refused."""
    held = session(transaction, number)
    return deadlines.may_submit(key, held.session, zone(transaction), transaction.now)


def zone(transaction: Transaction) -> ZoneInfo:
    """Return the time zone of the network: its days are counted there."""
    return ZoneInfo(access.network(transaction).time_zone)


def _ordered(transaction: Transaction, held: Held) -> Held:
    if held.order:
        return held
    members = member_codes(transaction)
    return replace(held, order=order.hall_order(members, held.session.host, FIRST_LETTER))


# ── who sits and votes ────────────────────────────────────────────────────────────────────────


def seats(transaction: Transaction, number: int) -> tuple[Seat, ...]:
    """Return the seat of every member in the order of the hall, also where nobody was sent."""
    return _seats(transaction, session(transaction, number))


def question(
    held: Held, matter: Matter, *, voice: Voice = Voice.PLENARY, is_secret: bool = False
) -> Question:
    """Return what a vote of this session asks, as the rules of entitlement need it."""
    year = held.session.opens.year
    return Question(held.session.number, year, matter, voice, is_secret)


def roll(transaction: Transaction, number: int, asked: Question) -> Mapping[str, Decision]:
    """Return for each member whether it is represented and entitled, in the order of the hall."""
    held = session(transaction, number)
    return rules.roll(_seats(transaction, held), asked, held.order)


def hall(transaction: Transaction, number: int, matter: Matter) -> tuple[Place, ...]:
    """Return the place of every member in the order of the hall, and whether it has a voice."""
    held = session(transaction, number)
    return places(_seats(transaction, held), question(held, matter))


def voter(transaction: Transaction, number: int, officer_id: str, asked: Question) -> str:
    """Return the member for which this officer votes on the question.

    Raises:
        Denied: nobody, or not by this officer; the reason says why.
        OfficerUnknown: there is no such active officer.
    """
    held = session(transaction, number)
    member = access_rules.member_of(access.officer(transaction, officer_id).bureau)
    seat = _seat(transaction, held, member)
    rules.may_vote(officer_id, seat, asked, held.order).or_refuse()
    return member


def is_suspended(transaction: Transaction, number: int, member: str, asked: Question) -> bool:
    """Return whether unpaid dues take the member's voice; it need not have sent anybody yet."""
    held = session(transaction, number)
    _require_member(member, held.order)
    return rules.is_suspended(_seat(transaction, held, member), asked)


def capacity(transaction: Transaction, number: int, officer: Officer) -> Capacity:
    """Return as what the officer is in the session."""
    held = session(transaction, number)
    member = access_rules.member_of(officer.bureau)
    found = store.find_delegation(transaction, number, member)
    sitting = (
        [each for each in rules.active(found.delegation) if each.id == officer.id] if found else []
    )
    standing: Standing | None = None
    if sitting:
        credential = store.find_credential(transaction, number, member)
        standing = rules.standing(credential.credential if credential else None)
    else:
        observer = store.find_observer(transaction, number, officer.id)
        standing = Standing.OBSERVER if observer and observer.is_admitted else None
    return Capacity(
        standing=standing,
        member=member if member in held.order else "",
        posts=sitting[0].posts if sitting else frozenset(),
        offices=offices_of(held, officer.id) if officer.is_active else frozenset(),
        is_secretary=serving.is_secretary(officer),
    )


def offices_of(held: Held, officer_id: str) -> frozenset[Office]:
    """Return the offices that the officer holds in the session."""
    return frozenset(office for office, ids in held.offices.items() if officer_id in ids)


def require_secretary(transaction: Transaction, officer_id: str) -> Officer:
    """Return the officer; raise `Denied` unless it is the secretary of the assembly."""
    officer = access.officer(transaction, officer_id)
    serving.may_serve(officer).or_refuse()
    return officer


def require_office(
    transaction: Transaction, number: int, officer_id: str, office: Office
) -> Officer:
    """Return the officer; raise `Denied` unless the office is theirs in this session."""
    officer = access.officer(transaction, officer_id)
    if officer_id not in session(transaction, number).offices.get(office, ()):
        raise Denied(why="sessions.no_office")
    return officer


# ── what a member sent ────────────────────────────────────────────────────────────────────────


def delegation(transaction: Transaction, number: int, member: str) -> HeldDelegation:
    """Return whom a member sends; version 0 and nobody where it has named nobody.

    Raises:
        NotFound: there is no such session or member.
    """
    held = session(transaction, number)
    _require_member(member, held.order)
    found = store.find_delegation(transaction, number, member)
    return found or HeldDelegation(Delegation(member, ()), 0)


def delegations(transaction: Transaction, number: int) -> tuple[HeldDelegation, ...]:
    """Return the delegations that were named, in the order of their members' codes."""
    session(transaction, number)
    return store.list_delegations(transaction, number)


def credential(transaction: Transaction, number: int, member: str) -> HeldCredential | None:
    """Return the credentials of a member, or None where none were handed in."""
    held = session(transaction, number)
    _require_member(member, held.order)
    return store.find_credential(transaction, number, member)


def credentials(transaction: Transaction, number: int) -> tuple[HeldCredential, ...]:
    """Return all credentials that were handed in, in the order of their members' codes."""
    session(transaction, number)
    return store.list_credentials(transaction, number)


def observers(
    transaction: Transaction, number: int, *, after: str = "", limit: int = 100
) -> tuple[HeldObserver, ...]:
    """Return one page of observers by id, from the one after `after`."""
    session(transaction, number)
    return store.list_observers(
        transaction, number, after=after, limit=max(1, min(limit, LIST_MAX))
    )


def dues(transaction: Transaction, number: int) -> Mapping[str, frozenset[int]]:
    """Return the years that each member has not paid, of members of which that is recorded."""
    session(transaction, number)
    found = store.unpaid_years(transaction, number)
    return {member: years for member, (years, _version) in found.items()}


def waivers(transaction: Transaction, number: int) -> Mapping[str, str]:
    """Return the item of the agenda under which each member got its vote back."""
    session(transaction, number)
    return store.list_waivers(transaction, number)


def lots(transaction: Transaction, number: int) -> Mapping[str, Lot]:
    """Return what each member put into the draw of the letter."""
    session(transaction, number)
    return store.list_lots(transaction, number)


# ── keys ──────────────────────────────────────────────────────────────────────────────────────


def key(transaction: Transaction, key_id: str) -> HallKey:
    """Return the key of this id, revoked or not; raise `NotFound` if there is none."""
    found = store.find_key(transaction, key_id) if is_id(key_id) else None
    if found is None:
        raise NotFound(thing=to_translate("key"))
    return found[0]


def keys(
    transaction: Transaction, number: int, use: KeyUse, *, member: str = ""
) -> tuple[HallKey, ...]:
    """Return the keys of this use that count, the oldest first; of one member or all.

    A key that is revoked counts for nothing, nor one whose holder is no active officer any more.
    """
    session(transaction, number)
    return _held(transaction, store.good_keys(transaction, number, use, member=member))


def keys_of(transaction: Transaction, number: int, officer_id: str) -> tuple[HallKey, ...]:
    """Return the keys of one officer that are not revoked."""
    session(transaction, number)
    return tuple(
        found for use in KeyUse for found in store.good_keys(transaction, number, use, [officer_id])
    )


def voting_key(transaction: Transaction, number: int, member: str) -> HallKey | None:
    """Return the key that casts the member's secret ballot: of its ballot-caster, or its head."""
    found = store.find_delegation(transaction, number, member)
    sender = rules.caster(found.delegation) if found else None
    if sender is None:
        return None
    good = _held(transaction, store.good_keys(transaction, number, KeyUse.VOTE, [sender.id]))
    return good[0] if good else None


def _held(transaction: Transaction, found: Sequence[HallKey]) -> tuple[HallKey, ...]:
    """Return the keys whose holders are active officers."""
    holders = ((each, access.registered(transaction, each.officer)) for each in found)
    return tuple(key for key, holder in holders if holder is not None and holder.is_active)


def _require_member(member: str, members: Collection[str]) -> None:
    if member not in members:
        raise NotFound(thing=to_translate("member"))


def _seats(transaction: Transaction, held: Held) -> tuple[Seat, ...]:
    number = held.session.number
    sent = {
        each.delegation.member: each.delegation
        for each in store.list_delegations(transaction, number)
    }
    papers = {
        each.credential.member: each.credential
        for each in store.list_credentials(transaction, number)
    }
    unpaid = store.unpaid_years(transaction, number)
    waived = store.list_waivers(transaction, number)
    return tuple(
        Seat(
            delegation=sent.get(member, Delegation(member, ())),
            credential=papers.get(member),
            unpaid_years=unpaid[member][0] if member in unpaid else frozenset(),
            waivers=(Waiver(member, number),) if member in waived else (),
        )
        for member in held.order
    )


def _seat(transaction: Transaction, held: Held, member: str) -> Seat:
    """Return one seat; a member that is none has an empty one, which the rules refuse."""
    number = held.session.number
    sent = store.find_delegation(transaction, number, member)
    paper = store.find_credential(transaction, number, member)
    unpaid = store.unpaid_years(transaction, number, member).get(member)
    waived = member in store.list_waivers(transaction, number, member)
    found: Credential | None = paper.credential if paper else None
    return Seat(
        delegation=sent.delegation if sent else Delegation(member, ()),
        credential=found,
        unpaid_years=unpaid[0] if unpaid else frozenset(),
        waivers=(Waiver(member, number),) if waived else (),
    )
