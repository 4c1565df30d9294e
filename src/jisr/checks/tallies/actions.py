"""Counts the traces that came since the last time, and tells what was counted.

The sealed traces are the truth; the counts may be thrown away and made again. What is found in
secret is not in them: a trace holds the answer as its officer was given it, so restricted records
that are matched afterwards (blind hits) are in no figure.
"""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from jisr.checks.model import ResultCode
from jisr.checks.tallies import store
from jisr.checks.tallies.model import NETWORK, By, Cell, Outcome, Reach, Tally, Use
from jisr.checks.traces import TREE_MARK
from jisr.errors import to_translate
from jisr.kit.clock import instant_text
from jisr.kit.db import Transaction
from jisr.ledger.canonical import read_canonical
from jisr.ledger.tree_store import tree_origins, tree_size
from jisr.records import actions as records

PIECE_TRACES_MAX = 5_000
"""Traces counted at once: some tens of milliseconds, so that no writer of traces waits long."""
HOURS_KEPT_DAYS = 62
"""No figure looks back farther by the hour than a month."""
_FOUND = frozenset((ResultCode.NO_ERROR, ResultCode.TOO_MANY_ANSWER))


@dataclass(frozen=True, slots=True)
class Piece:
    """What was counted of the trees from `before` up to `after`, and when each bureau asked last.

    Both hold the same origins.
    """

    before: Mapping[str, int]
    after: Mapping[str, int]
    counts: Mapping[Cell, int]
    newest: Mapping[str, str]


def count_piece(transaction: Transaction) -> Piece:
    """Count traces that are not counted yet, at most `PIECE_TRACES_MAX`; writes nothing."""
    known = store.places(transaction)
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    counting = _Counting(transaction)
    left = PIECE_TRACES_MAX
    for origin in tree_origins(transaction):
        first = known.get(origin, 0)
        if TREE_MARK not in origin or not left:
            continue
        if (end := min(tree_size(transaction, origin), first + left)) <= first:
            continue
        before[origin], after[origin] = first, end
        left -= end - first
        counting.count(store.Leaves(origin, first, end))
    return Piece(before, after, counting.counts, counting.newest)


def add_piece(transaction: Transaction, piece: Piece) -> bool:
    """Add what was counted; return False where another process was faster."""
    known = store.places(transaction)
    if any(known.get(origin, 0) != size for origin, size in piece.before.items()):
        return False
    whole: Counter[Cell] = Counter()
    for cell, count in piece.counts.items():
        whole[cell] += count
        whole[Cell(NETWORK, cell.hour, cell.purpose, cell.kind, cell.outcome)] += count
    store.add_cells(transaction, whole)
    store.put_last_asked(transaction, piece.newest)
    store.put_places(transaction, piece.after)
    return True


def end_look(transaction: Transaction) -> None:
    """Note that every trace up to now is counted."""
    store.put_look(transaction, "checks_at")


def count_holdings(transaction: Transaction) -> Mapping[str, int]:
    """Return how many active records each bureau holds; reads every record once."""
    return records.count_owned(transaction)


def put_holdings(transaction: Transaction, held: Mapping[str, int]) -> None:
    """Write how many records each bureau holds, and forget the hours that nobody reads."""
    store.put_records(transaction, held)
    store.put_look(transaction, "records_at")
    oldest = transaction.now - datetime.timedelta(days=HOURS_KEPT_DAYS)
    store.forget_hours(transaction, before_hour=instant_text(oldest)[: store.HOUR_CHARACTERS])


def counted_at(transaction: Transaction) -> datetime.datetime | None:
    """Return up to when every check is counted; None before the first time."""
    return store.looked_at(transaction)[0]


def is_due(transaction: Transaction, *, tick_seconds: float) -> bool:
    """Return whether nobody counted the checks within the tick."""
    return _is_older(transaction, store.looked_at(transaction)[0], tick_seconds)


def is_holdings_due(transaction: Transaction, *, tick_seconds: float) -> bool:
    """Return whether nobody counted the records within the tick."""
    return _is_older(transaction, store.looked_at(transaction)[1], tick_seconds)


def tallies(transaction: Transaction, reach: Reach, by: By) -> list[Tally]:
    """Return how many checks were made and found something; who may see it decides the caller."""
    return store.tallies(transaction, reach, by)


def uses(transaction: Transaction, since: datetime.datetime) -> list[Use]:
    """Return how each bureau uses the network; who may see it decides the caller."""
    return store.uses(transaction, instant_text(since)[: store.DAY_CHARACTERS])


def _is_older(transaction: Transaction, at: datetime.datetime | None, seconds: float) -> bool:
    return at is None or (transaction.now - at).total_seconds() >= seconds


class _Counting:
    """What is counted of one piece."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.counts: Counter[Cell] = Counter()
        self.newest: dict[str, str] = {}

    def count(self, leaves: store.Leaves) -> None:
        """Count some leaves of one tree."""
        rows = store.plain_counts(self._transaction, leaves, ResultCode.NO_ANSWER)
        for bureau, hour, purpose, count, asked_at in rows:
            self.counts[Cell(bureau, hour, purpose, "", Outcome.NOTHING)] += count
            self._see(bureau, asked_at)
        # What was asked about stands in the act only; few find something or are refused.
        for sealed in store.other_acts(self._transaction, leaves, ResultCode.NO_ANSWER):
            act = read_canonical(sealed, thing=to_translate("trace"))
            outcome = _outcome(act["code"])
            kind = act["kind"] if outcome is Outcome.FOUND else ""
            hour = act["time"][: store.HOUR_CHARACTERS]
            self.counts[Cell(act["bureau"], hour, act["purpose"], kind, outcome)] += 1
            self._see(act["bureau"], act["time"])

    def _see(self, bureau: str, asked_at: str) -> None:
        self.newest[bureau] = max(self.newest.get(bureau, ""), asked_at)


def _outcome(code: str) -> Outcome:
    if code == ResultCode.NO_ANSWER:
        return Outcome.NOTHING
    return Outcome.FOUND if code in _FOUND else Outcome.REFUSED
