"""Promises of `jisr backup`, `jisr restore` and `jisr erase-again`, as a user runs them."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from jisr.kit.db import Database, Transaction
from jisr.kit.outbox import put

JISR = Path(sys.executable).parent / "jisr"
NAME = "Zephyrine Quistorp-Vandermolen"
OTHER = "Balthasar Okonkwo-Lindqvist"
WHY = ("--purpose", "wanted-person", "--case", "MAR-2026-7")
RUN_SECONDS_MAX = 120


def run(home: Path, *words: str, given: str = "", **environment: str) -> tuple[int, str, str]:
    """Run the program as the head of Morocco's bureau; return exit code, output and notes."""
    done = subprocess.run(
        [JISR, *words],
        env={**os.environ, "JISR_HOME": str(home), "JISR_OFFICER": "head@mar", **environment},
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=RUN_SECONDS_MAX,
    )
    return done.returncode, done.stdout, done.stderr


def jisr(home: Path, *words: str, given: str = "") -> str:
    """Run a command that must end well; return what it printed."""
    code, printed, notes = run(home, *words, given=given)
    assert code == 0, notes
    return printed


def add(home: Path, name: str, born: str) -> str:
    """Record a person and return the record's id."""
    draft = {
        "database": "nominal",
        "subject": {"names": [{"text": name}], "birth_dates": [born], "sex": "F"},
        "status": "suspect",
        "event": "Fraud in Tangier",
    }
    added = json.loads(jisr(home, "records", "add", "-", *WHY, "--json", given=json.dumps(draft)))
    return str(added["id"])


def hits(home: Path, name: str, born: str) -> list[str]:
    """Return the records that a check finds."""
    found = json.loads(jisr(home, "check", "person", name, "--born", born, *WHY, "--json"))
    return [hit["record"] for hit in found["hits"]]


