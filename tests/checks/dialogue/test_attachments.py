"""Files go between the two sides of a hit, and to nobody else."""

import hashlib

import pytest

from hit_world import Desk, seen
from jisr.access.model import Purpose
from jisr.checks.dialogue import attachments
from jisr.checks.dialogue.model import Attachment, DialogueView, Seen, Word
from jisr.errors import Conflict, Denied, NotFound, VersionStale
from jisr.records import actions as records

TEXT = b"her visa was issued in 2024"


def _attach(desk: Desk, view: DialogueView, officer: str = "officer@fra") -> Attachment:
    added: Attachment = desk.do(officer, attachments.attach, seen(view), "text/plain", TEXT)
    return added


def _open(desk: Desk, officer: str, hit: str, attachment: str) -> bytes:
    with desk.database.reading() as transaction:
        found = attachments.open_attachment(
            transaction, desk.world.officer(officer), hit, attachment
        )
    return found[1]


def test_hash_of_a_file_is_a_statement(desk: Desk) -> None:
    """What is sealed names the file by its SHA-256."""
    view = desk.asked()
    added = _attach(desk, view)
    said = desk.read("officer@mar", view).statements[-1]
    assert added.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert (said.word, said.code, said.attachment) == (Word.ATTACHED, added.sha256, added.id)


def test_both_sides_open_it_and_nobody_else(desk: Desk) -> None:
    """The audience of a file is that of its hit."""
    view = desk.asked()
    added = _attach(desk, view)
    for officer in ("officer@mar", "officer@fra", "member@ccf"):
        assert _open(desk, officer, view.dialogue.id, added.id) == TEXT
    for officer in ("officer@syr", "root", "reviewer@gs"):
        with pytest.raises(NotFound):
            _open(desk, officer, view.dialogue.id, added.id)


def test_file_of_an_erased_record_is_gone_at_once(desk: Desk) -> None:
    """It is not opened any more, even before it is destroyed."""
    view = desk.asked()
    added = _attach(desk, view)
    owner = desk.world.asking("head@fra", Purpose.INVESTIGATION)
    desk.database.in_transaction(records.erase, owner, view.dialogue.record, "cleared")
    with pytest.raises(NotFound):
        _open(desk, "officer@mar", view.dialogue.id, added.id)
    with pytest.raises(Conflict):
        desk.do(
            "officer@mar",
            attachments.attach,
            Seen(view.dialogue.id, view.dialogue.version + 1),
            "text/plain",
            TEXT,
        )


def test_who_may_not_speak_adds_nothing(desk: Desk) -> None:
    """A machine, a watcher and a late officer add no file."""
    view = desk.asked()
    for officer in ("system@fra", "guard@fra"):
        with pytest.raises(Denied):
            _attach(desk, view, officer)
    _attach(desk, view)
    with pytest.raises(VersionStale):
        _attach(desk, view)


def test_nothing_is_added_before_the_question(desk: Desk) -> None:
    """Where nobody was asked there is nobody to send to."""
    with pytest.raises(Conflict):
        _attach(desk, desk.hit(), "officer@mar")


@pytest.mark.parametrize("given", ["", "x", "0" * 32, "../../etc/passwd"])
def test_unknown_file_is_not_found(desk: Desk, given: str) -> None:
    """Whatever stands where an id should, nothing is opened."""
    view = desk.asked()
    with pytest.raises(NotFound):
        _open(desk, "officer@mar", view.dialogue.id, given)
    with pytest.raises(NotFound):
        _open(desk, "officer@mar", given, "0" * 32)


def test_files_of_a_hit_are_bounded(desk: Desk) -> None:
    """Twenty files; what is more goes elsewhere."""
    view = desk.asked()
    for number in range(attachments.FILES_MAX):
        later = Seen(view.dialogue.id, view.dialogue.version + number)
        desk.do("officer@fra", attachments.attach, later, "text/plain", TEXT)
    last = Seen(view.dialogue.id, view.dialogue.version + attachments.FILES_MAX)
    with pytest.raises(Conflict):
        desk.do("officer@fra", attachments.attach, last, "text/plain", TEXT)
