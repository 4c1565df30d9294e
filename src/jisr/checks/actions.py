"""The verbs of checks: a question is answered from what this officer may see, never untraced.

A check is the one action that is two transactions: a consistent reading that finds, then a writing
that seals what was asked and how it ended. The answer leaves only after the second is durable.
"""

import contextlib
import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from jisr.access import actions as access
from jisr.access.model import Asking, NetworkProfile
from jisr.checks import rules, traces
from jisr.checks.finder import Finder, Inquiry, answer_of, asked_of
from jisr.checks.finding import Found
from jisr.checks.index import PersonIndex, is_worth_saving
from jisr.checks.model import Answer, Query, ResultCode
from jisr.checks.queries import mrz_query
from jisr.checks.traces import Asked
from jisr.checks.view import DESK_LIMITS, HITS_MAX, Limits
from jisr.errors import (
    InputRefused,
    InputTooLarge,
    TraceUnavailable,
    Unavailable,
    ValueMalformed,
    to_translate,
)
from jisr.kit.db import Database, Transaction
from jisr.settings import Settings

BATCH_MAX = 1_000
"""Questions answered together: one trace transaction, a second of work."""


class Checker:
    """Answers checks over one database; one at a time."""

    def __init__(
        self, database: Database, index: PersonIndex, network: NetworkProfile, settings: Settings
    ) -> None:
        self.database = database
        self.network = network
        self.settings = settings
        self._finder = Finder(index, network.time_zone)

    @classmethod
    def open(cls, database: Database, settings: Settings, folder: Path | None = None) -> Self:
        """Return a checker whose names index comes from the folder, and is kept there.

        A full disk or a folder that cannot be written costs the next start time, not the answer.
        """
        with database.reading() as transaction:
            index = PersonIndex.open(transaction, folder)
            network = access.network(transaction)
            if folder is not None and is_worth_saving(index):
                with contextlib.suppress(Unavailable, InputRefused, OSError):
                    index.save(transaction, folder)
        return cls(database, index, network, settings)

    def check(self, asking: Asking, query: Query, limits: Limits = DESK_LIMITS) -> Answer:
        """Answer one question; see `check_many`."""
        return self.check_many(asking, [query], limits)[0]

    def check_mrz(self, asking: Asking, zone: str, limits: Limits = DESK_LIMITS) -> Answer:
        """Answer what a machine-readable zone asks: one question for document and bearer.

        Raises:
            CheckDigitWrong: a check digit does not fit; read the zone again.
            InputRefused, Denied, TraceUnavailable: see `check_many`.
        """
        return self.check(asking, mrz_query(zone, self.today().year), limits)

    def check_many(
        self, asking: Asking, queries: Sequence[Query], limits: Limits = DESK_LIMITS
    ) -> list[Answer]:
        """Answer questions in order, all from one state of the data, all traced before any answer.

        Raises:
            InputRefused: a question cannot be read; nothing was searched.
            Denied: the officer may search none of the databases that a question touches (that he
                asked is sealed), or this network does not measure.
            TraceUnavailable: the traces could not be sealed.
        """
        _check_limits(limits, len(queries))
        if limits.is_measuring:
            rules.may_measure(measures=self.network.measures).or_refuse()
        if not queries:
            return []
        inquiry = Inquiry(asking, tuple(queries), limits)
        with self.database.reading() as transaction:
            findings = self._finder.find(transaction, [inquiry])
        found = [_readable(each) for each in findings.found[0]]
        denied = next((each.denied for each in found if each.denied is not None), None)
        code = None if denied is None else ResultCode.ACCESS_DENIED
        sealed, answered_at = self._seal(asking, [asked_of(each, limits, code) for each in found])
        if denied is not None:
            denied.or_refuse()
        stale_seconds = self.settings.data_stale_seconds
        return [
            answer_of(
                each, findings, trace=trace, answered_at=answered_at, stale_seconds=stale_seconds
            )
            for trace, each in zip(sealed, found, strict=True)
        ]

    def today(self) -> datetime.date:
        """Return the calendar day in the network's time zone."""
        with self.database.reading() as transaction:
            return access.today(transaction)

    def keep_house(self, *, at_once: bool = False) -> None:
        """Anchor the traces in the common ledger and erase old terms, on the tick or at once."""
        keep_house(self.database, self.settings, at_once=at_once)

    def _seal(
        self, asking: Asking, asked: Sequence[Asked]
    ) -> tuple[tuple[str, ...], datetime.datetime]:
        """Seal the questions; no answer leaves without."""
        try:
            return self.database.in_transaction(
                _seal_now, asking, asked, self.network.name, self.settings.node_name
            )
        except Unavailable as error:
            raise TraceUnavailable from error


def keep_house(database: Database, settings: Settings, *, at_once: bool = False) -> None:
    """Anchor the traces in the common ledger and erase old terms, on the tick or at once."""
    anchor_seconds = 0 if at_once else settings.trace_anchor_seconds
    with database.reading() as transaction:
        due = traces.is_anchor_due(transaction, anchor_seconds=anchor_seconds)
    if due:
        database.in_transaction(
            traces.keep_house,
            node=settings.node_name,
            retention_days=settings.trace_retention_days,
            anchor_seconds=anchor_seconds,
        )


def _readable(found: Found | InputRefused) -> Found:
    if isinstance(found, InputRefused):
        raise found
    return found


def _seal_now(
    transaction: Transaction, asking: Asking, asked: Sequence[Asked], network: str, node: str
) -> tuple[tuple[str, ...], datetime.datetime]:
    sealed = traces.seal_traces(transaction, asking, asked, network=network, node=node)
    return sealed, transaction.now


def _check_limits(limits: Limits, questions: int) -> None:
    if not 1 <= limits.hits <= HITS_MAX:
        raise ValueMalformed(field=to_translate("limit"), why=to_translate("choose 1 to 50"))
    if limits.min_score is not None and not 0 <= limits.min_score <= 1:
        raise ValueMalformed(field=to_translate("score"), why=to_translate("choose 0 to 1"))
    if questions > BATCH_MAX:
        raise InputTooLarge(field=to_translate("list"), limit=BATCH_MAX)
