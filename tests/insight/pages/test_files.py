"""Files of figures open in a spreadsheet, in every script, and compute nothing."""

from jisr.insight.pages.files import csv_file


def test_a_file_is_kept_as_it_is() -> None:
    """UTF-8 with its mark, rows ended as RFC 4180 says, formulas shown, gaps empty."""
    file = csv_file("jisr-x", ("a", "b"), [("=1+1", None), ("المغرب", 3)])
    assert bytes(file.body).decode() == "\ufeffa,b\r\n'=1+1,\r\nالمغرب,3\r\n"
    assert file.headers["content-disposition"] == 'attachment; filename="jisr-x.csv"'