def files_that_hold(folder: Path, text: str) -> list[str]:
    """Return the files under a folder in which the text stands, in capitals or not."""
    needles = [text.casefold().encode(), text.rsplit("-", 1)[-1].casefold().encode()]
    return sorted(
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes().lower() for each in needles)
    )


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A network that was saved, went on and erased a record; only what stood elsewhere is left."""
    folder = tmp_path_factory.mktemp("lost")
    home, kept = folder / "home", folder / "kept"
    kept.mkdir()
    erased = add(home, NAME, "1974-03-02")
    add(home, OTHER, "1981-11-30")
    jisr(home, "backup", str(kept / "jisr.backup"))
    (kept / "checkpoint.txt").write_text(jisr(home, "ledger", "checkpoint"))
    jisr(home, "records", "erase", erased, "--reason", "purpose achieved", *WHY)
    for name in ("ledger.key", "erasures.log"):
        shutil.copy(home / name, kept / name)
    shutil.rmtree(home)
    return {"kept": kept, "backup": kept / "jisr.backup", "log": kept / "erasures.log"}


def test_backup_is_one_private_file_without_keys(lost: dict[str, Path]) -> None:
    """What is saved is the database, whole, for its owner only, with no log beside it."""
    names = {path.name for path in lost["kept"].iterdir()}
    assert names == {"jisr.backup", "checkpoint.txt", "ledger.key", "erasures.log"}
    assert lost["backup"].stat().st_mode & 0o777 == 0o600
    key = (lost["kept"] / "ledger.key").read_bytes().strip()
    assert key not in lost["backup"].read_bytes()
    assert files_that_hold(lost["kept"], NAME) == ["jisr.backup"]


def test_the_log_of_erasures_holds_ids_only(lost: dict[str, Path]) -> None:
    """A line is a time and two ids; only its owner reads it."""
    (line,) = lost["log"].read_text().splitlines()
    time, subject, entry = line.split()
    assert (len(time), len(subject), len(entry)) == (24, 32, 32)
    assert lost["log"].stat().st_mode & 0o777 == 0o600


def test_a_lost_network_comes_back_without_what_was_erased(
    lost: dict[str, Path], tmp_path: Path
) -> None:
    """Restore, read-only, resume, and on: the erased name is in no file, the other is found."""
    home = tmp_path / "new"
    restoring = ("restore", str(lost["backup"]), "--erasures", str(lost["log"]))
    code, _, notes = run(home, *restoring)
    assert code == 0, notes
    assert "1 record that was erased since then was erased again." in notes
    assert "Put ledger.key" in notes
    assert files_that_hold(home, NAME) == []
    assert sorted(path.name for path in home.iterdir()) == ["erasures.log", "jisr.db"]
    shutil.copy(lost["kept"] / "ledger.key", home)
    code, _, notes = run(home, "check", "person", OTHER, *WHY)
    assert (code, "read-only" in notes) == (7, True)
    jisr(home, "ledger", "resume", str(lost["kept"] / "checkpoint.txt"))
    assert len(hits(home, OTHER, "1981-11-30")) == 1
    assert hits(home, NAME, "1974-03-02") == []
    report = json.loads(jisr(home, "verify", "--json"))
    assert (report["verifies"], report["report"]["erased"]) == (True, 1)


def test_a_home_that_holds_a_network_is_left_alone(lost: dict[str, Path], tmp_path: Path) -> None:
    """Nothing is restored over data."""
    home = tmp_path / "home"
    jisr(home, "init")
    before = (home / "jisr.db").read_bytes()
    code, _, notes = run(home, "restore", str(lost["backup"]))
    assert (code, "holds a network already" in notes) == (5, True)
    assert (home / "jisr.db").read_bytes() == before


def test_an_old_backup_is_named(lost: dict[str, Path], tmp_path: Path) -> None:
    """A backup whose time has passed is restored, and its owner told to destroy it."""
    old = tmp_path / "old.backup"
    shutil.copy(lost["backup"], old)
    with sqlite3.connect(old) as opened:
        opened.execute("PRAGMA user_version=29000000")  # 2025-02-19
    opened.close()
    code, _, notes = run(tmp_path / "home", "restore", str(old))
    assert (code, "is older than 30 days: destroy it" in notes) == (0, True)
    assert "2025-02-19" in notes


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda _: b"no database at all" * 400, "no database, or a damaged one"),
        (lambda whole: whole[: len(whole) // 2], "cannot be restored"),
        (lambda _: b"", "it holds no network"),
    ],
)
def test_a_damaged_backup_is_refused_and_leaves_nothing(
    lost: dict[str, Path], tmp_path: Path, damage: Callable[[bytes], bytes], told: str
) -> None:
    """What is no whole backup is refused in words, with exit code 2."""
    file, home = tmp_path / "damaged", tmp_path / "home"
    file.write_bytes(damage(lost["backup"].read_bytes()))
    code, _, notes = run(home, "restore", str(file))
    assert (code, told in notes, list(home.iterdir())) == (2, True, []), notes


def test_a_backup_of_a_newer_program_is_refused(lost: dict[str, Path], tmp_path: Path) -> None:
    """A schema that this program does not know is not guessed at."""
    newer = tmp_path / "newer.backup"
    shutil.copy(lost["backup"], newer)
    with sqlite3.connect(newer) as opened:
        opened.execute("UPDATE alembic_version SET version_num = '9999'")
    opened.close()
    code, _, notes = run(tmp_path / "home", "restore", str(newer))
    assert (code, "a newer program made it" in notes) == (2, True)


def test_a_backup_while_others_write_is_of_one_moment(tmp_path: Path) -> None:
    """A writer that never pauses neither stops the backup nor spoils it."""
    home = tmp_path / "home"
    jisr(home, "init")
    database = Database.at(home / "jisr.db")
    stop, written = threading.Event(), [2_000]

    def write(transaction: Transaction, count: int) -> None:
        for _ in range(count):
            put(transaction, "test", b"x" * 10_000)

    def write_on() -> None:
        while not stop.is_set():
            database.in_transaction(write, 20)
            written.append(20)

    database.in_transaction(write, 2_000)  # several steps of the copy

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        jisr(home, "backup", str(tmp_path / "saved"))
    finally:
        stop.set()
        writer.join()
        database.close()
    with sqlite3.connect(tmp_path / "saved") as opened:
        count = opened.execute("SELECT count(*) FROM outbox").fetchone()[0]
        checked = opened.execute("PRAGMA integrity_check").fetchone()
    opened.close()
    assert (checked, count % 20, count <= sum(written)) == (("ok",), 0, True)


def test_what_a_server_keeps_is_saved_by_its_own_means(tmp_path: Path) -> None:
    """With PostgreSQL both commands refuse and name pg_dump, without calling the server."""
    url = "postgresql+psycopg://nobody@localhost:1/none"
    for words in (("backup", "x"), ("restore", str(Path(__file__)))):
        code, _, notes = run(tmp_path, *words, JISR_DATABASE_URL=url)
        assert (code, "pg_dump" in notes) == (5, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("days", ["0", "31"])
def test_a_backup_is_kept_a_month_at_most(tmp_path: Path, days: str) -> None:
    """A longer retention is refused, since what is erased would live on."""
    code, _, notes = run(tmp_path, "backup", "x", JISR_BACKUP_RETENTION_DAYS=days)
    assert (code, "choose 1 to 30" in notes) == (2, True)


def test_a_backup_of_nothing_is_refused(tmp_path: Path) -> None:
    """Where there is no network no file is made."""
    code, _, _ = run(tmp_path / "home", "backup", str(tmp_path / "saved"))
    assert (code, (tmp_path / "saved").exists()) == (4, False)


def test_a_database_restored_by_other_means_is_brought_in_step(
    lost: dict[str, Path], tmp_path: Path
) -> None:
    """`jisr erase-again` removes what the log names, and to run it twice changes nothing."""
    shutil.copy(lost["backup"], tmp_path / "jisr.db")
    shutil.copy(lost["log"], tmp_path)
    _, _, first = run(tmp_path, "erase-again")
    _, _, second = run(tmp_path, "erase-again")
    assert "1 record was erased again." in first
    assert "0 records were erased again." in second
    assert files_that_hold(tmp_path, NAME) == []
