"""Tests of opening, finding and following records."""

import dataclasses
import datetime

import pytest

from jisr.access.model import Asking, BureauKind, DatabaseName, Operation, Purpose, Role
from jisr.errors import CaseMissing, InputTooLarge, NotFound, ProofPending
from jisr.kit.db import Database, Transaction
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries_after, number_entries, read_entry, waiting_entries
from jisr.records import actions
from jisr.records.actions import reading
from jisr.records.audience import class_id
from jisr.records.model import (
    Audience,
    Change,
    Changes,
    Confidentiality,
    Draft,
    Expiring,
    HandlingCode,
    Held,
    IdentifierKind,
    Person,
    Record,
    State,
    View,
)
from jisr.records.profiles import profile
from jisr.values import PartialDate
from recording import TODAY, ask_for, document_draft, person_draft
from ticking import TickingClock

NOBODY = Audience(everyone=False)


def add(database: Database, draft: Draft) -> Record:
    """Add a record of Morocco."""
    return database.in_transaction(actions.add_record, ask_for(), draft)


def is_open_to(database: Database, asking: Asking, record: Record) -> bool:
    """Return whether the record opens for whoever asks."""
    try:
        database.in_transaction(actions.open_record, asking, record.id)
    except NotFound:
        return False
    return True


def number_all(database: Database) -> None:
    """Give every entry its position, as the sequencer does."""

    def number(transaction: Transaction) -> None:
        waiting = waiting_entries(transaction, 1_000)
        first = len(entries_after(transaction, -1, 1_000))
        number_entries(transaction, waiting, first)

    database.in_transaction(number)


def test_opened_record_is_shown_with_what_to_do(network: Database) -> None:
    """A reader sees the whole record, what to do on a hit, and the proof of the reading."""
    record = add(network, document_draft())
    view = network.in_transaction(actions.open_record, ask_for("TUN"), record.id)
    assert view == View(
        record=record,
        on_hit=profile(DatabaseName.TRAVEL_DOCUMENTS).on_hit,
        is_accused=False,
        is_expiring=False,
        has_more=False,
        entry_id=view.entry_id,
    )


def test_reading_is_sealed_for_the_reader_alone(network: Database) -> None:
    """Each reading is an entry that names who read what for what, and only he may see it."""
    record = add(network, document_draft())
    view = network.in_transaction(actions.open_record, ask_for("TUN", case="T-9"), record.id)
    with network.reading() as transaction:
        entry = read_entry(transaction, view.entry_id)
    act, version = read_act(entry.act)
    assert (act.bureau, act.officer, act.verb, act.subject, act.purpose, version) == (
        "TUN",
        "officer.tun",
        "record.read",
        record.id,
        "border-management",
        None,
    )
    assert (act.audience_class, b'"case":"T-9"' in (entry.document or b"")) == (
        class_id(NOBODY, "TUN"),
        True,
    )


def test_unknown_and_forbidden_sound_alike(network: Database) -> None:
    """An id that does not exist and a record that is not for you give the same words."""
    hidden = add(network, document_draft(audience=NOBODY))
    answers = set()
    for record_id in (hidden.id, "f" * 32, "no id", ""):
        with pytest.raises(NotFound) as refused:
            network.in_transaction(actions.open_record, ask_for("TUN"), record_id)
        answers.add((type(refused.value), str(refused.value)))
    assert answers == {(NotFound, "There is no such record, or none that you may see.")}


def test_reading_without_a_case_is_refused(network: Database) -> None:
    """Nothing opens without a case, not even for the owner."""
    record = add(network, document_draft())
    with pytest.raises(CaseMissing):
        network.in_transaction(actions.open_record, ask_for(case=" "), record.id)


