"""A list of travellers: alerts with reasons, rejected rows with theirs, nothing half-written."""

import csv
import dataclasses
from pathlib import Path

import pytest

from check_world import NOUR, PASSPORT, World
from jisr.checks.listing import ListJob, asked_of, check_list
from jisr.checks.model import ListAccount
from jisr.checks.view import LIST_LIMITS, Limits
from jisr.errors import (
    Denied,
    EncodingWrong,
    FileEmpty,
    FileUnreadable,
    FileUnwritable,
    HeaderDuplicate,
    HeaderIncomplete,
    JisrError,
)
from jisr.kit.words import Words

WORDS = Words("en")


def _job(tmp_path: Path, text: str | bytes) -> ListJob:
    source = tmp_path / "arrivals.csv"
    source.write_bytes(text if isinstance(text, bytes) else text.encode())
    return ListJob(source, tmp_path / "alerts.csv", tmp_path / "rejects.csv")


def _run(
    world: World, job: ListJob, officer: str = "officer@mar", limits: Limits = LIST_LIMITS
) -> ListAccount:
    ask = asked_of(world.checker, world.asking(officer), WORDS, limits)
    account = check_list(ask, job, words=WORDS, today=world.checker.today())
    return dataclasses.replace(account, seconds=0)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_alerts_come_with_rank_score_reference_and_reasons(world: World, tmp_path: Path) -> None:
    """Columns in any order, semicolons, a byte order mark: each alert says why."""
    known = world.record(NOUR, reference="FR-77")
    stolen = world.record(PASSPORT, reference="FR-78")
    text = (
        "\ufeffdocument_number;birth_date;row;name\n"
        ";1974-03-02;A-1;Nour Haddad\n"
        ";;A-2;Someone Entirely Different\n"
        "ab 123456;;A-3;\n"
    )
    account = _run(world, _job(tmp_path, text))
    alerts = _rows(tmp_path / "alerts.csv")
    assert account == ListAccount(read=3, checked=3, alerted=2, rejected=0, seconds=0, hits=2)
    assert [(each["row"], each["rank"], each["record"], each["reference"]) for each in alerts] == [
        ("A-1", "1", known.id, "FR-77"),
        ("A-3", "1", stolen.id, "FR-78"),
    ]
    assert all(0 <= float(each["score"]) <= 1 for each in alerts)
    assert "the birth date is the same" in alerts[0]["reasons"]
    assert "; " in alerts[0]["reasons"]
    assert not (tmp_path / "rejects.csv").exists()


def test_rejected_rows_say_line_column_and_reason_and_the_rest_goes_on(
    world: World, tmp_path: Path
) -> None:
    """One bad row stops nothing; a cell that weighs little keeps nobody unchecked."""
    known = world.record(NOUR)
    text = (
        "name,birth_date,nationality,sex,document_number\n"
        "Nour Haddad,1974-03-02,LB,F,\n"
        "Nour Haddad,02/03/1974,,,\n"
        "Nour Haddad,2027-01-01,,,\n"
        ",,,,\n"
        ",1974,LB,F,\n"
        "evil\u202etxt,,,,\n"
        f"{'a' * 301},,,,\n"
        "Nour Haddad,,Atlantis,,\n"
        "Nour Haddad,,,,12\n"
        "Nour Haddad,,,male,\n"
        "one,two,three,four,five,six\n"
    )
    account = _run(world, _job(tmp_path, text))
    rejects = [(each["line"], each["column"]) for each in _rows(tmp_path / "rejects.csv")]
    assert (account.read, account.checked, account.rejected, account.left_out) == (11, 3, 8, 2)
    assert _rows(tmp_path / "alerts.csv")[0]["record"] == known.id
    assert rejects == [
        ("3", "birth_date"),
        ("4", "birth_date"),
        ("5", ""),
        ("6", ""),
        ("7", "name"),
        ("8", "name"),
        ("9", "nationality"),
        ("10", "document_number"),
        ("11", "sex"),
        ("12", ""),
    ]
    reasons = [each["reason"] for each in _rows(tmp_path / "rejects.csv")]
    assert all(reasons)
    assert [each.startswith("the row was checked without") for each in reasons] == [
        column in {"nationality", "sex"} for _, column in rejects
    ]


