"""Promises about files that wait to be imported: private, whole or not there, and not for long."""

import dataclasses
import datetime
import os
import stat
from pathlib import Path

from jisr.kit.clock import instant_text
from jisr.records.importing.model import Account
from jisr.records.importing.uploads import KEPT, Stage, Upload, Uploads, ended, moved

NOW = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)


def upload(name: str, officer: str = "head@mar", minutes: int = 0) -> Upload:
    """Return an upload that was sent some minutes ago."""
    sent = NOW - datetime.timedelta(minutes=minutes)
    return Upload(
        id=name * 32,
        officer=officer,
        bureau="MAR",
        purpose="investigation",
        case="C-1",
        what="",
        name="list.csv",
        sha256="0" * 64,
        size_bytes=4,
        sent_at=instant_text(sent),
    )


def kept(uploads: Uploads, each: Upload) -> Upload:
    """Write an upload with its file."""
    uploads.begin(each.id).write_bytes(b"data")
    uploads.save(each)
    return each


def test_an_upload_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Its account and its reasons survive the process that wrote them."""
    uploads = Uploads(tmp_path / "imports")
    first = kept(uploads, upload("a"))
    account = Account(read=3, added=1, rejected={"why": 2})
    told = {"problem": "input.empty", "message": "{path} is empty.", "details": {"path": "x"}}
    done = ended(moved(first, 3, account), NOW, stage=Stage.REFUSED, **told)
    uploads.save(done)
    assert uploads.find(first.id) == done
    assert (done.is_ended, done.account, done.ended_at) == (True, account, instant_text(NOW))


def test_only_its_owner_on_the_machine_reads_it(tmp_path: Path) -> None:
    """Folder and files are open to the hub's user alone."""
    uploads = Uploads(tmp_path / "imports")
    kept(uploads, upload("a"))
    paths = [uploads.folder, *uploads.folder.rglob("*")]
    assert {stat.S_IMODE(each.stat().st_mode) & 0o077 for each in paths} == {0}


def test_an_officer_sees_his_own_newest_first(tmp_path: Path) -> None:
    """The order is that in which they were sent; another officer's are not among them."""
    uploads = Uploads(tmp_path / "imports")
    for each in (upload("a", minutes=9), upload("b", "officer@fra"), upload("c", minutes=2)):
        kept(uploads, each)
    assert [each.id[0] for each in uploads.of("head@mar")] == ["c", "a"]
    assert [each.id[0] for each in uploads.every()] == ["a", "c", "b"]


def test_what_is_no_upload_is_not_found(tmp_path: Path) -> None:
    """An id that is a path, a folder without its sheet and a torn sheet are nothing."""
    uploads = Uploads(tmp_path / "imports")
    uploads.begin("d" * 32)
    torn = uploads.begin("e" * 32).with_name("about.json")
    torn.write_text("{", encoding="utf-8")
    names = ("../imports", "", "d" * 32, "e" * 32)
    assert [uploads.find(each) for each in names] == [None] * len(names)


def test_what_was_kept_long_enough_is_destroyed(tmp_path: Path) -> None:
    """Ended a day ago, or never sent whole: gone; what waits is left alone."""
    uploads = Uploads(tmp_path / "imports")
    old = kept(uploads, upload("a"))
    uploads.save(ended(old, NOW - KEPT - datetime.timedelta(seconds=1)))
    fresh = kept(uploads, upload("b"))
    uploads.save(ended(fresh, NOW - KEPT))
    kept(uploads, dataclasses.replace(upload("c"), sent_at="2020-01-01T00:00:00.000Z"))
    half = uploads.begin("d" * 32).parent
    long_ago = NOW.timestamp() - 7_200
    os.utime(half, (long_ago, long_ago))
    uploads.begin("e" * 32)
    os.utime(uploads.folder / ("e" * 32), (NOW.timestamp(), NOW.timestamp()))
    uploads.sweep(NOW)
    assert sorted(each.name[0] for each in uploads.folder.iterdir()) == ["b", "c", "e"]
