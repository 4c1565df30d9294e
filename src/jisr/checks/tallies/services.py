"""Counts beside the requests: checks every few seconds, records every hour."""

import threading

import structlog

from jisr.checks.tallies import actions
from jisr.kit.db import Database

TICK_SECONDS = 5.0
"""How old a figure may be; to look costs one short reading for each tree of traces."""
HOLDINGS_SECONDS = 3600.0
"""To count the records reads each of them once: 0.1 s for a million."""
STOP_SECONDS_MAX = 10.0
_LOG = structlog.get_logger(__name__)


class Tallier:
    """Counts what came since the last time; of several processes one does it each time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to count."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="tallies", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the piece that is being counted and stop."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS_MAX)
            self._thread = None

    def tick(self) -> None:
        """Count what is due now."""
        with self.database.reading() as transaction:
            is_due = actions.is_due(transaction, tick_seconds=TICK_SECONDS)
        if is_due:
            self.count_checks()
        with self.database.reading() as transaction:
            if not actions.is_holdings_due(transaction, tick_seconds=HOLDINGS_SECONDS):
                return
            held = actions.count_holdings(transaction)
        self.database.in_transaction(actions.put_holdings, held)

    def count_checks(self) -> None:
        """Count every trace that is not counted yet; the writers of traces are not held up."""
        while not self._stopped.is_set():
            with self.database.reading() as transaction:
                piece = actions.count_piece(transaction)
            if not piece.after:
                self.database.in_transaction(actions.end_look)
                return
            self.database.in_transaction(actions.add_piece, piece)

    def _run(self) -> None:
        while True:
            try:
                self.tick()
            except Exception as error:  # noqa: BLE001  a thread that ends would stop every figure
                # The text of an error may hold data of people: only its kind is logged.
                _LOG.warning("tallies_wait", kind=type(error).__name__)
            if self._stopped.wait(TICK_SECONDS):
                return
