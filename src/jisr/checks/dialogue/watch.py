"""What traces tell after the answer: exact document hits are noticed, blind hits are found.

It runs on a tick, after the answer left, so nothing of it can show there. It follows each trace
tree by position and notes how far it came in the transaction that acted on it: a trace is treated
once, whichever process does it. It also follows the ledger for records that were erased.
"""

import datetime
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.model import Operation
from jisr.access.rules import may
from jisr.checks import rules as check_rules
from jisr.checks.dialogue import documents, rules, store, traced, watch_store
from jisr.checks.dialogue.forgetting import forget
from jisr.checks.dialogue.model import Dialogue, State, Word
from jisr.checks.dialogue.speaking import begin_by_hub, hub_says, must_refer, shared
from jisr.checks.dialogue.traced import Traced
from jisr.checks.finding import look_up
from jisr.checks.model import Query
from jisr.checks.queries import Prepared, prepare
from jisr.errors import InputRefused, OfficerUnknown
from jisr.kit.db import Database, Transaction
from jisr.ledger.log import entries_after
from jisr.records import actions as records
from jisr.records.audience import may_see
from jisr.records.document import kind_of
from jisr.records.model import Held, Kind, Record
from jisr.records.model import State as RecordState
from jisr.records.retention import is_expired
from jisr.values import new_id

TRACES_AT_ONCE = 50
"""Some milliseconds of work, for which a check of the same process may have to wait."""
ENTRIES_AT_ONCE = 1_000
BATCHES_MAX = 200
"""One look treats so many batches; the next tick goes on."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A record that a question meant: visible to whoever asked (`is_blind` is False) or hidden."""

    question: Traced
    record: str
    is_blind: bool


def _without_rest(_seconds: float) -> bool:
    return False


def follow(database: Database, rest: Callable[[float], bool] = _without_rest) -> int:
    """Treat the traces and the erasures since the last look; return how many hits were begun.

    Args:
        database: where the traces are.
        rest: called after each batch with the seconds that it took; True ends the look. The next
            one goes on where this one ended.
    """
    if not database.in_transaction(watch_store.take_lease):
        return 0
    try:
        return _follow_all(database, rest)
    finally:
        database.in_transaction(watch_store.end_lease)


def _follow_all(database: Database, rest: Callable[[float], bool]) -> int:
    for _ in range(BATCHES_MAX):
        if not _follow_erasures(database):
            break
    with database.reading() as transaction:
        waiting = deque(watch_store.origins(transaction))
    begun = batches = 0
    # Each tree in its turn, so that a bureau that asks very much does not keep the others waiting.
    while waiting and batches < BATCHES_MAX:
        started = time.perf_counter()
        origin = waiting.popleft()
        treated = _follow_tree(database, origin)
        if treated is None:
            continue
        waiting.append(origin)
        begun += treated
        batches += 1
        if rest(time.perf_counter() - started):
            break
    return begun


# ── traces ────────────────────────────────────────────────────────────────────────────────────


def _follow_tree(database: Database, origin: str) -> int | None:
    """Treat the next traces of one tree; return how many hits were begun, None at the end."""
    with database.reading() as transaction:
        start = watch_store.position(transaction, origin)
        sealed = watch_store.traces_after(transaction, origin, start, limit=TRACES_AT_ONCE)
        if not sealed:
            return None
        questions = [
            each
            for each in map(traced.decode, sealed)
            if each is not None and not (each.is_list or each.is_measuring)
        ]
        seen = [*_noticed(transaction, questions), *_hidden(transaction, questions)]
    return database.in_transaction(_treat, origin, start, sealed[-1].position, seen)


def _treat(transaction: Transaction, origin: str, start: int, end: int, seen: list[_Seen]) -> int:
    """Begin what was found, unless another process has treated these traces meanwhile."""
    if watch_store.position(transaction, origin) != start:
        return 0
    watch_store.put_position(transaction, origin, end)
    return sum(_begin(transaction, each) for each in seen)


def _noticed(transaction: Transaction, questions: Iterable[Traced]) -> Iterator[_Seen]:
    """Yield the documents that came back: their owners are told by themselves."""
    for question in questions:
        for record in question.records:
            held = records.record_for_flows(transaction, record)
            if held is not None and kind_of(held.record.subject) is Kind.DOCUMENT:
                yield _Seen(question, record, is_blind=False)


