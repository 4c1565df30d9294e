"""What traces tell after the answer: exact document hits are noticed, blind hits are found.

It runs on a tick, after the answer left, so nothing of it can show there. It follows each trace
tree by position and notes how far it came in the transaction that acted on it: a trace is treated
once, whichever process does it. Numbers cost little and come first. To search a name takes as long
as a check does, so names have a position of their own, and where there is more to search than the
share of the watch allows they wait for quieter hours. It also follows the ledger for records that
were erased.
"""

import datetime
import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from jisr.access import actions as access
from jisr.access.model import Asking
from jisr.checks import rules as check_rules
from jisr.checks.dialogue import documents, rules, store, traced, watch_store
from jisr.checks.dialogue.forgetting import forget
from jisr.checks.dialogue.model import Dialogue, State, Word
from jisr.checks.dialogue.speaking import begin_by_hub, hub_says, must_refer, shared
from jisr.checks.dialogue.traced import Traced
from jisr.checks.dialogue.watch_names import HiddenPersons
from jisr.checks.finding import look_up
from jisr.checks.model import PersonQuery, Query
from jisr.checks.queries import Prepared, prepare
from jisr.checks.store import SealedTrace
from jisr.errors import InputRefused, OfficerUnknown
from jisr.kit.db import Database, Transaction
from jisr.ledger.log import entries_after
from jisr.records import actions as records
from jisr.records.document import kind_of
from jisr.records.model import Held, Kind, Record
from jisr.records.model import State as RecordState
from jisr.records.retention import is_expired
from jisr.values import new_id

Rest = Callable[[float], bool]
"""Told how many seconds were worked; True ends the look."""
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


def follow(
    database: Database, rest: Rest = _without_rest, names: HiddenPersons | None = None
) -> int:
    """Treat the traces and the erasures since the last look; return how many hits were begun.

    Args:
        database: where the traces are.
        rest: called after each batch of traces, and after each name that was searched, with the
            seconds that it took; True ends the look. The next one goes on where this one ended.
        names: finds hidden persons; without it their turn comes when there is one.
    """
    if not database.in_transaction(watch_store.take_lease):
        return 0
    try:
        return _Look(database, rest, names).follow()
    finally:
        database.in_transaction(watch_store.end_lease)


