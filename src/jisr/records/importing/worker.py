"""Imports what was sent, one file at a time, beside the requests of the hub.

Each process of a hub has a worker; a lock beside the file lets only one of them import it, and the
system frees it when that process dies. Whoever takes it up next continues after the last durable
batch (see `driver`). Before each batch it is asked again whether the officer still may: what was
revoked stops an import within a batch.
"""

import contextlib
import dataclasses
import datetime
import fcntl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import structlog

from jisr.access import actions as access
from jisr.access.model import Asking, BureauKind
from jisr.errors import Denied, JisrError, Unavailable, to_translate
from jisr.kit.db import Database
from jisr.kit.http.hub import Hub
from jisr.records.importing.driver import Pace, import_file
from jisr.records.importing.model import Account, Source
from jisr.records.importing.opening import open_any
from jisr.records.importing.store import Progress
from jisr.records.importing.un_list import UN_LIST
from jisr.records.importing.uploads import FOLDER, Stage, Upload, Uploads, ended, moved

BATCH_ROWS = 200
"""What becomes durable at once: a desk that writes meanwhile waits for some hundredths of a
second."""
REST_SHARE = 1.0
"""An import takes half of a core at most: the requests of this process come first."""
LOOK_SECONDS = 2.0
"""How often it is looked whether another process took a file, or died over one."""
STOP_SECONDS_MAX = 30.0
UNKNOWN_MAX = 50
"""Columns that are named as not understood."""
_LOG = structlog.get_logger(__name__)


class _Stopping(Exception):
    """The hub stops: the import continues when it starts again."""


class Importer:
    """The worker of one process; `Hub.part(Importer)` returns it."""

    def __init__(self, database: Database, folder: Path, *, batch_rows: int = BATCH_ROWS) -> None:
        self.database = database
        self.uploads = Uploads(folder)
        self._batch_rows = batch_rows
        self._stopped = threading.Event()
        self._called = threading.Event()
        self._thread: threading.Thread | None = None

    @classmethod
    def of(cls, hub: Hub) -> "Importer":
        """Return the worker of a hub."""
        return cls(hub.database, hub.home / FOLDER)

    def start(self) -> None:
        """Begin to import what waits."""
        self._stopped.clear()
        self._thread = threading.Thread(target=self._run, name="importer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the batch that is under way and stop."""
        self._stopped.set()
        self._called.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS_MAX)

    def call(self) -> None:
        """Say that a file waits."""
        self._called.set()

    def work(self) -> int:
        """Import every file that waits and that nobody else imports; return how many ended."""
        self.uploads.sweep(self.database.clock())
        count = 0
        for each in self.uploads.every():
            if each.is_ended or self._stopped.is_set() or self.database.is_frozen:
                continue
            with self._taken(each.id) as is_mine:
                upload = self.uploads.find(each.id) if is_mine else None
                if upload is not None and not upload.is_ended:
                    count += self._import(upload)
        return count

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.work()
            except Exception as error:  # noqa: BLE001  a thread that ends would stop every import
                # The text of an error may hold data of people: only its kind is logged.
                _LOG.warning("importer_waits", kind=type(error).__name__)
            self._called.wait(LOOK_SECONDS)
            self._called.clear()

    @contextlib.contextmanager
    def _taken(self, upload_id: str) -> Iterator[bool]:
        """Hold an upload alone, or say that another process does."""
        try:
            lock = (self.uploads.file(upload_id).with_name("lock")).open("ab")
        except OSError:  # it was given up meanwhile
            yield False
            return
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
                return
            yield True

    def _import(self, upload: Upload) -> int:
        """Import one file to its end, or as far as can be now; return whether it ended."""
        refusal: JisrError | None = None
        try:
            self._import_whole(upload)
        except (_Stopping, Unavailable):
            return 0
        except JisrError as error:
            refusal = error
        except Exception as error:  # noqa: BLE001  a file that breaks a reader is told as broken
            _LOG.error("import_broke", kind=type(error).__name__)
            refusal = JisrError()
        now = self.uploads.find(upload.id)
        if now is None:  # its officer gave it up
            return 0
        if refusal is not None:
            self.uploads.save(_refused(now, refusal, self.database.clock()))
        self.uploads.forget_file(upload.id)
        return 1

    def _import_whole(self, upload: Upload) -> None:
        asking = self._asking(upload)
        with self.database.reading() as transaction:
            today = access.today(transaction)
        path = self.uploads.file(upload.id)
        source = open_any(path, upload.what, asking.purpose, today=today)
        if source.format == UN_LIST and asking.bureau.kind is not BureauKind.SECRETARIAT:
            raise Denied(why=to_translate("only an officer of the secretariat imports this list"))
        begun = dataclasses.replace(upload, stage=Stage.RUNNING, total=source.total)
        self.uploads.save(begun)
        account = self._write(begun, asking, source)
        told: dict[str, Any] = {"account": account, "after_line": source.total}
        unknown = tuple(sorted(source.unknown))[:UNKNOWN_MAX]
        done = ended(begun, self.database.clock(), unknown=unknown, **told)
        if self.uploads.file(upload.id).exists():
            self.uploads.save(done)

    def _write(self, upload: Upload, asking: Asking, source: Source) -> Account:
        began = time.monotonic()

        def tell(reached: Progress) -> None:
            nonlocal began
            self.uploads.save(moved(upload, reached.after_line, reached.account))
            if not self.uploads.file(upload.id).exists():
                raise _Stopping  # its officer gave it up
            self._asking(upload)
            if self._stopped.wait(REST_SHARE * (time.monotonic() - began)):
                raise _Stopping
            began = time.monotonic()

        pace = Pace(self._batch_rows, tell)
        return import_file(self.database, asking, source, self.uploads.rejects(upload.id), pace)

    def _asking(self, upload: Upload) -> Asking:
        with self.database.reading() as transaction:
            return access.ask(transaction, upload.officer, upload.purpose, upload.case)


def _refused(upload: Upload, error: JisrError, now: datetime.datetime) -> Upload:
    """Return an upload whose file is refused, with the sentence that says why."""
    details = {name: str(value) for name, value in error.details.items()}
    if "path" in details:
        details["path"] = upload.name  # what its officer calls it
    return ended(
        upload,
        now,
        stage=Stage.REFUSED,
        problem=error.code,
        message=error.message,
        details=details,
    )
