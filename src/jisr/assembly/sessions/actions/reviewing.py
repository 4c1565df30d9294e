"""Credentials are reviewed, observers let in, dues recorded and suspensions waived."""

from collections.abc import Mapping
from dataclasses import replace

from jisr.access import actions as access
from jisr.access import rules as access_rules
from jisr.access.texts import line
from jisr.assembly.sessions import rules, serving, store
from jisr.assembly.sessions.actions.convening import open_for_change, require_version
from jisr.assembly.sessions.actions.reading import (
    act_of,
    offices_of,
    question,
    require_secretary,
    seats,
    session,
)
from jisr.assembly.sessions.actions.sending import write_credential
from jisr.assembly.sessions.documents import observer_document
from jisr.assembly.sessions.model import (
    Credential,
    CredentialState,
    HeldCredential,
    HeldObserver,
    Matter,
    Observer,
    ObserverKind,
    Office,
    Reviewer,
    Waiver,
)
from jisr.errors import Denied, NotFound, ValueMalformed, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.log import Draft, seal, seal_many

WHY_LENGTH_MAX = 500
OBSERVERS_MAX = 500
"""More than any session had; bounds what the hall shows."""
ID_LENGTH_MAX = 64
YEAR_MIN, YEAR_MAX = 1923, 9_999
"""The organisation was founded in 1923."""
YEARS_MAX = 50
MEMBERS_MAX = 1_000
_REVIEWERS = {
    Office.CREDENTIALS_BUREAU: Reviewer.CREDENTIALS_BUREAU,
    Office.CHAIR: Reviewer.PRESIDENT,
}


def review_credentials(  # noqa: PLR0913  one review names all of it
    transaction: Transaction,
    acting: str,
    number: int,
    member: str,
    after: CredentialState,
    *,
    why: str = "",
    seen: int | None = None,
) -> HeldCredential:
    """Accept, dispute or refuse credentials, as far as the officer's office allows (RoP 8).

    Raises:
        Denied: the officer holds no office that does this, or nobody who signed may give them.
        NotFound: the member handed in none.
        ValueMalformed: a dispute or a refusal says no reason.
        VersionStale: they were changed since they were read.
    """
    held = open_for_change(transaction, number)
    officer = access.officer(transaction, acting)
    offices = offices_of(held, acting)
    reviewer = next((who for office, who in _REVIEWERS.items() if office in offices), None)
    if reviewer is None:
        raise Denied(why="sessions.no_office")
    before = store.find_credential(transaction, number, member)
    if before is None:
        raise NotFound(thing=to_translate("credentials"))
    require_version(before.version, seen, to_translate("credentials"))
    if why or after is not CredentialState.ACCEPTED:
        line("why", why, WHY_LENGTH_MAX)
    changed = HeldCredential(
        rules.reviewed(before.credential, reviewer, after),
        before.version + 1,
        why,
        officer.id,
        transaction.now,
    )
    write_credential(transaction, officer, number, "credential.reviewed", changed)
    return changed


def admit_observer(
    transaction: Transaction, acting: str, number: int, observer: Observer
) -> HeldObserver:
    """Let an observer in, or correct what is known of one (RoP 6, 8).

    Raises:
        Denied: the officer is no secretary, the observer is not on the list or not approved, or
            is of a delegation that was not refused.
        ValueMalformed: the id or the name has not its form, or the hall is full.
    """
    secretary = require_secretary(transaction, acting)
    open_for_change(transaction, number)
    line("id", observer.id, ID_LENGTH_MAX)
    line("name", observer.name)
    rules.may_admit(observer).or_refuse()
    if observer.kind is ObserverKind.REFUSED_DELEGATION:
        serving.may_stay(_credential_behind(transaction, number, observer.id)).or_refuse()
    before = store.find_observer(transaction, number, observer.id)
    listed = store.list_observers(transaction, number, after="", limit=OBSERVERS_MAX)
    if before is None and len(listed) >= OBSERVERS_MAX:
        raise ValueMalformed(field="observer", why=to_translate("this list is too long"))
    held = HeldObserver(observer, is_admitted=True, version=before.version + 1 if before else 1)
    _write_observer(transaction, secretary.id, number, "observer.admitted", held)
    return held