def test_row_of_ten_megabytes_is_rejected(world: World, tmp_path: Path) -> None:
    """A cell of 10 MB is one rejected row; the next row is checked."""
    known = world.record(NOUR)
    text = "name\n" + "x" * 10_000_000 + "\nNour Al Haddad\n"
    account = _run(world, _job(tmp_path, text))
    assert (account.checked, account.rejected) == (1, 1)
    alerts = _rows(tmp_path / "alerts.csv")
    assert [(each["row"], each["record"]) for each in alerts] == [("3", known.id)]


def test_unknown_columns_are_reported_and_duplicate_rows_kept(world: World, tmp_path: Path) -> None:
    """A row's own id is kept as it was given, also twice."""
    world.record(NOUR)
    text = "row,name,seat,meal\n7,Nour Al Haddad,1A,none\n7,Nour Al Haddad,1B,none\n"
    account = _run(world, _job(tmp_path, text))
    assert account.unknown_columns == ("meal", "seat")
    assert [each["row"] for each in _rows(tmp_path / "alerts.csv")] == ["7", "7"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b"", FileEmpty),
        (b"name,birth_date\n", FileEmpty),
        (b"birth_date,sex\n1974,F\n", HeaderIncomplete),
        (b"name,sex,name\nA,F,B\n", HeaderDuplicate),
        (b"name\nJos\xe9\n", EncodingWrong),
        ("name\nNour\n".encode("utf-16"), EncodingWrong),
    ],
)
def test_unreadable_list_leaves_no_file(
    world: World, tmp_path: Path, text: bytes, error: type[JisrError]
) -> None:
    """A list that cannot be read is refused whole: no alerts, no rejects."""
    job = _job(tmp_path, text)
    with pytest.raises(error):
        _run(world, job)
    assert not job.alerts.exists()
    assert not job.rejects.exists()


def test_missing_list_and_forbidden_target_are_refused(world: World, tmp_path: Path) -> None:
    """Each gets its own sentence, and nothing is written."""
    job = _job(tmp_path, "name\nNour\n")
    with pytest.raises(FileUnreadable):
        _run(world, dataclasses.replace(job, source=tmp_path / "nowhere.csv"))
    with pytest.raises(FileUnwritable):
        _run(world, dataclasses.replace(job, alerts=tmp_path / "nowhere" / "alerts.csv"))
    assert [each.name for each in tmp_path.glob("*.csv")] == ["arrivals.csv"]


def test_denied_list_leaves_no_file(world: World, tmp_path: Path) -> None:
    """Without the right to check there are no alerts."""
    job = _job(tmp_path, "name\nNour Haddad\n")
    with pytest.raises(Denied):
        _run(world, job, "guardian@mar")
    assert not job.alerts.exists()


def test_measuring_list_writes_every_rows_best_candidate(measuring: World, tmp_path: Path) -> None:
    """With --min-score 0 --limit 1 each row has one line, ordered by score as by evidence."""
    record = measuring.record(NOUR)
    text = "name,birth_date\nNour Al Haddad,1974-03-02\nNura Hadid,1960\nنور حداد,1974\n"
    limits = Limits(hits=1, min_score=0.0, is_list=True)
    account = _run(measuring, _job(tmp_path, text), limits=limits)
    alerts = _rows(tmp_path / "alerts.csv")
    assert account.hits == 3
    assert {each["record"] for each in alerts} == {record.id}
    scores = [float(each["score"]) for each in alerts]
    assert scores[0] > scores[2] > scores[1]


def test_many_rows_are_checked_in_chunks_and_told(world: World, tmp_path: Path) -> None:
    """Progress follows the lines; every row is its own trace."""
    told: list[int] = []
    text = "name\n" + "Some Traveller\n" * 1_200
    job = dataclasses.replace(_job(tmp_path, text), tell=told.append)
    assert _run(world, job).checked == 1_200
    assert told == [501, 1_001, 1_201]
