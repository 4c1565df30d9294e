"""Tests of what is opened in an emergency: for one officer, one case, one version and a time."""

import dataclasses

import pytest

from jisr.access.model import Asking, BureauKind, Purpose, Role
from jisr.errors import CaseMissing, Denied, NotFound, ValueMalformed
from jisr.kit.clock import instant_text
from jisr.kit.db import Database, Transaction
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries_after, number_entries, read_entry, waiting_entries
from jisr.records import actions
from jisr.records.actions import opening
from jisr.records.model import Audience, HandlingCode, Opening, Person, Record
from recording import ask_for, person_draft
from ticking import TickingClock

WHY = "a child is missing and the plane leaves in an hour"
HANDLED = {
    "nationalities": HandlingCode.ORIGINATOR_CONTROL,
    "documents": HandlingCode.CONFIRM_ONLY,
}
HEAD = ask_for("TUN", Role.HEAD_OF_BUREAU)
OWNER = ask_for()


@pytest.fixture
def record(network: Database) -> Record:
    """Return a person of Morocco, with fields that wait for its permission."""
    draft = person_draft(handling=HANDLED)
    return network.in_transaction(actions.add_record, OWNER, draft)


def open_it(
    database: Database,
    record: Record,
    asking: Asking = HEAD,
    reason: str = WHY,
    seconds: int = 3_600,
) -> Opening:
    """Open the fields of a record."""
    done, _ = database.in_transaction(
        actions.open_fields, asking, record.id, reason, seconds=seconds
    )
    return done


def shown(database: Database, record: Record, asking: Asking = HEAD) -> Person:
    """Return the person that whoever asks is shown."""
    subject = database.in_transaction(actions.open_record, asking, record.id).record.subject
    assert isinstance(subject, Person)
    return subject


def is_closed(database: Database, record: Record, asking: Asking = HEAD) -> bool:
    """Return whether the field under its originator's control is withheld."""
    return shown(database, record, asking).nationalities == ()


def test_head_reads_what_he_opened_until_it_closes(
    network: Database, record: Record, clock: TickingClock
) -> None:
    """What the originator controls is shown for an hour; what it only confirms never is."""
    assert is_closed(network, record)
    made = open_it(network, record)
    assert (made.ends_at - made.opened_at).total_seconds() == 3_600
    person = shown(network, record)
    assert (person.nationalities, person.documents) == (("MAR",), ())
    view = network.in_transaction(actions.open_record, HEAD, record.id)
    assert view.has_more is True
    clock.advance(minutes=59)
    assert is_closed(network, record) is False
    clock.advance(minutes=2)
    assert is_closed(network, record) is True


def test_opening_is_sealed_for_both_members_and_names_the_officer_for_his_own(
    network: Database, record: Record
) -> None:
    """The owner can prove which bureau opened, why and until when, never who it was."""
    made = open_it(network, record)

    with network.reading() as transaction:
        acts = [
            read_act(read_entry(transaction, each).act)[0]
            for each in (made.entry_id, made.spoken_entry)
        ]
        classes = actions.audience_classes(transaction)
    assert [(each.verb, each.subject, each.bureau, each.officer) for each in acts] == [
        ("record.opened", record.id, "TUN", "hub"),
        ("opening.made", made.id, "TUN", HEAD.officer.id),
    ]
    assert [classes[each.audience_class].members for each in acts] == [
        frozenset({"TUN", "MAR"}),
        frozenset({"TUN"}),
    ]


def test_owner_reads_it_in_the_history_without_the_officer(
    network: Database, record: Record
) -> None:
    """Which bureau, which version, when and why; the Commission is told who."""
    made = open_it(network, record, reason=f"  {WHY} ")
    oversight = ask_for("CCF", Role.CCF_MEMBER)
    with network.reading() as transaction:
        owners = actions.history(transaction, OWNER, record.id)
        overseers = actions.history(transaction, oversight, record.id)
    assert [(each.verb, each.version, each.bureau) for each in owners] == [
        ("record.added", 1, "MAR"),
        ("record.opened", 1, "TUN"),
    ]
    line = owners[-1]
    assert (line.reason, line.officer, line.entry_id) == (WHY, "", made.entry_id)
    assert overseers[-1].officer == HEAD.officer.id


def test_opening_is_the_officers_own_in_his_case(network: Database, record: Record) -> None:
    """Neither a colleague nor another case or purpose reads what was opened."""
    open_it(network, record)
    colleague = dataclasses.replace(
        HEAD, officer=dataclasses.replace(HEAD.officer, id="officer.tun.two")
    )
    others = (
        colleague,
        dataclasses.replace(HEAD, case="C-2"),
        dataclasses.replace(HEAD, purpose=Purpose.INVESTIGATION),
        ask_for("DZA", Role.HEAD_OF_BUREAU),
    )
    assert [is_closed(network, record, each) for each in others] == [True] * 4


