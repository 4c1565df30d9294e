"""The secretary opens a session, names its offices, and notes which duties are done."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from jisr.access import actions as access
from jisr.access.countries import country
from jisr.access.model import Officer
from jisr.access.texts import is_line, line
from jisr.assembly.sessions import deadlines, serving, store
from jisr.assembly.sessions.actions.reading import (
    NUMBER_MAX,
    act_of,
    member_codes,
    require_secretary,
    session,
    timetable,
)
from jisr.assembly.sessions.actions.writing import revoke_keys_of
from jisr.assembly.sessions.documents import session_document
from jisr.assembly.sessions.model import (
    Convocation,
    Fact,
    Held,
    KeyUse,
    Office,
    Session,
    SessionKind,
)
from jisr.errors import (
    AlreadyExists,
    Conflict,
    NotFound,
    ValueMalformed,
    VersionStale,
    to_translate,
)
from jisr.kit.db import Transaction
from jisr.ledger.log import seal
from jisr.values import LANGUAGES, Precision

DAYS_MAX = 30
"""No assembly sat for longer than some days; a longer one is a slip of the pen."""
FACTS_MAX = 50
FACT_LENGTH_MAX = 500
CITY_LENGTH_MAX = 100
_KEYS_OF = {Office.TRUSTEE: KeyUse.TRUSTEE, Office.WITNESS: KeyUse.WITNESS}


def open_session(
    transaction: Transaction,
    acting: str,
    new: Session,
    *,
    is_generated: bool,
    convocation: Convocation | None = None,
) -> Held:
    """Open a session of the assembly: from now on members send delegations to it.

    Args:
        transaction: the transaction.
        acting: the secretary.
        new: the session; its days must be whole.
        is_generated: whether it is made up, for a demo.
        convocation: how an extraordinary one was asked for; none for an ordinary one.

    Raises:
        Denied: the officer is no secretary, or an extraordinary one may not open then.
        AlreadyExists: there is a session of this number.
        Conflict: another session is held on one of its days.
        ValueMalformed: a number, day, place or fact has not its form.
    """
    officer = require_secretary(transaction, acting)
    _check_session(new)
    if (new.kind is SessionKind.EXTRAORDINARY) != (convocation is not None):
        raise ValueMalformed(
            field="convocation",
            why=to_translate("an extraordinary session, and no other, says how it was asked for"),
        )
    if convocation is not None:
        _check_subjects(convocation)
        deadlines.may_convene(
            convocation.requested_on, new.opens.first_day(), len(convocation.subjects)
        ).or_refuse()
    if store.find_session(transaction, new.number) is not None:
        raise AlreadyExists(thing=to_translate("session of the assembly"))
    other = store.overlapping(transaction, str(new.opens), str(new.closes or new.opens))
    if other is not None:
        raise Conflict(why=to_translate("another session is held on one of these days"))
    held = Held(new, 1, "", (), dict.fromkeys(Office, ()), is_generated, convocation)
    write_session(transaction, officer, "assembly.opened", held)
    return session(transaction, new.number)


def name_offices(
    transaction: Transaction, acting: str, number: int, office: Office, officers: Sequence[str]
) -> Held:
    """Say who holds an office in the session, in place of those who did.

    Who is no trustee or witness any more has no key as one either.

    Raises:
        Denied: the officer is no secretary, or these may not hold the office together.
        OfficerUnknown: one of them is no active officer.
    """
    secretary = require_secretary(transaction, acting)
    held = open_for_change(transaction, number)
    if len(officers) > FACTS_MAX:
        raise ValueMalformed(field="officers", why=to_translate("this list is too long"))
    named = [access.officer(transaction, each) for each in officers]
    serving.may_name(office, named, member_codes(transaction)).or_refuse()
    offices = {**held.offices, office: tuple(each.id for each in named)}
    changed = replace(held, version=held.version + 1, offices=offices)
    write_session(transaction, secretary, "assembly.offices_named", changed)
    if office in _KEYS_OF:
        left = [each for each in held.offices.get(office, ()) if each not in offices[office]]
        revoke_keys_of(transaction, secretary, number, _KEYS_OF[office], left)
    return changed


def duty_done(transaction: Transaction, acting: str, number: int, duty: str) -> Held:
    """Note that a duty of the calendar is done now.

    Raises:
        Denied: the officer is no secretary.
        NotFound: the calendar of this session has no such duty.
        Conflict: it is done already.
    """
    secretary = require_secretary(transaction, acting)
    held = session(transaction, number)
    if duty not in {each.duty.key for each in timetable(transaction, number)}:
        raise NotFound(thing=to_translate("duty"))
    if duty in held.done:
        raise Conflict(why=to_translate("this duty is done already"))
    done = {**held.done, duty: transaction.now}
    changed = replace(held, version=held.version + 1, done=done)
    write_session(transaction, secretary, "assembly.duty_done", changed)
    return changed


def open_for_change(transaction: Transaction, number: int) -> Held:
    """Return the session; raise `Denied` once its last day is over: then nobody joins or leaves."""
    held = session(transaction, number)
    serving.may_change(held.session, access.today(transaction)).or_refuse()
    return held


def write_session(transaction: Transaction, officer: Officer, verb: str, held: Held) -> None:
    """Write and seal a version of a session."""
    # The order of the hall is written only once it is drawn: before, it follows the members.
    written = held if held.letter else replace(held, order=())
    store.put_session(transaction, written)
    act = act_of(transaction, officer, verb, f"session:{held.session.number}")
    seal(transaction, act, session_document(written), version=held.version)


def require_version(current: int, seen: int | None, thing: str) -> None:
    """Raise `VersionStale` if the thing was changed since it was read at version `seen`."""
    if seen is not None and seen != current:
        raise VersionStale(thing=thing, current=current)


def _check_session(new: Session) -> None:
    if not 1 <= new.number <= NUMBER_MAX:
        raise ValueMalformed(field="number", why=to_translate("use a number from 1 to 9999"))
    country(new.host)
    days = [each for each in (new.opens, new.closes) if each is not None]
    if any(each.precision is not Precision.DAY for each in days):
        raise ValueMalformed(field="date", why=to_translate("write the whole date: 2026-11-21"))
    first, last = days[0].first_day(), days[-1].first_day()
    if not first <= last <= first + datetime.timedelta(days=DAYS_MAX):
        raise ValueMalformed(
            field="closes", why=to_translate("the last day comes after the first, within a month")
        )
    if not new.city.texts or not set(new.city.texts) <= set(LANGUAGES):
        raise ValueMalformed(field="city", why=to_translate("write it in ar, en, fr or es"))
    for text in new.city.texts.values():
        line("city", text, CITY_LENGTH_MAX)
    _check_facts(new.facts)


def _check_facts(facts: Sequence[Fact]) -> None:
    if len(facts) > FACTS_MAX or len({each.key for each in facts}) < len(facts):
        raise ValueMalformed(
            field="facts", why=to_translate("write at most 50 facts, each under its own key")
        )
    for fact in facts:
        line("key", fact.key)
        line("text", fact.text, FACT_LENGTH_MAX)
        line("source", fact.source, FACT_LENGTH_MAX)


def _check_subjects(convocation: Convocation) -> None:
    if not all(is_line(each, FACT_LENGTH_MAX) for each in convocation.subjects[:FACTS_MAX]):
        raise ValueMalformed(
            field="subjects", why=to_translate("write one line without invisible characters")
        )
