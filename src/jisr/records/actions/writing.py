"""Records are added, changed, withdrawn and erased: each version is one sealed entry."""

import dataclasses
import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence

from jisr.access import actions as access
from jisr.access.model import Asking, DatabaseName, Operation
from jisr.access.rules import may
from jisr.errors import (
    AlreadyExists,
    Denied,
    InputRefused,
    InputTooLarge,
    VersionStale,
    to_translate,
)
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.kit.http.idempotency import forget_answers
from jisr.ledger.entry import Act
from jisr.ledger.log import Draft as Sealing
from jisr.ledger.log import erase_document, seal, seal_many
from jisr.records import opening_store, store
from jisr.records.actions.deciding import act_of, find_owned
from jisr.records.actions.sharing import ensure_classes
from jisr.records.document import content_of, document_of, erasure_of, kind_of
from jisr.records.flags import flags_of
from jisr.records.identity import Identifier, Keys, keys_of, refusal
from jisr.records.model import Draft, Metadata, Outcome, Record, Result, State
from jisr.records.profiles import profile
from jisr.records.retention import last_day
from jisr.records.rules import may_end, may_erase, may_record, may_write, may_write_here
from jisr.values import Decision, new_id

DRAFTS_AT_ONCE_MAX = 10_000
"""One batch is one transaction; a longer one would keep other writers waiting for seconds."""
CONTENT_HASH_BYTES = 16
RESTORER = "restore"
"""Who acts, and why, where a restored database is brought in step with later erasures."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Prepared:
    """A draft that may be written, with what follows from its content."""

    draft: Draft
    keys: Keys
    content: str


@dataclasses.dataclass(frozen=True, slots=True)
class _Plan:
    """A version that will be written; `known` is the row that it replaces."""

    record: Record
    keys: Keys
    content: str | None
    known: store.Row | None
    reason: str = ""


# ── the verbs ─────────────────────────────────────────────────────────────────────────────────


def add_record(transaction: Transaction, asking: Asking, draft: Draft) -> Record:
    """Add a record of the asking bureau.

    Raises:
        Denied: the rules refuse the draft.
        InputRefused: a number has not its form.
        AlreadyExists: the bureau has a record of the same thing.
    """
    today = access.today(transaction)
    prepared = _prepared_or_refuse(asking, draft, today)
    if _known(transaction, asking, [prepared]):
        raise AlreadyExists(thing=to_translate("record"))
    plan = _plan(asking, prepared, None, today)
    _write(transaction, asking, [plan])
    return plan.record


def write_many(transaction: Transaction, asking: Asking, drafts: Sequence[Draft]) -> list[Outcome]:
    """Write a batch of drafts of the asking bureau; return what became of each, in order.

    The same thing of the same owner with equal content stays unchanged, with other content it gets
    a new version. A refused draft does not stop the others.

    Raises:
        InputTooLarge: there are more than `DRAFTS_AT_ONCE_MAX`.
    """
    if len(drafts) > DRAFTS_AT_ONCE_MAX:
        raise InputTooLarge(field=to_translate("batch"), limit=DRAFTS_AT_ONCE_MAX)
    today = access.today(transaction)
    checked = list(_checked(asking, drafts, today))
    known = _known(transaction, asking, [each for each in checked if isinstance(each, _Prepared)])
    updating = {
        name: may(asking, name, Operation.UPDATE, owner=asking.bureau.id, today=today)
        for name in {name for name, _ in known}
    }
    plans: dict[tuple[DatabaseName, str], _Plan] = {}
    unnamed: list[_Plan] = []
    outcomes = []
    for each in checked:
        if isinstance(each, Decision):
            outcomes.append(Outcome(Result.REJECTED, why=each.why, details=each.details))
            continue
        key = (each.draft.database, each.keys.identity or "")
        outcome, plan = _outcome(asking, each, known.get(key), plans.get(key), today)
        if outcome.result is Result.UPDATED and not updating[key[0]].allowed:
            outcome, plan = Outcome(Result.REJECTED, why=updating[key[0]].why), None
        outcomes.append(outcome)
        if plan is not None and each.keys.identity is None:
            unnamed.append(plan)
        elif plan is not None:
            plans[key] = plan
    _write(transaction, asking, [*plans.values(), *unnamed])
    return outcomes


def new_version(
    transaction: Transaction, asking: Asking, record_id: str, draft: Draft, *, read_version: int
) -> Record:
    """Write the next version of an own record from the whole draft.

    Args:
        transaction: the transaction.
        asking: who writes.
        record_id: which record.
        draft: everything that the record now says.
        read_version: the version that the officer had before him.

    Raises:
        NotFound: there is no such record, or none that this officer may know of.
        Denied: only its owner changes it, or the rules refuse the draft.
        VersionStale: the record was changed since it was read.
        AlreadyExists: the bureau has another record of the same thing.
    """
    today = access.today(transaction)
    row, _ = find_owned(transaction, asking, record_id, Operation.UPDATE, today)
    if row.version != read_version:
        raise VersionStale(thing=to_translate("record"), current=row.version)
    prepared = _prepared_or_refuse(asking, draft, today)
    if draft.database != row.database or row.identity not in (None, prepared.keys.identity):
        raise Denied(why="record.identity_changed")
    if row.identity is None and _known(transaction, asking, [prepared]):
        raise AlreadyExists(thing=to_translate("record"))
    plan = _plan(asking, prepared, row, today)
    _write(transaction, asking, [plan])
    return plan.record


def withdraw(transaction: Transaction, asking: Asking, record_id: str, reason: str) -> Record:
    """Withdraw an own record: from now on it is found by nobody else.

    Raises:
        NotFound: there is no such record, or none that this officer may know of.
        Denied: only its owner withdraws it, once and with a reason.
    """
    today = access.today(transaction)
    row, record = find_owned(transaction, asking, record_id, Operation.WITHDRAW, today)
    may_end(record, reason).or_refuse()
    withdrawn = dataclasses.replace(record, version=row.version + 1, state=State.WITHDRAWN)
    plan = _Plan(withdrawn, Keys(row.identity, ()), None, row, reason)
    _write(transaction, asking, [plan])
    return withdrawn


def erase(transaction: Transaction, asking: Asking, record_id: str, reason: str) -> str:
    """Destroy the data of every version of an own record; return the entry that proves it.

    The entries keep their place and their proofs, without document and salt; the erasure itself
    is an entry, so whoever holds a copy learns of it.

    Raises:
        NotFound: there is no such record, or none that this officer may know of.
        Denied: only the head or the data-protection officer of its owner erases it.
    """
    today = access.today(transaction)
    row, _ = find_owned(transaction, asking, record_id, Operation.ERASE, today)
    may_erase(reason).or_refuse()
    act = act_of(transaction, asking, "record.erased", row.id, row.audience_class)
    return _destroy(transaction, row, act, reason)


def erase_again(transaction: Transaction, record_id: str) -> bool:
    """Destroy what a restored database still holds of a record that was erased since.

    Whoever follows the restored ledger learns of it by an entry, as of any erasure.

    Returns:
        Whether there was anything: a record that is not here, or is erased, is left as it is.
    """
    row, _ = store.find_newest(transaction, [record_id]).get(record_id, (None, None))
    if row is None or row.state is State.ERASED:
        return False
    act = Act(
        time=instant_text(transaction.now),
        bureau=row.owner,
        officer=RESTORER,
        verb="record.erased",
        subject=row.id,
        purpose=RESTORER,
        audience_class=row.audience_class,
    )
    _destroy(transaction, row, act, "erased before; the database was restored from a backup")
    return True


def _destroy(transaction: Transaction, row: store.Row, act: Act, reason: str) -> str:
    # Why it was opened once may tell of whom it was.
    told = opening_store.forget(transaction, row.id)
    for entry_id in (*store.list_entries(transaction, row.id), *told):
        erase_document(transaction, entry_id)
    version = row.version + 1
    document = erasure_of(row.id, version, row.database, row.owner, reason)
    sealed = seal(transaction, act, document, version=version)
    erased = dataclasses.replace(
        row,
        version=version,
        state=State.ERASED,
        entry_id=sealed.entry_id,
        reference="",
        identity=None,
        content=None,
    )
    store.remove_identifiers(transaction, [row.number])
    store.put_protection(transaction, row.id, ())
    store.change_rows(transaction, [erased])
    forget_answers(transaction, row.id)
    return sealed.entry_id


# ── deciding ──────────────────────────────────────────────────────────────────────────────────


def _checked(
    asking: Asking, drafts: Sequence[Draft], today: datetime.date
) -> Iterator[_Prepared | Decision]:
    """Yield each draft prepared, or the decision that refuses it."""
    here: dict[DatabaseName, Decision] = {}
    for draft in drafts:
        database = profile(draft.database)
        if draft.database not in here:
            here[draft.database] = may_write_here(asking, database, today)
        decision = here[draft.database]
        if decision.allowed:
            decision = may_record(draft, asking, database, today)
        if not decision.allowed:
            yield decision
            continue
        try:
            prepared = _prepare(draft)
        except InputRefused as error:
            yield refusal(error)
        else:
            yield prepared


def _prepared_or_refuse(asking: Asking, draft: Draft, today: datetime.date) -> _Prepared:
    may_write(draft, asking, profile(draft.database), today).or_refuse()
    return _prepare(draft)


def _prepare(draft: Draft) -> _Prepared:
    keys = keys_of(
        draft.subject,
        profile(draft.database),
        reference=draft.reference,
        handling=draft.handling,
    )
    content = hashlib.blake2b(content_of(draft), digest_size=CONTENT_HASH_BYTES).hexdigest()
    return _Prepared(draft, keys, content)


def _known(
    transaction: Transaction, asking: Asking, prepared: Sequence[_Prepared]
) -> Mapping[tuple[DatabaseName, str], store.Row]:
    """Return the rows that the bureau has of the same things."""
    wanted: dict[DatabaseName, list[str]] = {}
    for each in prepared:
        if each.keys.identity is not None:
            wanted.setdefault(each.draft.database, []).append(each.keys.identity)
    return {
        (database, identity): row
        for database, identities in wanted.items()
        for identity, row in store.find_identities(
            transaction, database, asking.bureau.id, identities
        ).items()
    }


def _outcome(
    asking: Asking,
    prepared: _Prepared,
    known: store.Row | None,
    planned: _Plan | None,
    today: datetime.date,
) -> tuple[Outcome, _Plan | None]:
    if planned is not None:
        if planned.content == prepared.content:
            return Outcome(Result.UNCHANGED, planned.record.id), None
        return Outcome(Result.REJECTED, why="record.twice_in_batch"), None
    if known is not None and known.state is State.ACTIVE and known.content == prepared.content:
        return Outcome(Result.UNCHANGED, known.id), None
    plan = _plan(asking, prepared, known, today)
    result = Result.ADDED if known is None else Result.UPDATED
    return Outcome(result, plan.record.id), plan


def _plan(
    asking: Asking, prepared: _Prepared, known: store.Row | None, today: datetime.date
) -> _Plan:
    draft = prepared.draft
    record = Record(
        id=new_id() if known is None else known.id,
        version=1 if known is None else known.version + 1,
        database=draft.database,
        owner=asking.bureau.id,
        state=State.ACTIVE,
        subject=draft.subject,
        metadata=Metadata(
            source=draft.source or asking.bureau.id,
            recorded_on=today,
            purpose=draft.purpose,
            confidentiality=draft.confidentiality,
            retained_until=_retained_until(draft, known, today),
            relevance=draft.relevance,
            status=draft.status,
            event=draft.event,
            event_date=draft.event_date,
            reference=draft.reference,
        ),
        flags=flags_of(draft, profile(draft.database), today),
        audience=draft.audience,
        handling=draft.handling,
    )
    return _Plan(record, prepared.keys, prepared.content, known)


def _retained_until(draft: Draft, known: store.Row | None, today: datetime.date) -> datetime.date:
    """Return the end that the owner names; else a known record keeps the end that it had."""
    if draft.retained_until is not None:
        return draft.retained_until
    last = last_day(profile(draft.database), draft.subject, today)
    if known is not None and known.state is State.ACTIVE and known.retained_until >= today:
        return min(known.retained_until, last)
    return last


# ── storing and sealing ───────────────────────────────────────────────────────────────────────


def _write(transaction: Transaction, asking: Asking, plans: Sequence[_Plan]) -> None:
    if not plans:
        return
    classes = ensure_classes(transaction, asking, {plan.record.audience for plan in plans})
    sealed = seal_many(
        transaction,
        [
            Sealing(
                act_of(
                    transaction,
                    asking,
                    _verb(plan),
                    plan.record.id,
                    classes[plan.record.audience],
                ),
                document_of(plan.record, reason=plan.reason),
                plan.record.version,
            )
            for plan in plans
        ],
    )
    number = store.next_number(transaction)
    new: list[store.Row] = []
    changed: list[store.Row] = []
    identifiers: list[tuple[int, Identifier]] = []
    for plan, receipt in zip(plans, sealed, strict=True):
        if plan.known is None:
            own_number, number = number, number + 1
            rows = new
        else:
            own_number, rows = plan.known.number, changed
        rows.append(_row(plan, own_number, classes[plan.record.audience], receipt.entry_id))
        identifiers += [(own_number, each) for each in plan.keys.identifiers]
    store.add_rows(transaction, new)
    store.change_rows(transaction, changed)
    store.remove_identifiers(transaction, [row.number for row in changed])
    store.add_identifiers(transaction, identifiers)


def _verb(plan: _Plan) -> str:
    if plan.record.state is State.WITHDRAWN:
        return "record.withdrawn"
    return "record.added" if plan.known is None else "record.updated"


def _row(plan: _Plan, number: int, audience_class: str, entry_id: str) -> store.Row:
    record = plan.record
    return store.Row(
        number=number,
        id=record.id,
        version=record.version,
        kind=kind_of(record.subject),
        database=record.database,
        owner=record.owner,
        audience_class=audience_class,
        state=record.state,
        entry_id=entry_id,
        retained_until=record.metadata.retained_until,
        reference=record.metadata.reference,
        identity=plan.keys.identity,
        content=plan.content,
    )
