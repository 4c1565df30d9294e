"""Of which records whoever asks may hold a proof."""

import dataclasses

import pytest

from jisr.access.model import Asking, BureauKind, Operation, Role
from jisr.errors import JisrError, NotFound
from jisr.kit.db import Database
from jisr.records import actions
from jisr.records.model import Audience, Record
from recording import ask_for, document_draft, person_draft

NOBODY = Audience(everyone=False)
WHO = {
    "an officer of the owner": ask_for(),
    "a data-protection officer of the owner": ask_for("MAR", Role.DATA_PROTECTION_OFFICER),
    "a security officer of the owner": ask_for("MAR", Role.SECURITY_OFFICER),
    "an agency of the owner without an agreement": ask_for("MAR.PORT", kind=BureauKind.AGENCY),
    "another member": ask_for("TUN"),
    "a legal reviewer": ask_for("GS", Role.LEGAL_REVIEWER),
    "an operator": ask_for("GS", Role.OPERATOR),
    "the Commission": ask_for("CCF", Role.CCF_MEMBER),
}
ALLOWED = {
    "an officer of the owner",
    "a data-protection officer of the owner",
    "a legal reviewer",
    "the Commission",
}


def is_proven(network: Database, asking: Asking, record: Record) -> bool:
    """Return whether the record's proof may be given to whoever asks."""
    with network.reading() as transaction:
        return actions.provable(transaction, asking, [record.id]) == {record.id}


def as_prove_record(network: Database, asking: Asking, record: Record) -> bool:
    """Return what the way to one proof decides; that no checkpoint covers it yet is a yes."""
    try:
        network.in_transaction(actions.prove_record, asking, record.id)
    except NotFound:
        return False
    except JisrError:
        return True
    return True


@pytest.mark.parametrize("who", WHO)
def test_the_rule_is_that_of_one_proof(network: Database, who: str) -> None:
    """The owner and those who administer, whatever the audience; everybody else is refused."""
    expected = who in ALLOWED
    for number, audience in enumerate((Audience(everyone=True), NOBODY)):
        draft = document_draft(audience=audience, number=f"AB00000{number}")
        record = network.in_transaction(actions.add_record, ask_for(), draft)
        assert is_proven(network, WHO[who], record) == expected
        assert as_prove_record(network, WHO[who], record) == expected
        network.in_transaction(actions.withdraw, ask_for(), record.id, "found again")
        assert is_proven(network, WHO[who], record) == expected


@pytest.mark.parametrize("who", WHO)
def test_what_was_erased_stays_provable_for_the_same_people(network: Database, who: str) -> None:
    """The data are gone; that they were there, and who erased them, is still theirs to prove."""
    record = network.in_transaction(actions.add_record, ask_for(), person_draft())
    network.in_transaction(actions.erase, ask_for(), record.id, "court order")
    assert is_proven(network, WHO[who], record) == (who in ALLOWED)


def test_an_agreement_must_give_it(network: Database) -> None:
    """An agency reads the records of its own member only where its agreement gives that."""
    record = network.in_transaction(actions.add_record, ask_for(), document_draft())
    clerk = ask_for("MAR", Role.BUREAU_OFFICER, operations=frozenset((Operation.READ,)))
    agency = dataclasses.replace(clerk.bureau, kind=BureauKind.INTERNATIONAL)
    assert is_proven(network, dataclasses.replace(clerk, bureau=agency), record)
    none = dataclasses.replace(clerk, bureau=agency, grants=())
    assert not is_proven(network, none, record)


def test_ids_that_are_none_are_passed_over(network: Database) -> None:
    """What is no record, or no id at all, is provable to nobody."""
    with network.reading() as transaction:
        assert actions.provable(transaction, ask_for(), ["f" * 32, "x", "MAR", ""]) == frozenset()
