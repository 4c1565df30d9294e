"""Beside the requests: votes close by themselves when their last instant has come."""

import threading

import structlog

from jisr.assembly.votes import actions
from jisr.assembly.votes.actions import Registrar
from jisr.kit.db import Database

TICK_SECONDS = 1.0
"""How late a vote is seen to be closed; nothing is taken after its instant, whatever the clock."""
STOP_SECONDS_MAX = 10.0
_LOG = structlog.get_logger(__name__)


class Closer:
    """Closes votes on time; of several processes whoever comes first does it."""

    def __init__(self, database: Database, registrar: Registrar) -> None:
        self.database = database
        self.registrar = registrar
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="votes", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being closed and stop."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS_MAX)
            self._thread = None

    def tick(self) -> None:
        """Close what is due now."""
        with self.database.reading() as transaction:
            due = actions.due_to_close(transaction)
        for vote in due:
            self.database.in_transaction(actions.close_due, vote, self.registrar)

    def _run(self) -> None:
        while not self._stopped.wait(TICK_SECONDS):
            try:
                self.tick()
            except Exception as error:  # noqa: BLE001  a thread that ends would close nothing more
                _LOG.warning("votes_wait", kind=type(error).__name__)
