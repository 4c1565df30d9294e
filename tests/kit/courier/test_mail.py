"""Mail is handed over to a real server; what it refuses for ever is not tried again."""

from pathlib import Path

import pytest

from jisr.errors import FileUnreadable, SettingInvalid
from jisr.kit.courier.letters import DeliveryFailed, Mail
from jisr.kit.courier.mail import MailServer, mail_server, send
from jisr.settings import Settings
from receivers import free_port, mail_receiver
from ticking import START

NOWHERE = "/nowhere"
MAIL = Mail("m1", "desk@bureau.example", "Jisr: a hit", "Une réponse vous attend.\n\nلديك رد.")


def _server(port: int) -> MailServer:
    return MailServer("127.0.0.1", port, "hub@jisr.example", "none")


def test_mail_arrives_whole() -> None:
    """Address, subject, id and text in every script arrive as they were."""
    with mail_receiver() as (mailbox, port):
        send(MAIL, _server(port), START)
    (mail,) = mailbox.mails
    shown = {name: mail[name] for name in ("To", "From", "Subject", "Message-ID")}
    assert shown == {
        "To": "desk@bureau.example",
        "From": "hub@jisr.example",
        "Subject": "Jisr: a hit",
        "Message-ID": "<m1@jisr.example>",
    }
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert text.decode().splitlines() == MAIL.text.splitlines()


@pytest.mark.parametrize(("refusal", "is_final"), [("550 nobody", True), ("450 later", False)])
def test_refused_address(refusal: str, *, is_final: bool) -> None:
    """A refusal for ever is final, one for now is not."""
    with mail_receiver() as (mailbox, port):
        mailbox.refusal = refusal
        with pytest.raises(DeliveryFailed) as failed:
            send(MAIL, _server(port), START)
    assert failed.value.is_final is is_final


def test_server_that_is_down_is_tried_again() -> None:
    """Mail waits for its server."""
    with pytest.raises(DeliveryFailed) as failed:
        send(MAIL, _server(free_port()), START)
    assert failed.value.is_final is False


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_is_sent_in_the_clear_where_encryption_is_set(security: str) -> None:
    """A server that does not encrypt gets nothing."""
    with mail_receiver() as (mailbox, port):
        server = MailServer("127.0.0.1", port, "hub@jisr.example", security)
        with pytest.raises(DeliveryFailed) as failed:
            send(MAIL, server, START)
    assert (failed.value.is_final, mailbox.mails) == (False, [])


def test_header_is_not_broken_open() -> None:
    """A line break in an address makes no second header."""
    with mail_receiver() as (mailbox, port), pytest.raises(DeliveryFailed) as failed:
        send(Mail("m1", "a@b.example\nBcc: x@y.example", "s", "t"), _server(port), START)
    assert (failed.value.is_final, mailbox.mails) == (True, [])


def test_settings_make_the_server(tmp_path: Path) -> None:
    """The password comes from its file; without a host there is no mail."""
    secret = tmp_path / "smtp"
    secret.write_text("s3cret\n")
    settings = Settings(
        smtp_host="mail.example",
        smtp_from="hub@jisr.example",
        smtp_user="hub",
        smtp_password_file=str(secret),
    )
    expected = MailServer("mail.example", 587, "hub@jisr.example", "starttls", "hub", "s3cret")
    assert (mail_server(settings), mail_server(Settings())) == (expected, None)


def test_wrong_settings_are_named() -> None:
    """Unknown encryption, a missing sender or an unreadable file stop the start."""
    with pytest.raises(SettingInvalid):
        mail_server(Settings(smtp_host="m", smtp_from="a@b", smtp_security="maybe"))
    with pytest.raises(SettingInvalid):
        mail_server(Settings(smtp_host="m"))
    with pytest.raises(FileUnreadable):
        mail_server(Settings(smtp_host="m", smtp_from="a@b", smtp_password_file=NOWHERE))
