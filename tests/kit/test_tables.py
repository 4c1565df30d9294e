"""A tabular file is read whole: each row comes, or says where and why it cannot."""

import csv
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import (
    EncodingWrong,
    FileEmpty,
    FileUnreadable,
    HeaderDuplicate,
    HeaderIncomplete,
    InputRefused,
    InputTooLarge,
    JisrError,
    ValueMalformed,
)
from jisr.kit.lines import LINE_BYTES_MAX, ROW_LINES_MAX
from jisr.kit.tables import (
    CELL_CHARACTERS_MAX,
    CELL_LONG,
    CELLS_WRONG,
    JSON_NESTED,
    JSON_WRONG,
    LINE_LONG,
    NUL_INSIDE,
    QUOTES_WRONG,
    Columns,
    RejectedRow,
    Row,
    open_table,
    read_columns,
)

WANTED = Columns(
    frozenset({"row", "name", "document_number"}), needed=(("name", "document_number"),)
)


def read(
    path: Path, content: str | bytes, wanted: Columns = WANTED, *, after_line: int = 0
) -> tuple[set[str], list[Row | RejectedRow]]:
    """Write the content to the path and return its unknown columns and its rows."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with open_table(path, wanted) as table:
        rows = list(table.rows(after_line=after_line))
        return table.unknown, rows


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A place for a file."""
    return tmp_path / "list.csv"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_spelling_of_csv_gives_the_same_rows(
    file: Path, mark: str, separator: str, end: str
) -> None:
    """Byte order mark, separator, line ends, order and case of the columns change nothing."""
    lines = ["Document_Number,NAME,row", "AB12345,سمير حداد,1", 'CD67890," Nour ",2']
    content = mark + end.join(line.replace(",", separator) for line in lines) + end
    assert read(file, content) == (
        set(),
        [
            Row(2, {"row": "1", "name": "سمير حداد", "document_number": "AB12345"}),
            Row(3, {"row": "2", "name": "Nour", "document_number": "CD67890"}),
        ],
    )


def test_quoted_cells_may_hold_separators_quotes_and_line_breaks(file: Path) -> None:
    """A quoted cell is read as it was meant; the next row knows its own line."""
    content = 'row,name\n1,"Haddad, ""Nour""\nal-Din"\n\n2,Samir\n'
    assert read(file, content) == (
        set(),
        [
            Row(2, {"row": "1", "name": 'Haddad, "Nour"\nal-Din'}),
            Row(5, {"row": "2", "name": "Samir"}),
        ],
    )


def test_unknown_columns_are_told(file: Path) -> None:
    """Columns that nobody understands, named or not, are given to the caller to report."""
    assert read(file, "name,shoe_size,\nNour,42,x\n") == (
        {"shoe_size", "#3"},
        [Row(2, {"name": "Nour"})],
    )


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ("", FileEmpty),
        ("\n \n", FileEmpty),
        ("name,row\n", FileEmpty),
        ("name,row,Name\nA,1,B\n", HeaderDuplicate),
        ("row,shoe_size\n1,42\n", HeaderIncomplete),
        ('row,"name\n1,A\n', ValueMalformed),
        ("name" + ",x" * 300 + "\n", InputTooLarge),
        ("name" + "x" * LINE_BYTES_MAX + "\nA\n", InputTooLarge),
        (b"name\nJos\xe9\n", EncodingWrong),
        ("name\nNour\n".encode("utf-16"), EncodingWrong),
        ("name\nNour\n".encode("utf-16-le"), EncodingWrong),
    ],
)
def test_whole_file_is_refused(file: Path, content: str | bytes, refusal: type[JisrError]) -> None:
    """An empty list, a wrong header and a wrong encoding are each refused by name."""
    with pytest.raises(refusal):
        read(file, content)


def test_missing_column_is_named_with_its_alternatives(file: Path) -> None:
    """The refusal says which columns would do."""
    with pytest.raises(HeaderIncomplete) as refused:
        read(file, "row\n1\n")
    assert refused.value.details == {"path": "list.csv", "columns": "name / document_number"}


def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    """A missing file and a folder are refused."""
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(FileUnreadable), open_table(path, WANTED):
            pass


def test_wrong_rows_are_rejected_and_the_rest_goes_on(file: Path) -> None:
    """Too few or too many cells, a NUL, a long cell: rejected with line and column."""
    long = "x" * (CELL_CHARACTERS_MAX + 1)
    content = f"row,name\n1\n2,A,B\n3,N\0r\n4,{long}\n5,ok,\n"
    assert read(file, content)[1] == [
        RejectedRow(2, "", CELLS_WRONG, "1"),
        RejectedRow(3, "", CELLS_WRONG, "2,A,B"),
        RejectedRow(4, "name", NUL_INSIDE, "N�r"),
        RejectedRow(5, "name", CELL_LONG, "x" * 59 + "…"),
        Row(6, {"row": "5", "name": "ok"}),
    ]


