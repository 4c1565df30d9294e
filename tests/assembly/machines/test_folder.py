"""The promises of a machine's folder: private, durable, one command at a time."""

from pathlib import Path

import pytest

from jisr.assembly.ballot.spelling import to_text
from jisr.assembly.machines.folder import FILE_BYTES_MAX, Folder, read_json
from jisr.errors import Conflict, FileUnreadable, FileUnwritable, KeyExposed


def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    """Folder, key and what is remembered are closed to everybody else."""
    folder = Folder(tmp_path / "machine")
    with folder.held():
        folder.key(93)
        folder.write("sealing", {"secret": "x"})
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.path.iterdir()}
    assert modes == {".lock": 0o600, "hall-93.key": 0o600, "sealing.json": 0o600}
    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_one_command_works_in_it_at_a_time(tmp_path: Path) -> None:
    """A second command is refused until the first has ended."""
    folder, same = Folder(tmp_path / "machine"), Folder(tmp_path / "machine")
    with folder.held(), pytest.raises(Conflict), same.held():
        pass
    with same.held():
        pass


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A file stands where the folder should."""
    (tmp_path / "machine").write_text("x")
    with pytest.raises(FileUnwritable), Folder(tmp_path / "machine").held():
        pass


def test_a_key_stays_until_a_new_one_is_asked_for(tmp_path: Path) -> None:
    """The key before is put aside, not lost: a board may have begun with it."""
    folder = Folder(tmp_path)
    first, again = folder.key(93), folder.key(93)
    other = folder.key(94)
    new = folder.key(93, is_new=True)
    assert first.public == again.public
    assert set(folder.keys()) == {to_text(each.public) for each in (first, other, new)}


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    """It may be known to them."""
    folder = Folder(tmp_path)
    folder.key(93)
    (tmp_path / "hall-93.key").chmod(0o644)
    with pytest.raises(KeyExposed):
        folder.keys()


def test_what_is_written_is_read_and_forgotten(tmp_path: Path) -> None:
    """A name that was never written gives nothing."""
    folder = Folder(tmp_path)
    folder.write("cast-1", {"a": 1})
    assert (folder.read("cast-1"), folder.read("cast-2")) == ({"a": 1}, {})
    folder.forget("cast-1")
    folder.forget("cast-1")
    assert folder.read("cast-1") == {}


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"\xff", b" " * (FILE_BYTES_MAX + 1) + b"{}"]
)
def test_a_damaged_file_is_said(tmp_path: Path, content: bytes) -> None:
    """What holds no object is no file of ours."""
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(FileUnreadable):
        read_json(tmp_path / "x.json")