def test_opened_twice_it_is_one_opening(network: Database, record: Record) -> None:
    """While it holds, to open again changes nothing: neither the time nor the reason."""
    first = open_it(network, record)
    again, is_new = network.in_transaction(
        actions.open_fields, HEAD, record.id, "something else that is long enough", seconds=9_000
    )
    assert (again, is_new) == (first, False)


# ── who may not ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "asking",
    [
        ask_for("TUN", Role.BUREAU_OFFICER),
        ask_for("TUN", Role.DATA_PROTECTION_OFFICER),
        ask_for("TUN", Role.MACHINE),
        ask_for("TUN", Role.HEAD_OF_BUREAU, Role.MACHINE),
    ],
)
def test_other_roles_open_nothing(network: Database, record: Record, asking: Asking) -> None:
    """One person answers for his member; a machine never does."""
    with pytest.raises(Denied) as caught:
        open_it(network, record, asking)
    assert caught.value.details["why"] == "record.opening_role"
    assert is_closed(network, record, asking)


def test_agency_opens_nothing(network: Database, record: Record) -> None:
    """An agency asks through its national bureau, whatever its agreement gives."""
    agency = ask_for(
        "TUN.PORT", Role.HEAD_OF_BUREAU, kind=BureauKind.AGENCY, operations=frozenset()
    )
    with pytest.raises((Denied, NotFound)):
        open_it(network, record, agency)


@pytest.mark.parametrize(
    "reason", ["", " " * 40, "urgent", "x" * 19 + " ", f"{WHY}\nand more", "x" * 201]
)
def test_reason_is_a_sentence_in_one_line(network: Database, record: Record, reason: str) -> None:
    """Without one, nothing is opened and nothing is sealed."""
    with pytest.raises(Denied) as caught:
        open_it(network, record, reason=reason)
    assert caught.value.details["why"] == "record.opening_reason"
    assert is_closed(network, record)


def test_case_is_needed(network: Database, record: Record) -> None:
    """An emergency has a file as well."""
    with pytest.raises(CaseMissing):
        open_it(network, record, dataclasses.replace(HEAD, case=" "))


def test_record_that_is_not_visible_is_not_there(network: Database) -> None:
    """No emergency widens an audience: hidden and missing records sound alike."""
    audience = Audience(everyone=False)
    draft = person_draft(handling=HANDLED, audience=audience)
    hidden = network.in_transaction(actions.add_record, OWNER, draft)
    missing = dataclasses.replace(hidden, id="0" * 32)
    said = []
    for each in (hidden, missing):
        with pytest.raises(NotFound) as caught:
            open_it(network, each)
        said.append((caught.value.code, caught.value.details))
    assert said[0] == said[1]
    with network.reading() as transaction:
        assert actions.list_openings(transaction, HEAD.officer) == ()


@pytest.mark.parametrize(
    ("handling", "asking"),
    [
        ({}, HEAD),
        ({"documents": HandlingCode.CONFIRM_ONLY}, HEAD),
        ({"birth_places": HandlingCode.ORIGINATOR_CONTROL}, HEAD),  # an empty field
        (HANDLED, OWNER),
    ],
)
def test_nothing_to_open_is_refused(
    network: Database, handling: dict[str, HandlingCode], asking: Asking
) -> None:
    """What the owner only confirms is asked of the owner; its own record is open to it."""
    record = network.in_transaction(actions.add_record, OWNER, person_draft(handling=handling))
    with pytest.raises(Denied) as caught:
        open_it(network, record, asking)
    assert caught.value.details["why"] == "record.opening_needless"


def test_emergencies_of_a_day_are_few(network: Database, clock: TickingClock) -> None:
    """Who opens one record after the other is stopped; the next day he may again."""
    drafts = [
        person_draft(handling=HANDLED, reference=str(number))
        for number in range(opening.OPENINGS_A_DAY_MAX + 1)
    ]
    *several, last = [network.in_transaction(actions.add_record, OWNER, each) for each in drafts]
    for each in several:
        open_it(network, each, seconds=1)
    with pytest.raises(Denied) as caught:
        open_it(network, last)
    assert caught.value.details["why"] == "record.opening_too_many"
    clock.advance(days=1)
    assert open_it(network, last).record == last.id


# ── what closes it ────────────────────────────────────────────────────────────────────────────


