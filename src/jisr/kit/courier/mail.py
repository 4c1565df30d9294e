"""Sends a mail of plain text over SMTP."""

import datetime
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from jisr.errors import FileUnreadable, SettingInvalid, to_translate
from jisr.kit.courier.letters import DeliveryFailed, Mail
from jisr.settings import Settings

SMTP_SECONDS_MAX = 20.0
PASSWORD_BYTES_MAX = 1_024
SECURITIES = ("starttls", "tls", "none")
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and from whom it comes."""

    host: str
    port: int
    sender: str
    security: str
    user: str = ""
    password: str = ""


def mail_server(settings: Settings) -> MailServer | None:
    """Return the mail server of the settings; None where there is none.

    Raises:
        SettingInvalid: it is not known how to encrypt, or who sends.
        FileUnreadable: the password's file cannot be read.
    """
    if not settings.smtp_host:
        return None
    if settings.smtp_security not in SECURITIES:
        raise SettingInvalid(
            name="smtp_security",
            given=settings.smtp_security,
            why=to_translate("use starttls, tls or none"),
        )
    if "@" not in settings.smtp_from:
        raise SettingInvalid(
            name="smtp_from", given=settings.smtp_from, why=to_translate("it is no mail address")
        )
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=_password(settings.smtp_password_file),
    )


def send(mail: Mail, server: MailServer, now: datetime.datetime) -> None:
    """Hand one mail over.

    Raises:
        DeliveryFailed: the server did not take it; finally, where it will never take it.
    """
    try:
        message = _message(mail, server, now)
        with _connection(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise DeliveryFailed(is_final=min(codes, default=0) >= _PERMANENT) from error
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryFailed(is_final=False) from error
    except ValueError as error:  # an address that cannot stand in a header
        raise DeliveryFailed(is_final=True) from error


def _message(mail: Mail, server: MailServer, now: datetime.datetime) -> EmailMessage:
    message = EmailMessage()
    message["From"] = server.sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now)
    # A mail that is sent twice has one id, so its receiver can tell.
    message["Message-ID"] = f"<{mail.id}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _connection(server: MailServer) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(
            server.host,
            server.port,
            timeout=SMTP_SECONDS_MAX,
            context=ssl.create_default_context(),
        )
    connection = smtplib.SMTP(server.host, server.port, timeout=SMTP_SECONDS_MAX)
    if server.security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except (smtplib.SMTPException, OSError):
            connection.close()
            raise
    return connection


def _password(file: str) -> str:
    if not file:
        return ""
    try:
        with Path(file).open("rb") as opened:
            return opened.read(PASSWORD_BYTES_MAX).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(path=file) from error
