"""Tests of adding, changing, withdrawing and erasing records."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from jisr.access.model import BureauKind, DatabaseName, Operation, Role
from jisr.errors import AlreadyExists, Denied, InputTooLarge, NotFound, VersionStale
from jisr.kit.db import Database
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries, read_entry
from jisr.records import actions
from jisr.records.actions import writing
from jisr.records.model import (
    Audience,
    Document,
    HandlingCode,
    IdentifierKind,
    Metadata,
    Outcome,
    Record,
    Result,
    State,
)
from recording import TODAY, ask_for, document_draft, person_draft
from ticking import TickingClock


def results(outcomes: list[Outcome]) -> list[tuple[Result, str]]:
    """Return what became of each draft, and why."""
    return [(each.result, each.why) for each in outcomes]


def found(database: Database, number: str) -> list[str]:
    """Return the ids of the document records of a number."""
    with database.reading() as transaction:
        held = actions.find_by_identifier(transaction, IdentifierKind.DOCUMENT, number)
    return [each.record.id for each in held]


def test_added_record_carries_all_that_is_required(network: Database) -> None:
    """A new record has its owner, version, recording day, retention and class (RPD Art. 37)."""
    draft = document_draft(reference="N-1")
    record = network.in_transaction(actions.add_record, ask_for(), draft)
    assert record == Record(
        id=record.id,
        version=1,
        database=DatabaseName.TRAVEL_DOCUMENTS,
        owner="MAR",
        state=State.ACTIVE,
        subject=draft.subject,
        metadata=Metadata(
            source="MAR",
            recorded_on=TODAY,
            purpose=draft.purpose,
            confidentiality=draft.confidentiality,
            retained_until=TODAY + datetime.timedelta(days=1826),
            reference="N-1",
        ),
    )
    assert found(network, "AB123456") == [record.id]


def test_write_is_sealed_with_who_did_it(network: Database) -> None:
    """Each write is one entry with bureau, officer, verb, subject and purpose."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    asking = ask_for()
    with network.reading() as transaction:
        (line,) = actions.history(transaction, asking, record.id)
        act, version = read_act(read_entry(transaction, line.entry_id).act)
    assert (act.bureau, act.officer, act.verb, act.subject, act.purpose, version) == (
        "MAR",
        "officer.mar",
        "record.added",
        record.id,
        "border-management",
        1,
    )


def test_same_thing_is_added_once(network: Database) -> None:
    """A second record of the same document by the same owner is refused."""
    network.in_transaction(actions.add_record, ask_for(), document_draft())
    with pytest.raises(AlreadyExists):
        network.in_transaction(actions.add_record, ask_for(), document_draft(number="ab 123-456"))


def test_refused_draft_writes_nothing(network: Database) -> None:
    """A draft that the rules refuse raises its reason and leaves no trace."""
    with pytest.raises(Denied) as refused:
        network.in_transaction(actions.add_record, ask_for("TUN"), document_draft())
    assert refused.value.details == {"why": "record.not_issuing_country"}
    assert found(network, "AB123456") == []


def test_batch_tells_what_became_of_each_draft(network: Database) -> None:
    """Added, unchanged, updated and rejected drafts keep their order; one does not stop others."""
    network.in_transaction(
        actions.write_many, ask_for(), [document_draft(), document_draft(number="CD777777")]
    )
    outcomes = network.in_transaction(
        actions.write_many,
        ask_for(),
        [
            document_draft(),
            document_draft(number="CD777777", fraud_type="lost"),
            document_draft(number="EF888888"),
            document_draft(number="EF888888"),
            document_draft(number="EF888888", fraud_type="lost"),
            document_draft(number="12"),
            document_draft(country="FRA"),
            person_draft(reference=""),
            person_draft(reference=""),
        ],
    )
    assert results(outcomes) == [
        (Result.UNCHANGED, ""),
        (Result.UPDATED, ""),
        (Result.ADDED, ""),
        (Result.UNCHANGED, ""),
        (Result.REJECTED, "record.twice_in_batch"),
        (Result.REJECTED, "record.number_malformed"),
        (Result.REJECTED, "record.not_issuing_country"),
        (Result.ADDED, ""),
        (Result.ADDED, ""),
    ]
    assert len({each.record_id for each in outcomes if each.record_id}) == 5


def test_updated_record_keeps_its_id_and_its_end(network: Database, clock: TickingClock) -> None:
    """A new version of the same facts does not extend the time for which they are kept."""
    (first,) = network.in_transaction(actions.write_many, ask_for(), [document_draft()])
    clock.advance(days=100)
    (second,) = network.in_transaction(
        actions.write_many, ask_for(), [document_draft(fraud_type="lost")]
    )
    view = network.in_transaction(actions.open_record, ask_for(), first.record_id)
    assert second == Outcome(Result.UPDATED, first.record_id)
    assert (view.record.version, view.record.metadata.retained_until) == (
        2,
        TODAY + datetime.timedelta(days=1826),
    )