def test_agreement_must_give_reading(network: Database) -> None:
    """Layer one: an agency without a grant to read opens nothing, with one it does."""
    record = add(network, document_draft())

    def agency(*operations: Operation) -> Asking:
        return ask_for(
            "TUN.PORT",
            Role.BUREAU_OFFICER,
            kind=BureauKind.AGENCY,
            operations=frozenset(operations),
        )

    assert [
        is_open_to(network, asking, record)
        for asking in (agency(), agency(Operation.CHECK), agency(Operation.READ))
    ] == [False, False, True]


def test_role_must_give_reading(network: Database) -> None:
    """Layer two: a security officer and an operator open nothing."""
    record = add(network, document_draft())
    assert [
        is_open_to(network, ask_for("TUN", role), record)
        for role in (Role.BUREAU_OFFICER, Role.SECURITY_OFFICER, Role.OPERATOR)
    ] == [True, False, False]


def test_inactive_officer_opens_nothing(network: Database) -> None:
    """An officer who left reads no record, even of his own bureau."""
    record = add(network, document_draft())
    asking = ask_for()
    gone = dataclasses.replace(asking, officer=dataclasses.replace(asking.officer, is_active=False))
    assert is_open_to(network, gone, record) is False


def test_audience_must_include_the_reader(network: Database) -> None:
    """Layer three: who is not named, is excluded, or asks for another purpose opens nothing."""
    listed = add(network, document_draft(audience=Audience(everyone=False, members=("TUN",))))
    excluding = add(network, document_draft(number="B22222", audience=Audience(excluded=("TUN",))))
    one_purpose = add(
        network, document_draft(number="C33333", audience=Audience(purposes=(Purpose.IDENTIFY,)))
    )
    readers = ("MAR", "TUN", "EGY")
    assert [
        [is_open_to(network, ask_for(reader), each) for reader in readers]
        for each in (listed, excluding, one_purpose)
    ] == [[True, True, False], [True, False, True], [True, False, False]]
    assert is_open_to(network, ask_for("TUN", purpose=Purpose.IDENTIFY), one_purpose) is True


def test_secretariat_and_oversight_see_restricted_records(network: Database) -> None:
    """Restrictions act against members: those who administer and oversee still see."""
    record = add(network, document_draft(audience=NOBODY))
    assert [
        is_open_to(network, asking, record)
        for asking in (
            ask_for("GS", Role.COORDINATOR),
            ask_for("GS", Role.LEGAL_REVIEWER),
            ask_for("GS", Role.SECURITY_OFFICER),
            ask_for("CCF", Role.CCF_MEMBER),
        )
    ] == [True, True, False, True]


def test_handling_code_hides_a_field(network: Database) -> None:
    """Layer four: a hidden field is empty and unnamed; the reader learns that there is more."""
    draft = person_draft(
        handling={
            "nationalities": HandlingCode.ORIGINATOR_CONTROL,
            "documents": HandlingCode.CONFIRM_ONLY,
        }
    )
    record = add(network, draft)
    seen = {}
    for asking in (ask_for("TUN"), ask_for("GS", Role.COORDINATOR), ask_for("MAR")):
        view = network.in_transaction(actions.open_record, asking, record.id)
        person = view.record.subject
        assert isinstance(person, Person)
        seen[asking.bureau.id] = (
            person.nationalities,
            person.documents,
            sorted(view.record.handling),
            view.has_more,
        )
    documents = record.subject.documents if isinstance(record.subject, Person) else ()
    assert seen == {
        "TUN": ((), (), [], True),
        "GS": (("MAR",), (), ["nationalities"], True),
        "MAR": (("MAR",), documents, ["documents", "nationalities"], False),
    }


def test_confidential_record_shows_what_is_needed_to_ask(network: Database) -> None:
    """Of a confidential record an officer sees what recognises the person; his head sees all."""
    record = add(network, person_draft(confidentiality=Confidentiality.CONFIDENTIAL))
    officer, head = (
        network.in_transaction(actions.open_record, ask_for("TUN", role), record.id)
        for role in (Role.BUREAU_OFFICER, Role.HEAD_OF_BUREAU)
    )
    assert isinstance(officer.record.subject, Person)
    assert (officer.record.subject.documents, officer.record.metadata.event) == ((), "")
    assert (officer.has_more, head.record, head.has_more) == (True, record, False)


