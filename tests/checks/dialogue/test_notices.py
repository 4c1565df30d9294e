"""Who waits is told, by his own choice, and no message says more than ids and references."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from check_world import ASKED, NOUR, PASSPORT
from hit_world import CLOCKS, Desk, seen
from jisr.checks.dialogue import actions
from jisr.checks.dialogue.model import Answer, Channel, DialogueView, Preference
from jisr.checks.dialogue.notices import drop, preference_of, resend, tell_of_spread, undelivered
from jisr.checks.dialogue.preferences import choose_preference
from jisr.errors import Denied, NotFound
from jisr.kit.outbox import ATTEMPTS_MAX, OUTBOX
from jisr.ledger.entry import read_act
from jisr.records.model import Flag

SECRETS = ("Nour", "نور", PASSPORT.number, "officer@mar", "BERLIN")


def _choose(desk: Desk, officer: str, bureau: str, channel: Channel, address: str) -> None:
    chosen = Preference(bureau, channel, address)
    desk.database.in_transaction(choose_preference, desk.world.officer(officer), chosen)


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A network in which both sides and the secretariat want to be told outside the inbox."""
    _choose(desk, "head@fra", "FRA", Channel.WEBHOOK, "https://fra.example/hits")
    _choose(desk, "head@mar", "MAR", Channel.EMAIL, "desk@mar.example")
    _choose(desk, "root", "GS", Channel.EMAIL, "hits@gs.example")
    return desk


