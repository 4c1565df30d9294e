"""What a person can get wrong: one clear sentence, an exit code, and nothing half-written."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

JISR = Path(sys.executable).parent / "jisr"
WHY = ["--purpose", "border-management", "--case", "TNG-2026-1"]
MRZ = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
PERSON = ["check", "person"]
LIST = ["check", "list", "{list}", "--out", "{out}", *WHY]


def _file(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def _nothing(_path: Path) -> None:
    """Make no file."""


CASES: dict[str, tuple[list[str], Callable[[Path], None], int, str]] = {
    "a purpose that is none of the nine": (
        [*PERSON, "Nour Haddad", "--purpose", "curiosity", "--case", "1"],
        _nothing,
        2,
        "“curiosity” is not a purpose. Use one of: wanted-person, locate",
    ),
    "no purpose": (
        [*PERSON, "Nour Haddad", "--case", "1"],
        _nothing,
        2,
        "Say why you ask: --purpose with one of wanted-person, locate",
    ),
    "no case": (
        [*PERSON, "Nour Haddad", "--purpose", "warn"],
        _nothing,
        2,
        "Say for which case you ask: --case with your own file reference.",
    ),
    "a file that is not there": (LIST, _nothing, 2, "cannot be read. Check its name"),
    "a folder instead of a file": (LIST, lambda path: path.mkdir(), 2, "cannot be read."),
    "a file in another encoding": (
        LIST,
        _file("name\nN\u00f6ra\n".encode("latin-1")),
        2,
        "is not UTF-8 text (line 2). Save it as UTF-8 and try again.",
    ),
    "a column that is named twice": (
        LIST,
        _file(b"name,sex,name\nNour,F,Nour\n"),
        2,
        "names the column “name” twice. Remove one of them.",
    ),
    "a list without the needed columns": (
        LIST,
        _file(b"row,sex\n1,F\n"),
        2,
        "lacks a needed column: name / document_number. Add it",
    ),
    "an empty file": (LIST, _file(b""), 2, "holds no rows."),
    "a list without rows": (LIST, _file(b"name\n"), 2, "holds no rows."),
    "a birth date in the future": (
        [*PERSON, "Nour Haddad", "--born", "2999-01-01", *WHY],
        _nothing,
        2,
        "birth date is not valid: it lies in the future",
    ),
    "a date in another spelling": (
        [*PERSON, "Nour Haddad", "--born", "02/03/1974", *WHY],
        _nothing,
        2,
        "date is not valid: write it as 1974, 1974-03 or 1974-03-02",
    ),
    "a machine-readable zone with a wrong check digit": (
        ["check", "mrz", "{list}", *WHY],
        _file(MRZ.replace("L898902C36", "L898902C37").encode()),
        2,
        "The check digit of document number is wrong. Read or type it again.",
    ),
    "a control character in a name": (
        [*PERSON, "Nour\u0007Haddad", *WHY],
        _nothing,
        2,
        "name is not valid: it holds invisible control characters; type it again",
    ),
    "a direction override in a name": (
        [*PERSON, "Nour\u202eHaddad", *WHY],
        _nothing,
        2,
        "name is not valid: it holds invisible control characters; type it again",
    ),
    "a name of ten thousand characters": (
        [*PERSON, "n" * 10_000, *WHY],
        _nothing,
        2,
        "name is too long: at most 300 are accepted.",
    ),
    "an officer whom nobody knows": (
        [*PERSON, "Nour Haddad", *WHY, "--as", "nobody@mar"],
        _nothing,
        3,
        "No active officer is called “nobody@mar”.",
    ),
    "measuring in a network that is in use": (
        [*LIST, "--min-score", "0"],
        _file(b"name\nNour Haddad\n"),
        3,
        "Not allowed: ",
    ),
    "a disk without room for the alerts": (
        ["check", "list", "{list}", "--out", "/dev/full", *WHY],
        _file(b"name\nNour Haddad\n"),
        6,
        "The disk is full.",
    ),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network that all cases share: none of them may leave a trace in it."""
    path = tmp_path_factory.mktemp("network") / "home"
    subprocess.run([JISR, "init", "--home", path], check=True, capture_output=True)
    return path


@pytest.mark.parametrize("case", CASES)
def test_mistake_is_one_sentence(home: Path, tmp_path: Path, case: str) -> None:
    """Each mistake says what is wrong and what to do, and leaves no file."""
    words, make, exit_code, sentence = CASES[case]
    given, out = tmp_path / "given.csv", tmp_path / "out.csv"
    make(given)
    places = {"{list}": str(given), "{out}": str(out)}
    done = subprocess.run(
        [JISR, *(places.get(word, word) for word in words)],
        env={**os.environ, "JISR_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = _without_paths(done.stderr, (given, home))
    assert (done.returncode, done.stdout) == (exit_code, ""), done.stderr
    assert sentence in told
    assert told.count("\n") == 1, told
    assert [path.name for path in tmp_path.iterdir() if path != given] == []


def _without_paths(text: str, paths: Iterable[Path]) -> str:
    for path in paths:
        text = text.replace(str(path), "FILE")
    return text


def test_cell_of_ten_megabytes_is_one_rejected_row(home: Path, tmp_path: Path) -> None:
    """A monstrous cell is rejected with its line; the other rows are checked."""
    given, out = tmp_path / "given.csv", tmp_path / "out.csv"
    given.write_text("name\n" + "x" * 10_000_000 + "\nNour Haddad\n", encoding="utf-8")
    done = subprocess.run(
        [JISR, "check", "list", given, "--out", out, *WHY, "--home", home],
        capture_output=True,
        text=True,
        check=False,
    )
    rejects = (tmp_path / "out.csv.rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert done.returncode == 8, done.stderr
    assert [line.split(",")[0] for line in rejects] == ["line", "2"]


def test_nobody_acts_where_several_could(tmp_path: Path) -> None:
    """With a second officer the program no longer guesses who acts, and says how to tell."""
    home = ["--home", str(tmp_path / "home")]
    new = ["officers", "add", "head@mar", "--bureau", "MAR", "--name", "Amina"]
    subprocess.run([JISR, *new, "--role", "head-of-bureau", *home], check=True, capture_output=True)
    done = subprocess.run(
        [JISR, "check", "person", "Nour Haddad", *WHY, *home],
        env={**os.environ, "JISR_OFFICER": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        "Say who acts: --as with one of `jisr officers list`, or JISR_OFFICER.\n",
    )


def test_network_is_as_it_was_after_all_mistakes(home: Path) -> None:
    """Nothing of what was refused stands in the ledger in a broken way."""
    done = subprocess.run([JISR, "verify", "--home", home], capture_output=True, check=False)
    assert done.returncode == 0
