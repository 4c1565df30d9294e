"""An import is written batch by batch and gives an exact account, also after it stopped."""

import datetime
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from document_lists import HEADER, row, write_list
from jisr.access.model import Asking, DatabaseName
from jisr.errors import Conflict, FileEmpty, FileUnwritable, StorageFull
from jisr.kit.db import METADATA, Database
from jisr.records import actions
from jisr.records.importing import store
from jisr.records.importing.driver import Pace, import_file
from jisr.records.importing.model import Account, Item, Source
from jisr.records.importing.store import ImportKey
from jisr.records.importing.tabular import open_rows
from jisr.records.model import Kind
from offices import found_office
from ticking import TickingClock

NO_DAY = "no such day"
NOT_ISSUER = "only a bureau of the country that issued the document records it"


def source(path: Path, asking: Asking) -> Source:
    """Open a list of documents on the day of the tests."""
    today = datetime.date(2026, 11, 21)
    return open_rows(path, asking.purpose, Kind.DOCUMENT, today=today)


def stopping(given: Source, after: int) -> Source:
    """Return the source as it would be if the program died after so many items."""

    def read(after_line: int) -> Iterator[Item]:
        for count, item in enumerate(given.read(after_line)):
            if count == after:
                raise KeyboardInterrupt
            yield item

    return replace(given, read=read)


