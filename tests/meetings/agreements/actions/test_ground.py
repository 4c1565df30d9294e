"""Every step is one sealed version, for those who may take it."""

import dataclasses
import json

import pytest

from jisr.errors import Conflict, Denied, NotFound
from jisr.kit.db import Transaction
from jisr.ledger.log import entries_after
from jisr.meetings.agreements import actions, store
from jisr.meetings.agreements.documents import read_memorandum
from jisr.meetings.agreements.model import State
from jisr.values import new_id
from memoranda_world import PLAIN, MemorandaWorld, why


def test_each_version_is_one_entry_that_says_all(world: MemorandaWorld) -> None:
    """Version by version, under one subject; the last one is what is stored."""
    done = world.in_force()
    subject = f"memorandum:{done.id}"
    with world.database.reading() as transaction:
        every = entries_after(transaction, 0, 1000)
    acts = [(json.loads(each.act), each.document) for each in every if each.act]
    sealed = [document for act, document in acts if act["subject"] == subject]
    assert [json.loads(each or b"{}")["version"] for each in sealed] == [1, 2, 3, 4, 5]
    assert read_memorandum(json.loads(sealed[-1] or b"{}")) == done


DENIED: tuple[tuple[str, str, str, tuple[object, ...], dict[str, object]], ...] = (
    ("revise", "officer@fra", "not_party", (PLAIN,), {}),
    ("revise", "root", "not_party", (PLAIN,), {}),
    ("withdraw", "officer@fra", "not_party", ("No longer",), {}),
    ("withdraw", "root", "not_party", ("No longer",), {}),
    ("propose", "root", "not_party", (), {}),
    ("propose", "officer@mar", "not_party", (), {}),
    ("enter_into_force", "officer@mar", "not_party", (), {}),
    ("enter_into_force", "root", "not_signed", (), {}),
    ("ask_renewal", "officer@mar", "not_party", (), {}),
    ("ask_renewal", "head@mar", "not_in_force", (), {}),
    ("record_review", "root", "not_party", (None,), {}),
    ("end", "root", "not_party", ("No longer",), {}),
    ("end", "head@mar", "not_in_force", ("No longer",), {}),
    ("name_contacts", "head@mar", "not_own_side", ("FRA", ()), {}),
    ("decide", "root", "not_objected", (new_id(),), {"is_approved": True}),
)


@pytest.mark.parametrize("row", DENIED, ids=lambda row: f"{row[0]}-{row[1]}")
def test_steps_are_for_those_who_may(
    world: MemorandaWorld, row: tuple[str, str, str, tuple[object, ...], dict[str, object]]
) -> None:
    """The head of a side, the coordinator, at the right time: everybody else is told why not."""
    verb, officer, reason, given, options = row
    drafted = world.draft()
    with pytest.raises(Denied) as refused:
        world.do(getattr(actions, verb), officer, drafted.id, *given, **options)
    assert why(refused) == f"memoranda.{reason}"


def test_strangers_are_told_that_there_is_none(world: MemorandaWorld) -> None:
    """A draft of others is hidden from whoever acts on it as well."""
    drafted = world.draft()
    for verb, given in (("withdraw", ("No",)), ("object_to", ("No",)), ("propose", ())):
        with pytest.raises(NotFound):
            world.do(getattr(actions, verb), "head@syr", drafted.id, *given)
        with pytest.raises(NotFound):
            world.do(getattr(actions, verb), "operator@gs", drafted.id, *given)


def test_what_is_changed_too_often_can_still_end(world: MemorandaWorld) -> None:
    """A limit on what can be repeated never keeps a party in."""
    done = world.in_force()
    full = dataclasses.replace(done, steps=done.steps * 200, version=done.version + 1)

    def fill(transaction: Transaction) -> bool:
        return store.change(transaction, full, due=None, is_told=True)

    world.database.in_transaction(fill)
    with pytest.raises(Conflict):
        world.do(actions.name_contacts, "head@fra", done.id, "FRA", ())
    assert world.do(actions.end, "head@fra", done.id, "Enough").state is State.ENDED