@pytest.mark.parametrize(
    "wrong", ['2,"B', '2,"B"C', f'2,"{"x" * 200_000}', '2,"' + "\n,x" * (ROW_LINES_MAX * 2)]
)
def test_open_quote_takes_only_its_own_line(file: Path, wrong: str) -> None:
    """A quotation mark that is never closed does not swallow the rows after it."""
    rows = read(file, f"row,name\n1,A\n{wrong}\n3,C\n")[1]
    assert rows[0] == Row(2, {"row": "1", "name": "A"})
    assert (type(rows[1]), rows[1].line) == (RejectedRow, 3)
    assert rows[-1] == Row(3 + wrong.count("\n") + 1, {"row": "3", "name": "C"})


def test_open_quote_is_named(file: Path) -> None:
    """The reason tells a quotation mark from a cell that is too long."""
    assert read(file, 'name\n"A\nB\n')[1] == [
        RejectedRow(2, "", QUOTES_WRONG, '"A'),
        Row(3, {"name": "B"}),
    ]


def test_ten_megabyte_cell_is_rejected_with_its_column(file: Path) -> None:
    """A cell of 10 MB rejects its row; the row after it is read."""
    content = "row,name\n1," + "x" * 10_000_000 + "\n2,B\n"
    assert read(file, content)[1] == [
        RejectedRow(2, "name", LINE_LONG, "x" * 59 + "…"),
        Row(3, {"row": "2", "name": "B"}),
    ]


def test_huge_cell_does_not_exhaust_memory(file: Path) -> None:
    """A cell of 1 GB is read within 400 MB of address space."""
    with file.open("wb") as out:
        out.write(b"name\n")
        out.truncate(1 << 30)  # a sparse file: one cell of NULs
    script = (
        "import sys; from pathlib import Path\n"
        "from jisr.kit.tables import Columns, open_table\n"
        "with open_table(Path(sys.argv[1]), Columns(frozenset({'name'}))) as table:\n"
        "    print(len(list(table.rows())))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20)),
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.stdout, ended.returncode) == ("1\n", 0)


def test_reading_resumes_after_a_line(file: Path) -> None:
    """Rows up to the line are passed over, also when cells span lines."""
    content = 'name\nA\n"B\nB"\nC\n'
    assert read(file, content, after_line=3)[1] == [Row(5, {"name": "C"})]
    assert read(file, content, after_line=5)[1] == []


def test_json_lines_give_the_same_rows(file: Path) -> None:
    """Texts, numbers, nulls and lists of texts become cells; unknown columns are told."""
    content = '{"name": " Nour ", "row": 1, "shoe": 42}\n\n{"name": ["A", "B"], "row": null}\n'
    assert read(file, content) == (
        {"shoe"},
        [Row(1, {"name": "Nour", "row": "1"}), Row(3, {"name": "A|B", "row": ""})],
    )


def test_wrong_json_lines_are_rejected_and_the_rest_goes_on(file: Path) -> None:
    """Each object that cannot be read says why."""
    deep = '{"name":' + "[" * 5000 + "]" * 5000 + "}"
    lines = [
        '{"row": 1}',
        '{"row": ',
        "[1]",
        '{"name": {"first": "A"}}',
        '{"name": true}',
        json.dumps({"name": "x" * (CELL_CHARACTERS_MAX + 1)}),
        '{"name": "A\\u0000"}',
        '{"name": "' + "x" * LINE_BYTES_MAX + '"}',
        deep,
        '{"name": "B"}',
    ]
    assert read(file, "\n".join(lines))[1] == [
        Row(1, {"row": "1"}),
        RejectedRow(2, "", JSON_WRONG, '{"row":'),
        RejectedRow(3, "", JSON_WRONG, "[1]"),
        RejectedRow(4, "name", JSON_NESTED),
        RejectedRow(5, "name", JSON_NESTED),
        RejectedRow(6, "name", CELL_LONG, "x" * 59 + "…"),
        RejectedRow(7, "name", NUL_INSIDE, "A�"),
        RejectedRow(8, "", LINE_LONG, ('{"name": "' + "x" * 99)[:59] + "…"),
        RejectedRow(9, "", JSON_WRONG, deep[:59] + "…"),
        Row(10, {"name": "B"}),
    ]


def test_columns_can_be_asked_first(file: Path) -> None:
    """The columns of a CSV, or of the first object, tell what kind of list it is."""
    file.write_text("VIN;Plate\n1;2\n")
    assert read_columns(file) == ("vin", "plate")
    file.write_text('{"vin": "1", "plate": "2"}\n')
    assert read_columns(file) == ("plate", "vin")


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(rows=st.lists(st.tuples(CELL, CELL), min_size=1, max_size=10))
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    """Any table that the standard library writes is read back, blanks at the edges apart."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("row", "name"), *rows])
    read_rows = read(tmp_path_factory.mktemp("any") / "list.csv", out.getvalue())[1]
    assert [row.cells for row in read_rows if isinstance(row, Row)] == [
        {"row": row.strip(), "name": name.strip()} for row, name in rows
    ]


@given(content=st.binary(max_size=300))
def test_no_bytes_break_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    """Whatever bytes come, the answer is rows, rejections or one refusal of ours."""
    refused = None
    try:
        read(tmp_path_factory.mktemp("any") / "list.csv", b"name\n" + content)
    except InputRefused as error:
        refused = type(error)
    assert refused in {None, FileEmpty, EncodingWrong}
