"""Tests of a bureau's looking through its own records."""

import datetime
from collections import Counter

import pytest
import sqlalchemy as sa

from jisr.access.model import DatabaseName, Purpose, Role
from jisr.errors import CaseMissing, InputTooLarge, NotFound
from jisr.kit.db import Database
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries
from jisr.records import actions
from jisr.records.actions.browsing import TEXT_CHARACTERS_MAX, Listed, Wanted
from jisr.records.model import Draft, HandlingCode, Kind, Record, State
from recording import TODAY, ask_for, document_draft, person_draft

SOON = TODAY + datetime.timedelta(days=90)


def add(database: Database, draft: Draft, bureau: str = "MAR") -> Record:
    """Add a record of a bureau."""
    return database.in_transaction(actions.add_record, ask_for(bureau), draft)


def ids(found: tuple[Listed, ...]) -> list[str]:
    """Return the ids of lines."""
    return [each.id for each in found]


def verbs(database: Database) -> Counter[str]:
    """Return what was sealed, and how often."""
    with database.reading() as transaction:
        acts = transaction.connection.scalars(sa.select(entries.c.act)).all()
    return Counter(read_act(each)[0].verb for each in acts)


def test_a_line_says_what_the_record_says(network: Database) -> None:
    """Whole for its owner, with its state and whether its end is near."""
    record = add(network, person_draft(retained_until=SOON))
    (line,) = network.in_transaction(actions.list_own, ask_for(), Wanted())
    assert line == Listed(
        id=record.id,
        version=1,
        database=DatabaseName.NOMINAL,
        state=State.ACTIVE,
        reference="REF-1",
        retained_until=SOON,
        is_expiring=True,
        record=record,
    )


def test_an_erased_record_says_nothing_in_a_list(network: Database) -> None:
    """That it was there is told; what it said is gone."""
    record = add(network, person_draft())
    network.in_transaction(actions.erase, ask_for(), record.id, "purpose achieved")
    (line,) = network.in_transaction(actions.list_own, ask_for(), Wanted(state=State.ERASED))
    assert (line.id, line.state, line.record, line.reference) == (record.id, State.ERASED, None, "")


def test_only_what_is_wanted_is_listed(network: Database) -> None:
    """By kind, state and end; never another bureau's."""
    person, paper = add(network, person_draft(retained_until=SOON)), add(network, document_draft())
    add(network, person_draft(), "TUN")
    found = [
        ids(network.in_transaction(actions.list_own, ask_for(), wanted))
        for wanted in (
            Wanted(Kind.PERSON),
            Wanted(Kind.VESSEL),
            Wanted(is_expiring=True),
            Wanted(state=State.WITHDRAWN),
        )
    ]
    assert found == [[person.id], [], [person.id], []]
    assert set(ids(network.in_transaction(actions.list_own, ask_for(), Wanted()))) == {
        person.id,
        paper.id,
    }


def test_a_text_is_a_number_a_reference_or_an_id(network: Database) -> None:
    """And a name, where somebody can find names; each record once."""
    paper, person = add(network, document_draft(reference="R-7")), add(network, person_draft())

    def search(text: str) -> list[str]:
        return ids(network.in_transaction(actions.search_own, ask_for(), text, by_name))

    def by_name(_transaction: object, _asking: object, text: str, _limit: int) -> list[int]:
        return [2] if text in {"Nour", "REF-1"} else []

    assert [search(each) for each in ("ab 123456", " R-7 ", paper.id)] == [[paper.id]] * 3
    assert [search(each) for each in ("Nour", "REF-1", "XY998877")] == [[person.id]] * 3
    assert (search(""), search("nobody")) == ([], [])


def test_what_is_looked_at_is_sealed(network: Database) -> None:
    """A page, a search and a history are readings; a page with nothing on it is none."""
    record = add(network, person_draft())
    before = verbs(network)
    asking = ask_for()
    network.in_transaction(actions.list_own, asking, Wanted())
    network.in_transaction(actions.list_own, asking, Wanted(Kind.VESSEL))
    network.in_transaction(actions.search_own, asking, "REF-1")
    network.in_transaction(actions.versions, asking, record.id)
    done = verbs(network) - before
    assert (done["record.listed"], done["record.read"]) == (2, 1)


def test_versions_are_shown_as_the_reader_may_see_them(network: Database) -> None:
    """The owner all of it, the secretariat without what only the owner confirms."""
    coded = person_draft(handling={"sex": HandlingCode.CONFIRM_ONLY})
    record = add(network, coded)
    shown = {
        bureau: [
            None if each.record is None else getattr(each.record.subject, "sex", None)
            for each in network.in_transaction(actions.versions, ask_for(bureau, *roles), record.id)
        ]
        for bureau, roles in (
            ("MAR", ()),
            ("CCF", (Role.CCF_MEMBER,)),
            ("GS", (Role.COORDINATOR,)),
        )
    }
    assert shown == {"MAR": ["F"], "CCF": ["F"], "GS": [""]}
    with pytest.raises(NotFound):
        network.in_transaction(actions.versions, ask_for("TUN"), record.id)


def test_nothing_is_looked_at_without_a_case(network: Database) -> None:
    """Neither a list, nor a search, nor a history."""
    record = add(network, person_draft())
    asking = ask_for(case=" ")
    for look in (
        (actions.list_own, asking, Wanted()),
        (actions.search_own, asking, "REF-1"),
        (actions.versions, asking, record.id),
    ):
        with pytest.raises(CaseMissing):
            network.in_transaction(*look)


def test_a_text_has_a_ceiling(network: Database) -> None:
    """No number, reference or name is longer."""
    with pytest.raises(InputTooLarge):
        network.in_transaction(actions.search_own, ask_for(), "x" * (TEXT_CHARACTERS_MAX + 1))


def test_purpose_does_not_hide_own_records(network: Database) -> None:
    """Whatever an officer works on, what his bureau recorded is his to look after."""
    record = add(network, person_draft())
    for purpose in Purpose:
        found = network.in_transaction(actions.list_own, ask_for(purpose=purpose), Wanted())
        assert ids(found) == [record.id]
