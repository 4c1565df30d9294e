"""The columns of a file tell what its rows are."""

import datetime
import hashlib
from pathlib import Path

import pytest

from jisr.access.model import Purpose
from jisr.errors import (
    EncodingWrong,
    FileEmpty,
    FileUnreadable,
    HeaderDuplicate,
    HeaderIncomplete,
    JisrError,
)
from jisr.kit.tables import CELLS_WRONG, RejectedRow
from jisr.records.importing.model import Proposal, Source
from jisr.records.importing.tabular import READERS, open_rows, recognise
from jisr.records.model import Kind

DOCUMENTS = "number;country;type;fraud_type;colour\nAB12345;MAR;P;lost;red\n"


def source(path: Path, content: str | bytes, kind: Kind = Kind.DOCUMENT) -> Source:
    """Write the content and open it."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    today = datetime.date(2026, 11, 21)
    return open_rows(path, Purpose.INVESTIGATION, kind, today=today)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("reference,fraud_type,type,country,number", Kind.DOCUMENT),
        ("plate;make", Kind.VEHICLE),
        ("name,imo", Kind.VESSEL),
        ("make\tserial", Kind.FIREARM),
        ("name,birth_date", Kind.PERSON),
        ('{"name": "Nour", "status": "suspect"}', Kind.PERSON),
    ],
)
def test_kind_is_recognised(tmp_path: Path, header: str, kind: Kind) -> None:
    """Columns that only one kind has name it."""
    (tmp_path / "list").write_text(header + "\n")
    assert recognise(tmp_path / "list") is kind


def test_unknown_columns_are_refused(tmp_path: Path) -> None:
    """A file in which nothing is recognised is refused with the columns that would do."""
    (tmp_path / "list").write_text("a,b\n1,2\n")
    with pytest.raises(HeaderIncomplete) as refused:
        recognise(tmp_path / "list")
    assert "fraud_type" in str(refused.value.details["columns"])


def test_every_kind_has_a_reader() -> None:
    """No kind of record is left without a reader, and each is recognised by its own columns."""
    assert set(READERS) == set(Kind)
    assert all(reader.signs <= reader.columns.known for reader in READERS.values())


def test_rows_are_read_after_a_line(tmp_path: Path) -> None:
    """Sound rows are proposed, others rejected; reading may begin anywhere, again and again."""
    read = source(tmp_path / "list", DOCUMENTS + "CD;MAR\nEF12345;QQQ;P;lost;\nGH12345;D;P;lost;\n")
    items = list(read.read(0))
    assert [(type(each), each.line) for each in items] == [
        (Proposal, 2),
        (RejectedRow, 3),
        (RejectedRow, 4),
        (Proposal, 5),
    ]
    assert items[1] == RejectedRow(3, "", CELLS_WRONG, "CD;MAR")
    assert list(read.read(3)) == items[2:]


def test_source_names_file_and_columns(tmp_path: Path) -> None:
    """A source knows its file by hash and the columns that it leaves out."""
    read = source(tmp_path / "list", DOCUMENTS)
    assert (read.path_name, read.sha256, read.format, read.total, read.unknown) == (
        "list",
        hashlib.sha256(DOCUMENTS.encode()).hexdigest(),
        "document",
        2,
        {"colour"},
    )


def test_unknown_names_of_json_lines_are_told_in_the_end(tmp_path: Path) -> None:
    """Names that no column has are known when the file has been read."""
    read = source(tmp_path / "list", '{"number": "A", "shoe": 1}\n{"hat": 2}\n')
    assert [type(each) for each in read.read(0)] == [RejectedRow, RejectedRow]
    assert read.unknown == {"shoe", "hat"}


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("", FileEmpty),
        ("number,number,country,type,fraud_type\n", HeaderDuplicate),
        ("number,country,type\nA,B,C\n", HeaderIncomplete),
        (DOCUMENTS.encode() + b"\xff\n", EncodingWrong),
        (DOCUMENTS.encode("utf-16"), EncodingWrong),
    ],
)
def test_bad_file_is_refused_before_anything_is_read(
    tmp_path: Path, content: str | bytes, refusal: type[JisrError]
) -> None:
    """A wrong byte at the very end refuses the file at the beginning."""
    with pytest.raises(refusal):
        source(tmp_path / "list", content)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(FileUnreadable):
        recognise(tmp_path / "none.csv")