def test_two_owners_record_the_same_person(network: Database) -> None:
    """Identity is the owner's own: another bureau's reference is another record."""
    first = network.in_transaction(actions.add_record, ask_for("MAR"), person_draft())
    second = network.in_transaction(actions.add_record, ask_for("TUN"), person_draft())
    assert (first.owner, second.owner, first.id == second.id) == ("MAR", "TUN", False)


def test_batch_beyond_its_ceiling_is_refused(network: Database) -> None:
    """A batch that would hold the writer too long is refused whole."""
    drafts = [document_draft()] * (writing.DRAFTS_AT_ONCE_MAX + 1)
    with pytest.raises(InputTooLarge):
        network.in_transaction(actions.write_many, ask_for(), drafts)


def test_agency_writes_only_inside_its_grant(network: Database) -> None:
    """An agency adds with a grant to add, and changes only with a grant to update."""
    without = ask_for("MAR.PORT", Role.BUREAU_OFFICER, kind=BureauKind.AGENCY)
    granted = ask_for(
        "MAR.PORT",
        Role.BUREAU_OFFICER,
        kind=BureauKind.AGENCY,
        operations=frozenset({Operation.ADD}),
    )
    changed = document_draft(fraud_type="lost")
    assert [
        results(network.in_transaction(actions.write_many, asking, [draft]))
        for asking, draft in (
            (without, document_draft()),
            (granted, document_draft()),
            (granted, changed),
        )
    ] == [
        [(Result.REJECTED, "access.no_agreement")],
        [(Result.ADDED, "")],
        [(Result.REJECTED, "access.no_agreement")],
    ]


def test_new_version_replaces_what_is_found(network: Database) -> None:
    """The next version is whole: what it does not say is gone, and old numbers find nothing."""
    record = network.in_transaction(actions.add_record, ask_for(), person_draft())
    draft = person_draft(documents=())
    changed = network.in_transaction(
        actions.new_version, ask_for(), record.id, draft, read_version=1
    )
    with network.reading() as transaction:
        held = actions.find_by_identifier(transaction, IdentifierKind.PERSON_DOCUMENT, "XY998877")
    assert (changed.id, changed.version, changed.subject, held) == (
        record.id,
        2,
        draft.subject,
        (),
    )


def test_new_version_of_a_changed_record_is_refused(network: Database) -> None:
    """Who read an older version must read again."""
    record = network.in_transaction(actions.add_record, ask_for(), person_draft())
    network.in_transaction(actions.withdraw, ask_for(), record.id, "mistaken")
    with pytest.raises(VersionStale):
        network.in_transaction(
            actions.new_version, ask_for(), record.id, person_draft(), read_version=1
        )


def test_new_version_does_not_become_another_thing(network: Database) -> None:
    """Number, type and country of a document are not changed (SLTD)."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    with pytest.raises(Denied) as refused:
        network.in_transaction(
            actions.new_version,
            ask_for(),
            record.id,
            document_draft(number="ZZ000001"),
            read_version=1,
        )
    assert refused.value.details == {"why": "record.identity_changed"}


def test_new_version_does_not_take_a_reference_in_use(network: Database) -> None:
    """A record that gets a reference must not become a second record of that reference."""
    network.in_transaction(actions.add_record, ask_for(), person_draft())
    nameless = network.in_transaction(actions.add_record, ask_for(), person_draft(reference=""))
    with pytest.raises(AlreadyExists):
        network.in_transaction(
            actions.new_version, ask_for(), nameless.id, person_draft(), read_version=1
        )


def test_withdrawn_record_is_found_by_nobody_else(network: Database) -> None:
    """A withdrawn record has no numbers any more and opens only for its owner."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    withdrawn = network.in_transaction(actions.withdraw, ask_for(), record.id, "found again")
    view = network.in_transaction(actions.open_record, ask_for(), record.id)
    assert (withdrawn.version, withdrawn.state, view.record) == (2, State.WITHDRAWN, withdrawn)
    assert found(network, "AB123456") == []
    with pytest.raises(NotFound):
        network.in_transaction(actions.open_record, ask_for("TUN"), record.id)


