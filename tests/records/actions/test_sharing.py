"""Tests of audience classes, groups and protection."""

import datetime

import pytest

from jisr.access.model import Purpose, Role
from jisr.errors import Denied, NotFound, ValueMalformed
from jisr.kit.db import Database
from jisr.records import actions
from jisr.records.audience import OBJECTION_DAYS, class_id
from jisr.records.model import Audience, AudienceClass, Viewer
from recording import TODAY, ask_for, document_draft, person_draft

GULF = Audience(everyone=False, groups=("gulf",))
COORDINATOR = ask_for("GS", Role.COORDINATOR)


def gulf_class(database: Database) -> AudienceClass:
    """Return the class of Morocco's records for the Gulf."""
    with database.reading() as transaction:
        return actions.audience_classes(transaction)[class_id(GULF, "MAR")]


def test_equal_statements_share_one_class(network: Database) -> None:
    """Two records of one statement name one class, made once."""
    for number in ("AB123456", "CD777777"):
        network.in_transaction(
            actions.add_record, ask_for(), document_draft(number=number, audience=GULF)
        )
    assert gulf_class(network) == AudienceClass(
        id=class_id(GULF, "MAR"),
        owner_member="MAR",
        statement=GULF,
        epoch=1,
        members=frozenset({"MAR"}),
    )


def test_group_widens_after_objections_and_narrows_at_once(network: Database) -> None:
    """Who comes to a group waits 45 days; who leaves is out in the same transaction."""
    network.in_transaction(actions.change_group, COORDINATOR, "gulf", ["KWT", "QAT"])
    network.in_transaction(actions.add_record, ask_for(), document_draft(audience=GULF))
    (widened,) = network.in_transaction(
        actions.change_group, COORDINATOR, "gulf", ["KWT", "QAT", "OMN"]
    )
    (narrowed,) = network.in_transaction(actions.change_group, COORDINATOR, "gulf", ["OMN"])
    waits = TODAY + datetime.timedelta(days=OBJECTION_DAYS)
    assert [
        (each.epoch, each.members, each.widened, each.widens_on) for each in (widened, narrowed)
    ] == [
        (2, frozenset({"MAR", "KWT", "QAT"}), frozenset({"OMN"}), waits),
        (3, frozenset({"MAR"}), frozenset({"OMN"}), waits),
    ]
    assert gulf_class(network) == narrowed


def test_group_that_stays_the_same_changes_nothing(network: Database) -> None:
    """The same members again seal no entry and no epoch."""
    network.in_transaction(actions.change_group, COORDINATOR, "gulf", ["KWT"])
    network.in_transaction(actions.add_record, ask_for(), document_draft(audience=GULF))
    assert network.in_transaction(actions.change_group, COORDINATOR, "gulf", ["KWT"]) == ()
    assert gulf_class(network).epoch == 1


def test_only_a_coordinator_changes_a_group(network: Database) -> None:
    """No member can widen an audience by naming itself to a group."""
    with pytest.raises(Denied) as refused:
        network.in_transaction(actions.change_group, ask_for(), "gulf", ["MAR"])
    assert refused.value.details == {"why": "record.not_coordinator"}


@pytest.mark.parametrize(("name", "members"), [("Gulf!", ["KWT"]), ("gulf", ["FRA"]), ("", [])])
def test_group_of_an_impossible_form_is_refused(
    network: Database, name: str, members: list[str]
) -> None:
    """A group has a plain name and only members of the network."""
    with pytest.raises(ValueMalformed):
        network.in_transaction(actions.change_group, COORDINATOR, name, members)


def test_audience_is_shown_before_publishing(network: Database) -> None:
    """Who would see a draft, and why, is told by the code that decides."""
    network.in_transaction(actions.change_group, COORDINATOR, "gulf", ["KWT"])
    draft = document_draft(audience=Audience(everyone=False, groups=("gulf",), excluded=("TUN",)))
    with network.reading() as transaction:
        viewers = actions.who_would_see(transaction, ask_for(), draft)
    assert [each for each in viewers if each.member in ("EGY", "KWT", "MAR", "TUN")] == [
        Viewer("EGY", sees=False, why="record.not_shared"),
        Viewer("KWT", sees=True, why="record.seen_by_audience"),
        Viewer("MAR", sees=True, why="record.seen_by_owner"),
        Viewer("TUN", sees=False, why="record.excluded"),
    ]


def test_shown_audience_waits_like_the_class(network: Database) -> None:
    """A member that still waits for objections is not shown as a reader."""
    network.in_transaction(actions.add_record, ask_for(), document_draft(audience=GULF))
    network.in_transaction(actions.change_group, COORDINATOR, "gulf", ["KWT"])
    draft = document_draft(number="CD777777", audience=GULF)
    with network.reading() as transaction:
        viewers = actions.who_would_see(transaction, ask_for(), draft)
    assert Viewer("KWT", sees=False, why="record.waits_for_objections") in viewers


def test_protection_is_written_by_the_owner_and_replaced(network: Database) -> None:
    """The owner's list says from which countries a person is protected; the last list counts."""
    record = network.in_transaction(actions.add_record, ask_for(), person_draft())
    network.in_transaction(actions.protect, ask_for(), record.id, ["SYR", "IRQ"])
    network.in_transaction(actions.protect, ask_for(), record.id, ["SYR"])
    with network.reading() as transaction:
        assert actions.protected_from(transaction, record.id) == {"SYR"}


def test_protection_of_others_is_refused(network: Database) -> None:
    """Nobody writes the protection list of another owner's record, nor of a thing."""
    record = network.in_transaction(
        actions.add_record, ask_for(), person_draft(audience=Audience(everyone=False))
    )
    thing = network.in_transaction(actions.add_record, ask_for(), document_draft())
    with pytest.raises(NotFound):
        network.in_transaction(actions.protect, ask_for("TUN"), record.id, ["SYR"])
    with pytest.raises(ValueMalformed):
        network.in_transaction(actions.protect, ask_for(), thing.id, ["SYR"])
    with pytest.raises(ValueMalformed):
        network.in_transaction(actions.protect, ask_for(), record.id, ["??"])


def test_purposes_of_the_statement_are_part_of_the_class(network: Database) -> None:
    """A statement for one purpose has a class of its own."""
    one = Audience(purposes=(Purpose.IDENTIFY,))
    network.in_transaction(actions.add_record, ask_for(), document_draft(audience=one))
    with network.reading() as transaction:
        classes = actions.audience_classes(transaction)
    assert classes[class_id(one, "MAR")].statement == one
