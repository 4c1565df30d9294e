"""How the installation is: its parts, its ledger, what waits; no data of anybody."""

import datetime
import importlib.metadata
from dataclasses import dataclass

from jisr.app.health import State, checks_state, database_state, ledger_state
from jisr.checks import traces
from jisr.checks.desk import Desk
from jisr.kit import outbox
from jisr.kit.clock import parse_instant
from jisr.kit.db import Transaction
from jisr.kit.http.hub import Hub
from jisr.kit.outbox import Counts, Letter
from jisr.ledger.log import next_position, waiting_entries
from jisr.ledger.tree_store import newest_checkpoint

DEAD_SHOWN_MAX = 20
"""Dead letters that the page lists; `jisr outbox list` shows the others."""
WAITING_SEEN_MAX = 1_000
"""More entries than this without a position are not counted one by one."""
QUIET = datetime.timedelta(minutes=5)
"""So long nobody worries, however short the tick of the anchors is: a hub may just have started."""
ANCHORS_MISSED = 5
"""So many ticks without an anchor mean that nobody keeps house."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """How far the ledger is: entries with a position, without one, and the newest checkpoint."""

    entries: int
    waiting: int
    signed: int
    signed_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Condition:
    """How the process that answers, and what it shares with the others, is at one instant.

    `persons` and `behind` tell of this process's index of names: how many it holds, and how many
    entries it does not know yet; None while it is closed. `is_anchor_late` says that the traces
    were not anchored for several ticks.
    """

    at: datetime.datetime
    version: str
    node: str
    engine: str
    workers: int
    database: State
    ledger_state: State
    checks: State
    ledger: Ledger
    persons: int | None
    behind: int | None
    anchored_at: datetime.datetime | None
    anchored_every: datetime.timedelta
    is_anchor_late: bool
    letters: Counts
    dead: tuple[Letter, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing needs anybody."""
        parts = (self.database, self.ledger_state, self.checks)
        is_ready = all(each is State.OK for each in parts)
        return is_ready and not self.letters.dead and not self.is_anchor_late


def condition(hub: Hub) -> Condition:
    """Return how the installation is now."""
    index = hub.part(Desk).index
    tick = datetime.timedelta(seconds=hub.settings.trace_anchor_seconds)
    with hub.database.reading() as transaction:
        ledger = _ledger(transaction, hub.network)
        anchored = traces.anchored_at(transaction)
        return Condition(
            at=transaction.now,
            version=importlib.metadata.version("jisr"),
            node=hub.settings.node_name,
            engine="SQLite" if hub.database.is_sqlite else "PostgreSQL",
            workers=hub.workers,
            database=database_state(hub),
            ledger_state=ledger_state(hub),
            checks=checks_state(hub),
            ledger=ledger,
            persons=None if index is None else len(index),
            behind=None if index is None else max(0, ledger.entries - 1 - index.position),
            anchored_at=anchored,
            anchored_every=tick,
            is_anchor_late=_is_late(anchored, transaction.now, tick),
            letters=outbox.counts(transaction),
            dead=tuple(outbox.letters(transaction, with_waiting=False, limit=DEAD_SHOWN_MAX)),
        )


def _is_late(
    anchored: datetime.datetime | None, now: datetime.datetime, tick: datetime.timedelta
) -> bool:
    if anchored is None:  # nobody has asked anything yet
        return False
    return now - anchored > max(QUIET, ANCHORS_MISSED * tick)


def _ledger(transaction: Transaction, network: str) -> Ledger:
    newest = newest_checkpoint(transaction, network)
    return Ledger(
        entries=next_position(transaction),
        waiting=len(waiting_entries(transaction, WAITING_SEEN_MAX)),
        signed=0 if newest is None else newest.checkpoint.size,
        signed_at=None if newest is None else parse_instant(newest.signed_at),
    )
