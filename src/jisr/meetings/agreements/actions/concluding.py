"""A memorandum is signed, enters into force with its grant, is followed up, and ends."""

import datetime
from dataclasses import replace

from jisr.access import actions as access
from jisr.access.model import AgreementGrant
from jisr.access.sign_in.statements import Signed
from jisr.access.texts import line
from jisr.errors import Conflict, SignatureMissing, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.meetings.agreements import dates, rules, store
from jisr.meetings.agreements.actions.ground import (
    acting_of,
    bureaus_of,
    days_until,
    digest_in,
    found,
    write,
)
from jisr.meetings.agreements.model import Acting, Memorandum, Renewal, Signature, State
from jisr.values import new_id


def sign(  # noqa: PLR0913  who signs what for whom, with which key
    transaction: Transaction,
    acting: str,
    memorandum_id: str,
    party: str,
    digest: str,
    *,
    signed: Signed | None,
) -> Memorandum:
    """Sign a memorandum for a party, with the officer's own key; the last side closes the signing.

    Args:
        transaction: in which it is done.
        acting: who answers for the party.
        memorandum_id: which one.
        party: for which party.
        digest: of the terms that the officer has read; the signed request holds it.
        signed: the signature over the request; None in a demo only.

    Raises:
        Denied: the officer does not answer for the party, or it is not the time to sign.
        SignatureMissing: nothing was signed, and this is no demo.
        Conflict: these are not the terms.
        NotFound: there is no such memorandum that the officer may know of.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_sign(person, before, state, party).or_refuse()
    if signed is None and not access.network(transaction).is_demo:
        raise SignatureMissing
    if digest != digest_in(transaction, before):
        raise Conflict(why=to_translate("you have read other terms than these; read them again"))
    new = Signature(
        party=party,
        officer=person.officer.id,
        digest=digest,
        at=transaction.now,
        kind=signed.kind if signed else "",
        key=signed.key if signed else "",
        value=signed.value if signed else "",
    )
    signatures = (*before.signatures, new)
    is_last = {each.party for each in signatures} == set(before.terms.parties)
    changed = replace(
        before, signatures=signatures, state=State.SIGNED if is_last else State.APPROVED
    )
    return write(transaction, person, "signed", changed)


def enter_into_force(transaction: Transaction, acting: str, memorandum_id: str) -> Memorandum:
    """Bring a signed memorandum into force from this minute, and open its data grant with it.

    What it renews gives way to it, in the same transaction.

    Raises:
        Denied: the officer may not, a side has not signed, its first day has not come, or the
            officer cannot give the receiver an agreement (`access.rules.may_grant`).
        Conflict: its last day has passed.
        NotFound: there is no such memorandum that the officer may know of.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    today = access.today(transaction)
    early = days_until(before.terms.starts, today) or 0
    rules.may_enter(person, before, state, early).or_refuse()
    if before.terms.ends is not None and before.terms.ends < today:
        raise Conflict(why=to_translate("its last day has passed"))
    rules.may_agree(before.terms, bureaus_of(transaction, before.terms)).or_refuse()
    if before.renews:
        _give_way(transaction, person, before)
    grant = _grant_of(before, today)
    if grant is not None:
        access.grant_agreement(transaction, acting, grant)
    changed = replace(
        before,
        state=State.IN_FORCE,
        entered=today,
        grant=grant.id if grant else "",
        review=before.terms.review,
    )
    return write(transaction, person, "entered_into_force", changed)


def _grant_of(memorandum: Memorandum, today: datetime.date) -> AgreementGrant | None:
    given = memorandum.terms.grant
    if given is None:
        return None
    return AgreementGrant(
        id=new_id(),
        bureau=given.bureau,
        databases=given.databases,
        operations=given.operations,
        purposes=given.purposes,
        counterparts=given.counterparts,
        starts=max(given.starts or today, today),
        ends=given.ends or memorandum.terms.ends,
        source=f"memorandum:{memorandum.id}",
    )


def _give_way(transaction: Transaction, person: Acting, new: Memorandum) -> None:
    old = store.find(transaction, new.renews)
    if old is None:
        return
    today = access.today(transaction)
    rules.may_renew(new.terms, old, dates.state_on(old, today)).or_refuse()
    _end_grant(transaction, person, old)
    write(transaction, person, "renewed", replace(old, state=State.RENEWED, successor=new.id))


def ask_renewal(transaction: Transaction, acting: str, memorandum_id: str) -> Memorandum:
    """Ask in time that a memorandum be renewed; the new one is drafted with its id.

    Raises:
        Denied: the officer answers for no party, it is not in force or never ends, or it is late.
        NotFound: there is no such memorandum that the officer may know of.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    left = days_until(dates.renewal_last_day(before.terms), access.today(transaction))
    rules.may_ask_renewal(person, before, state, left).or_refuse()
    changed = replace(before, renewal=Renewal(person.bureau.id, transaction.now))
    return write(transaction, person, "renewal_asked", changed)


def record_review(
    transaction: Transaction, acting: str, memorandum_id: str, following: datetime.date | None
) -> Memorandum:
    """Record that the parties looked at a memorandum again, and when they do so next.

    Raises:
        Denied: the officer answers for no party, or it is not in force.
        NotFound: there is no such memorandum that the officer may know of.
        ValueMalformed: the next day is not ahead, or after its last day.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_follow_up(person, before, state).or_refuse()
    ends = before.terms.ends or datetime.date.max
    if following is not None and not access.today(transaction) < following <= ends:
        raise ValueMalformed(
            field="next", why=to_translate("name a day ahead, within the memorandum's")
        )
    return write(transaction, person, "reviewed", replace(before, review=following))


def end(transaction: Transaction, acting: str, memorandum_id: str, why: str) -> Memorandum:
    """End a memorandum for a party from this minute, and its data grant with it.

    Raises:
        Denied: the officer answers for no party, or it is not in force.
        NotFound: there is no such memorandum that the officer may know of.
        ValueMalformed: the reason is not one line.
    """
    person = acting_of(transaction, acting)
    before, state = found(transaction, person, memorandum_id)
    rules.may_end(person, before, state).or_refuse()
    _end_grant(transaction, person, before)
    ended = access.today(transaction)
    changed = replace(before, state=State.ENDED, ended=ended, why=line("why", why))
    return write(transaction, person, "ended", changed)


def _end_grant(transaction: Transaction, person: Acting, memorandum: Memorandum) -> None:
    """End the grant of a memorandum, whoever of the parties ended that."""
    if memorandum.grant:
        access.end_agreement_of_flow(transaction, person.officer, memorandum.grant)