def test_expired_record_is_there_for_its_owner_alone(
    network: Database, clock: TickingClock
) -> None:
    """After its time a record opens for its owner, who is asked; it is found by nobody."""
    record = add(network, document_draft(retained_until=TODAY + datetime.timedelta(days=10)))
    clock.advance(days=11)
    with network.reading() as transaction:
        held = actions.find_by_identifier(transaction, IdentifierKind.DOCUMENT, "AB123456")
    assert (is_open_to(network, ask_for("TUN"), record), held) == (False, ())
    view = network.in_transaction(actions.open_record, ask_for(), record.id)
    assert (view.record, view.is_expiring) == (record, True)


def test_history_is_for_the_owner_and_those_who_administer(network: Database) -> None:
    """Who wrote each version is told to the owner, the secretariat and oversight only."""
    record = add(network, person_draft())
    network.in_transaction(actions.withdraw, ask_for(), record.id, "mistaken")
    told = {}
    for asking in (ask_for(), ask_for("GS", Role.COORDINATOR), ask_for("CCF", Role.CCF_MEMBER)):
        with network.reading() as transaction:
            told[asking.bureau.id] = [
                (each.version, each.verb, each.reason, each.state)
                for each in actions.history(transaction, asking, record.id)
            ]
    lines = [
        (1, "record.added", "", "active"),
        (2, "record.withdrawn", "mistaken", "withdrawn"),
    ]
    assert told == {"MAR": lines, "GS": lines, "CCF": lines}


def test_history_is_not_for_other_members(network: Database) -> None:
    """A member that may read the record is not told its history."""
    record = add(network, person_draft())
    with pytest.raises(NotFound), network.reading() as transaction:
        actions.history(transaction, ask_for("TUN"), record.id)


def test_proof_is_not_for_other_members(network: Database) -> None:
    """A member that may read the record is not given the whole of it as a proof."""
    record = add(network, person_draft())
    with pytest.raises(NotFound):
        network.in_transaction(actions.prove_record, ask_for("TUN"), record.id)


def test_proof_waits_for_the_checkpoint(network: Database) -> None:
    """Before a checkpoint covers the entry there is nothing to prove it with."""
    record = add(network, person_draft())
    with pytest.raises(ProofPending):
        network.in_transaction(actions.prove_record, ask_for(), record.id)


def test_expiring_lists_own_records_page_by_page(network: Database) -> None:
    """The owner is shown what ends within six months, and nothing of others."""
    near, far = TODAY + datetime.timedelta(days=183), TODAY + datetime.timedelta(days=184)
    records = [
        add(network, document_draft(number=f"N{index:06d}", retained_until=near, reference="R"))
        for index in range(3)
    ]
    add(network, document_draft(number="FAR001", retained_until=far))
    expected = [
        Expiring(record_id, DatabaseName.TRAVEL_DOCUMENTS, "R", near)
        for record_id in sorted(each.id for each in records)
    ]
    with network.reading() as transaction:
        first = actions.expiring(transaction, ask_for(), limit=2)
        rest = actions.expiring(transaction, ask_for(), after=first[-1].record_id)
        other = actions.expiring(transaction, ask_for("TUN"))
    assert ([*first], [*rest], [*other]) == (expected[:2], expected[2:], [])


