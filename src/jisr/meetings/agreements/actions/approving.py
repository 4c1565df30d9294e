"""The path of approval: opinions, the proposal with its window, objections, the assembly's vote."""

from dataclasses import replace

from jisr.access import actions as access
from jisr.access.texts import line
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.meetings.agreements import dates, rules, wording
from jisr.meetings.agreements.actions.ground import (
    acting_of,
    bureaus_of,
    digest_in,
    found,
    network_zone,
    path_of,
    require_version,
    write,
)
from jisr.meetings.agreements.model import (
    Body,
    Memorandum,
    Objection,
    Opinion,
    Ruling,
    State,
)
from jisr.values import is_id


def record_opinion(  # noqa: PLR0913  what who said of which words, and where it is written
    transaction: Transaction,
    acting: str,
    memorandum_id: str,
    body: Body,
    *,
    is_favourable: bool,
    reference: str,
) -> Memorandum:
    """Record what a body says of a draft; an opinion counts for these very words only.

    Raises:
        Denied: the officer is no coordinator, or the words are closed.
        NotFound: there is no such memorandum that the officer may know of.
        ValueMalformed: the reference is not one line.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_opine(person, state).or_refuse()
    digest = digest_in(transaction, before)
    new = Opinion(body, is_favourable, line("reference", reference), digest)
    kept = tuple(each for each in before.opinions if each.body is not body)
    changed = replace(before, opinions=(*kept, new))
    return write(transaction, person, "opinion_recorded", changed)


def propose(
    transaction: Transaction, acting: str, memorandum_id: str, *, seen: int | None = None
) -> Memorandum:
    """Close the words of a draft and tell the members, who may object until the window ends.

    Where the rules ask no member, it is approved at once.

    Raises:
        Denied: the officer may not, an opinion is missing, the languages are out of step, or the
            terms give more than the parties can.
        NotFound: there is no such memorandum that the officer may know of.
        VersionStale: it was changed since it was read.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    path = path_of(transaction, before)
    digest = digest_in(transaction, before)
    rules.may_propose(person, before, state, path, digest).or_refuse()
    require_version(before, seen)
    rules.may_agree(before.terms, bureaus_of(transaction, before.terms)).or_refuse()
    wording.in_step(before.terms, before.revision).or_refuse()
    closed = replace(before, path=path.key, proposed_at=transaction.now)
    if not path.objection_days:
        return write(transaction, person, "closed", replace(closed, state=State.APPROVED))
    zone = network_zone(transaction)
    last_day = dates.window_last_day(transaction.now, path.objection_days, zone)
    changed = replace(closed, state=State.PROPOSED, window_ends=last_day)
    return write(transaction, person, "proposed", changed)


def object_to(transaction: Transaction, acting: str, memorandum_id: str, why: str) -> Memorandum:
    """Object for a member: the assembly will decide.

    Raises:
        Denied: the officer heads no national bureau or answers for a party, or the window is not
            open, or the member has objected.
        NotFound: there is no such memorandum that the officer may know of.
        ValueMalformed: the reason is not one line.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    last_day = before.window_ends
    is_open = last_day is not None and access.today(transaction) <= last_day
    rules.may_object(person, before, state, is_open=is_open).or_refuse()
    new = Objection(person.bureau.id, person.officer.id, transaction.now, line("why", why))
    changed = replace(before, state=State.OBJECTED, objections=(*before.objections, new))
    return write(transaction, person, "objected", changed)


def decide(
    transaction: Transaction, acting: str, memorandum_id: str, vote: str, *, is_approved: bool
) -> Memorandum:
    """Record what the assembly decided about a memorandum to which a member objected.

    Args:
        transaction: in which it is done.
        acting: a coordinator of the secretariat.
        memorandum_id: which one.
        vote: the id of the assembly's vote; its own record proves what was decided.
        is_approved: what the assembly decided.

    Raises:
        Denied: the officer is no coordinator, or no member objected.
        NotFound: there is no such memorandum that the officer may know of.
        ValueMalformed: the vote is no id.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_decide(person, state).or_refuse()
    if not is_id(vote):
        raise ValueMalformed(field="vote", why=to_translate("use the id of the vote"))
    next_state = State.APPROVED if is_approved else State.REFUSED
    changed = replace(before, state=next_state, ruling=Ruling(vote, is_approved))
    return write(transaction, person, "decided", changed)