def _messages(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    with desk.database.reading() as transaction:
        rows = transaction.connection.execute(
            sa.select(OUTBOX.c.kind, OUTBOX.c.body).order_by(OUTBOX.c.due_at, OUTBOX.c.id)
        ).all()
    for _, body in rows:
        assert [secret for secret in SECRETS if secret in body.decode()] == []
    return [(kind, json.loads(body)) for kind, body in rows]


def _asked(desk: Desk, **more: str) -> DialogueView:
    record = desk.world.record(NOUR, **more)
    view = desk.open(desk.world.check(ASKED).trace, record)
    asked: DialogueView = desk.do("officer@mar", actions.ask, seen(view), CLOCKS, is_urgent=False)
    return asked


def test_owner_is_told_by_its_webhook(told: Desk) -> None:
    """The call says which hit and the owner's own reference, and nothing of record or question."""
    view = _asked(told, reference="PARIS-7", event="BERLIN 12/2026")
    ((kind, body),) = _messages(told)
    said = body["said"]
    assert isinstance(said, dict)
    assert (kind, body["url"], said["type"]) == (
        "courier.webhook",
        "https://fra.example/hits",
        "hit.asked",
    )
    assert said["data"] == {"hit": view.dialogue.id, "reference": "PARIS-7"}
    assert set(said) == {"type", "timestamp", "data"}


def test_asking_bureau_is_told_by_mail(told: Desk) -> None:
    """The mail is written in every official language and names id and reference only."""
    view = _asked(told)
    told.do("officer@fra", actions.answer, seen(view), Answer.CONFIRMED, "It is Nour")
    kind, body = _messages(told)[-1]
    assert (kind, body["to"], set(body)) == (
        "courier.mail",
        "desk@mar.example",
        {"to", "subject", "text"},
    )
    lines = str(body["text"]).split("\n\n")
    assert len(lines) == 4
    assert all(view.dialogue.id in line and "TNG-1" in line for line in lines)


def test_nobody_is_told_before_the_question(told: Desk) -> None:
    """Taking up and dismissing tell nobody."""
    told.do("officer@mar", actions.dismiss, seen(told.hit()), "another-thing")
    assert _messages(told) == []


def test_only_the_reviewer_is_told_of_a_referral(told: Desk) -> None:
    """A protected person's hit is told to the secretariat, without a reference."""
    record = told.world.record(NOUR, flags=frozenset((Flag.ASYLUM,)), reference="PARIS-7")
    told.open(told.world.check(ASKED).trace, record)
    ((_, body),) = _messages(told)
    assert body["to"] == "hits@gs.example"
    assert "PARIS-7" not in str(body["text"])


def test_bureau_below_is_told_as_its_national_bureau_chose(told: Desk) -> None:
    """What says nothing itself follows the bureau above it; who said nothing has its inbox."""
    with told.database.reading() as transaction:
        below = preference_of(transaction, "MAR.PORT")
        silent = preference_of(transaction, "SYR")
    assert (below.address, silent) == ("desk@mar.example", Preference("SYR"))


def _give_up(desk: Desk) -> str:
    """Give the one waiting message up; return its id."""
    with desk.database.engine.begin() as connection:
        connection.execute(sa.update(OUTBOX).values(attempts=ATTEMPTS_MAX, error="status-503"))
        return str(connection.execute(sa.select(OUTBOX.c.id)).scalar_one())


def test_dead_letters_are_seen_by_those_who_mend(told: Desk) -> None:
    """Operators and coordinators see which notices were given up, never what they said."""
    _asked(told, reference="PARIS-7")
    message = _give_up(told)
    with told.database.reading() as transaction:
        (dead,) = undelivered(transaction, told.world.officer("root"))
    assert (dead.id, dead.kind, dead.attempts, dead.error, dead.is_dead) == (
        message,
        "courier.webhook",
        ATTEMPTS_MAX,
        "status-503",
        True,
    )
    assert "PARIS" not in repr(dead)


@pytest.mark.parametrize("officer", ["head@fra", "officer@mar", "system@fra", "member@ccf"])
def test_dead_letters_are_nothing_for_others(told: Desk, officer: str) -> None:
    """They neither see nor send again nor drop them; the letter stays."""
    _asked(told)
    message = _give_up(told)
    acting = told.world.officer(officer)
    with told.database.reading() as transaction, pytest.raises(Denied):
        undelivered(transaction, acting)
    for act in (resend, drop):
        with pytest.raises(Denied):
            told.database.in_transaction(act, acting, message)
    with told.database.reading() as transaction:
        assert [each.id for each in undelivered(transaction, told.world.officer("root"))] == [
            message
        ]


@pytest.mark.parametrize(("act", "left"), [(resend, [0]), (drop, [])])
def test_a_dead_letter_is_sent_again_or_dropped(told: Desk, act: Any, left: list[int]) -> None:
    """Once: a letter that is on its way, or gone, is none; who did it is sealed."""
    _asked(told)
    message = _give_up(told)
    root = told.world.officer("root")
    told.database.in_transaction(act, root, message)
    with pytest.raises(NotFound):
        told.database.in_transaction(act, root, message)
    with told.database.reading() as transaction:
        rows = transaction.connection.execute(sa.select(OUTBOX.c.attempts)).scalars().all()
        query = "SELECT act FROM entries WHERE subject_kind = 'message'"
        (sealed,) = transaction.connection.exec_driver_sql(query).scalars()
    told_act, _ = read_act(bytes(sealed))
    assert rows == left
    assert (told_act.verb, told_act.officer, told_act.subject) == (
        {resend: "message.resent", drop: "message.dropped"}[act],
        "root",
        message,
    )


def test_a_bureau_is_told_of_spread_without_names(told: Desk) -> None:
    """How many and when, in every official language; who it was stands in the sealed act."""
    for bureau in ("MAR", "FRA", "SYR"):
        told.database.in_transaction(tell_of_spread, bureau, 120, "2026-11-21T09")
    found = sorted(_messages(told), key=lambda each: each[0])
    (_, mail), (_, hook) = found
    assert (mail["to"], str(mail["text"]).count("120")) == ("desk@mar.example", 4)
    assert hook["said"] == {
        "type": "officer.spread_alarmed",
        "timestamp": hook["said"]["timestamp"],  # type: ignore[index]  # read from JSON
        "data": {"subjects": 120, "hour": "2026-11-21T09"},
    }