def test_many_numbers_are_found_at_once(network: Database) -> None:
    """A list of numbers is answered by number; those without a record are left out."""
    first = add(network, document_draft())
    second = add(network, document_draft(number="CD777777", audience=NOBODY))
    with network.reading() as transaction:
        held = actions.find_many(
            transaction, IdentifierKind.COUNTRY_DOCUMENT, ["MAR:AB123456", "MAR:CD777777", "MAR:X"]
        )
    assert held == {
        "MAR:AB123456": (Held(1, class_id(Audience(), "MAR"), first),),
        "MAR:CD777777": (Held(2, class_id(NOBODY, "MAR"), second),),
    }


def test_what_may_not_be_found_is_left_out_and_nothing_else_comes_in(network: Database) -> None:
    """Who may find one class finds its records; those looked at for the time's sake stay out."""
    first = add(network, document_draft())
    add(network, document_draft(number="CD777777", audience=NOBODY))
    shared = class_id(Audience(), "MAR")
    numbers = ["MAR:AB123456", "MAR:CD777777", *(f"MAR:NONE{number}" for number in range(20))]
    wanted = frozenset((IdentifierKind.COUNTRY_DOCUMENT, number) for number in numbers)
    with network.reading() as transaction:
        today = transaction.now.date()
        held = actions.find_visible(
            transaction,
            wanted,
            today,
            lambda _database, owner, audience: (owner, audience) == ("MAR", shared),
        )
        nothing = actions.find_visible(transaction, wanted, today, lambda *_: False)
    found = {(IdentifierKind.COUNTRY_DOCUMENT, "MAR:AB123456"): (Held(1, shared, first),)}
    assert (held, nothing) == (found, {})


def test_numbers_of_several_kinds_are_found_each_under_its_own(network: Database) -> None:
    """Numbers are looked up together, and a number of one kind is never one of another."""
    first = add(network, document_draft())
    held = (Held(1, class_id(Audience(), "MAR"), first),)
    wanted = {
        (IdentifierKind.DOCUMENT, "AB123456"): held,
        (IdentifierKind.COUNTRY_DOCUMENT, "MAR:AB123456"): held,
        (IdentifierKind.VIN, "AB123456"): (),
        (IdentifierKind.DOCUMENT, "MAR:AB123456"): (),
    }
    with network.reading() as transaction:
        found = actions.find_visible(
            transaction, frozenset(wanted), transaction.now.date(), lambda *_: True
        )
    assert found == {each: several for each, several in wanted.items() if several}


def test_list_beyond_its_ceiling_is_refused(network: Database) -> None:
    """More numbers than one question takes are refused."""
    numbers = [str(number) for number in range(reading.PAGE_MAX + 1)]
    with pytest.raises(InputTooLarge), network.reading() as transaction:
        actions.find_many(transaction, IdentifierKind.DOCUMENT, numbers)
    wanted = frozenset((IdentifierKind.DOCUMENT, number) for number in numbers)
    with pytest.raises(InputTooLarge), network.reading() as transaction:
        actions.find_visible(transaction, wanted, transaction.now.date(), lambda *_: True)


def test_every_person_streams_what_may_be_matched(network: Database) -> None:
    """Persons come page by page without withdrawn ones and without confirm-only fields."""
    add(network, document_draft())
    hidden = person_draft(handling={"birth_dates": HandlingCode.CONFIRM_ONLY})
    kept = [add(network, hidden), add(network, person_draft(reference="REF-2"))]
    gone = add(network, person_draft(reference="REF-3"))
    network.in_transaction(actions.withdraw, ask_for(), gone.id, "mistaken")
    with network.reading() as transaction:
        first = actions.every_person(transaction, 0, 1)
        second = actions.every_person(transaction, first[-1].number, 10)
        end = actions.every_person(transaction, second[-1].number, 10)
    assert isinstance(kept[0].subject, Person)
    subject = dataclasses.replace(kept[0].subject, birth_dates=())
    matchable = dataclasses.replace(kept[0], subject=subject)
    shared = class_id(Audience(), "MAR")
    assert (first, second, end) == ([Held(2, shared, matchable)], [Held(3, shared, kept[1])], [])


