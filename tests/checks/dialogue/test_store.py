"""Rows of dialogues come back as they went in, on both engines."""

import datetime
from dataclasses import replace

import pytest

from hit_bodies import asked_of, dialogue_of
from jisr.checks.dialogue import store
from jisr.checks.dialogue.model import (
    Channel,
    Course,
    Preference,
    Side,
    Signature,
    SignatureKind,
    State,
    Statement,
    Which,
    Word,
)
from jisr.checks.dialogue.store import Reach, Sealed
from jisr.errors import AlreadyExists
from jisr.kit.clock import instant_text
from jisr.kit.db import Database
from ticking import START

HOUR = datetime.timedelta(hours=1)
FULL = asked_of(
    is_urgent=True,
    due_at=START + HOUR,
    reminded_at=START,
    escalated_at=START,
    answered_at=START,
    outcome="none",
)


def test_dialogue_comes_back_whole(database: Database) -> None:
    """Every field is stored; a dialogue is found by its id and by what it is about."""
    database.in_transaction(store.add, FULL)
    with database.reading() as transaction:
        assert store.find(transaction, FULL.id) == FULL
        assert store.find_of(transaction, FULL.trace, FULL.record) == FULL
        assert store.find(transaction, "0" * 32) is None


def test_one_question_has_one_dialogue_about_a_record(database: Database) -> None:
    """A second one is refused by the table itself."""
    database.in_transaction(store.add, FULL)
    with pytest.raises(AlreadyExists):
        database.in_transaction(store.add, replace(FULL, id="d" * 32))


def test_version_is_written_once(database: Database) -> None:
    """Who writes on an old version is told that he did not."""
    database.in_transaction(store.add, dialogue_of())
    second = dialogue_of(version=2, state=State.DISMISSED)
    written = [database.in_transaction(store.change, second) for _ in range(2)]
    assert written == [True, False]


def _listed(database: Database, reach: Reach, which: Which = Which.ALL) -> list[str]:
    with database.reading() as transaction:
        found = store.list_dialogues(transaction, reach, which, before=None, limit=10)
    return [each.id[0] for each in found]


def test_list_holds_what_is_within_reach(database: Database) -> None:
    """The list and `rules.side_of` agree on who may know of what."""
    many = [
        dialogue_of(id="1" * 32, record="1" * 32),
        asked_of(id="2" * 32, record="2" * 32, escalated_at=START),
        asked_of(id="3" * 32, record="3" * 32, is_referred=True, state=State.REFERRED),
        dialogue_of(id="4" * 32, record="4" * 32, state=State.BLIND, noticed_at=START),
        asked_of(id="5" * 32, record="5" * 32, asking="MAR.TNG", state=State.CLOSED),
    ]
    for each in many:
        database.in_transaction(store.add, each)
    assert _listed(database, Reach("MAR")) == ["5", "3", "2", "1"]
    assert _listed(database, Reach("AFRIPOL")) == ["5", "4", "2"]
    assert _listed(database, Reach("MAR.TNG")) == ["5"]
    assert _listed(database, Reach("GS", escalated=True)) == ["2"]
    assert _listed(database, Reach("GS", referred=True)) == ["3"]
    assert _listed(database, Reach("GS", unseen=True)) == ["4"]
    assert _listed(database, Reach("CCF")) == []
    assert _listed(database, Reach("CCF", everything=True)) == ["5", "4", "3", "2", "1"]
    assert _listed(database, Reach()) == []
    assert _listed(database, Reach("MAR"), Which.OPEN) == ["3", "2", "1"]
    assert _listed(database, Reach("MAR"), Which.OVERDUE) == ["2"]
    assert _listed(database, Reach("MAR"), Which.THEIRS) == []
    assert _listed(database, Reach("AFRIPOL"), Which.THEIRS) == ["5", "4", "2"]


def test_running_clocks_are_walked_by_id(database: Database) -> None:
    """Only asked dialogues that were not escalated are walked."""
    for each in (
        asked_of(),
        asked_of(id="b" * 32, record="b" * 32, escalated_at=START),
        dialogue_of(id="e" * 32, record="e" * 32),
        asked_of(id="f" * 32, record="f" * 32),
    ):
        database.in_transaction(store.add, each)
    now = instant_text(START)
    with database.reading() as transaction:
        first = store.running(transaction, asked_before=now, after="", limit=1)
        rest = store.running(transaction, asked_before=now, after=first[0].id, limit=9)
    assert [each.id[0] for each in (*first, *rest)] == ["a", "f"]


def test_courses_are_of_asked_dialogues(database: Database) -> None:
    """What was never asked enters no figure, nor does what is older or another owner's."""
    database.in_transaction(store.add, FULL)
    database.in_transaction(store.add, dialogue_of(id="b" * 32, record="b" * 32))
    expected = [
        Course(
            is_urgent=True,
            asked_at=START,
            due_at=START + HOUR,
            answered_at=START,
            is_escalated=True,
        )
    ]
    since = instant_text(START)
    with database.reading() as transaction:
        for owner, found in (("", expected), ("AFRIPOL", expected), ("MAR", [])):
            assert store.courses(transaction, since=since, owner=owner, limit=9) == found
        later = instant_text(START + HOUR)
        assert store.courses(transaction, since=later, owner="", limit=9) == []


def test_statements_come_back_in_order(database: Database) -> None:
    """What was said keeps its order, its signature and its entries."""
    signature = Signature(SignatureKind.PASSKEY, "key", "c2ln")
    said = [
        Statement(2, Word.ASKED, Side.ASKING, "MAR", "amina", START, code="urgent"),
        Statement(1, Word.OPENED, Side.ASKING, "MAR", "amina", START, signature=signature),
    ]
    for each in said:
        sealed = Sealed(f"{each.number}" * 32, "")
        database.in_transaction(store.add_statement, FULL.id, each, sealed)
    with database.reading() as transaction:
        assert store.statements(transaction, FULL.id) == said[::-1]
        entries = store.sealed_entries(transaction, FULL.id)
    assert sorted(entries) == ["1" * 32, "2" * 32]


def test_forgotten_texts_are_gone(database: Database) -> None:
    """Who spoke when stays; what was said does not."""
    said = Statement(1, Word.MESSAGE, Side.OWNER, "FRA", "f", START, "c", "secret", "e" * 32)
    database.in_transaction(store.add_statement, FULL.id, said, Sealed("1" * 32, "2" * 32))
    database.in_transaction(store.forget_texts, FULL.id)
    with database.reading() as transaction:
        kept = store.statements(transaction, FULL.id)
    assert kept == [replace(said, code="", text="", attachment="")]


def test_dialogues_of_records_that_still_keep_data(database: Database) -> None:
    """What was erased already is not found again."""
    database.in_transaction(store.add, FULL)
    with database.reading() as transaction:
        assert store.of_records(transaction, [FULL.record, "0" * 32]) == [FULL]
        assert store.of_records(transaction, []) == []
    database.in_transaction(store.change, replace(FULL, version=2, state=State.ERASED))
    with database.reading() as transaction:
        assert store.of_records(transaction, [FULL.record]) == []


def test_preference_is_replaced(database: Database) -> None:
    """A bureau has one preference, its newest."""
    for version, address in ((1, "a@b.example"), (2, "c@d.example")):
        chosen = Preference("FRA", Channel.EMAIL, address, version)
        database.in_transaction(store.put_preference, chosen)
    with database.reading() as transaction:
        found = store.find_preference(transaction, "FRA")
        assert store.find_preference(transaction, "MAR") is None
    assert found == Preference("FRA", Channel.EMAIL, "c@d.example", 2)
