"""CSV and JSON Lines of any kind of record: the columns tell which kind it is."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jisr.access.model import Purpose
from jisr.errors import HeaderIncomplete
from jisr.kit.lines import survey
from jisr.kit.tables import Columns, RejectedRow, open_table, read_columns
from jisr.records.importing import persons, stolen_documents, things
from jisr.records.importing.fields import Fields, FieldWrong
from jisr.records.importing.model import Item, Proposal, Source
from jisr.records.model import Draft, Kind


@dataclass(frozen=True, slots=True)
class RowReader:
    """How the rows of one kind are read; `signs` are columns that only this kind has."""

    columns: Columns
    signs: frozenset[str]
    draft: Callable[[Fields, Purpose], Draft]


READERS: Mapping[Kind, RowReader] = {
    Kind.DOCUMENT: RowReader(
        stolen_documents.COLUMNS, frozenset({"fraud_type"}), stolen_documents.draft
    ),
    Kind.VEHICLE: RowReader(
        things.VEHICLE_COLUMNS, frozenset({"vin", "engine_number", "plate"}), things.vehicle
    ),
    Kind.VESSEL: RowReader(
        things.VESSEL_COLUMNS, frozenset({"imo", "hull_id", "mmsi", "call_sign"}), things.vessel
    ),
    Kind.FIREARM: RowReader(things.FIREARM_COLUMNS, frozenset({"serial"}), things.firearm),
    Kind.PERSON: RowReader(persons.COLUMNS, frozenset({"name"}), persons.draft),
}
"""In this order a kind is recognised: a vessel has a name too."""


def recognise(path: Path) -> Kind:
    """Return the kind of record whose columns the file has; raise `HeaderIncomplete` if none."""
    columns = set(read_columns(path))
    for kind, reader in READERS.items():
        if columns & reader.signs:
            return kind
    told = " / ".join(sorted(sign for reader in READERS.values() for sign in reader.signs))
    raise HeaderIncomplete(path=path.name, columns=told)


def open_rows(path: Path, purpose: Purpose, kind: Kind, *, today: datetime.date) -> Source:
    """Survey a CSV or JSON Lines file of one kind of record; its header is checked at once.

    Raises:
        FileUnreadable, FileEmpty, EncodingWrong, HeaderDuplicate, HeaderIncomplete: see
            `jisr.kit.tables.open_table`.
    """
    surveyed = survey(path)
    reader = READERS[kind]
    with open_table(path, reader.columns) as table:
        unknown = set(table.unknown)

    def read(after_line: int) -> Iterator[Item]:
        with open_table(path, reader.columns) as table:
            for row in table.rows(after_line=after_line):
                if isinstance(row, RejectedRow):
                    yield row
                else:
                    yield _item(Fields(row, today=today), reader, purpose)
            unknown.update(table.unknown)

    return Source(path.name, surveyed.sha256, str(kind), surveyed.lines, read, unknown)


def _item(fields: Fields, reader: RowReader, purpose: Purpose) -> Item:
    try:
        return Proposal(fields.line, reader.draft(fields, purpose))
    except FieldWrong as wrong:
        return fields.rejection(wrong)
