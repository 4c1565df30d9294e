"""What every verb of memoranda stands on: who acts, on what, and how a version is written."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from jisr.access import actions as access
from jisr.access.model import Bureau
from jisr.access.rules import member_of
from jisr.errors import Conflict, NotFound, VersionStale, to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.entry import Act
from jisr.ledger.log import seal
from jisr.meetings.agreements import dates, rules, store, tables
from jisr.meetings.agreements.documents import digest_of, memorandum_document
from jisr.meetings.agreements.model import (
    Acting,
    Memorandum,
    Path,
    Sight,
    State,
    Step,
    Terms,
)
from jisr.values import is_id

PARTIES: Final = "memorandum-parties"
"""The audience of an entry: its parties and the secretariat; nobody else is told its document."""

STEPS_MAX = 1_000
"""Bounds what one memorandum, and each of its entries, can grow to."""
_REPEATED = frozenset(("revised", "contacts_named", "opinion_recorded", "reviewed"))


def acting_of(transaction: Transaction, officer_id: str) -> Acting:
    """Return an active officer with its bureau."""
    officer = access.officer(transaction, officer_id)
    return Acting(officer, access.bureau(transaction, officer.bureau))


def network_zone(transaction: Transaction) -> ZoneInfo:
    """Return the time zone in which the network counts its days."""
    return ZoneInfo(access.network(transaction).time_zone)


def found(transaction: Transaction, acting: Acting, memorandum_id: str) -> tuple[Memorandum, State]:
    """Return a memorandum and what it is today; who must not know of it is told there is none.

    Raises:
        NotFound: there is none that the officer may know of.
    """
    known = store.find(transaction, memorandum_id) if is_id(memorandum_id) else None
    if known is None:
        raise NotFound(thing=to_translate("memorandum"))
    state = dates.state_on(known, access.today(transaction))
    if rules.sight(acting, known, state) is Sight.NOTHING:
        raise NotFound(thing=to_translate("memorandum"))
    return known, state


def require_version(memorandum: Memorandum, seen: int | None) -> None:
    """Raise `VersionStale` if it was changed since it was read at version `seen`."""
    if seen is not None and seen != memorandum.version:
        raise VersionStale(thing=to_translate("memorandum"), current=memorandum.version)


def bureaus_of(
    transaction: Transaction, terms: Terms, known: dict[str, Bureau] | None = None
) -> Mapping[str, Bureau]:
    """Return the bureaus that terms name; raise `NotFound` if one does not exist.

    `known` keeps those that were read already, for whoever asks about many memoranda.
    """
    read = {} if known is None else known
    named: set[str] = {*terms.parties}
    if terms.grant is not None:
        named |= {terms.grant.bureau, *terms.grant.counterparts}
    for each in sorted(named - read.keys()):
        read[each] = access.bureau(transaction, each)
    return {each: read[each] for each in named}


def path_of(
    transaction: Transaction, memorandum: Memorandum, known: dict[str, Bureau] | None = None
) -> Path:
    """Return the path that a memorandum takes, or took when it was proposed; see `bureaus_of`."""
    zone = network_zone(transaction)
    at = memorandum.proposed_at or transaction.now
    kind = memorandum.path or rules.path_kind(
        memorandum.terms, bureaus_of(transaction, memorandum.terms, known)
    )
    return tables.path_on(kind, at.astimezone(zone).date())


def digest_in(transaction: Transaction, memorandum: Memorandum) -> str:
    """Return the digest of a memorandum of this network."""
    network = access.network(transaction).name
    return digest_of(network, memorandum.id, memorandum.terms)


def step(transaction: Transaction, acting: Acting, kind: str) -> Step:
    """Return that the officer did something now."""
    return Step(kind, transaction.now, acting.officer.bureau, acting.officer.id)


def write(transaction: Transaction, acting: Acting, verb: str, changed: Memorandum) -> Memorandum:
    """Write and seal the next version of a memorandum: one entry, verb `memorandum.<verb>`.

    Raises:
        VersionStale: somebody else wrote it meanwhile.
        Conflict: it was changed too often; it can still be decided, signed and ended.
    """
    if verb in _REPEATED and len(changed.steps) >= STEPS_MAX:
        raise Conflict(why=to_translate("it was changed too often; draft a new memorandum"))
    next_version = replace(
        changed,
        version=changed.version + 1,
        steps=(*changed.steps, step(transaction, acting, verb)),
    )
    waits_for = min(dates.due_days(next_version).values(), default=None)
    is_next = store.change(
        transaction, next_version, due=waits_for, is_told=rules.is_told(next_version)
    )
    if not is_next:
        raise VersionStale(thing=to_translate("memorandum"), current=changed.version + 1)
    seal_version(transaction, acting, verb, next_version)
    return next_version


def seal_version(
    transaction: Transaction, acting: Acting, verb: str, memorandum: Memorandum
) -> None:
    """Seal a version of a memorandum."""
    act = Act(
        time=instant_text(transaction.now),
        bureau=acting.officer.bureau,
        officer=acting.officer.id,
        verb=f"memorandum.{verb}",
        subject=f"memorandum:{memorandum.id}",
        purpose=access.ADMINISTRATION,
        audience_class=PARTIES,
    )
    seal(transaction, act, memorandum_document(memorandum), version=memorandum.version)


def own_bureaus(acting: Acting) -> tuple[str, ...]:
    """Return the parties whose memoranda an officer is shown whole: see `rules.is_of_a_party`."""
    bureau = acting.bureau
    is_below = rules.is_sub_bureau(bureau)
    return (bureau.id, member_of(bureau.id)) if is_below else (bureau.id,)


def days_until(day: datetime.date | None, today: datetime.date) -> int | None:
    """Return the calendar days from today to a day, if there is one."""
    return None if day is None else (day - today).days


def first_twice(texts: Iterable[str]) -> bool:
    """Return whether one of the texts is there twice."""
    every = list(texts)
    return len(set(every)) < len(every)
