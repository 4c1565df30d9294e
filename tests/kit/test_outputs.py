"""Written files are whole or absent, and no spreadsheet computes what is in them."""

import csv
import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.errors import FileUnwritable, StorageFull
from jisr.kit.outputs import SafeCsv, neutral, whole_file, whole_path, write_rejects
from jisr.kit.tables import RejectedRow

FILE_BYTES_MAX = 4096


def test_file_takes_its_name_at_the_end(tmp_path: Path) -> None:
    """Until the block ends the old content stands; afterwards only the new one."""
    target = tmp_path / "alerts.csv"
    target.write_text("old")
    with whole_file(target) as file:
        file.write("new")
        assert target.read_text() == "old"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"alerts.csv": "new"}
    assert target.stat().st_mode & 0o777 == 0o600


def test_failing_block_leaves_nothing(tmp_path: Path) -> None:
    """What goes wrong inside leaves neither the file nor its temporary."""
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "alerts.csv") as file:
        file.write("x" * (1 // len(list(tmp_path.glob("none")))))
    assert list(tmp_path.iterdir()) == []


def test_failing_block_takes_away_what_stands_beside(tmp_path: Path) -> None:
    """The log of a database that is half made goes with it."""

    def fail(beside: Path) -> None:
        beside.with_name(f"{beside.name}-wal").write_bytes(b"x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), whole_path(tmp_path / "jisr.db") as beside:
        fail(beside)
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    """A target in no folder is refused before anything is read."""
    with pytest.raises(FileUnwritable), whole_file(tmp_path / "no" / "alerts.csv"):
        pass


def test_symbolic_link_is_followed(tmp_path: Path) -> None:
    """The file behind a link is replaced, the link stays."""
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with whole_file(tmp_path / "link.csv") as file:
        file.write("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


def test_full_device_is_told(tmp_path: Path) -> None:
    """A device without room gives `StorageFull` and is still a device afterwards."""
    (tmp_path / "out.csv").symlink_to("/dev/full")
    with pytest.raises(StorageFull), whole_file(tmp_path / "out.csv") as file:
        file.write("x" * 10)
    assert Path("/dev/full").is_char_device()


def test_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    """Where a file may not grow further, the old one stays whole and no temporary is left."""
    target = tmp_path / "alerts.csv"
    target.write_text("old")
    script = (
        "import sys; from pathlib import Path\n"
        "from jisr.errors import StorageFull; from jisr.kit.outputs import whole_file\n"
        "try:\n"
        "    with whole_file(Path(sys.argv[1])) as file:\n"
        "        for _ in range(100): file.write('x' * 100 + '\\n')\n"
        "except StorageFull as error: sys.exit(error.exit_code)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(target)],
        preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (FILE_BYTES_MAX, FILE_BYTES_MAX)
        ),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert ended.returncode == StorageFull.exit_code
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"alerts.csv": "old"}


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("-0.75", "-0.75"),
        ("+212600000000", "+212600000000"),
        ("Ben-Ami", "Ben-Ami"),
        ("", ""),
    ],
)
def test_formula_is_neutralised(cell: str, written: str) -> None:
    """A cell that a spreadsheet would compute is marked as text; a plain number is not."""
    assert neutral(cell) == written


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_written_rows_can_be_read_again(rows: list[list[str]]) -> None:
    """Whatever is written comes back, apart from the mark that makes it text."""
    file = io.StringIO(newline="")
    table = SafeCsv(file, ("a", "b"))
    for row in rows:
        table.write(row)
    file.seek(0)
    assert list(csv.reader(file)) == [
        ["a", "b"],
        *([neutral(cell) for cell in row] for row in rows),
    ]


def test_rejects_file_is_made_only_when_needed(tmp_path: Path) -> None:
    """Without a rejected row there is no file."""
    assert write_rejects(tmp_path / "rejects.csv", []) == 0
    assert list(tmp_path.iterdir()) == []


def test_rejects_file_says_where_and_why(tmp_path: Path) -> None:
    """Each rejected row stands with line, column, reason and the beginning of its value."""
    rejects = [RejectedRow(2, "issued", "no such day", "2024-02-31"), RejectedRow(9, "", "x", "=")]
    assert write_rejects(tmp_path / "rejects.csv", rejects) == 2
    assert (tmp_path / "rejects.csv").read_bytes() == (
        b"line,column,reason,value\r\n2,issued,no such day,2024-02-31\r\n9,,x,'=\r\n"
    )
