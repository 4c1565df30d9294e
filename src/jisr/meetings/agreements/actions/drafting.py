"""Heads of the parties' bureaus draft a memorandum, revise its words and give it up."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from jisr.access.texts import line
from jisr.kit.db import Transaction
from jisr.meetings.agreements import rules, store, wording
from jisr.meetings.agreements.actions.checking import check_contacts, checked
from jisr.meetings.agreements.actions.ground import (
    acting_of,
    bureaus_of,
    found,
    require_version,
    seal_version,
    step,
    write,
)
from jisr.meetings.agreements.model import Contact, Memorandum, State, Terms
from jisr.values import new_id


def draft(transaction: Transaction, acting: str, terms: Terms, *, renews: str = "") -> Memorandum:
    """Draft a memorandum between parties of which the officer answers for one.

    Args:
        transaction: in which it is done.
        acting: the head of a party's bureau; for the secretariat its coordinator.
        terms: what the parties may agree on; paragraphs without an id get one.
        renews: the id of the memorandum whose place it takes, or empty.

    Raises:
        Denied: the officer answers for no party, the terms give more than the parties can, or the
            old memorandum cannot be renewed.
        NotFound: a bureau, or the old memorandum, does not exist.
        ValueMalformed: a text, a list or a language has not its form.
    """
    person = acting_of(transaction, acting)
    whole = wording.revised(None, _fit(transaction, terms), 1, ())
    rules.may_draft(person, whole).or_refuse()
    if renews:
        old, state = found(transaction, person, renews)
        rules.may_renew(whole, old, state).or_refuse()
    new = Memorandum(
        id=new_id(),
        terms=whole,
        drafted_at=transaction.now,
        renews=renews,
        steps=(step(transaction, person, "drafted"),),
    )
    store.add(transaction, new)
    seal_version(transaction, person, "drafted", new)
    return new


def revise(  # noqa: PLR0913  the new terms, and what was read before
    transaction: Transaction,
    acting: str,
    memorandum_id: str,
    terms: Terms,
    *,
    confirmed: Collection[str] = (),
    seen: int | None = None,
) -> Memorandum:
    """Put new terms in place of the present ones, while it is a draft.

    Args:
        transaction: in which it is done.
        acting: the head of a party's bureau, before and after the change.
        memorandum_id: which one.
        terms: all of them; paragraphs keep their ids.
        confirmed: languages whose unchanged words were compared and still say the same.
        seen: the version that was read before.

    Raises:
        Denied: the officer answers for no party, or the words are closed.
        NotFound: there is no such memorandum that the officer may know of, or no such bureau.
        Conflict: it was revised too often.
        VersionStale: it was changed since it was read.
        ValueMalformed: a text, a list or a language has not its form.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_revise(person, before, state).or_refuse()
    require_version(before, seen)
    revision = before.revision + 1
    whole = wording.revised(before.terms, _fit(transaction, terms), revision, confirmed)
    rules.may_draft(person, whole).or_refuse()
    if before.renews:
        old, old_state = found(transaction, person, before.renews)
        rules.may_renew(whole, old, old_state).or_refuse()
    changed = replace(before, terms=whole, revision=revision)
    return write(transaction, person, "revised", changed)


def name_contacts(
    transaction: Transaction,
    acting: str,
    memorandum_id: str,
    party: str,
    contacts: Iterable[Contact],
) -> Memorandum:
    """Say whom to ask at a party, in place of those who were named.

    Raises:
        Denied: the officer does not answer for the party, or the memorandum is over.
        NotFound: there is no such memorandum that the officer may know of.
        ValueMalformed: a name or an address is not one line.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_name_contacts(person, before, state, party).or_refuse()
    own = tuple(replace(each, party=party) for each in check_contacts(contacts))
    others = tuple(each for each in before.contacts if each.party != party)
    changed = replace(before, contacts=(*others, *own))
    return write(transaction, person, "contacts_named", changed)


def withdraw(transaction: Transaction, acting: str, memorandum_id: str, why: str) -> Memorandum:
    """Give a memorandum up before it is in force.

    Raises:
        Denied: the officer answers for no party, or it is in force or over.
        NotFound: there is no such memorandum that the officer may know of.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_withdraw(person, before, state).or_refuse()
    changed = replace(before, state=State.WITHDRAWN, why=line("why", why))
    return write(transaction, person, "withdrawn", changed)


def _fit(transaction: Transaction, terms: Terms) -> Terms:
    """Return terms that have their form and that can be a memorandum."""
    read = checked(terms)
    rules.may_agree(read, bureaus_of(transaction, read)).or_refuse()
    return read