def _hidden(transaction: Transaction, questions: Iterable[Traced]) -> Iterator[_Seen]:
    """Yield the records that have a number of a question and are hidden from who asked."""
    today = access.today(transaction)
    asked = [
        (question, prepared)
        for question in questions
        if (prepared := _prepared(question.query, today)) is not None
    ]
    numbers = look_up(transaction, [prepared for _, prepared in asked])
    for question, prepared in asked:
        values = {key.partition(":")[2] for key in prepared.keys.values()}
        candidates = {
            held.number: held
            for of_kind in numbers.values()
            for value in values
            for held in of_kind.get(value, ())
        }
        for held in candidates.values():
            if (
                held.record.id not in question.records
                and not is_expired(held.record, today)
                and check_rules.exact_rows(prepared, held.record)
                and _is_hidden(transaction, question, held)
            ):
                yield _Seen(question, held.record.id, is_blind=True)


def _prepared(query: Query, today: datetime.date) -> Prepared | None:
    try:
        return prepare(query, today=today)
    except InputRefused:
        return None


def _is_hidden(transaction: Transaction, question: Traced, held: Held) -> bool:
    """Return whether only the owner's restriction keeps a record from whoever asked.

    What his bureau's agreement or his role does not give him is no restriction of the owner. If
    he is no longer active, what he saw cannot be told any more.
    """
    try:
        asking = access.ask(transaction, question.officer, question.purpose, question.case)
    except OfficerUnknown:
        return False
    record, today = held.record, access.today(transaction)
    given = may(asking, record.database, Operation.CHECK, owner=record.owner, today=today)
    classes = records.audience_classes(transaction)
    known = classes.get(held.audience_class)
    return given.allowed and known is not None and not may_see(asking, known, today).allowed


def _begin(transaction: Transaction, seen: _Seen) -> bool:
    held = records.record_for_flows(transaction, seen.record)
    if held is None or held.record.state is not RecordState.ACTIVE:
        return False
    record, question = held.record, seen.question
    if not rules.may_be_asked(question.bureau, record.owner).allowed:
        return False
    is_referred = must_refer(transaction, question, record)
    known = store.find_of(transaction, question.id, record.id)
    if known is not None:
        return _notice_known(transaction, known, is_referred=is_referred)
    begin_by_hub(transaction, _new(transaction, seen, record, is_referred=is_referred))
    return True


def _notice_known(transaction: Transaction, known: Dialogue, *, is_referred: bool) -> bool:
    """Tell the owner, or the reviewer, of an exact document hit that its finder took up first."""
    if known.state is not State.PRESUMED or known.noticed_at is not None:
        return False
    if is_referred:
        hub_says(transaction, known, Word.REFERRED)
    else:
        hub_says(transaction, shared(transaction, known), Word.NOTICED)
    return True


def _new(transaction: Transaction, seen: _Seen, record: Record, *, is_referred: bool) -> Dialogue:
    question = seen.question
    state = State.REFERRED if is_referred else State.PRESUMED
    dialogue = Dialogue(
        id=new_id(),
        version=1,
        trace=question.id,
        record=record.id,
        record_version=question.records.get(record.id, record.version),
        kind=kind_of(record.subject),
        database=record.database,
        asking=question.bureau,
        owner=record.owner,
        purpose=question.purpose,
        asking_reference=question.case,
        owner_reference=record.metadata.reference,
        state=State.BLIND if seen.is_blind else state,
        opened_at=transaction.now,
        audience_class=documents.PRIVATE,
        is_referred=is_referred,
        noticed_at=None if is_referred else transaction.now,
    )
    if seen.is_blind or is_referred:
        return dialogue
    return shared(transaction, dialogue)


# ── erasures ──────────────────────────────────────────────────────────────────────────────────


def _follow_erasures(database: Database) -> bool:
    """Forget what dialogues hold of erased records; return whether more entries may follow."""
    with database.reading() as transaction:
        start = watch_store.position(transaction, watch_store.ENTRIES)
        followed = entries_after(transaction, start, ENTRIES_AT_ONCE)
    if not followed:
        return False
    written = [
        each.subject
        for each in followed
        if each.subject_kind == "record" and each.version is not None
    ]
    end = followed[-1].position or 0
    database.in_transaction(_forget_erased, start, end, sorted(set(written)))
    return len(followed) == ENTRIES_AT_ONCE


def _forget_erased(transaction: Transaction, start: int, end: int, written: list[str]) -> None:
    if watch_store.position(transaction, watch_store.ENTRIES) != start:
        return
    watch_store.put_position(transaction, watch_store.ENTRIES, end)
    for dialogue in store.of_records(transaction, written):
        if records.record_for_flows(transaction, dialogue.record) is None:
            forget(transaction, dialogue)