def count(database: Database) -> int:
    """Return how many records there are."""
    with database.reading() as transaction:
        return actions.count_records(transaction)[DatabaseName.TRAVEL_DOCUMENTS]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Sound rows, two doubled, one with a wrong day, one of another country, one cut short."""
    rows = [row(n) for n in range(1, 8)]
    rows += [row(1), row(2), row(90, issued="2020-02-31"), row(91, country="FRA"), "AB,MAR\n"]
    return write_list(tmp_path / "mixed.csv", rows)


def test_account_covers_every_row(database: Database, mixed: Path, tmp_path: Path) -> None:
    """Each row is added, unchanged or rejected with its reason, and the rejects are told."""
    asking = found_office(database, "MAR")
    told: list[int] = []
    account = import_file(
        database,
        asking,
        source(mixed, asking),
        tmp_path / "rejects.csv",
        Pace(4, lambda reached: told.append(reached.after_line)),
    )
    assert account == Account(
        read=12,
        added=7,
        unchanged=2,
        rejected={
            NO_DAY: 1,
            NOT_ISSUER: 1,
            "the row has more or fewer cells than the first line has columns": 1,
        },
    )
    assert account.is_balanced
    assert told == [0, 5, 9, 13]
    assert count(database) == 7
    assert (tmp_path / "rejects.csv").read_text().splitlines() == [
        "line,column,reason,value",
        "11,issued,no such day,2020-02-31",
        f"12,,{NOT_ISSUER},",
        '13,,the row has more or fewer cells than the first line has columns,"AB,MAR"',
    ]


def test_second_import_changes_nothing(database: Database, mixed: Path, tmp_path: Path) -> None:
    """A list that is imported again leaves every record as it is and tells the rejects again."""
    asking = found_office(database, "MAR")
    for _ in range(2):
        (tmp_path / "rejects.csv").unlink(missing_ok=True)
        account = import_file(
            database, asking, source(mixed, asking), tmp_path / "rejects.csv", Pace(5)
        )
    assert (account.read, account.added, account.unchanged) == (12, 0, 9)
    assert count(database) == 7
    assert len((tmp_path / "rejects.csv").read_text().splitlines()) == 4


def test_changed_rows_are_updated(database: Database, tmp_path: Path) -> None:
    """A newer list writes a new version of what it says differently."""
    asking = found_office(database, "MAR")
    for issued in ("2020-01-02", "2020-01-03"):
        path = write_list(tmp_path / f"{issued}.csv", [row(1), row(2, issued=issued)])
        account = import_file(database, asking, source(path, asking), tmp_path / "r", Pace(100))
    assert account == Account(read=2, updated=1, unchanged=1)


@pytest.mark.parametrize("after", [0, 1, 3, 4, 9, 11])
def test_stopped_import_continues(
    database: Database, mixed: Path, tmp_path: Path, *, after: int
) -> None:
    """Whenever it stopped, the same import ends with the account and rejects of the whole file."""
    asking = found_office(database, "MAR")
    whole = source(mixed, asking)
    rejects_path = tmp_path / "rejects.csv"
    with pytest.raises(KeyboardInterrupt):
        import_file(database, asking, stopping(whole, after), rejects_path, Pace(2))
    assert not rejects_path.exists()
    account = import_file(database, asking, whole, rejects_path, Pace(2))
    assert (account.read, account.added, account.unchanged, account.rejected_total) == (12, 7, 2, 3)
    assert count(database) == 7
    assert len(rejects_path.read_text().splitlines()) == 4


def test_done_import_keeps_no_rejected_values(
    database: Database, mixed: Path, tmp_path: Path
) -> None:
    """What was rejected may be personal data: it stands in the file only."""
    asking = found_office(database, "MAR")
    read = source(mixed, asking)
    import_file(database, asking, read, tmp_path / "rejects.csv", Pace(4))
    key = ImportKey(read.sha256, asking.officer.id, read.format, str(asking.purpose))
    with database.reading() as transaction:
        assert list(store.rejects(transaction, key)) == []


def test_rejects_that_cannot_be_written_are_told_later(
    database: Database, mixed: Path, tmp_path: Path
) -> None:
    """Where the rejects have no place, the same import with another place writes them all."""
    asking = found_office(database, "MAR")
    with pytest.raises(FileUnwritable):
        import_file(database, asking, source(mixed, asking), tmp_path / "no" / "r", Pace(4))
    account = import_file(database, asking, source(mixed, asking), tmp_path / "r", Pace(4))
    assert (account.read, account.added) == (12, 7)
    assert len((tmp_path / "r").read_text().splitlines()) == 4


def test_two_imports_of_one_file_do_not_mix(
    database: Database, mixed: Path, tmp_path: Path
) -> None:
    """Who finds that another process moved the cursor stops, and nothing is doubled."""
    asking = found_office(database, "MAR")
    whole = source(mixed, asking)

    def read(after_line: int) -> Iterator[Item]:
        for item in whole.read(after_line):
            yield item
            if item.line == 6:  # the other one runs between two batches of this one
                import_file(database, asking, whole, tmp_path / "r", Pace(3))

    with pytest.raises(Conflict):
        import_file(database, asking, replace(whole, read=read), tmp_path / "r", Pace(3))
    assert count(database) == 7


def test_empty_list_leaves_nothing(database: Database, tmp_path: Path) -> None:
    """A list with a header alone is refused, and no import is begun."""
    asking = found_office(database, "MAR")
    (tmp_path / "empty.csv").write_text(HEADER)
    with pytest.raises(FileEmpty):
        import_file(
            database, asking, source(tmp_path / "empty.csv", asking), tmp_path / "r", Pace(3)
        )
    with database.reading() as transaction:
        found = transaction.connection.scalar(sa.select(sa.func.count()).select_from(store.imports))
    assert found == 0


def test_full_disk_stops_between_batches(tmp_path: Path, clock: TickingClock) -> None:
    """A full disk is told; what was confirmed stays, and the same import continues later."""
    database = Database.at(tmp_path / "jisr.db", clock=clock)
    METADATA.create_all(database.engine)
    asking = found_office(database, "MAR")
    path = write_list(tmp_path / "list.csv", [row(n) for n in range(3000)])
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    database.close()

    def bound(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 600}")

    sa.event.listen(database.engine, "connect", bound)
    with pytest.raises(StorageFull):
        import_file(database, asking, source(path, asking), tmp_path / "r", Pace(250))
    written = count(database)
    assert (0 < written < 3000, written % 250) == (True, 0)
    sa.event.remove(database.engine, "connect", bound)
    database.close()
    account = import_file(database, asking, source(path, asking), tmp_path / "r", Pace(250))
    assert (account, count(database)) == (Account(read=3000, added=3000), 3000)
    database.close()
