"""Promises of `erasures.log`: no erasure is missing in it, and it can be carried out again."""

import datetime
import os
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from check_world import PASSPORT
from hit_world import found_desk
from jisr.app.erasures import ErasureLog, carry_out
from jisr.checks.dialogue import store
from jisr.checks.dialogue.model import State
from jisr.errors import FileUnwritable, FormatMalformed
from jisr.kit.db import Database, Erasure, Transaction
from jisr.kit.http.idempotency import ANSWERS, Written, answer_once
from jisr.records import actions as records
from jisr.records.model import IdentifierKind

AT = datetime.datetime(2026, 11, 21, 23, 49, 0, 123000, datetime.UTC)
FIRST, SECOND = Erasure("a" * 32, "b" * 32, AT), Erasure("c" * 32, "d" * 32, AT)


def add_many(log: ErasureLog) -> None:
    """Append the same erasure twenty times."""
    for _ in range(20):
        log.add([FIRST])


def test_what_is_added_is_read_in_order(tmp_path: Path) -> None:
    """Every erasure, oldest first, for its owner's eyes only; a missing log is empty."""
    log = ErasureLog(tmp_path / "erasures.log")
    assert log.read() == []
    log.add([FIRST])
    log.add([SECOND, FIRST])
    assert log.read() == [FIRST, SECOND, FIRST]
    assert log.path.stat().st_mode & 0o777 == 0o600


def test_a_line_that_a_crash_cut_is_left_out(tmp_path: Path) -> None:
    """Its erasure was never committed; the next line begins on its own."""
    log = ErasureLog(tmp_path / "erasures.log")
    log.add([FIRST])
    with log.path.open("a") as file:
        file.write("2026-11-21T23:49:00.123Z cccc")
    assert log.read() == [FIRST]
    log.add([SECOND])
    assert log.read() == [FIRST, SECOND]


def test_only_a_cut_line_is_removed(tmp_path: Path) -> None:
    """A log whose first line was cut is begun anew."""
    log = ErasureLog(tmp_path / "erasures.log")
    log.path.write_text("2026-11-21T23:49")
    log.add([SECOND])
    assert log.read() == [SECOND]


@pytest.mark.parametrize("text", ["\n", "name,born\n", f"{'x' * 400}\n", "2026-11-21 a b\n"])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    """A file that is no log of erasures is not taken for an empty one."""
    (tmp_path / "other").write_text(text)
    with pytest.raises(FormatMalformed):
        ErasureLog(tmp_path / "other").read()


def test_a_log_that_cannot_be_written_refuses(tmp_path: Path) -> None:
    """So that nothing is erased that a restored backup would bring back."""
    with pytest.raises(FileUnwritable):
        ErasureLog(tmp_path / "missing" / "erasures.log").add([FIRST])


def test_writers_at_once_lose_no_line(tmp_path: Path) -> None:
    """Several workers append whole lines."""
    log = ErasureLog(tmp_path / "erasures.log")
    writers = [threading.Thread(target=add_many, args=(log,)) for _ in range(os.cpu_count() or 2)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert log.read() == [FIRST] * 20 * len(writers)


def test_what_a_database_does_not_hold_is_passed_over(database: Database) -> None:
    """Records and entries that came after the backup are nothing to erase."""
    assert database.in_transaction(carry_out, [FIRST, SECOND]) == 0


def test_a_record_goes_with_its_dialogues_and_answers(database: Database, tmp_path: Path) -> None:
    """What the restored database still holds of it is gone, once; a second time changes nothing."""
    desk = found_desk(database, tmp_path)
    dialogue = desk.asked().dialogue

    def answer(_transaction: Transaction) -> Written:
        return Written(dialogue.record.encode())

    database.in_transaction(answer_once, "officer@fra", "key", b"x" * 32, answer)
    erased = [Erasure(dialogue.record, "f" * 32, AT), SECOND]
    counts = [database.in_transaction(carry_out, erased) for _ in range(2)]
    with database.reading() as transaction:
        left = store.find(transaction, dialogue.id)
        held = records.find_by_identifier(transaction, IdentifierKind.DOCUMENT, PASSPORT.number)
        answers = transaction.connection.scalar(sa.select(sa.func.count()).select_from(ANSWERS))
    assert left is not None
    assert (counts, left.state, held, answers) == ([1, 0], State.ERASED, (), 0)
