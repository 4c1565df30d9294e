"""The doorway to the database: one action is one transaction.

SQLite and PostgreSQL share the SQL of the stores; what differs between them (locks, isolation,
what a full disk is called) stays in this file.
"""

import datetime
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from jisr.errors import JisrError, StorageBusy, StorageFull
from jisr.kit.clock import Clock, system_clock

METADATA = sa.MetaData()
"""Every store declares its tables here; the migrations must end at the same schema."""

WRITE_ATTEMPTS_MAX = 8
"""A serialization conflict is retried this often; more means that something else is wrong."""
RETRY_WAIT_SECONDS = 0.01
"""First wait before a retry; it doubles each time."""
LOOK_AGAIN_SECONDS = 1.0
"""How long a database that was frozen stays so unasked: to look costs some reads."""
SQLITE_CACHE_KIBIBYTES = 131_072
"""Holds the hot pages of the random-keyed indexes while a million rows are imported."""
SQLITE_LOG_PAGES = 16_384
"""The write-ahead log is folded into the database at 64 MiB: a page that changes often is written
once, not at every fourth megabyte."""

_READ_ONLY = "jisr_read_only"
_POSTGRES_RETRIED = {"40001", "40P01"}  # serialization failure, deadlock
_POSTGRES_FULL = "53100"

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Erasure:
    """That the document of an entry about a subject was destroyed; nothing of what it said."""

    subject: str
    entry_id: str
    erased_at: datetime.datetime


@dataclass(slots=True)
class Transaction:
    """What an action works on: its connection and its one instant.

    An action adds the name of a wake-up when someone must look after the commit; a wake-up carries
    no data, so a lost one costs only time. What it erased is remembered outside the database too,
    before the commit.
    """

    connection: sa.Connection
    now: datetime.datetime
    wake_ups: set[str] = field(default_factory=set)
    erasures: list[Erasure] = field(default_factory=list)


Action = Callable[Concatenate[Transaction, Given], Answer]


ERASED = "erased"
"""The wake-up of an action that destroyed data: copies outside the tables must go too."""


