"""`jisr backup`, `jisr restore`, `jisr erase-again`: the database saved and brought back.

A backup is one SQLite file. The keys (ledger.key, token.key, registrar.key) and checkpoint.lock
stand beside the database and are never in it. A backup still holds what was erased later, so it is
destroyed after a month at most, and a restored database is brought in step with `erasures.log`
before anybody can read it.
"""

import datetime
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from jisr.app.erasures import ERASURES_FILE, ErasureLog, carry_out
from jisr.app.home import is_founded
from jisr.errors import (
    BackupElsewhere,
    BackupUnusable,
    FileUnreadable,
    FileUnwritable,
    HomeExists,
    HomeMissing,
    SettingInvalid,
    StorageBusy,
    StorageFull,
    to_translate,
)
from jisr.kit.console import Home, Session, command
from jisr.kit.db import Database
from jisr.kit.outputs import whole_path
from jisr.ledger.keys import KEY_FILE
from jisr.migrations.upgrade import NONE_YET, newest_revision, revision, upgrade

own = typer.Typer()
RETENTION_DAYS_MAX = 30
"""A backup holds what was erased after it; nobody's data may live on in it for longer."""
PAGES_AT_ONCE = 2_048
"""8 MiB between two steps of the bar."""
MINUTE_SECONDS = 60

Tell = Callable[[int], None]


# ── saving ────────────────────────────────────────────────────────────────────────────────────


@command(own, "backup", home=Home.AS_IS)
def backup(
    session: Session, file: Annotated[Path, typer.Argument(help="The file to write.")]
) -> None:
    """Save the database in one file, also while the hub runs."""
    days = _retention_days(session)
    source = _database_file(session)
    if not is_founded(session):
        raise HomeMissing(path=session.home)
    now = session.database.clock()
    with whole_path(file) as beside:
        _copy(session, source, beside, to_translate("Saving the database"))
        with closing(sqlite3.connect(beside)) as copy:
            # A backup that forgot when it was made could not tell that its time has passed.
            copy.execute(f"PRAGMA user_version={int(now.timestamp()) // MINUTE_SECONDS}")
    last_day = (now + datetime.timedelta(days=days)).date()
    session.say(
        "The database is saved in {file}. It holds no key: keep ledger.key and erasures.log "
        "elsewhere too. Destroy the backup by {day}.",
        file=file,
        day=last_day.isoformat(),
    )


def _copy(session: Session, source: Path, target: Path, sentence: str) -> None:
    """Copy a database as it is at one moment, whoever writes to it meanwhile.

    Raises:
        StorageFull: the disk has no room.
        StorageBusy: the database stays locked.
        BackupUnusable: the source is no database.
    """
    try:
        with closing(_opened(source)) as given, closing(sqlite3.connect(target)) as copy:
            given.execute("BEGIN")  # one moment is kept; else each write would begin it anew
            pages = int(given.execute("PRAGMA page_count").fetchone()[0])
            given.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            with session.progress(sentence, pages) as tell:
                given.backup(copy, pages=PAGES_AT_ONCE, progress=_told(tell))
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    except sqlite3.DatabaseError as error:
        raise _in_our_words(error, source) from error


