"""The courier delivers at least once, waits longer each time, and gives up where it must."""

import datetime
import json
import threading

import pytest
import sqlalchemy as sa

from jisr.kit import outbox
from jisr.kit.courier.letters import MAIL, WEBHOOK
from jisr.kit.courier.mail import MailServer
from jisr.kit.courier.service import Courier, Means, wait_after
from jisr.kit.db import Database
from receivers import hook_receiver, mail_receiver
from ticking import TickingClock


def _unsigned(_message: bytes) -> bytes:
    return b"signature"


def _put_hook(database: Database, url: str) -> str:
    body = json.dumps({"url": url, "said": {"type": "hit.asked"}}).encode()
    return database.in_transaction(outbox.put, WEBHOOK, body)


def _waiting(database: Database) -> list[tuple[int, bool]]:
    """Return attempts of each message, and whether it is a dead letter."""
    with database.reading() as transaction:
        rows = transaction.connection.execute(sa.select(outbox.OUTBOX.c.attempts)).scalars().all()
        dead = len(outbox.letters(transaction, with_waiting=False, limit=10))
    return [(attempts, bool(dead)) for attempts in rows]


def _courier(database: Database, *, mail: MailServer | None = None) -> Courier:
    return Courier(database, Means(mail, _unsigned, allows_private=True))


def test_delivered_message_is_forgotten(database: Database) -> None:
    """What arrived is not sent again."""
    with hook_receiver() as hooks:
        _put_hook(database, f"http://127.0.0.1:{hooks.port}/")
        courier = _courier(database)
        assert [courier.deliver_due(), courier.deliver_due()] == [1, 0]
    assert (len(hooks.calls), _waiting(database)) == (1, [])


def test_failed_message_waits_and_is_tried_again(database: Database, clock: TickingClock) -> None:
    """After a failure the next attempt comes when the wait is over, with the same id."""
    with hook_receiver() as hooks:
        hooks.status = 503
        message = _put_hook(database, f"http://127.0.0.1:{hooks.port}/")
        courier = _courier(database)
        assert [courier.deliver_due(), courier.deliver_due()] == [1, 0]
        hooks.status = 204
        clock.advance(seconds=wait_after(1).total_seconds())
        assert courier.deliver_due() == 1
    assert [headers["webhook-id"] for _, headers, _ in hooks.calls] == [message] * 2
    assert _waiting(database) == []


def test_message_that_never_arrives_is_a_dead_letter(
    database: Database, clock: TickingClock
) -> None:
    """After twelve attempts it stays for the operator and is not tried again."""
    with hook_receiver() as hooks:
        hooks.status = 500
        _put_hook(database, f"http://127.0.0.1:{hooks.port}/")
        courier = _courier(database)
        for _ in range(20):
            courier.deliver_due()
            clock.advance(hours=2)
    assert len(hooks.calls) == outbox.ATTEMPTS_MAX
    assert _waiting(database) == [(outbox.ATTEMPTS_MAX, True)]


def test_private_webhook_is_dead_at_once(database: Database) -> None:
    """What is refused by rule is not tried twelve times."""
    with hook_receiver() as hooks:
        _put_hook(database, f"https://127.0.0.1:{hooks.port}/")
        Courier(database, Means(None, _unsigned)).deliver_due()
    assert (hooks.calls, _waiting(database)) == ([], [(outbox.ATTEMPTS_MAX, True)])


@pytest.mark.parametrize(("kind", "body"), [(WEBHOOK, b"{}"), ("telegram", b"{}")])
def test_unknown_message_is_dead_at_once(database: Database, kind: str, body: bytes) -> None:
    """What no receiver can ever get does not keep the courier busy."""
    database.in_transaction(outbox.put, kind, body)
    _courier(database).deliver_due()
    assert _waiting(database) == [(outbox.ATTEMPTS_MAX, True)]


def test_mail_waits_for_a_mail_server(database: Database, clock: TickingClock) -> None:
    """Without a mail server mail is kept; once there is one, it goes."""
    body = json.dumps({"to": "a@b.example", "subject": "s", "text": "t"}).encode()
    database.in_transaction(outbox.put, MAIL, body)
    _courier(database).deliver_due()
    assert _waiting(database) == [(1, False)]
    clock.advance(minutes=1)
    with mail_receiver() as (mailbox, port):
        server = MailServer("127.0.0.1", port, "hub@jisr.example", "none")
        _courier(database, mail=server).deliver_due()
    assert ([mail["Subject"] for mail in mailbox.mails], _waiting(database)) == (["s"], [])


def test_two_couriers_deliver_once(database: Database) -> None:
    """Whichever process takes a message, the other does not."""
    with hook_receiver() as hooks:
        for _ in range(6):
            _put_hook(database, f"http://127.0.0.1:{hooks.port}/")
        couriers = [_courier(database), _courier(database)]
        threads = [threading.Thread(target=_empty, args=(each,)) for each in couriers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ids = [headers["webhook-id"] for _, headers, _ in hooks.calls]
    assert (len(ids), len(set(ids))) == (6, 6)


def _empty(courier: Courier) -> None:
    while courier.deliver_due():
        pass


def test_courier_delivers_as_soon_as_something_waits(database: Database) -> None:
    """A running courier is woken by the commit, and stops when told."""
    with hook_receiver() as hooks:
        courier = _courier(database)
        courier.start()
        try:
            _put_hook(database, f"http://127.0.0.1:{hooks.port}/")
            for _ in range(100):
                if not _waiting(database):
                    break
                threading.Event().wait(0.05)
        finally:
            courier.stop()
    assert (len(hooks.calls), _waiting(database)) == (1, [])


def test_waits_double_up_to_an_hour() -> None:
    """10 s, 20 s, 40 s … and never more than an hour."""
    waits = [wait_after(each) for each in (1, 2, 3, 12, 1_000)]
    hour = datetime.timedelta(hours=1)
    assert [each.total_seconds() for each in waits[:3]] == [10, 20, 40]
    assert waits[3:] == [hour, hour]


def test_operator_is_told_what_failed(database: Database) -> None:
    """One word: our own, or the class of the error; never an address or a server's words."""
    with hook_receiver() as hooks:
        hooks.status = 503
        courier = _courier(database)
        _put_hook(database, f"http://127.0.0.1:{hooks.port}/")
        courier.deliver_due()
        _put_hook(database, f"https://127.0.0.1:{hooks.port}/secret")
        Courier(database, Means(None, _unsigned)).deliver_due()
        _put_hook(database, "http://127.0.0.1:9/")
        courier.deliver_due()
        database.in_transaction(outbox.put, MAIL, b"{}")
        courier.deliver_due()
        database.in_transaction(outbox.put, "telegram", b"{}")
        courier.deliver_due()
        database.in_transaction(outbox.put, WEBHOOK, b"{}")
        courier.deliver_due()
    with database.reading() as transaction:
        found = outbox.letters(transaction, with_waiting=True, limit=10)
    assert sorted(each.error for each in found) == [
        "ConnectError",
        "FormatMalformed",
        "no-mail-server",
        "private-address",
        "status-503",
        "unknown-kind",
    ]
