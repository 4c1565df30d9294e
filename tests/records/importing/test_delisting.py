"""Who is no longer on the UN list is told, and withdrawn when asked (all persons are invented)."""

from pathlib import Path

from jisr.access.model import DatabaseName, Purpose
from jisr.kit.db import Database
from jisr.records import actions
from jisr.records.importing.delisting import delisted, withdraw_all
from jisr.records.importing.driver import Pace, import_file
from jisr.records.importing.model import Source
from jisr.records.importing.un_list import open_un_list
from jisr.records.model import Draft, Name, Person, PersonStatus
from offices import found_office
from un_lists import person, un_list


def source(path: Path, *references: str) -> Source:
    """Write and open a list of these references."""
    path.write_text(un_list([person(each, f"SAMIR {each}") for each in references]))
    return open_un_list(path, Purpose.WARN)


def test_only_missing_persons_of_the_list_are_delisted(database: Database, tmp_path: Path) -> None:
    """A record that came from elsewhere is left alone, whatever the list says."""
    asking = found_office(database, "GS")
    import_file(
        database, asking, source(tmp_path / "a", "T.1", "T.2", "T.3"), tmp_path / "r", Pace(9)
    )
    own = Draft(
        database=DatabaseName.NOMINAL,
        subject=Person((Name("Amal Own"),)),
        purpose=Purpose.WARN,
        status=PersonStatus.UN_SANCTIONS,
        event="own work",
        reference="OWN-1",
    )
    database.in_transaction(actions.add_record, asking, own)
    newer = source(tmp_path / "b", "T.2", "T.4")
    import_file(database, asking, newer, tmp_path / "r", Pace(9))
    missing = delisted(database, asking, newer)
    assert [each.metadata.reference for each in missing] == ["T.1", "T.3"]
    withdraw_all(database, asking, missing)
    assert delisted(database, asking, newer) == []
    with database.reading() as transaction:
        persons = actions.every_person(transaction, 0, 100)
    assert sorted(each.record.metadata.reference for each in persons) == ["OWN-1", "T.2", "T.4"]