def test_withdrawing_needs_a_reason_and_an_active_record(network: Database) -> None:
    """An empty reason and a second withdrawal are refused."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    with pytest.raises(Denied) as without:
        network.in_transaction(actions.withdraw, ask_for(), record.id, " ")
    network.in_transaction(actions.withdraw, ask_for(), record.id, "found")
    with pytest.raises(Denied) as twice:
        network.in_transaction(actions.withdraw, ask_for(), record.id, "found")
    assert [without.value.details["why"], twice.value.details["why"]] == [
        "record.reason_missing",
        "record.not_active",
    ]


def test_withdrawn_record_returns_with_the_next_list(network: Database) -> None:
    """A list that names a withdrawn document again makes it active, under the same id."""
    (first,) = network.in_transaction(actions.write_many, ask_for(), [document_draft()])
    network.in_transaction(actions.withdraw, ask_for(), first.record_id, "found")
    (again,) = network.in_transaction(actions.write_many, ask_for(), [document_draft()])
    assert again == Outcome(Result.UPDATED, first.record_id)
    assert found(network, "AB123456") == [first.record_id]


def test_only_the_owner_withdraws(network: Database) -> None:
    """A member that may read is told no; one that may not is told nothing."""
    shared = network.in_transaction(actions.add_record, ask_for(), document_draft())
    alone = network.in_transaction(
        actions.add_record,
        ask_for(),
        document_draft(number="CD777777", audience=Audience(everyone=False)),
    )
    with pytest.raises(Denied) as told:
        network.in_transaction(actions.withdraw, ask_for("TUN"), shared.id, "mine")
    assert told.value.details == {"why": "access.not_owner"}
    for record_id in (alone.id, "f" * 32, "no id"):
        with pytest.raises(NotFound):
            network.in_transaction(actions.withdraw, ask_for("TUN"), record_id, "mine")


def test_erasure_destroys_every_version(network: Database) -> None:
    """After erasure no document of any version, no number and no identity is left."""
    record = network.in_transaction(actions.add_record, ask_for(), person_draft())
    network.in_transaction(
        actions.new_version, ask_for(), record.id, person_draft(sex="M"), read_version=1
    )
    with network.reading() as transaction:
        lines = actions.history(transaction, ask_for(), record.id)
    proof = network.in_transaction(actions.erase, ask_for(), record.id, "court order")
    with network.reading() as transaction:
        entries = [read_entry(transaction, each.entry_id) for each in lines]
        erasure = read_entry(transaction, proof)
        held = actions.find_by_identifier(transaction, IdentifierKind.PERSON_DOCUMENT, "XY998877")
    assert [(each.document, each.document_salt) for each in entries] == [(None, None)] * 2
    assert (erasure.version, b"court order" in (erasure.document or b""), held) == (3, True, ())
    with pytest.raises(NotFound):
        network.in_transaction(actions.open_record, ask_for(), record.id)
    again = network.in_transaction(actions.add_record, ask_for(), person_draft())
    assert again.id != record.id


def test_erasure_carried_out_again_is_like_the_first(network: Database) -> None:
    """A restored database loses the record as the lost one did; the second time nothing happens."""
    record = network.in_transaction(actions.add_record, ask_for(), person_draft())
    assert network.in_transaction(actions.erase_again, record.id) is True
    assert network.in_transaction(actions.erase_again, record.id) is False
    assert network.in_transaction(actions.erase_again, "f" * 32) is False
    with network.reading() as transaction:
        held = actions.find_by_identifier(transaction, IdentifierKind.PERSON_DOCUMENT, "XY998877")
        erasures = transaction.connection.execute(
            sa.select(entries.c.act, entries.c.version).where(
                entries.c.subject == record.id, entries.c.document.is_not(None)
            )
        ).all()
    assert held == ()
    assert [(read_act(act)[0].verb, version) for act, version in erasures] == [("record.erased", 2)]


def test_erasure_is_for_the_head_or_data_protection(network: Database) -> None:
    """An officer who only records cannot destroy."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    with pytest.raises(Denied) as refused:
        network.in_transaction(
            actions.erase, ask_for("MAR", Role.BUREAU_OFFICER), record.id, "wish"
        )
    assert refused.value.details == {"why": "access.no_role"}
    asking = ask_for("MAR", Role.DATA_PROTECTION_OFFICER)
    network.in_transaction(actions.erase, asking, record.id, "request of the person")
    assert found(network, "AB123456") == []


def test_confirm_only_number_finds_nothing(network: Database) -> None:
    """A field that only its owner confirms makes no identifier."""
    draft = person_draft(handling={"documents": HandlingCode.CONFIRM_ONLY})
    network.in_transaction(actions.add_record, ask_for(), draft)
    with network.reading() as transaction:
        held = actions.find_by_identifier(transaction, IdentifierKind.PERSON_DOCUMENT, "XY998877")
    assert held == ()


def test_writers_at_the_same_time_lose_nothing(network: Database) -> None:
    """Batches written at once all arrive, each record under a number of its own."""
    batches = [
        [document_draft(number=f"N{writer}{index:05d}") for index in range(20)]
        for writer in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        written = list(
            pool.map(
                lambda batch: network.in_transaction(actions.write_many, ask_for(), batch), batches
            )
        )
    numbers = [
        each.subject.number
        for batch in batches
        for each in batch
        if isinstance(each.subject, Document)
    ]
    with network.reading() as transaction:
        held = actions.find_many(transaction, IdentifierKind.DOCUMENT, numbers)
    assert {result for outcomes in written for result in results(outcomes)} == {(Result.ADDED, "")}
    assert sorted(each.number for many in held.values() for each in many) == list(range(1, 81))
