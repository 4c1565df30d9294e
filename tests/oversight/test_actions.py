"""The ledger, looked through by officers of several bureaus."""

import dataclasses
from collections import Counter
from pathlib import Path

import pytest

from check_world import PASSPORT
from hit_world import Desk
from jisr.errors import CaseMissing, NotFound
from jisr.ledger.bundle import verify_bundle
from jisr.ledger.checkpoint import NO_WITNESSES
from jisr.ledger.finding import Weight
from jisr.ledger.keys import KEY_FILE, load_key
from jisr.ledger.tree_store import newest_checkpoint
from jisr.oversight import actions
from jisr.oversight.model import Entry, Group
from jisr.records import actions as records
from jisr.records.model import Audience, Record


def listed(desk: Desk, officer: str, group: Group | None = None, limit: int = 200) -> list[Entry]:
    """Return every entry that an officer is shown, page by page, newest first."""
    found: list[Entry] = []
    before: int | None = None
    while before != 0:
        with desk.database.reading() as transaction:
            page = actions.list_entries(
                transaction, desk.world.asking(officer), group=group, before=before, limit=limit
            )
        found += page.entries
        before = page.before
    return found


def verbs(desk: Desk, officer: str, subject: str) -> Counter[str]:
    """Return what an officer is shown of one thing, and how often."""
    return Counter(each.verb for each in listed(desk, officer) if each.subject == subject)


def read(desk: Desk, officer: str, record: Record) -> None:
    """Let an officer open a record."""
    desk.database.in_transaction(records.open_record, desk.world.asking(officer), record.id)


@pytest.fixture
def record(desk: Desk) -> Record:
    """A stolen passport of France that every member sees."""
    return desk.world.record(PASSPORT, audience=Audience(everyone=True))


def test_a_record_is_followed_by_its_owner_and_those_who_administer(
    desk: Desk, record: Record
) -> None:
    """Who may only find the record sees none of its entries."""
    added = Counter({"record.added": 1})
    for officer in ("officer@fra", "head@fra", "guardian@fra", "reviewer@gs", "member@ccf"):
        assert verbs(desk, officer, record.id) == added, officer
    for officer in ("officer@mar", "guard@fra", "port@mar", "guard@ccf"):
        assert verbs(desk, officer, record.id) == Counter(), officer


def test_who_read_is_the_readers_own_business(desk: Desk, record: Record) -> None:
    """The reader and those who answer for him see it; his colleague and the owner do not."""
    read(desk, "officer@mar", record)
    for officer in ("officer@mar", "head@mar", "guardian@mar"):
        assert verbs(desk, officer, record.id) == {"record.read": 1}, officer
    assert "record.read" not in verbs(desk, "officer@fra", record.id)
    assert "record.read" not in verbs(desk, "reviewer@gs", record.id)
    assert verbs(desk, "guard@mar", record.id) == Counter()


def test_a_hit_is_followed_by_both_sides_and_who_spoke_by_his_own(desk: Desk) -> None:
    """The owner sees what was asked from the moment that it is told, never by whom."""
    hit = desk.asked().dialogue.id
    asking, owner = verbs(desk, "officer@mar", hit), verbs(desk, "officer@fra", hit)
    assert (asking["hit.asked"], owner["hit.asked"]) == (1, 1)
    assert (asking["hit_statement.spoken"] > 0, owner["hit_statement.spoken"]) == (True, 0)
    assert verbs(desk, "officer@syr", hit) == verbs(desk, "root", hit) == Counter()


def test_who_is_who_is_for_everybody_and_officers_for_their_own(desk: Desk) -> None:
    """Every member verifies agreements; officers of other bureaus are not listed."""
    network = listed(desk, "officer@syr", Group.NETWORK)
    assert {each.kind for each in network} == {"network", "bureau", "grant"}
    officers = {each.subject for each in listed(desk, "officer@syr", Group.OFFICERS)}
    assert officers == {
        f"{name}@syr" for name in ("head", "officer", "guardian", "guard", "system")
    }


def test_pages_follow_each_other_without_gap_or_repetition(desk: Desk, record: Record) -> None:
    """However small a page is, all of them together are the same entries."""
    whole = listed(desk, "officer@fra")
    assert listed(desk, "officer@fra", limit=7) == whole
    positions = [each.position or 0 for each in whole]
    assert positions == sorted(set(positions), reverse=True)
    assert record.id in {each.subject for each in whole}


