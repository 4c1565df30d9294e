"""Data files that an expert may edit."""

import importlib.resources

import pytest

from jisr.identifiers.tables import read_table

FILES = sorted(
    file.name
    for file in importlib.resources.files("jisr.identifiers").joinpath("data").iterdir()
    if file.name.endswith(".csv")
)


def test_read_table_leaves_out_comments() -> None:
    """Rows are read under the names of the first line that is no comment."""
    assert read_table("mmsi_prefixes.csv")[0] == {"prefix": "00", "station": "coast_station"}


@pytest.mark.parametrize("name", FILES)
def test_every_table_is_whole_and_names_its_source(name: str) -> None:
    """No row has a cell too few or too many, none comes twice, and the head tells the source."""
    rows = read_table(name)
    assert [row for row in rows if None in row or None in row.values()] == []
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    file = importlib.resources.files("jisr.identifiers").joinpath("data", name)
    assert "\n# Source: " in file.read_text(encoding="utf-8")
