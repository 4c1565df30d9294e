"""What an officer sees of memoranda: the register, one of them, and what is due."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from jisr.access import actions as access
from jisr.access import people
from jisr.access.model import AgreementGrant, Bureau
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.meetings.agreements import dates, rules, store, tables, wording
from jisr.meetings.agreements.actions.ground import (
    acting_of,
    days_until,
    digest_in,
    found,
    own_bureaus,
    path_of,
)
from jisr.meetings.agreements.model import (
    Acting,
    Due,
    DueKind,
    Memorandum,
    Path,
    Seen,
    Sight,
    State,
)
from jisr.values import Decision

LIST_MAX = 200
"""Memoranda that one page of a list holds at most."""
DUE_MAX = 500
"""Memoranda that are looked at for what is due; the earliest first."""
_NOT_FOR_OTHERS = frozenset((DueKind.RENEWAL, DueKind.REVIEW, DueKind.EXPIRY))


def view(transaction: Transaction, acting: str, memorandum_id: str) -> Seen:
    """Return a memorandum as an officer sees it.

    Raises:
        NotFound: there is none that the officer may know of.
    """
    person = acting_of(transaction, acting)
    known, state = found(transaction, person, memorandum_id)
    return _seen(transaction, person, known, state)


def register(
    transaction: Transaction,
    acting: str,
    *,
    before: tuple[str, str] | None = None,
    limit: int = 50,
) -> tuple[Seen, ...]:
    """Return one page of the memoranda of which an officer may know, the newest first.

    Args:
        transaction: where to read.
        acting: who looks.
        before: `key_of` the last one of the page before.
        limit: at most so many.

    Raises:
        Denied: the officer sees no memoranda at all.
    """
    person = acting_of(transaction, acting)
    rules.may_list(person).or_refuse()
    today = access.today(transaction)
    rows = store.page(
        transaction,
        None if rules.lists_all(person) else own_bureaus(person),
        told=rules.lists_told(person),
        before=before,
        limit=max(1, min(limit, LIST_MAX + 1)),
    )
    bureaus: dict[str, Bureau] = {}
    return tuple(_line(transaction, person, each, bureaus, today) for each in rows)


def _line(
    transaction: Transaction,
    person: Acting,
    memorandum: Memorandum,
    bureaus: dict[str, Bureau],
    today: datetime.date,
) -> Seen:
    """Return a line of the register: without what only its own page needs."""
    state = dates.state_on(memorandum, today)
    sight = rules.sight(person, memorandum, state)
    shown = memorandum if sight is Sight.WHOLE else _emptied(memorandum, sight)
    return Seen(shown, sight, state, path_of(transaction, memorandum, bureaus), "")


def heads_somebody(transaction: Transaction, acting: str) -> bool:
    """Return whether the officer can draft memoranda at all: heads a bureau, or coordinates."""
    return rules.heads_somebody(acting_of(transaction, acting))


def key_of(seen: Seen) -> tuple[str, str]:
    """Return what orders the register."""
    return instant_text(seen.memorandum.drafted_at), seen.memorandum.id


def due(transaction: Transaction, acting: str) -> tuple[Due, ...]:
    """Return what is due for an officer, the earliest first.

    Windows that close are for every member; renewals, reviews and last days for the parties and the
    secretariat.

    Raises:
        Denied: the officer sees no memoranda at all.
    """
    person = acting_of(transaction, acting)
    rules.may_list(person).or_refuse()
    today = access.today(transaction)
    ahead = tables.reminder_days()
    rows = store.waiting(
        transaction,
        None if rules.lists_all(person) else own_bureaus(person),
        told=rules.lists_told(person),
        until=today + datetime.timedelta(days=max(ahead.values())),
        limit=DUE_MAX,
    )
    every = [due for each in rows for due in _dues(person, each, today)]
    return tuple(sorted(every, key=lambda each: (each.day, each.memorandum, each.kind)))


def _dues(person: Acting, memorandum: Memorandum, today: datetime.date) -> tuple[Due, ...]:
    sight = rules.sight(person, memorandum, dates.state_on(memorandum, today))
    if sight is Sight.NOTHING:
        return ()
    every = dates.dues(memorandum, today, tables.reminder_days())
    if sight is Sight.WHOLE:
        return every
    return tuple(each for each in every if each.kind not in _NOT_FOR_OTHERS)


def _seen(transaction: Transaction, person: Acting, memorandum: Memorandum, state: State) -> Seen:
    sight = rules.sight(person, memorandum, state)
    today = access.today(transaction)
    path = path_of(transaction, memorandum)
    digest = digest_in(transaction, memorandum)
    may = _may(person, memorandum, state, path=path, digest=digest, today=today)
    if sight is not Sight.WHOLE:
        return Seen(
            _emptied(memorandum, sight),
            sight,
            state,
            path,
            digest if sight is Sight.TEXT else "",
            may=may,
            dues=_dues(person, memorandum, today),
        )
    sides = rules.sides_of(person, memorandum.terms)
    signed = {each.party for each in memorandum.signatures}
    return Seen(
        memorandum=memorandum,
        sight=sight,
        state=state,
        path=path,
        digest=digest,
        sides=sides,
        unsigned=tuple(each for each in sides if each not in signed),
        findings=wording.findings(memorandum.terms, memorandum.revision),
        may=may,
        dues=_dues(person, memorandum, today),
        grant=_grant(transaction, person, memorandum),
    )


def _emptied(memorandum: Memorandum, sight: Sight) -> Memorandum:
    """Return what members that are no party see: title, parties, dates and perhaps the words."""
    terms = memorandum.terms
    has_text = sight is Sight.TEXT
    return Memorandum(
        id=memorandum.id,
        terms=replace(
            terms,
            paragraphs=terms.paragraphs if has_text else (),
            grant=terms.grant if has_text else None,
            scopes=terms.scopes if has_text else (),
            laws=terms.laws if has_text else (),
            signatories=(),
            papers=(),
            meeting="",
            review=None,
            renewal_days=0,
        ),
        drafted_at=memorandum.drafted_at,
        revision=memorandum.revision,
        state=memorandum.state,
        path=memorandum.path,
        proposed_at=memorandum.proposed_at,
        window_ends=memorandum.window_ends,
        entered=memorandum.entered,
        ended=memorandum.ended,
        version=memorandum.version,
    )


def _may(  # noqa: PLR0913  everything that the next step depends on
    person: Acting,
    memorandum: Memorandum,
    state: State,
    *,
    path: Path,
    digest: str,
    today: datetime.date,
) -> Mapping[str, Decision]:
    """Return what the officer can do now, by verb, and why not."""
    last_day = memorandum.window_ends
    early = days_until(memorandum.terms.starts, today) or 0
    left = days_until(dates.renewal_last_day(memorandum.terms), today)
    step = wording.in_step(memorandum.terms, memorandum.revision)
    propose = rules.may_propose(person, memorandum, state, path, digest)
    return {
        "revise": rules.may_revise(person, memorandum, state),
        "opine": rules.may_opine(person, state),
        "propose": propose if not propose.allowed else step,
        "object": rules.may_object(
            person, memorandum, state, is_open=last_day is not None and today <= last_day
        ),
        "decide": rules.may_decide(person, state),
        "sign": _may_sign(person, memorandum, state),
        "enter": rules.may_enter(person, memorandum, state, early),
        "ask_renewal": rules.may_ask_renewal(person, memorandum, state, left),
        "review": rules.may_follow_up(person, memorandum, state),
        "end": rules.may_end(person, memorandum, state),
        "withdraw": rules.may_withdraw(person, memorandum, state),
    }


def _may_sign(person: Acting, memorandum: Memorandum, state: State) -> Decision:
    """Decide for the first of the officer's sides that can sign."""
    sides = rules.sides_of(person, memorandum.terms) or ("",)
    decisions = [rules.may_sign(person, memorandum, state, each) for each in sides]
    return next((each for each in decisions if each.allowed), decisions[0])


def _grant(
    transaction: Transaction, person: Acting, memorandum: Memorandum
) -> AgreementGrant | None:
    if not memorandum.grant:
        return None
    return people.view_agreement(transaction, person.officer, memorandum.grant).grant