class _Look:
    """One look at what is new, until there is nothing more or it was told to stop."""

    def __init__(self, database: Database, rest: Rest, names: HiddenPersons | None) -> None:
        self._database = database
        self._rest = rest
        self._names = names
        self._is_stopped = False
        self._batches = 0

    def follow(self) -> int:
        """Treat what is new; return how many hits were begun."""
        for _ in range(BATCHES_MAX):
            if not _follow_erasures(self._database):
                break
        begun, _ = self._in_turn(self._follow_numbers)
        if self._names is None:
            return begun
        ends = time.monotonic() + self._names.look_seconds_max
        begun_by_names, self._names.is_behind = self._in_turn(self._follow_names, ends)
        return begun + begun_by_names

    def _in_turn(
        self, follow_tree: Callable[[str], int | None], ends: float = math.inf
    ) -> tuple[int, bool]:
        """Treat each tree in its turn: a bureau that asks very much keeps no other one waiting.

        Returns:
            How many hits were begun, and whether traces may be left.
        """
        with self._database.reading() as transaction:
            waiting = deque(watch_store.origins(transaction))
        begun = 0
        while waiting and self._batches < BATCHES_MAX and not self._is_stopped:
            if time.monotonic() >= ends:
                break
            origin = waiting.popleft()
            treated = follow_tree(origin)
            if treated is not None:
                waiting.append(origin)
                begun += treated
                self._batches += 1
        return begun, bool(waiting)

    def _follow_numbers(self, origin: str) -> int | None:
        """Treat the numbers of the next traces of a tree; None at the end."""
        started = time.perf_counter()
        with self._database.reading() as transaction:
            start = watch_store.position(transaction, origin)
            sealed = watch_store.traces_after(transaction, origin, start, limit=TRACES_AT_ONCE)
            if not sealed:
                return None
            questions = _questions(sealed)
            seen = [*_noticed(transaction, questions), *_hidden(transaction, questions)]
        end = sealed[-1].position
        begun = self._database.in_transaction(_treat, origin, start, end, seen)
        self._is_stopped = self._rest(time.perf_counter() - started)
        return begun

    def _follow_names(self, origin: str) -> int | None:
        """Treat the names of the next traces of a tree; None at the end."""
        started = time.perf_counter()
        mark = watch_store.names_of(origin)
        with self._database.reading() as transaction:
            start = end = watch_store.position(transaction, mark)
            sealed = watch_store.traces_after(transaction, origin, start, limit=TRACES_AT_ONCE)
        if not sealed:
            return None
        seen: list[_Seen] = []
        for each in sealed:
            if self._is_stopped:
                break
            for question in _questions([each]):
                if isinstance(question.query, PersonQuery) and question.query.name:
                    seen += self._hidden_persons(question, question.query)
                    self._is_stopped = self._rest(time.perf_counter() - started)
                    started = time.perf_counter()
            end = each.position
        begun = self._database.in_transaction(_treat, mark, start, end, seen)
        self._is_stopped = self._is_stopped or self._rest(time.perf_counter() - started)
        return begun

    def _hidden_persons(self, question: Traced, query: PersonQuery) -> list[_Seen]:
        """Return the persons that a question means by name and that are hidden from who asked."""
        if self._names is None:
            return []
        with self._database.reading() as transaction:
            asking, today = _asking(transaction, question), access.today(transaction)
        prepared = _prepared(query, today)
        if asking is None or prepared is None or not isinstance(prepared.query, PersonQuery):
            return []
        # Checks of this process wait for the lock, so it is held for one search; and nobody may
        # wait for it while he keeps a reading of the database open.
        with self._names.index.lock, self._database.reading() as transaction:
            found = self._names.find(transaction, asking, prepared.query, today)
            return [
                _Seen(question, held.record.id, is_blind=True)
                for held in found
                if held.record.id not in question.records and _is_hidden(transaction, asking, held)
            ]


# ── traces ────────────────────────────────────────────────────────────────────────────────────


def _questions(sealed: Iterable[SealedTrace]) -> list[Traced]:
    """Return the questions of traces; lists and measurings notify nobody."""
    return [
        each
        for each in map(traced.decode, sealed)
        if each is not None and not (each.is_list or each.is_measuring)
    ]


def _treat(transaction: Transaction, mark: str, start: int, end: int, seen: list[_Seen]) -> int:
    """Begin what was found, unless another process has treated these traces meanwhile."""
    if watch_store.position(transaction, mark) != start:
        return 0
    watch_store.put_position(transaction, mark, end)
    watch_store.keep_lease(transaction)
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
        asking = _asking(transaction, question)
        if asking is None:
            continue
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
                and _is_hidden(transaction, asking, held)
            ):
                yield _Seen(question, held.record.id, is_blind=True)


def _prepared(query: Query, today: datetime.date) -> Prepared | None:
    try:
        return prepare(query, today=today)
    except InputRefused:
        return None


def _asking(transaction: Transaction, question: Traced) -> Asking | None:
    """Return who asked; None if he is no longer active: what he saw cannot be told any more."""
    try:
        return access.ask(transaction, question.officer, question.purpose, question.case)
    except OfficerUnknown:
        return None


def _is_hidden(transaction: Transaction, asking: Asking, held: Held) -> bool:
    """Return whether only the owner's restriction keeps a record from whoever asked."""
    record, today = held.record, access.today(transaction)
    known = records.audience_classes(transaction).get(held.audience_class)
    return known is not None and check_rules.is_restricted(
        asking, record.database, record.owner, known, today
    )


def _begin(transaction: Transaction, seen: _Seen) -> bool:
    held = records.record_for_flows(transaction, seen.record)
    if held is None or held.record.state is not RecordState.ACTIVE:
        return False
    record, question = held.record, seen.question
    # Whoever hides a record today must not learn what was asked before.
    if seen.is_blind and records.written_at(transaction, record.id) > question.asked_at:
        return False
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
