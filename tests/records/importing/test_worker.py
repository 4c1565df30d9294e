"""Promises of the worker: each file once, to its end, whatever stops it on the way."""

import fcntl
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from check_world import World, found_network
from document_lists import row, write_list
from jisr.access import actions as access
from jisr.kit.clock import instant_text
from jisr.kit.db import Database
from jisr.ledger.log import ENTRIES_WAKE_UP
from jisr.records.importing.model import Account
from jisr.records.importing.uploads import Stage, Upload
from jisr.records.importing.worker import Importer
from jisr.records.store import records
from jisr.values import new_id
from un_lists import person, un_list

ROWS = [row(n) for n in range(10)]


@pytest.fixture
def world(database: Database, tmp_path: Path) -> World:
    """Officers of three members."""
    return found_network(database, tmp_path)


@pytest.fixture
def importer(world: World, tmp_path: Path) -> Importer:
    """A worker that makes four rows durable at once; it works when it is told."""
    return Importer(world.database, tmp_path / "imports", batch_rows=4)


def sent(importer: Importer, content: bytes, officer: str = "head@mar", what: str = "") -> Upload:
    """Let a file wait for its import, as the route does."""
    upload = Upload(
        id=new_id(),
        officer=officer,
        bureau=officer[-3:].upper(),
        purpose="border-management",
        case="C-1",
        what=what,
        name="list.csv",
        sha256="",
        size_bytes=len(content),
        sent_at=instant_text(importer.database.clock()),
    )
    importer.uploads.begin(upload.id).write_bytes(content)
    importer.uploads.save(upload)
    return upload


def table(tmp_path: Path, *more: str) -> bytes:
    """Return a list of ten documents of MAR, and more rows."""
    return write_list(tmp_path / "list.csv", [*ROWS, *more]).read_bytes()


def found(importer: Importer, upload: Upload) -> Upload:
    """Return an upload as it is now."""
    now = importer.uploads.find(upload.id)
    if now is None:
        raise LookupError(upload.id)
    return now


def count(importer: Importer) -> int:
    """Return how many records there are."""
    with importer.database.reading() as transaction:
        return transaction.connection.scalar(sa.select(sa.func.count()).select_from(records)) or 0


def test_a_file_is_imported_and_accounted_for(importer: Importer, tmp_path: Path) -> None:
    """Every row is in the account; the rejected ones stand in their file; the sent one is gone."""
    upload = sent(importer, table(tmp_path, row(90, country="FRA")))
    assert importer.work() == 1
    done = found(importer, upload)
    assert (done.stage, done.total, done.account.added) == (Stage.DONE, 12, 10)
    assert (done.account.read, done.account.rejected_total) == (11, 1)
    assert not importer.uploads.file(upload.id).exists()
    assert importer.uploads.rejects(upload.id).read_text(encoding="utf-8").count("\n") == 2
    assert count(importer) == 10


def test_the_same_file_again_changes_nothing(importer: Importer, tmp_path: Path) -> None:
    """Whoever is not sure that it arrived may send it again."""
    content = table(tmp_path)
    for _ in range(2):
        upload = sent(importer, content)
        importer.work()
    assert found(importer, upload).account == Account(read=10, unchanged=10)
    assert count(importer) == 10


def test_an_import_that_was_stopped_continues(importer: Importer, tmp_path: Path) -> None:
    """After the last durable batch: nothing is lost, nothing done twice."""
    upload = sent(importer, table(tmp_path))
    importer.database.listen(ENTRIES_WAKE_UP, importer.stop)  # the hub stops after one batch
    assert [importer.work(), importer.work()] == [0, 0]
    assert (found(importer, upload).stage, count(importer)) == (Stage.RUNNING, 4)
    again = Importer(importer.database, importer.uploads.folder, batch_rows=4)
    assert again.work() == 1
    assert found(importer, upload).account == Account(read=10, added=10)


def test_two_processes_do_not_import_one_file(importer: Importer, tmp_path: Path) -> None:
    """Whoever holds the lock imports it; the system frees it when that process dies."""
    upload = sent(importer, table(tmp_path))
    with importer.uploads.file(upload.id).with_name("lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert (importer.work(), found(importer, upload).stage) == (0, Stage.WAITING)
    assert (importer.work(), found(importer, upload).stage) == (1, Stage.DONE)


@pytest.mark.parametrize(
    ("content", "what", "problem"),
    [
        (b"a,b\n1,2\n", "", "input.header_incomplete"),
        (b"\xff\xfe\x00", "", "input.encoding"),
        (b"number,number\n", "document", "input.header_duplicate"),
        (b"<x/>", "", "input.malformed"),
        (b"\x00" * 100, "", "input.encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    importer: Importer, content: bytes, what: str, problem: str
) -> None:
    """With its name as the officer calls it, and nothing written."""
    upload = sent(importer, content, what=what)
    importer.work()
    done = found(importer, upload)
    assert (done.stage, done.problem, bool(done.message)) == (Stage.REFUSED, problem, True)
    assert done.details.get("path", "list.csv") == "list.csv"
    assert count(importer) == 0


def test_only_the_secretariat_imports_the_list_of_the_security_council(
    importer: Importer,
) -> None:
    """A bureau that sends it is refused; the secretariat's records are written."""
    content = un_list([person("TSi.001", "SAMIR")]).encode()
    refused, done = sent(importer, content), sent(importer, content, "root")
    importer.work()
    assert found(importer, refused).problem == "denied"
    assert (found(importer, refused).account, found(importer, done).account.added) == (Account(), 1)


def test_an_officer_who_was_stopped_writes_no_further_batch(
    importer: Importer, tmp_path: Path
) -> None:
    """What was revoked stops an import that waits, before its first row."""
    upload = sent(importer, table(tmp_path), "officer@mar")
    importer.database.in_transaction(access.deactivate_officer, "head@mar", "officer@mar")
    importer.work()
    assert (found(importer, upload).stage, count(importer)) == (Stage.REFUSED, 0)


def test_an_import_that_is_given_up_stops(importer: Importer, tmp_path: Path) -> None:
    """Its folder stays away; what was durable stays."""
    upload = sent(importer, table(tmp_path))
    importer.database.listen(ENTRIES_WAKE_UP, lambda: importer.uploads.remove(upload.id))
    assert importer.work() == 0
    assert (importer.uploads.find(upload.id), count(importer)) == (None, 4)


def test_the_worker_works_by_itself(importer: Importer, tmp_path: Path) -> None:
    """It looks when it is called, and ends with the hub."""
    importer.start()
    upload = sent(importer, table(tmp_path))
    importer.call()
    for _ in range(200):
        if found(importer, upload).is_ended:
            break
        time.sleep(0.05)
    importer.stop()
    assert found(importer, upload).account.added == 10
