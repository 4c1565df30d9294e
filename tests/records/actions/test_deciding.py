"""Tests of what the verbs share: the decision about one record for whoever asks."""

import dataclasses
import datetime

import pytest

from jisr.access.model import Asking, Operation, Purpose, Role
from jisr.errors import NotFound
from jisr.kit.db import Database
from jisr.ledger.entry import Act
from jisr.records.actions import deciding
from jisr.records.audience import new_class
from jisr.records.model import Audience, State
from recording import TODAY, ask_for, person_draft, record_of

EVERYONE = new_class(Audience(), "MAR", ["MAR", "TUN", "EGY"], {})


@pytest.mark.parametrize(
    ("asking", "state", "ends", "why"),
    [
        (ask_for("TUN"), State.ACTIVE, TODAY, "record.seen_by_audience"),
        (ask_for("TUN"), State.WITHDRAWN, TODAY, "record.not_active"),
        (ask_for("TUN"), State.ACTIVE, TODAY - datetime.timedelta(days=1), "record.not_active"),
        (ask_for("MAR"), State.WITHDRAWN, TODAY, "record.seen_by_owner"),
        (ask_for("GS", Role.COORDINATOR), State.WITHDRAWN, TODAY, "record.seen_by_secretariat"),
        (ask_for("CCF", Role.CCF_MEMBER), State.WITHDRAWN, TODAY, "record.seen_by_oversight"),
        (ask_for("TUN", Role.OPERATOR), State.ACTIVE, TODAY, "access.no_role"),
        (ask_for("TUN", case=""), State.ACTIVE, TODAY, "access.no_case"),
    ],
)
def test_reading_is_decided_in_layers(
    asking: Asking, state: State, ends: datetime.date, why: str
) -> None:
    """Agreement and role, then the record's life, then its audience."""
    record = record_of(person_draft(), state=state)
    metadata = dataclasses.replace(record.metadata, retained_until=ends)
    record = dataclasses.replace(record, metadata=metadata)
    decision = deciding.may_read(record, asking, EVERYONE, TODAY)
    assert (decision.why, decision.allowed) == (why, why.startswith("record.seen"))


def test_act_names_who_acts(network: Database) -> None:
    """An act holds officer, bureau and purpose, and the instant of its transaction."""
    with network.reading() as transaction:
        act = deciding.act_of(transaction, ask_for(), "record.read", "a" * 32, "b" * 32)
    assert act == Act(
        time=act.time,
        bureau="MAR",
        officer="officer.mar",
        verb="record.read",
        subject="a" * 32,
        purpose=Purpose.BORDER_MANAGEMENT.value,
        audience_class="b" * 32,
    )
    assert act.time.startswith("2026-11-21T09:00:00.")


@pytest.mark.parametrize("record_id", ["", "f" * 32, "' OR 1=1", "é" * 32])
def test_unknown_record_is_not_found(network: Database, record_id: str) -> None:
    """Whatever stands in place of an id, the answer is the same."""
    with network.reading() as transaction:
        with pytest.raises(NotFound):
            deciding.find_readable(transaction, ask_for(), record_id, TODAY)
        with pytest.raises(NotFound):
            deciding.find_owned(transaction, ask_for(), record_id, Operation.WITHDRAW, TODAY)
