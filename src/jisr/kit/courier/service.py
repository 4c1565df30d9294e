"""Delivers what waits in the outbox, in a thread beside the requests.

Each worker process runs one. A message is taken with a lease inside a transaction, so one process
delivers it; a process that dies leaves it to the others when the lease ends. A message that does
not arrive is tried again after a wait that doubles, and in the end stays as a dead letter.
"""

import datetime
import threading
from dataclasses import dataclass

import structlog

from jisr.errors import FormatMalformed
from jisr.kit import outbox
from jisr.kit.courier.letters import (
    MAIL,
    WEBHOOK,
    DeliveryFailed,
    read_hook,
    read_mail,
)
from jisr.kit.courier.mail import MailServer, send
from jisr.kit.courier.webhook import Sign, call
from jisr.kit.db import Database
from jisr.kit.outbox import ATTEMPTS_MAX, Message

TAKEN_AT_ONCE = 4
"""Fewer than a lease has time for, should every one of them hang."""
POLL_SECONDS = 2.0
FIRST_WAIT = datetime.timedelta(seconds=10)
WAIT_MAX = datetime.timedelta(hours=1)
STOP_SECONDS_MAX = 30.0
_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Means:
    """By what the courier delivers; without a mail server, mail waits and ends as a dead letter."""

    mail: MailServer | None
    sign: Sign
    allows_private: bool = False


def wait_after(attempts: int) -> datetime.timedelta:
    """Return how long to wait after so many failed attempts: 10 s, doubled, at most an hour."""
    doublings = min(max(0, attempts - 1), ATTEMPTS_MAX)
    return min(WAIT_MAX, FIRST_WAIT * (1 << doublings))


class Courier:
    """Delivers messages until it is stopped."""

    def __init__(self, database: Database, means: Means) -> None:
        self.database = database
        self.means = means
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to deliver."""
        self.database.listen("outbox", self._wake.set)
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the delivery that is under way and stop."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS_MAX)

    def deliver_due(self) -> int:
        """Deliver what is due now, a few messages; return how many were taken."""
        taken = self.database.in_transaction(outbox.take, limit=TAKEN_AT_ONCE)
        for number, message in enumerate(taken):
            if self._stopped.is_set():
                self._give_back(taken[number:])
                break
            self._deliver(message)
        return len(taken)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            try:
                while not self._stopped.is_set() and self.deliver_due():
                    pass
            except Exception as error:  # noqa: BLE001  its thread must not end
                # The messages wait in the database; the text of an error may hold an address.
                _LOG.warning("courier_waits", kind=type(error).__name__)
            self._wake.wait(POLL_SECONDS)

    def _deliver(self, message: Message) -> None:
        try:
            self._send(message)
        except DeliveryFailed as failure:
            is_dead = failure.is_final or message.attempts >= ATTEMPTS_MAX
            _LOG.warning("delivery_failed", message=message.id, kind=message.kind, is_dead=is_dead)
            if failure.is_final:
                self.database.in_transaction(outbox.give_up, message.id, failure.kind)
            else:
                wait = wait_after(message.attempts)
                self.database.in_transaction(outbox.retry_later, message.id, wait, failure.kind)
            return
        self.database.in_transaction(outbox.done, message.id)

    def _send(self, message: Message) -> None:
        now = self.database.clock()
        try:
            if message.kind == MAIL and self.means.mail is not None:
                send(read_mail(message.id, message.body), self.means.mail, now)
            elif message.kind == WEBHOOK:
                hook = read_hook(message.id, message.body)
                call(hook, self.means.sign, now, allows_private=self.means.allows_private)
            else:
                is_mail = message.kind == MAIL
                kind = "no-mail-server" if is_mail else "unknown-kind"
                raise DeliveryFailed(is_final=not is_mail, kind=kind)
        except FormatMalformed as error:
            raise DeliveryFailed(is_final=True) from error

    def _give_back(self, messages: list[Message]) -> None:
        for each in messages:
            self.database.in_transaction(outbox.retry_later, each.id, datetime.timedelta(0))