def test_a_place_beyond_the_log_begins_at_its_end(desk: Desk) -> None:
    """A made-up cursor shows nothing more and breaks nothing."""
    with desk.database.reading() as transaction:
        asking = desk.world.asking("officer@fra")
        far = actions.list_entries(transaction, asking, before=10**15, limit=3)
        near = actions.list_entries(transaction, asking, limit=3)
    assert far == near


def entry_of(desk: Desk, record: Record, officer: str = "officer@fra") -> Entry:
    """Return the newest entry about a record that an officer is shown."""
    return next(each for each in listed(desk, officer) if each.subject == record.id)


def proven(desk: Desk, home: Path, entry: Entry, *, with_document: bool) -> dict[str, Weight]:
    """Return what the proof that the owner is given proves."""
    bundle = desk.database.in_transaction(
        actions.prove, desk.world.asking("officer@fra"), entry.id, with_document=with_document
    )
    key = load_key(home / KEY_FILE, "world").published()
    return {each.key: each.weight for each in verify_bundle(bundle, "world", [key], NO_WITNESSES)}


HOLDS = {
    "checkpoint.signed": Weight.PROVEN,
    "network.same": Weight.PROVEN,
    "entry.included": Weight.PROVEN,
    "act.proven": Weight.PROVEN,
}


def test_a_proof_with_the_document_is_a_reading(desk: Desk, record: Record, tmp_path: Path) -> None:
    """Without the document nothing more is sealed; with it the reading is, as of any record."""
    entry = entry_of(desk, record)
    assert proven(desk, tmp_path, entry, with_document=False) == {
        **HOLDS,
        "document.absent": Weight.NOTED,
    }
    assert verbs(desk, "officer@fra", record.id) == {"record.added": 1}
    assert proven(desk, tmp_path, entry, with_document=True) == {
        **HOLDS,
        "document.proven": Weight.PROVEN,
    }
    assert verbs(desk, "officer@fra", record.id) == {"record.added": 1, "record.read": 1}


def test_what_was_erased_is_still_proven(desk: Desk, record: Record, tmp_path: Path) -> None:
    """The document is gone for good; the act, its place and the seal of the document stay."""
    head = desk.world.asking("head@fra")
    desk.database.in_transaction(records.erase, head, record.id, "court order")
    erased, added = (each for each in listed(desk, "officer@fra") if each.subject == record.id)
    assert [(each.verb, each.is_erased) for each in (erased, added)] == [
        ("record.erased", False),
        ("record.added", True),
    ]
    for with_document in (False, True):
        found = proven(desk, tmp_path, added, with_document=with_document)
        assert found == {**HOLDS, "document.absent": Weight.NOTED}
    assert proven(desk, tmp_path, erased, with_document=True)["document.proven"] is Weight.PROVEN
    with desk.database.reading() as transaction:
        sealed = actions.read_entry(transaction, desk.world.asking("officer@fra"), added.id)
    assert (sealed.entry.is_erased, sealed.is_covered) == (True, True)


def test_an_entry_that_is_not_for_you_is_not_there(desk: Desk, record: Record) -> None:
    """Neither its page nor its proof, in the words of an id that does not exist."""
    entry = entry_of(desk, record)
    asking = desk.world.asking("officer@mar")
    said = set()
    for found in (entry.id, "f" * 32, "no id", ""):
        with desk.database.reading() as transaction, pytest.raises(NotFound) as refused:
            actions.read_entry(transaction, asking, found)
        said.add(str(refused.value))
        with pytest.raises(NotFound) as refused:
            desk.database.in_transaction(actions.prove, asking, found, with_document=True)
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_withheld_version_needs_the_case(desk: Desk, record: Record) -> None:
    """The document of a record is never handed over without a case."""
    entry = entry_of(desk, record)
    asking = dataclasses.replace(desk.world.asking("officer@fra"), case=" ")
    with pytest.raises((CaseMissing, NotFound)):
        desk.database.in_transaction(actions.prove, asking, entry.id, with_document=True)


def test_the_state_of_the_ledger_is_its_newest_checkpoint(desk: Desk) -> None:
    """Size, root and instant of what was signed, that nobody cosigned yet, and how it grew."""
    with desk.database.reading() as transaction:
        state = actions.read_state(transaction, "world")
        newest = newest_checkpoint(transaction, "world")
        nothing = actions.read_state(transaction, "another")
    assert state is not None
    assert newest is not None
    signed = newest.checkpoint
    assert (state.origin, state.size, state.root, state.note) == (
        "world",
        signed.size,
        signed.root.hex(),
        newest.note,
    )
    assert (state.cosigners, state.points[-1].size) == ((), signed.size)
    assert nothing is None
