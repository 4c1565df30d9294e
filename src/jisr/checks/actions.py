"""The verbs of checks: a question is answered from what this officer may see, never untraced.

A check is the one action that is two transactions: a consistent reading that finds, then a writing
that seals what was asked and how it ended. The answer leaves only after the second is durable.
"""

import contextlib
import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from jisr.access import actions as access
from jisr.access.model import Asking, NetworkProfile
from jisr.checks import rules, traces
from jisr.checks.finding import Found, find
from jisr.checks.index import PersonIndex, is_worth_saving
from jisr.checks.model import Answer, PersonQuery, Query, ResultCode
from jisr.checks.queries import prepare
from jisr.checks.traces import Asked
from jisr.checks.view import DESK_LIMITS, Limits, View
from jisr.errors import (
    InputRefused,
    InputTooLarge,
    TraceUnavailable,
    Unavailable,
    ValueMalformed,
    to_translate,
)
from jisr.identifiers.mrz_parse import parse_mrz
from jisr.kit.db import Database, Transaction
from jisr.settings import Settings

HITS_MAX = 50
"""More candidates nobody can compare at a desk; more hits than asked for means: ask better."""
ASKING_KEPT_MAX = 100
"""Officers with their purposes whose visible groups are remembered."""
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
        self._index = index
        self._allowed: dict[object, tuple[bool, ...]] = {}

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
        facts = parse_mrz(zone, self.today().year)
        query = PersonQuery(
            name=f"{facts.given_names} {facts.surname}",
            birth_date=facts.birth_date,
            sex=facts.sex,
            nationality=facts.nationality,
            document_number=facts.number,
            document_country=facts.issuing_country,
            document_type=facts.document_type,
        )
        return self.check(asking, query, limits)

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
        with self.database.reading() as transaction:
            view = self._view(transaction, asking, limits)
            found = find(view, [prepare(each, today=view.today) for each in queries])
        position, data_at = self._index.position + 1, transaction.now
        denied = next((each.denied for each in found if each.denied is not None), None)
        if denied is not None:
            found = [replace(each, code=ResultCode.ACCESS_DENIED, hits=()) for each in found]
        sealed, answered_at = self._seal(asking, [_asked(each, limits) for each in found])
        if denied is not None:
            denied.or_refuse()
        stale_seconds = self.settings.data_stale_seconds
        return [
            Answer(
                trace=trace,
                code=each.code,
                hits=each.hits,
                answered_at=answered_at,
                position=position,
                data_at=data_at,
                databases=each.databases,
                is_stale=rules.is_stale(data_at, answered_at, stale_seconds=stale_seconds),
                warnings=each.prepared.warnings,
            )
            for trace, each in zip(sealed, found, strict=True)
        ]

    def today(self) -> datetime.date:
        """Return the calendar day in the network's time zone."""
        with self.database.reading() as transaction:
            return access.today(transaction)

    def keep_house(self, *, at_once: bool = False) -> None:
        """Anchor the traces in the common ledger and erase old terms, on the tick or at once."""
        settings = self.settings
        with self.database.reading() as transaction:
            due = at_once or traces.is_anchor_due(
                transaction, anchor_seconds=settings.trace_anchor_seconds
            )
        if due:
            self.database.in_transaction(
                traces.keep_house,
                node=settings.node_name,
                retention_days=settings.trace_retention_days,
            )

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

    def _view(self, transaction: Transaction, asking: Asking, limits: Limits) -> View:
        self._index.catch_up(transaction)
        today = access.today(transaction)
        view = View(transaction, asking, limits, today, self._index)
        key = (
            *(asking.officer, asking.bureau.id, asking.purpose, asking.grants, today),
            *(self._index.classes_epoch, len(self._index.groups)),
        )
        if len(self._allowed) >= ASKING_KEPT_MAX:
            self._allowed.clear()
        self._allowed[key] = view.see(self._allowed.get(key))
        return view


def _asked(found: Found, limits: Limits) -> Asked:
    return Asked(
        query=found.prepared.query,
        code=found.code,
        databases=found.databases,
        records=tuple((hit.record, hit.version) for hit in found.hits),
        is_measuring=limits.is_measuring,
    )


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
