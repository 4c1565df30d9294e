"""What waits in the outbox is read in its one form."""

import json

import pytest

from jisr.errors import FormatMalformed
from jisr.kit.courier.letters import DeliveryFailed, Hook, Mail, read_hook, read_mail


def test_mail_is_read_as_it_was_put() -> None:
    """A mail keeps its address, its subject and its text."""
    body = json.dumps({"to": "a@b.example", "subject": "s", "text": "t"}).encode()
    assert read_mail("1", body) == Mail("1", "a@b.example", "s", "t")


def test_hook_signs_the_bytes_that_it_sends() -> None:
    """The body of a call is spelled once."""
    body = json.dumps({"url": "https://b.example/", "said": {"type": "hit.asked", "é": 1}}).encode()
    sent = '{"type":"hit.asked","é":1}'.encode()
    assert read_hook("1", body) == Hook("1", "https://b.example/", sent)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"to": 1}', b"\xff", b'{"url": null}'])
def test_anything_else_is_refused(body: bytes) -> None:
    """What the courier does not know is no letter."""
    with pytest.raises(FormatMalformed):
        read_mail("1", body)
    with pytest.raises(FormatMalformed):
        read_hook("1", body)


def test_failure_says_whether_it_is_final() -> None:
    """A failed delivery tells whether another attempt can help."""
    assert [DeliveryFailed(is_final=each).is_final for each in (True, False)] == [True, False]


def test_failure_has_a_kind_of_one_word() -> None:
    """Our own word, or the class of the error behind it: never what a server said."""
    failed = DeliveryFailed(is_final=False)
    failed.__cause__ = ConnectionRefusedError("nour@example")
    assert [
        DeliveryFailed(is_final=True, kind="private-address").kind,
        failed.kind,
        DeliveryFailed(is_final=True).kind,
    ] == ["private-address", "ConnectionRefusedError", "DeliveryFailed"]
