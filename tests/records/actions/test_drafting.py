"""Tests of what stands against a draft, told before it is sent."""

import pytest

from jisr.access.model import Purpose, Role
from jisr.errors import Denied
from jisr.kit.db import Database
from jisr.records import actions
from jisr.records.actions.drafting import judge_draft, may_record_at_all
from jisr.records.model import Draft, Person
from recording import ask_for, document_draft, person_draft


def judged(database: Database, draft: Draft, *roles: Role) -> str:
    """Return the key of the first reason, or nothing if the draft could be recorded."""
    with database.reading() as transaction:
        decision = judge_draft(transaction, ask_for("MAR", *roles), draft)
    return "" if decision.allowed else decision.why


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (person_draft(), ""),
        (document_draft(), ""),
        (person_draft(subject=Person(())), "record.field_missing"),
        (person_draft(event=""), "record.event_missing"),
        (person_draft(status=None), "record.status_missing"),
        (document_draft(country="FRA"), "record.not_issuing_country"),
        (document_draft(number="!"), "record.number_malformed"),
        (document_draft(purpose=Purpose.WARN), "record.purpose_not_of_database"),
    ],
)
def test_the_rules_say_the_same_before_and_when_it_is_sent(
    network: Database, draft: Draft, why: str
) -> None:
    """What is judged good is recorded; what is not is refused for the reason that was told."""
    assert judged(network, draft) == why
    if why == "":
        assert network.in_transaction(actions.add_record, ask_for(), draft).version == 1
    elif why != "record.number_malformed":
        with pytest.raises(Denied) as refused:
            network.in_transaction(actions.add_record, ask_for(), draft)
        assert refused.value.details["why"] == why


@pytest.mark.parametrize(
    ("role", "why"),
    [
        (Role.BUREAU_OFFICER, "access.allowed"),
        (Role.SECURITY_OFFICER, "access.no_role"),
        (Role.DATA_PROTECTION_OFFICER, "access.no_role"),
    ],
)
def test_who_records_nothing_is_told_so(network: Database, role: Role, why: str) -> None:
    """Whoever writes in any database may begin; the rows of others are refused one by one."""
    with network.reading() as transaction:
        decision = may_record_at_all(transaction, ask_for("MAR", role))
    assert (decision.allowed, decision.why) == (why == "access.allowed", why)


def test_who_may_not_write_is_told_so(network: Database) -> None:
    """Before anything of the draft is looked at."""
    assert judged(network, person_draft(event=""), Role.SECURITY_OFFICER) == "access.no_role"
