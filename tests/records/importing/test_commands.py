"""`jisr import` writes files, tells the account, and says by its exit code how it went."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from document_lists import HEADER, row, write_list
from jisr.errors import Denied, EncodingWrong, InputRefused, OfficerUnknown, StorageFull
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import METADATA, Database
from jisr.kit.words import Words
from jisr.records.importing.commands import EXIT_SOME_REJECTED, add_to
from jisr.settings import Settings
from offices import found_office
from ticking import TickingClock
from un_lists import person, un_list

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, clock: TickingClock) -> Callable[[str], Run]:
    """Found a network with one officer, who then runs commands."""

    def as_officer(bureau: str) -> Run:
        url = f"sqlite:///{tmp_path / 'jisr.db'}"
        database = Database(url, clock=clock)
        METADATA.create_all(database.engine)
        officer = found_office(database, bureau).officer.id
        database.close()

        def opened(options: Options, _home: Home) -> Session:
            return Session(
                home=tmp_path,
                database=Database(url, clock=clock),
                settings=Settings(import_batch_rows=3),
                words=Words("en"),
                officer=options.officer or officer,
                as_json=options.as_json,
            )

        app = typer.Typer()
        app.callback()(lambda: None)
        add_to(app)
        return lambda *arguments: CliRunner().invoke(
            app, ["import", *map(str, arguments)], obj=Program(opened, {})
        )

    return as_officer


def test_documents_are_imported(run: Callable[[str], Run], tmp_path: Path) -> None:
    """Sound rows end with exit code 0, a table and no rejects file."""
    path = write_list(tmp_path / "list.csv", [row(n) for n in range(7)])
    done = run("MAR")("records", path)
    assert done.exit_code == 0
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["rows", "count"],
        ["read", "7"],
        ["added", "7"],
        ["updated", "0"],
        ["unchanged", "0"],
        ["rejected", "0"],
        ["left", "out", "0"],
    ]
    assert not (tmp_path / "list.csv.rejects.csv").exists()


def test_rejected_rows_are_told(run: Callable[[str], Run], tmp_path: Path) -> None:
    """Where rows were rejected, the exit code says so and the rejects have a file."""
    path = write_list(tmp_path / "list.csv", [row(1), row(2, country="FRA"), row(3, issued="x")])
    done = run("MAR")("records", path, "--rejects", tmp_path / "bad.csv", "--json")
    assert done.exit_code == EXIT_SOME_REJECTED
    assert json.loads(done.stdout) == {
        "read": 3,
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "rejected": {
            "only a bureau of the country that issued the document records it": 1,
            "write it as 1974, 1974-03 or 1974-03-02": 1,
        },
        "left_out": {},
        "rejects": str(tmp_path / "bad.csv"),
        "delisted": [],
    }
    assert len((tmp_path / "bad.csv").read_text().splitlines()) == 3


def test_unknown_columns_are_told(run: Callable[[str], Run], tmp_path: Path) -> None:
    """A column that nobody understands is named, not silently left out."""
    (tmp_path / "list.csv").write_text(
        "shoe;number;country;type;fraud_type;theft_country\n42;AB12345;MAR;P;lost;FRA\n"
    )
    done = run("MAR")("records", tmp_path / "list.csv")
    assert (done.exit_code, "left out: shoe" in done.stderr) == (0, True)


def test_the_kind_can_be_said(run: Callable[[str], Run], tmp_path: Path) -> None:
    """With --kind the columns need not tell; a wrong one is refused."""
    path = write_list(tmp_path / "list.csv", [row(1)])
    assert run("MAR")("records", path, "--kind", "vessel").exit_code == InputRefused.exit_code


def test_entities_are_imported(run: Callable[[str], Run], tmp_path: Path) -> None:
    """A FollowTheMoney list is recognised by what stands in it."""
    entities = [
        {
            "id": "a",
            "schema": "Person",
            "datasets": ["xx"],
            "properties": {"name": ["Amal"], "topics": ["wanted"]},
        },
        {"id": "b", "schema": "Company", "properties": {}},
    ]
    (tmp_path / "list.json").write_text("\n".join(map(json.dumps, entities)))
    done = run("MAR")("records", tmp_path / "list.json", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["added"], told["left_out"]) == (0, 1, {"Company": 1})


def test_un_list_is_imported_and_delisted(run: Callable[[str], Run], tmp_path: Path) -> None:
    """The list is written by the secretariat; who is missing from a newer one is told."""
    first, newer = tmp_path / "a.xml", tmp_path / "b.xml"
    first.write_text(un_list([person("T.1", "A"), person("T.2", "B")], entities=1))
    newer.write_text(un_list([person("T.2", "B")]))
    jisr = run("GS")
    told = [
        json.loads(jisr("un", *arguments, "--json").stdout)
        for arguments in [(first,), (newer,), (newer, "--withdraw-missing"), (newer,)]
    ]
    assert [(each["added"], each["unchanged"], each["delisted"]) for each in told] == [
        (2, 0, []),
        (0, 1, ["T.1"]),
        (0, 1, ["T.1"]),
        (0, 1, []),
    ]
    assert told[0]["left_out"] == {"ENTITY": 1}


def test_un_list_is_refused_to_others(run: Callable[[str], Run], tmp_path: Path) -> None:
    """A national bureau does not write the list of the Security Council."""
    (tmp_path / "a.xml").write_text(un_list([person("T.1", "A")]))
    done = run("MAR")("un", tmp_path / "a.xml")
    assert (done.exit_code, done.stdout) == (Denied.exit_code, "")
    assert "only an officer of the secretariat" in done.stderr


@pytest.mark.parametrize(
    ("content", "options", "exit_code"),
    [
        (b"", (), InputRefused.exit_code),
        (HEADER.encode(), (), InputRefused.exit_code),
        (HEADER.encode("utf-16"), (), EncodingWrong.exit_code),
        ((HEADER + row(1)).encode() + b"\xff", (), EncodingWrong.exit_code),
        (b"number,Number,country,type,fraud_type\nA,B,C,D,E\n", (), InputRefused.exit_code),
        (b"number,fraud_type\nA,B\n", (), InputRefused.exit_code),
        (b"a,b\n1,2\n", (), InputRefused.exit_code),
        ((HEADER + row(1)).encode(), ("--purpose", "curiosity"), InputRefused.exit_code),
        ((HEADER + row(1)).encode(), ("--case", "\u202e7"), InputRefused.exit_code),
        ((HEADER + row(1)).encode(), ("--as", "nobody"), OfficerUnknown.exit_code),
    ],
)
def test_bad_input_is_refused_in_one_sentence(
    run: Callable[[str], Run],
    tmp_path: Path,
    content: bytes,
    options: tuple[str, ...],
    exit_code: int,
) -> None:
    """Each bad file or option has one sentence, an exit code, and writes nothing."""
    (tmp_path / "list.csv").write_bytes(content)
    jisr = run("MAR")
    done = jisr("records", tmp_path / "list.csv", *options)
    assert (done.exit_code, done.stdout, done.stderr.strip().count("\n")) == (exit_code, "", 0)
    assert sorted(path.name for path in tmp_path.glob("list*")) == ["list.csv"]


def test_missing_file_is_refused(run: Callable[[str], Run], tmp_path: Path) -> None:
    """A file that is not there is named."""
    done = run("MAR")("records", tmp_path / "none.csv")
    assert (done.exit_code, "none.csv" in done.stderr) == (InputRefused.exit_code, True)


def test_ten_megabyte_cell_rejects_its_row_only(run: Callable[[str], Run], tmp_path: Path) -> None:
    """A cell of 10 MB is one rejected row."""
    path = write_list(tmp_path / "list.csv", [row(1), "A" * 10_000_000 + ",MAR\n", row(2)])
    done = run("MAR")("records", path, "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["added"]) == (EXIT_SOME_REJECTED, 2)
    assert told["rejected"] == {"the line is longer than 1 MiB": 1}


@pytest.mark.parametrize(
    ("name", "birth_date"),
    [("Nour \u202eddadaH", "1974"), ("Nour\x07", "1974"), ("x" * 9_999, "1974"), ("A", "2027")],
)
def test_bad_person_rejects_its_row_only(
    run: Callable[[str], Run], tmp_path: Path, name: str, birth_date: str
) -> None:
    """A misleading or endless name and a birth date in the future reject the row."""
    (tmp_path / "list.csv").write_text(
        "name,birth_date,reference,status,event\n"
        f"{name},{birth_date},R-1,suspect,Case 1\nAmal,1974,R-2,suspect,Case 1\n"
    )
    told = json.loads(run("MAR")("records", tmp_path / "list.csv", "--json").stdout)
    assert (told["read"], told["added"], sum(told["rejected"].values())) == (2, 1, 1)


def test_full_disk_for_rejects_is_told(run: Callable[[str], Run], tmp_path: Path) -> None:
    """Where the rejects find no room, the import says so, and a second run tells them."""
    path = write_list(tmp_path / "list.csv", [row(1), row(2, country="FRA")])
    jisr = run("MAR")
    assert jisr("records", path, "--rejects", "/dev/full").exit_code == StorageFull.exit_code
    done = jisr("records", path, "--rejects", tmp_path / "bad.csv", "--json")
    assert (done.exit_code, json.loads(done.stdout)["added"]) == (EXIT_SOME_REJECTED, 1)
    assert len((tmp_path / "bad.csv").read_text().splitlines()) == 2