def test_new_version_closes_it(network: Database, record: Record) -> None:
    """What its owner writes afterwards is withheld again."""
    open_it(network, record)
    draft = person_draft(handling=HANDLED, birth_places=("Fès",))
    network.in_transaction(actions.new_version, OWNER, record.id, draft, read_version=1)
    assert is_closed(network, record)


def test_narrowed_audience_closes_the_record(network: Database, record: Record) -> None:
    """Whoever no longer sees the record sees nothing of it, opened or not."""
    open_it(network, record)
    draft = person_draft(handling=HANDLED, audience=Audience(everyone=False))
    network.in_transaction(actions.new_version, OWNER, record.id, draft, read_version=1)
    with pytest.raises(NotFound):
        shown(network, record)


def test_person_protected_since_is_closed_again(network: Database, record: Record) -> None:
    """Where the owner is one from whom the person is protected, nothing more is shown."""
    open_it(network, record)
    network.in_transaction(actions.protect, OWNER, record.id, ["MAR"])
    assert is_closed(network, record)


def test_head_who_is_no_head_any_more_reads_nothing(network: Database, record: Record) -> None:
    """The role counts at each reading."""
    open_it(network, record)
    assert is_closed(network, record, ask_for("TUN", Role.BUREAU_OFFICER))


def test_no_opening_outlives_a_day(network: Database, record: Record) -> None:
    """Whatever is set: what takes longer is no emergency."""
    made = open_it(network, record, seconds=10_000_000)
    assert (made.ends_at - made.opened_at).total_seconds() == opening.OPENING_SECONDS_MAX


def test_reasons_go_with_an_erased_record(network: Database, record: Record) -> None:
    """Why it was opened may tell of whom it was: only that it was opened remains proven."""
    made = open_it(network, record)
    network.in_transaction(actions.erase, OWNER, record.id, "court order")
    with network.reading() as transaction:
        kept = [read_entry(transaction, each) for each in (made.entry_id, made.spoken_entry)]
        assert [each.document for each in kept] == [None, None]
        assert actions.list_openings(transaction, HEAD.officer) == ()


# ── who reads of it ───────────────────────────────────────────────────────────────────────────


def test_both_bureaus_and_the_commission_list_it(network: Database, record: Record) -> None:
    """The owner without the officer; a third bureau learns nothing."""
    made = open_it(network, record)
    without = dataclasses.replace(made, officer="", spoken_entry="")
    clerk = ask_for("TUN", Role.BUREAU_OFFICER)
    with network.reading() as transaction:
        told = [
            actions.list_openings(transaction, each.officer)
            for each in (clerk, OWNER, ask_for("CCF", Role.CCF_MEMBER), ask_for("DZA"))
        ]
    assert told == [(made,), (without,), (made,), ()]


def test_list_goes_on_after_a_page(network: Database) -> None:
    """Pages are in order of time, the newest first."""
    made = []
    for number in range(3):
        draft = person_draft(handling=HANDLED, reference=str(number))
        record = network.in_transaction(actions.add_record, OWNER, draft)
        made.append(open_it(network, record))
    with network.reading() as transaction:
        first = actions.list_openings(transaction, HEAD.officer, limit=2)
        last = first[-1]
        place = (instant_text(last.opened_at), last.id)
        rest = actions.list_openings(transaction, HEAD.officer, before=place, limit=2)
    assert [*first, *rest] == made[::-1]


def test_who_reads_no_records_lists_no_openings(network: Database) -> None:
    """An operator has no access to data, and an officer who left has none any more."""
    operator = ask_for("TUN", Role.OPERATOR).officer
    gone = dataclasses.replace(HEAD.officer, is_active=False)
    with network.reading() as transaction:
        for officer in (operator, gone):
            with pytest.raises(Denied):
                actions.list_openings(transaction, officer)
        with pytest.raises(ValueMalformed):
            actions.list_openings(
                transaction, HEAD.officer, before=("2026-11-21T09:00:00.000Z", "x")
            )


def test_readers_of_records_skip_openings(network: Database, record: Record) -> None:
    """An opening is no version: indexes and replicas that follow records see no change."""
    open_it(network, record)

    def number(transaction: Transaction) -> None:
        waiting = waiting_entries(transaction, 1_000)
        number_entries(transaction, waiting, len(entries_after(transaction, -1, 1_000)))

    network.in_transaction(number)
    with network.reading() as transaction:
        changes = actions.changes_after(transaction, -1)
    assert [
        (each.record_id, each.held and each.held.record.version) for each in changes.records
    ] == [(record.id, 1)]
