"""Who opens in an emergency tells the owner at once, unless that would harm the person."""

import dataclasses
import json
from typing import Any

import pytest
import sqlalchemy as sa

from check_world import NOBODY_ELSE, NOUR
from hit_world import Desk
from jisr.access.model import Purpose
from jisr.checks.dialogue.model import Channel, Preference
from jisr.checks.dialogue.preferences import choose_preference
from jisr.checks.model import PersonQuery
from jisr.checks.openings import actions
from jisr.errors import Denied, NotFound
from jisr.kit.outbox import OUTBOX
from jisr.records import actions as records
from jisr.records.model import DocumentReference, Flag, HandlingCode, Opening, Person, Record

_QUESTION = PersonQuery(name="Nour Haddad")
WHY = "a child is missing and the plane leaves in an hour"
HANDLED = {
    "nationalities": HandlingCode.ORIGINATOR_CONTROL,
    "birth_dates": HandlingCode.CONFIRM_ONLY,
}


def _record(desk: Desk, subject: Person = NOUR, **more: Any) -> Record:
    return desk.world.record(subject, handling=HANDLED, reference="PARIS-7", **more)


def _open(desk: Desk, record: Record, officer: str = "head@mar") -> Opening:
    asking = desk.world.asking(officer, Purpose.WANTED_PERSON)
    return desk.database.in_transaction(actions.open_fields, asking, record.id, WHY, seconds=3_600)


def _shown(desk: Desk, record: Record) -> Person:
    asking = desk.world.asking("head@mar", Purpose.WANTED_PERSON)
    view = desk.database.in_transaction(records.open_record, asking, record.id)
    assert isinstance(view.record.subject, Person)
    return view.record.subject


def _choose(desk: Desk, channel: Channel, address: str) -> None:
    head = desk.world.officer("head@fra")
    desk.database.in_transaction(choose_preference, head, Preference("FRA", channel, address))


def _messages(desk: Desk) -> list[tuple[str, dict[str, Any]]]:
    with desk.database.reading() as transaction:
        rows = transaction.connection.execute(sa.select(OUTBOX.c.kind, OUTBOX.c.body)).all()
    for _, body in rows:
        for secret in ("Nour", "نور", "LBN", "head@mar", "child", "TNG-1"):
            assert secret not in body.decode()
    return [(kind, json.loads(body)) for kind, body in rows]


def test_owner_is_told_by_its_webhook_in_the_same_transaction(desk: Desk) -> None:
    """The call says which opening and the owner's own reference: neither why nor who."""
    _choose(desk, Channel.WEBHOOK, "https://fra.example/hits")
    record = _record(desk)
    made = _open(desk, record)
    ((kind, body),) = _messages(desk)
    assert (kind, body["url"]) == ("courier.webhook", "https://fra.example/hits")
    assert body["said"]["type"] == "record.opened"
    assert body["said"]["data"] == {
        "opening": made.id,
        "record": record.id,
        "reference": "PARIS-7",
    }
    assert (_shown(desk, record).nationalities, _shown(desk, record).birth_dates) == (
        ("LBN",),
        (),
    )


def test_owner_is_told_by_mail_in_its_languages(desk: Desk) -> None:
    """The mail carries the owner's reference and the opening's id."""
    _choose(desk, Channel.EMAIL, "desk@fra.example")
    made = _open(desk, _record(desk))
    ((kind, body),) = _messages(desk)
    assert (kind, body["to"]) == ("courier.mail", "desk@fra.example")
    assert made.id in body["subject"]
    assert body["text"].count("PARIS-7") == 4


def test_inbox_of_the_owner_is_the_list(desk: Desk) -> None:
    """An owner that chose nothing reads of it in Jisr, and in the record's history."""
    record = _record(desk)
    made = _open(desk, record)
    with desk.database.reading() as transaction:
        told = records.list_openings(transaction, desk.world.officer("officer@fra"))
        asking = desk.world.asking("officer@fra", Purpose.WANTED_PERSON)
        lines = records.history(transaction, asking, record.id)
    assert [(each.id, each.reason, each.officer) for each in told] == [(made.id, WHY, "")]
    assert [(each.verb, each.bureau) for each in lines] == [
        ("record.added", "FRA"),
        ("record.opened", "MAR"),
    ]
    assert _messages(desk) == []


def test_owner_is_told_once(desk: Desk) -> None:
    """An opening that still holds is not told again."""
    _choose(desk, Channel.WEBHOOK, "https://fra.example/hits")
    record = _record(desk)
    assert _open(desk, record) == _open(desk, record)
    assert len(_messages(desk)) == 1


def _protected(desk: Desk) -> Record:
    record = _record(desk)
    owner = desk.world.asking("head@fra", Purpose.WANTED_PERSON)
    desk.database.in_transaction(records.protect, owner, record.id, ["FRA"])
    return record


def _refugee(desk: Desk) -> Record:
    return _record(desk, flags=frozenset((Flag.ASYLUM,)))


def _stateless(desk: Desk) -> Record:
    return _record(desk, dataclasses.replace(NOUR, nationalities=("XXA",)))


def _convention(desk: Desk) -> Record:
    paper = DocumentReference("XY998877", "XXB", "passport")
    return _record(desk, dataclasses.replace(NOUR, documents=(paper,)))


@pytest.mark.parametrize("recorded", [_protected, _refugee, _stateless, _convention])
def test_protected_person_is_not_opened_and_her_owner_not_told(desk: Desk, recorded: Any) -> None:
    """To tell the owner could harm her: the reviewer decides, and all causes sound alike."""
    _choose(desk, Channel.WEBHOOK, "https://fra.example/hits")
    record = recorded(desk)
    with pytest.raises(Denied) as caught:
        _open(desk, record)
    assert caught.value.details["why"] == "record.opening_referred"
    assert _messages(desk) == []
    assert (_shown(desk, record).nationalities, _shown(desk, record).birth_dates) == ((), ())
    with desk.database.reading() as transaction:
        assert records.list_openings(transaction, desk.world.officer("officer@fra")) == ()


@pytest.mark.parametrize("officer", ["officer@mar", "guard@mar", "guardian@mar", "system@mar"])
def test_other_officers_open_nothing(desk: Desk, officer: str) -> None:
    """Who may not read is told nothing, who may read is told that his role does not open."""
    record = _record(desk)
    with pytest.raises((Denied, NotFound)):
        _open(desk, record, officer)
    assert _shown(desk, record).nationalities == ()


def test_hidden_record_is_not_there(desk: Desk) -> None:
    """No emergency shows that there is a record."""
    hidden = _record(desk, audience=NOBODY_ELSE)
    with pytest.raises(NotFound):
        _open(desk, hidden)


def test_checks_show_what_they_showed(desk: Desk) -> None:
    """What was opened is read in the record alone: a match tells nothing more by it."""
    record = _record(desk)
    asking = desk.world.asking("head@mar", Purpose.WANTED_PERSON)
    from_names = desk.world.checker.check(asking, _QUESTION)
    _open(desk, record)
    again = desk.world.checker.check(asking, _QUESTION)
    assert [each.shown for each in from_names.hits] == [each.shown for each in again.hits]
    assert "nationalities" not in again.hits[0].shown
