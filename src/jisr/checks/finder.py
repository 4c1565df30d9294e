"""Answers what many officers ask from one reading of the data: the ground of checker and desk."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from jisr.access.model import Asking
from jisr.checks import rules
from jisr.checks.finding import Found, find
from jisr.checks.index import PersonIndex
from jisr.checks.model import Answer, Query, ResultCode
from jisr.checks.queries import Prepared, prepare
from jisr.checks.traces import Asked
from jisr.checks.view import DESK_LIMITS, Decided, Limits, View
from jisr.errors import InputRefused
from jisr.kit.db import Transaction

ASKING_KEPT_MAX = 100
"""Officers with their purposes for whom it is remembered what they may find."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Questions of one officer, for one purpose, in one case."""

    asking: Asking
    queries: tuple[Query, ...]
    limits: Limits = DESK_LIMITS


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found for each question of each inquiry, and in which state of the data.

    A question that cannot be read stands there as its refusal.
    """

    found: tuple[tuple[Found | InputRefused, ...], ...]
    position: int
    data_at: datetime.datetime


class Finder:
    """Finds for many officers at once; the index is its own while it does."""

    def __init__(self, index: PersonIndex, time_zone: str) -> None:
        self.index = index
        self._zone = ZoneInfo(time_zone)
        self._decided: dict[object, Decided] = {}

    def find(self, transaction: Transaction, inquiries: Sequence[Inquiry]) -> Findings:
        """Return what every question finds, all from the state of this transaction."""
        with self.index.lock:
            return self._find(transaction, inquiries)

    def follow(self, transaction: Transaction) -> None:
        """Take into account what was recorded since, so that the next question need not."""
        with self.index.lock:
            self.index.catch_up(transaction)

    def _find(self, transaction: Transaction, inquiries: Sequence[Inquiry]) -> Findings:
        self.index.catch_up(transaction)
        today = transaction.now.astimezone(self._zone).date()
        read = [[_read(query, today) for query in each.queries] for each in inquiries]
        asked = [
            (
                self._view(transaction, each, today),
                [one for one in several if isinstance(one, Prepared)],
            )
            for each, several in zip(inquiries, read, strict=True)
        ]
        found = []
        for several, those_found in zip(read, find(asked), strict=True):
            following = iter(those_found)
            found.append(
                tuple(one if isinstance(one, InputRefused) else next(following) for one in several)
            )
        return Findings(tuple(found), self.index.position + 1, transaction.now)

    def _view(self, transaction: Transaction, inquiry: Inquiry, today: datetime.date) -> View:
        asking = inquiry.asking
        key = (
            *(asking.officer, asking.bureau.id, asking.purpose, asking.grants, today),
            *(self.index.classes_epoch, len(self.index.groups)),
        )
        if len(self._decided) >= ASKING_KEPT_MAX:
            self._decided.clear()
        decided = self._decided.setdefault(key, Decided())
        view = View(transaction, asking, inquiry.limits, today, self.index, decided)
        view.see()
        return view


def _read(query: Query, today: datetime.date) -> Prepared | InputRefused:
    try:
        return prepare(query, today=today)
    except InputRefused as error:
        return error


def asked_of(found: Found, limits: Limits, code: ResultCode | None = None) -> Asked:
    """Return a question as it is sealed; a code of its own takes what was found away."""
    hits = found.hits if code is None else ()
    return Asked(
        query=found.prepared.query,
        code=found.code if code is None else code,
        databases=found.databases,
        records=tuple((hit.record, hit.version) for hit in hits),
        is_measuring=limits.is_measuring,
        is_list=limits.is_list,
    )


def answer_of(
    found: Found,
    findings: Findings,
    *,
    trace: str,
    answered_at: datetime.datetime,
    stale_seconds: int,
) -> Answer:
    """Return the answer to one question whose trace is sealed."""
    return Answer(
        trace=trace,
        code=found.code,
        hits=found.hits,
        answered_at=answered_at,
        position=findings.position,
        data_at=findings.data_at,
        databases=found.databases,
        is_stale=rules.is_stale(findings.data_at, answered_at, stale_seconds=stale_seconds),
        warnings=found.prepared.warnings,
    )
