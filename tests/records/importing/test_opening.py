"""Promises about which reader reads a file."""

from pathlib import Path

import pytest

from document_lists import row, write_list
from jisr.access.model import Purpose
from jisr.errors import HeaderIncomplete
from jisr.records.importing.opening import FORMATS, open_any
from recording import TODAY
from un_lists import person, un_list

FTM = '{"id": "1", "schema": "Person", "properties": {"name": ["Nour"]}}\n'


def opened(path: Path, what: str = "") -> str:
    """Return the format as which a file is read."""
    return open_any(path, what, Purpose.INVESTIGATION, today=TODAY).format


def test_a_file_tells_what_it_is(tmp_path: Path) -> None:
    """Columns, entities and XML are told apart by how they begin."""
    table = write_list(tmp_path / "a", [row(1)])
    (tmp_path / "b").write_text(FTM, encoding="utf-8")
    (tmp_path / "c").write_text("name,reference,status\nNour,R-1,suspect\n", encoding="utf-8")
    listed = tmp_path / "d"
    listed.write_text(un_list([person("TSi.001", "SAMIR")]), encoding="utf-8")
    found = [opened(each) for each in (table, tmp_path / "b", tmp_path / "c", listed)]
    assert found == ["document", "followthemoney", "person", "un"]


def test_what_is_said_of_a_file_counts(tmp_path: Path) -> None:
    """A table that is called another kind is refused by its missing columns, not guessed."""
    table = write_list(tmp_path / "a", [row(1)])
    with pytest.raises(HeaderIncomplete):
        opened(table, "firearm")
    assert opened(table, "document") == "document"
    assert (
        *("person", "document", "vehicle", "vessel", "firearm"),
        *("followthemoney", "un"),
    ) == FORMATS