def _opened(source: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _told(tell: Tell) -> Callable[[int, int, int], None]:
    def move(_status: int, remaining: int, total: int) -> None:
        tell(total - remaining)

    return move


def _in_our_words(error: sqlite3.DatabaseError, path: Path) -> Exception:
    told = str(error)
    if "is full" in told or "disk I/O" in told:
        return StorageFull()
    if "is locked" in told:
        return StorageBusy()
    if "unable to open" in told:
        return FileUnreadable(path=path)
    return BackupUnusable(path=path, why=to_translate("it is no database, or a damaged one"))


# ── bringing back ─────────────────────────────────────────────────────────────────────────────


@command(own, "restore", home=Home.AS_IS)
def restore(
    session: Session,
    file: Annotated[Path, typer.Argument(help="The backup.")],
    erasures: Annotated[
        Path | None, typer.Option(help="What was erased since (erasures.log of the lost home).")
    ] = None,
) -> None:
    """Make the database of a new data directory from a backup, without what was erased since."""
    days = _retention_days(session)
    target = _database_file(session)
    if not file.is_file():
        raise FileUnreadable(path=file)
    if target.exists():
        raise HomeExists(path=session.home)
    own_log = ErasureLog(session.home / ERASURES_FILE)
    given_log = own_log if erasures is None else ErasureLog(erasures)
    if erasures is not None and not erasures.is_file():
        raise FileUnreadable(path=erasures)
    known = given_log.read()
    _make_home(session.home)
    with whole_path(target) as beside:
        _copy(session, file, beside, to_translate("Reading the backup"))
        made = _made_at(beside, file)
        _check(session, beside, file)
        database = Database.at(beside, clock=session.database.clock)
        upgrade(database)
        count = database.in_transaction(carry_out, known)
        database.drop_erased()
        database.close()
    if given_log.path.resolve() != own_log.path.resolve():
        own_log.add(known)
    _say_restored(session, file, made, days, count)


def _check(session: Session, copy: Path, file: Path) -> None:
    """Refuse a copy whose pages, references or schema are not what they must be."""
    with session.progress(to_translate("Checking the backup"), None):
        try:
            with closing(sqlite3.connect(copy)) as opened:
                whole = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
                whole = whole and opened.execute("PRAGMA foreign_key_check").fetchone() is None
                opened.execute("PRAGMA user_version=0")
        except sqlite3.DatabaseError as error:
            raise _in_our_words(error, file) from error
    if not whole:
        raise BackupUnusable(path=file, why=to_translate("it is damaged"))
    database = Database.at(copy)
    found = revision(database)
    database.close()
    if found == NONE_YET:
        raise BackupUnusable(path=file, why=to_translate("it holds no network"))
    if found > newest_revision():
        raise BackupUnusable(path=file, why=to_translate("a newer program made it"))


def _made_at(copy: Path, file: Path) -> datetime.datetime:
    """Return when a backup was made; of a plain copy, when its file was."""
    with closing(sqlite3.connect(copy)) as opened:
        minutes = int(opened.execute("PRAGMA user_version").fetchone()[0])
    seconds = minutes * MINUTE_SECONDS if minutes else file.stat().st_mtime
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def _say_restored(
    session: Session, file: Path, made: datetime.datetime, days: int, count: int
) -> None:
    session.say(
        "The database in {home} is that of {time} UTC.",
        home=session.home,
        time=made.strftime("%Y-%m-%d %H:%M"),
    )
    said = session.words.count(
        "{number} record that was erased since then was erased again.",
        "{number} records that were erased since then were erased again.",
        count,
    )
    session.notes.print(said)
    if session.database.clock() - made > datetime.timedelta(days=days):
        session.say(
            "The backup {file} is older than {days} days: destroy it.", file=file, days=days
        )
    if not (session.home / KEY_FILE).exists():
        session.say("Put ledger.key in {home}: it is in no backup.", home=session.home)
    session.say(
        "The ledger is read-only until `jisr ledger resume` is shown the newest checkpoint that "
        "anyone holds."
    )


@command(own, "erase-again", home=Home.AS_IS)
def erase_again(
    session: Session,
    erasures: Annotated[
        Path | None, typer.Argument(help="What was erased; without it the home's erasures.log.")
    ] = None,
) -> None:
    """Erase again what a database restored by other means still holds; before it is served."""
    if not is_founded(session):
        raise HomeMissing(path=session.home)
    path = erasures or session.home / ERASURES_FILE
    if not path.is_file():
        raise FileUnreadable(path=path)
    count = session.database.in_transaction(carry_out, ErasureLog(path).read())
    session.database.drop_erased()
    said = session.words.count(
        "{number} record was erased again.", "{number} records were erased again.", count
    )
    session.notes.print(said)


# ── what both need ────────────────────────────────────────────────────────────────────────────


def _database_file(session: Session) -> Path:
    """Return the file of the database; refuse what a database server keeps."""
    name = session.database.url.database
    if not session.database.is_sqlite or not name:
        raise BackupElsewhere
    return Path(name)


def _retention_days(session: Session) -> int:
    days = session.settings.backup_retention_days
    if not 1 <= days <= RETENTION_DAYS_MAX:
        raise SettingInvalid(
            name="backup_retention_days", given=days, why=to_translate("choose 1 to 30")
        )
    return days


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(path=home) from error