def dismiss_observer(
    transaction: Transaction, acting: str, number: int, observer: str
) -> HeldObserver:
    """Take an observer's access to the session back.

    Raises:
        Denied: the officer is no secretary.
        NotFound: no such observer is let in.
    """
    secretary = require_secretary(transaction, acting)
    open_for_change(transaction, number)
    before = store.find_observer(transaction, number, observer)
    if before is None or not before.is_admitted:
        raise NotFound(thing=to_translate("observer"))
    held = replace(before, is_admitted=False, version=before.version + 1)
    _write_observer(transaction, secretary.id, number, "observer.dismissed", held)
    return held


def record_dues(
    transaction: Transaction,
    acting: str,
    number: int,
    unpaid: Mapping[str, frozenset[int]],
) -> None:
    """Record which financial years members have not paid; an empty set means all is paid.

    Members that are not named stay as they were recorded.

    Raises:
        Denied: the officer is no secretary.
        NotFound: one is no member.
        ValueMalformed: a year is none.
    """
    secretary = require_secretary(transaction, acting)
    members = session(transaction, number).order
    if len(unpaid) > MEMBERS_MAX or any(len(years) > YEARS_MAX for years in unpaid.values()):
        raise ValueMalformed(field="unpaid", why=to_translate("this list is too long"))
    if not unpaid.keys() <= set(members):
        raise NotFound(thing=to_translate("member"))
    if not all(YEAR_MIN <= year <= YEAR_MAX for years in unpaid.values() for year in years):
        raise ValueMalformed(field="year", why=to_translate("write it as 2026"))
    before = store.unpaid_years(transaction, number)
    written = {
        member: (years, before[member][1] + 1 if member in before else 1)
        for member, years in sorted(unpaid.items())
    }
    store.put_dues(transaction, number, written)
    seal_many(
        transaction,
        [
            Draft(
                act_of(transaction, secretary, "dues.recorded", f"dues:{number}:{member}"),
                {"session": number, "member": member, "unpaid_years": sorted(years)},
                version,
            )
            for member, (years, version) in written.items()
        ],
    )


def waive(transaction: Transaction, acting: str, number: int, member: str, item: str) -> None:
    """Give a suspended member its vote back for this session, as the assembly decided (GR 40, 52).

    Args:
        transaction: the transaction.
        acting: the secretary.
        number: of the session.
        member: its alpha-3 code.
        item: the item of the agenda under which the assembly decided; without one it may not.

    Raises:
        Denied: the officer is no secretary, the vote is not suspended, or nothing was on the
            agenda.
        NotFound: it is no member.
    """
    secretary = require_secretary(transaction, acting)
    held = session(transaction, number)
    seat = next(
        (each for each in seats(transaction, number) if each.delegation.member == member), None
    )
    if seat is None:
        raise NotFound(thing=to_translate("member"))
    asked = question(held, Matter.OTHER)
    rules.may_waive(seat, asked, is_on_agenda=bool(item.strip())).or_refuse()
    line("item", item)
    given = Waiver(member, number)
    store.add_waiver(transaction, number, given.member, item)
    act = act_of(transaction, secretary, "waiver.given", f"waiver:{number}:{member}")
    seal(transaction, act, {"session": number, "member": member, "item": item}, version=1)


def _credential_behind(transaction: Transaction, number: int, officer_id: str) -> Credential | None:
    """Return the credentials of the member whose officer this is, or None."""
    officer = access.registered(transaction, officer_id)
    member = access_rules.member_of(officer.bureau) if officer else ""
    found = store.find_credential(transaction, number, member)
    return found.credential if found else None


def _write_observer(
    transaction: Transaction, secretary: str, number: int, verb: str, held: HeldObserver
) -> None:
    store.put_observer(transaction, number, held)
    officer = access.officer(transaction, secretary)
    act = act_of(transaction, officer, verb, f"observer:{number}:{held.observer.id}")
    document = observer_document(number, held.observer, is_admitted=held.is_admitted)
    seal(transaction, act, document, version=held.version)