def test_every_identifier_comes_in_order(network: Database) -> None:
    """Identifiers are streamed by kind, value and number."""
    add(network, document_draft())
    add(network, person_draft())
    with network.reading() as transaction:
        first = actions.every_identifier(transaction, ("", "", 0), 2)
        rest = actions.every_identifier(transaction, first[-1], 10)
    assert (first, rest) == (
        [
            (IdentifierKind.COUNTRY_DOCUMENT, "MAR:AB123456", 1),
            (IdentifierKind.DOCUMENT, "AB123456", 1),
        ],
        [(IdentifierKind.PERSON_DOCUMENT, "XY998877", 2)],
    )


def test_changes_tell_what_records_are_now(network: Database) -> None:
    """Whoever follows learns of each changed record once, as it is now, gone ones included."""
    with network.reading() as transaction:
        start = actions.changes_after(transaction, -1).position
    assert start == -1
    number_all(network)
    with network.reading() as transaction:
        start = actions.changes_after(transaction, -1, 10_000).position
    kept = add(network, person_draft(birth_dates=(PartialDate(1990),)))
    gone = add(network, document_draft())
    network.in_transaction(actions.withdraw, ask_for(), gone.id, "found")
    network.in_transaction(actions.open_record, ask_for("TUN"), kept.id)
    erased = add(network, person_draft(reference="REF-2"))
    network.in_transaction(actions.erase, ask_for(), erased.id, "court order")
    number_all(network)
    with network.reading() as transaction:
        changes = actions.changes_after(transaction, start)
        after = actions.changes_after(transaction, changes.position)
    assert changes == Changes(
        position=changes.position,
        records=(
            Change(kept.id, 1, Held(1, class_id(Audience(), "MAR"), kept)),
            Change(gone.id, 2, None),
            Change(erased.id, 3, None),
        ),
        classes_changed=True,
    )
    assert after == Changes(changes.position, (), classes_changed=False)


def test_records_are_counted_by_database(network: Database) -> None:
    """Withdrawn records are not counted."""
    add(network, person_draft())
    gone = add(network, document_draft())
    network.in_transaction(actions.withdraw, ask_for(), gone.id, "found")
    with network.reading() as transaction:
        assert actions.count_records(transaction) == {DatabaseName.NOMINAL: 1}


def test_newest_version_tells_when_it_was_written(network: Database, clock: TickingClock) -> None:
    """A flow compares it with when something was asked; no record, no time."""
    record = add(network, document_draft())
    clock.advance(hours=1)
    changed = document_draft(theft_country="TUN")
    network.in_transaction(actions.new_version, ask_for(), record.id, changed, read_version=1)
    with network.reading() as transaction:
        lines = actions.history(transaction, ask_for(), record.id)
        times = [actions.written_at(transaction, each) for each in (record.id, "0" * 32)]
    assert times == [lines[-1].time, ""]
    assert lines[-1].time > lines[0].time


def test_flows_decide_with_the_whole_record(network: Database) -> None:
    """A flow is given every field, also of a withdrawn record, and nothing of an erased one."""
    hidden = person_draft(handling={"documents": HandlingCode.CONFIRM_ONLY})
    kept, gone = add(network, hidden), add(network, document_draft())
    network.in_transaction(actions.withdraw, ask_for(), gone.id, "found")
    erased = add(network, person_draft(reference="REF-2", birth_dates=(PartialDate(1990),)))
    network.in_transaction(actions.erase, ask_for(), erased.id, "court order")
    with network.reading() as transaction:
        held = [
            actions.record_for_flows(transaction, each)
            for each in (kept.id, gone.id, erased.id, "0" * 32, "nonsense")
        ]
    assert [each and (each.record.subject, each.record.state) for each in held] == [
        (kept.subject, State.ACTIVE),
        (gone.subject, State.WITHDRAWN),
        None,
        None,
        None,
    ]
