"""Reading the data files of the package."""

from jisr.names.tables import DATA, rows, settings, weights


def test_remarks_are_not_rows() -> None:
    """Every data file says where it comes from, and that is not read as data."""
    for path in sorted(DATA.glob("*.csv")):
        assert path.read_text(encoding="utf-8").startswith("#"), path.name
        assert not any(row[0].startswith("#") for row in rows(path.name)), path.name


def test_every_row_of_a_file_has_the_same_columns() -> None:
    """No editor has left out a comma."""
    for path in sorted(DATA.glob("*.csv")):
        assert len({len(row) for row in rows(path.name)}) == 1, path.name


def test_weights_are_numbers() -> None:
    """A section of the weights is a table of numbers."""
    assert weights("sex") == {"same_bits": 0.8, "contradiction_bits": -4.0}
    assert set(settings("weights.toml")) == {
        "token",
        "name",
        "birth_date",
        "sex",
        "nationality",
        "document",
        "birth_place",
        "relative",
    }