class Database:
    """A database that runs actions, each one whole or not at all."""

    def __init__(
        self, url: str, *, clock: Clock = system_clock, busy_wait_seconds: float = 10.0
    ) -> None:
        self.url = sa.make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.clock = clock
        self._listeners: dict[str, Callable[[], None]] = {}
        self._remember: Callable[[Sequence[Erasure]], None] | None = None
        self._frozen: JisrError | None = None
        self._look_again: Callable[[], JisrError | None] | None = None
        self._looked_at = 0.0
        if self.is_sqlite:
            self.engine = _sqlite_engine(self.url, busy_wait_seconds)
        else:
            self.engine = sa.create_engine(
                self.url, isolation_level="SERIALIZABLE", hide_parameters=True
            )

    @classmethod
    def at(cls, path: Path, *, clock: Clock = system_clock) -> "Database":
        """Open the SQLite file of a data directory."""
        return cls(f"sqlite:///{path}", clock=clock)

    def listen(self, wake_up: str, listener: Callable[[], None]) -> None:
        """Call the listener after each commit whose action asked for this wake-up."""
        self._listeners[wake_up] = listener

    def remember_erasures(self, remember: Callable[[Sequence[Erasure]], None]) -> None:
        """Call this with what an action erased, before the commit: a backup does not know of it.

        Where it fails, nothing is erased. Where the commit itself fails, an erasure is remembered
        that did not happen; whoever reads them carries it out, as it was decided.
        """
        self._remember = remember

    @property
    def is_frozen(self) -> bool:
        """Whether every action is refused, because the ledger may not go on."""
        return self._refusal() is not None

    def freeze(
        self, why: JisrError, look_again: Callable[[], JisrError | None] | None = None
    ) -> None:
        """From now on refuse every action with this error; reading goes on.

        `look_again` says why it must stay so, or nothing: then actions run again. It is asked when
        somebody wants to act, at most once a second.
        """
        self._look_again = look_again
        self._looked_at = time.monotonic()
        self._frozen = why

    def _refusal(self) -> JisrError | None:
        """Return why no action runs, after looking again where it is time to."""
        if self._frozen is None or self._look_again is None:
            return self._frozen
        now = time.monotonic()
        if now > self._looked_at + LOOK_AGAIN_SECONDS:
            self._looked_at = now  # first, so that nobody else looks meanwhile
            self._frozen = self._look_again()
        return self._frozen

    def in_transaction(
        self,
        action: Action[Given, Answer],
        *arguments: Given.args,
        **options: Given.kwargs,
    ) -> Answer:
        """Run one action; its rows are durable when this returns, or none is written.

        Raises:
            StorageFull: the disk has no room.
            StorageBusy: another writer did not finish in time, or conflicts did not end.
        """
        if (refusal := self._refusal()) is not None:
            raise refusal
        for attempt in range(WRITE_ATTEMPTS_MAX):
            try:
                with self.engine.begin() as connection:
                    transaction = Transaction(connection, self.clock())
                    answer = action(transaction, *arguments, **options)
                    if transaction.erasures and self._remember is not None:
                        self._remember(transaction.erasures)
            except DBAPIError as error:
                if _sql_state(error) not in _POSTGRES_RETRIED:
                    raise _in_our_words(error) from error
                time.sleep(RETRY_WAIT_SECONDS * 2**attempt)
                continue
            for wake_up in sorted(transaction.wake_ups):
                if wake_up in self._listeners:
                    self._listeners[wake_up]()
            return answer
        raise StorageBusy

    def drop_erased(self) -> None:
        """Remove what was erased from the write-ahead log, where SQLite still keeps a copy.

        The pages themselves were overwritten at once (`secure_delete`). PostgreSQL keeps old rows
        until its own vacuum; see the limits in the README.
        """
        if self.is_sqlite:
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def fold_log(self) -> None:
        """Fold the write-ahead log into the database while others go on reading and writing.

        Whoever does this every second spares the writers: otherwise one of them, now and then,
        folds a long log and waits for the disk.
        """
        if self.is_sqlite:
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
            finally:
                connection.close()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Give one consistent view of the database that cannot write and blocks nobody."""
        options: dict[str, Any] = {_READ_ONLY: True}
        if not self.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect().execution_options(**options) as connection:
            try:
                with connection.begin():
                    yield Transaction(connection, self.clock())
            except DBAPIError as error:
                raise _in_our_words(error) from error

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _sqlite_engine(url: sa.URL, busy_wait_seconds: float) -> sa.Engine:
    # Parameters are data of people: they never stand in an error or a log.
    engine = sa.create_engine(
        url, connect_args={"timeout": busy_wait_seconds}, hide_parameters=True
    )

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: it would take the write lock late,
        # where it cannot be waited for.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            f"cache_size=-{SQLITE_CACHE_KIBIBYTES}",
            f"wal_autocheckpoint={SQLITE_LOG_PAGES}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # What waits for nobody goes straight to the driver: it stands before every reading.
        driver: Any = connection.connection.dbapi_connection
        if connection.get_execution_options().get(_READ_ONLY):
            driver.execute("PRAGMA query_only=ON")
            driver.execute("BEGIN")
        else:
            driver.execute("PRAGMA query_only=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _sql_state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


def _in_our_words(error: DBAPIError) -> Exception:
    """Name what the driver says; what a program error caused stays as it is."""
    told = str(error.orig)
    if "is full" in told or _sql_state(error) == _POSTGRES_FULL:
        return StorageFull()
    if "is locked" in told or "is busy" in told:
        return StorageBusy()
    return error


def wait_for_writers(transaction: Transaction, table: sa.Table) -> None:
    """Wait until nobody else writes this table, and let nobody write it before the commit.

    As the first statement of a transaction it is waited for before PostgreSQL fixes what the
    transaction sees: those who come at once then follow each other, where they would otherwise
    refuse each other and try again. SQLite lets one write at a time anyway.
    """
    if transaction.connection.dialect.name == "postgresql":
        lock = sa.text(f'LOCK TABLE "{table.name}" IN SHARE ROW EXCLUSIVE MODE')
        transaction.connection.execute(lock)


def insert_or_update(
    transaction: Transaction, table: sa.Table, rows: list[dict[str, Any]], *, key: tuple[str, ...]
) -> None:
    """Write rows; where the key exists already, replace the other columns."""
    if not rows:
        return
    dialect = transaction.connection.dialect.name
    transaction.connection.execute(_upsert(table, dialect, tuple(rows[0]), key), rows)


@cache
def _upsert(table: sa.Table, dialect: str, names: tuple[str, ...], key: tuple[str, ...]) -> Any:
    """Return the statement that writes such rows; to build it takes longer than to run it."""
    insert = _dialect_insert(dialect, table)
    changed = {name: insert.excluded[name] for name in names if name not in key}
    return insert.on_conflict_do_update(index_elements=list(key), set_=changed)


def _dialect_insert(dialect: str, table: sa.Table) -> Any:
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415  only the engine in use is loaded

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  same

    return postgresql.insert(table)
